import { describe, expect, test } from 'vitest';
import { AdverseContent, Day, seriousnessOf } from '../domain/adverse-content.ts';
import { DAY } from '../domain/clock.ts';
import { NARANJO, type NaranjoAnswers, naranjoScore } from '../domain/naranjo.ts';
import { deadlineOf } from './deadline.ts';
import { missingAtFirst, missingAtLast } from './missing.ts';
import { fullContent, NOW } from './sample.ts';

const empty = AdverseContent.parse({ language: 'en' });
const reacted = (more: Record<string, unknown>) => fullContent({ reactions: [{ ...fullContent().reactions[0], ...more }] });

describe('Naranjo', () => {
  const all = (answer: 'yes' | 'no' | 'unknown'): NaranjoAnswers => NARANJO.map(() => answer);
  const unknownBut = (...yes: readonly number[]): NaranjoAnswers => NARANJO.map((_, i) => (yes.includes(i) ? 'yes' : 'unknown'));

  // The table of 1981: yes +1 +2 +1 +2 -1 -1 +1 +1 +1 +1; no 0 -1 0 -1 +2 +1 0 0 0 0.
  test('every question counts as in the table of 1981', () => {
    expect(NARANJO.map(({ yes }) => yes)).toEqual([1, 2, 1, 2, -1, -1, 1, 1, 1, 1]);
    expect(NARANJO.map(({ no }) => no)).toEqual([0, -1, 0, -1, 2, 1, 0, 0, 0, 0]);
    expect(naranjoScore(all('yes')).score).toBe(8);
    expect(naranjoScore(all('no')).score).toBe(1);
    expect(naranjoScore(all('unknown'))).toEqual({ score: 0, grade: 'doubtful' });
  });

  test.each([
    [unknownBut(0, 1, 2, 3, 6, 7, 8), 9, 'definite'],
    [unknownBut(0, 1, 2, 3, 6, 7), 8, 'probable'],
    [unknownBut(0, 1, 2, 6), 5, 'probable'],
    [unknownBut(0, 1, 2), 4, 'possible'],
    [unknownBut(0), 1, 'possible'],
    [unknownBut(0, 4), 0, 'doubtful'],
  ] as const)('%j is %i, %s', (answers, score, grade) => {
    expect(naranjoScore(answers)).toEqual({ score, grade });
  });
});

describe('the deadline', () => {
  test.each([
    ['a death', reacted({ seriousness: ['death'] }), 'death', 0],
    ['an outcome of death without the criterion', reacted({ outcome: 'fatal' }), 'death', 0],
    ['a hospital stay', reacted({ seriousness: ['hospitalisation'] }), 'serious-or-new', 15],
    ['a new one that is not serious', { ...fullContent(), isNew: true }, 'serious-or-new', 15],
    ['one of which nobody has said whether it is serious', reacted({ seriousness: undefined }), 'serious-or-new', 15],
    ['one of which nobody has said whether it is new', { ...fullContent(), isNew: undefined }, 'serious-or-new', 15],
    ['an empty report', empty, 'serious-or-new', 15],
    ['neither new nor serious', fullContent(), 'other', 30],
  ] as const)('%s', (_, content, kind, days) => {
    expect(deadlineOf(content as AdverseContent, NOW)).toMatchObject({ kind, due: NOW + days * DAY, source: { evidence: 'secondary' } });
  });

  test('there is none as long as the clinic does not know', () => {
    expect(deadlineOf(fullContent(), undefined)).toBeUndefined();
  });
});

describe('what is missing', () => {
  test('nothing in a report that is full; every item of an empty one in a sentence of its own, in both languages', () => {
    expect(missingAtLast(fullContent())).toEqual([]);
    const missing = missingAtLast(empty);
    expect(missing.map(({ pointer }) => pointer)).toEqual([
      ...['initials', 'ageYears', 'sex', 'disease'].map((field) => `/patient/${field}`),
      ...['/drugs', '/reactions', '/isNew', '/effectOnDisease'],
      ...['profession', 'name', 'organisation', 'country'].map((field) => `/reporter/${field}`),
    ]);
    for (const { says } of missing) {
      expect(says.en).toMatch(/^[A-Z].*\.$/);
      expect(says['zh-CN']).toMatch(/。$/);
    }
    expect(missingAtFirst(empty)).toHaveLength(2);
    expect(missingAtFirst(fullContent())).toEqual([]);
  });

  test.each(['dose', 'route', 'start', 'indication', 'action', 'rechallenge', 'causality'])(
    '%s of a suspected medicine, not of another',
    (field) => {
      const [suspect, other] = fullContent().drugs;
      const content = { ...fullContent(), drugs: [{ ...suspect!, [field]: undefined }, other!] };
      expect(missingAtLast(content).map(({ pointer }) => pointer)).toEqual([`/drugs/0/${field}`]);
    },
  );

  test.each(['onset', 'description', 'outcome', 'seriousness'])('%s of a reaction', (field) => {
    expect(missingAtLast(reacted({ [field]: undefined })).map(({ pointer }) => pointer)).toEqual([`/reactions/0/${field}`]);
  });

  test('contradictions: a death that is not said to be serious, a medicine stopped before it was begun', () => {
    expect(missingAtLast(reacted({ outcome: 'fatal' })).map(({ pointer }) => pointer)).toEqual(['/reactions/seriousness']);
    const [suspect, other] = fullContent().drugs;
    const stopped = (stop: string) => missingAtLast({ ...fullContent(), drugs: [{ ...suspect!, stop }, other!] }).length;
    expect([stopped('2026-03-09'), stopped('2026-03'), stopped('2026-03-10')]).toEqual([1, 0, 0]);
  });
});

test('what is serious: any criterion of any reaction; nobody asked is not the same as none', () => {
  expect(seriousnessOf(empty)).toBeUndefined();
  expect(seriousnessOf(fullContent())).toEqual([]);
  expect(seriousnessOf(reacted({ seriousness: ['important', 'hospitalisation'] }))).toEqual(['hospitalisation', 'important']);
});

test('days as far as they are known', () => {
  for (const good of ['2026', '2026-02', '2024-02-29', '2026-03-01T23:59']) expect(Day.safeParse(good).success, good).toBe(true);
  for (const bad of ['', '26', '2026-13', '2026-02-29', '2026-02-30', '2026-03-01T24:00', 'yesterday', '2026/03/01'])
    expect(Day.safeParse(bad).success, bad).toBe(false);
});
