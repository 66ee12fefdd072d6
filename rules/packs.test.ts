import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCases, runCases } from './cases.ts';
import { compile } from './compile.ts';
import { gapsOf } from './coverage.ts';
import { parsePack } from './pack.ts';
import type { Rule } from './rule.ts';

const folder = join(import.meta.dirname, 'packs');
const packs = globSync(join(folder, '*.yaml'))
  .filter((file) => !file.endsWith('.cases.yaml'))
  .sort();
const casesOf = (pack: string): string => pack.replace(/\.yaml$/, '.cases.yaml');
const rules = packs.flatMap((file) => parsePack(readFileSync(file, 'utf8'), file));
const set = compile(rules);

test('there are packs, and no cases without one', () => {
  expect(packs.length).toBeGreaterThanOrEqual(2);
  expect(globSync(join(folder, '*.cases.yaml')).toSorted()).toEqual(packs.map(casesOf).toSorted());
});

describe.each(packs)('%s', (pack) => {
  const text = readFileSync(casesOf(pack), 'utf8');
  const own = parsePack(readFileSync(pack, 'utf8'), pack);
  const cases = readCases(set, text, casesOf(pack));

  test('its cases go as they say', () => {
    const { ran, failures } = runCases(set, text, casesOf(pack));
    expect(failures).toEqual([]);
    expect(ran).toBe(cases.length);
  });

  test.each(own.map((rule) => [rule.id, rule] as const))(
    '%s fires in a case, is silent in one, and no limit of it can move unseen',
    (_, rule) => {
      expect(gapsOf(rules, [rule], cases)).toEqual([]);
    },
  );
});

test('a rule whose cases prove too little is told what is missing', () => {
  const [pack = ''] = packs.filter((file) => file.endsWith('blood-pressure.yaml'));
  const crisis = rules.find(({ id }) => id === 'bp.crisis') as Rule;
  const [one] = readCases(set, readFileSync(casesOf(pack), 'utf8'), pack);
  const missing = (cases: Parameters<typeof gapsOf>[2]) => gapsOf(rules, [crisis], cases).map((gap) => gap.missing);
  expect(missing([])).toEqual(
    expect.arrayContaining(['a case in which it fires', 'a case in which it stays silent', 'a case that fails when systolic is 181 mmHg']),
  );
  expect(missing([one!])).not.toContain('a case that fails when systolic is 181 mmHg');
  expect(missing([one!])).toContain('a case that fails when diastolic is 121 mmHg');
  expect(missing([one!])).toContain('a case in which it stays silent');
  expect(missing([one!])).not.toContain('a case in which it fires');
});

test('every rule speaks both languages and names its source', () => {
  for (const { id, title, explanation, thresholds } of rules) {
    for (const text of [title, explanation, ...Object.values(thresholds).map((threshold) => threshold.title)]) {
      expect(text['zh-CN'], id).toMatch(/\p{Script=Han}/u);
      expect(text.en, id).not.toMatch(/\p{Script=Han}/u);
    }
    expect(explanation['zh-CN'], id).toMatch(/。$/);
    expect(explanation.en, id).toMatch(/\.$/);
  }
});

test('no advice is written for what is an emergency: a pathway has fixed words for it', () => {
  for (const { id, severity, advises, starts } of rules.filter((rule) => rule.severity === 'high')) {
    expect({ id, severity, advises, starts: starts !== undefined }).toEqual({ id, severity, advises: [], starts: true });
  }
});

test('what a patient reads in a subject line is said to them: no level, guideline or word of the team', () => {
  const staff =
    /\d|level|crisis|referral|guideline|AHA|ESC|COPD|saturation|orthostatic|goal|级|危象|转诊|指南|慢阻肺|饱和度|超标|未达标|老年人/i;
  const wrong = rules.filter(
    ({ tells, titleForPatient: title }) =>
      tells.some(({ role }) => role === 'patient') &&
      (!title || staff.test(title.en) || staff.test(title['zh-CN']) || !/\byour?\b/i.test(title.en) || !title['zh-CN'].includes('您')),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

test('what a rule says to a patient is said in plain words, and is no text for those who treat', () => {
  const clinical =
    /refer|ketoacidosis|hyperosmolar|consensus|primary care|guideline|protocol|ask about|reach the patient|look at the medicines|转诊|酮症|高渗|规范|共识|方案|联系患者|患者/i;
  const wrong = rules.filter(
    ({ tells, forPatient }) =>
      tells.some(({ role }) => role === 'patient') && (!forPatient || Object.values(forPatient).some((text) => clinical.test(text))),
  );
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
