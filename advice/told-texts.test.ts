import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Language, Localized } from '../domain/source.ts';
import { home, readPathways, readQuestionnaires } from '../house/packs.ts';
import { parsePack } from '../rules/pack.ts';
import type { Draft } from './generator.ts';
import { claims } from './guard/claims.ts';
import { diagnosis } from './guard/diagnosis.ts';
import { dose } from './guard/dose.ts';
import { sampleBrief } from './guard-cases.ts';

/** What people wrote into packs, pathways and questionnaires reaches patients without passing the guard of advice: it is held to it here. */

const packs = globSync(join(home, 'rules/packs/*.yaml')).filter((file) => !file.endsWith('.cases.yaml'));
const ofRules = packs.flatMap((file) =>
  parsePack(readFileSync(file, 'utf8'), file).flatMap(({ id, title, titleForPatient, forPatient, withPathway, explanation, tells }) =>
    tells.some(({ role }) => role === 'patient')
      ? [
          [`${id} title`, titleForPatient ?? title] as const,
          [id, forPatient ?? explanation] as const,
          ...(withPathway && withPathway !== 'nothing' ? [[`${id} with its pathway`, withPathway] as const] : []),
        ]
      : [],
  ),
);
const isTexts = (value: unknown): value is Localized =>
  typeof value === 'object' && value !== null && typeof (value as Localized).en === 'string' && 'zh-CN' in value;
/** Every text in both languages below a value, with where it stands. */
function textsIn(value: unknown, where: string): readonly (readonly [string, Localized])[] {
  if (isTexts(value)) return [[where, value]];
  if (value instanceof Map) return [...value].flatMap(([name, one]) => textsIn(one, `${where} ${name}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    ['task', 'source', 'sources'].includes(name) ? [] : textsIn(one, `${where} ${name}`),
  );
}
const ofPathways = readPathways().flatMap(({ id, steps }) => textsIn(steps, id));
// Titles of scores and findings are for the team.
const ofQuestionnaires = readQuestionnaires().flatMap(({ questionnaire, title, intro, items, findings }) =>
  textsIn({ title, intro, items, findings: findings.map(({ tells }) => tells) }, questionnaire),
);

const wrongIn = (text: string, language: Language): readonly string[] => {
  const draft: Draft = {
    sentences: text.split(/(?<=[。；！？]|[.;!?]\s)/u).map((one) => ({ text: one.trim(), topic: 'measuring', facts: [] })),
  };
  return [dose, diagnosis, claims].flatMap((check) => check(draft, [], sampleBrief(language)).map(({ why }) => why));
};
/** What a check takes for more than it is: said of what was, asked, or a warning that sends for help. Each was read by a person. */
const READ: Readonly<Record<string, string>> = {
  '“added a medicine” changes a medicine': 'new-medicine begin message',
  '“miss a dose” changes a medicine': 'medicine-taking intro',
  '“停过药” changes a medicine': 'medicine-taking items 2 ask',
  '“stop a medicine” changes a medicine': 'medicine-taking items 2 ask',
  '“sign of a stroke” is a diagnosis': 'weekly-check-in findings 2',
  '“可能是中风” is a diagnosis': 'weekly-check-in findings 2',
};
/** That a medicine may need to change is for whoever prescribes it to say. */
const HINT = {
  'zh-CN':
    /(?:用药|药物|药量|剂量|治疗方案)[^。；]{0,8}(?:需要?|应该?|可能要|有必要)(?:调整|更改|改变|加|减)|(?:调整|更改)(?:用药|药物|药量|剂量)/u,
  en: /\b(?:medicines?|medication|doses?|treatment) (?:\w+ ){0,2}(?:may|might|should|needs?|must|could) (?:\w+ )?(?:adjust|chang|increas|reduc)/iu,
} as const;

describe.each([
  ['rules', ofRules],
  ['pathways', ofPathways],
  ['questionnaires', ofQuestionnaires],
] as const)('what patients read of %s', (_, texts) => {
  test('there are such texts', () => expect(texts.length).toBeGreaterThan(20));
  test.each(texts)('%s: changes no medicine, names no disease, claims nothing', (where, text) => {
    for (const language of ['zh-CN', 'en'] as const) {
      expect(wrongIn(text[language], language).filter((why) => READ[why] !== where)).toEqual([]);
      expect(text[language]).not.toMatch(HINT[language]);
    }
  });
});

test('the checks see what was once told', () => {
  expect('至少 3 次高于 10.0 mmol/L，提示饮食结构或用药需要调整。').toMatch(HINT['zh-CN']);
  expect(wrongIn('请停药。', 'zh-CN')).not.toEqual([]);
  expect(wrongIn('Take care; stop your metformin tonight.', 'en')).not.toEqual([]);
});
