import type { Instant } from '../../domain/clock.ts';
import type { Understanding } from '../../domain/conversation.ts';
import type { Patient } from '../../domain/patient.ts';
import type { Language } from '../../domain/source.ts';
import { type CheckResult, check, type Match } from '../../medications/check.ts';
import type { MedicationGraph } from '../../medications/graph.ts';
import { givenOf } from '../../medications/person.ts';
import { type Answer, fixedAnswer, type HandOn } from './answer.ts';
import type { FixedTexts } from './texts.ts';

/** Findings of one answer: the gravest; the person who goes on sees them all. */
const MOST_FINDINGS = 3;

const ASK: HandOn = {
  role: 'pharmacist',
  why: {
    'zh-CN': '患者问某种药或食物能不能用，知识库里没有（全部）答案或查到严重问题。',
    en: 'The patient asks whether a medicine or food may be taken, and the graph does not know (all of) it or finds something serious.',
  },
};

/**
 * Whether what was asked about goes with what the record holds: rows of the medication graph, word for word. It never says that something is
 * safe; what is not on record goes to a pharmacist. Names are the graph's own: what people typed into a record is repeated nowhere.
 */
export function answerMedicine(
  graph: MedicationGraph,
  patient: Patient,
  { about }: Understanding,
  texts: FixedTexts,
  now: Instant,
): Answer {
  const { language } = patient;
  if (about.length === 0) return fixedAnswer([texts['medicine-unnamed']], language, { by: 'medication graph', handOn: ASK });
  const given = givenOf(patient, now);
  const isEaten = (code: string): boolean => graph.terms.get(code)?.kind === 'food';
  const result = check(graph, {
    ...given,
    medicines: [...given.medicines, ...about.filter((code) => !isEaten(code))],
    foods: [...given.foods, ...about.filter(isEaten)],
  });
  const asked = new Set(about);
  const findings = result.findings.filter(({ items }) => items.some(({ term }) => asked.has(term.code)));
  const what = about.map((code) => nameIn(graph, code, language)).join(language === 'en' ? ' and ' : '和');
  if (findings.length === 0)
    return fixedAnswer([[texts['medicine-not-known'], { what }]], language, {
      by: 'medication graph',
      facts: factsOf(result),
      handOn: ASK,
    });
  const serious = findings.some(({ severity }) => severity === 'contraindicated' || severity === 'major');
  const onlyMeter = findings.every(({ severity }) => severity === 'measurement');
  const rest = result.notKnown.some((pair) => pair.some(({ term }) => asked.has(term.code))) || result.unknown.length > 0;
  const answer = fixedAnswer(
    [
      ...findings
        .slice(0, MOST_FINDINGS)
        .map((match) => [texts['medicine-found'], { what: pairIn(match, language), why: match.effect[language] }] as const),
      texts[serious ? 'medicine-serious' : onlyMeter ? 'medicine-meter' : 'medicine-careful'],
      ...(rest ? [texts['medicine-rest-not-known']] : []),
    ],
    language,
  );
  return {
    ...answer,
    by: 'medication graph',
    facts: factsOf(result),
    sources: [...new Set([...answer.sources, ...findings.map(({ source }) => source)])],
    ...(serious || rest ? { handOn: ASK } : {}),
  };
}

const nameIn = (graph: MedicationGraph, code: string, language: Language): string => graph.terms.get(code)?.name[language] ?? '';

const pairIn = ({ items }: Match, language: Language): string =>
  [...new Set(items.map(({ term }) => term.name[language]))].join(language === 'en' ? ' and ' : '和');

/** For whoever asks later: every finding, and that it was asked of which facts. */
const factsOf = ({ facts, findings }: CheckResult): Answer['facts'] => [
  { id: 'graph', statement: `medication facts, version ${facts}` },
  ...findings.map(({ id, severity, certainty, effect }) => ({ id, statement: `${severity}, ${certainty}: ${effect.en}` })),
];
