import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { preview as previewCommand } from '../commands/preview-draft.ts';
import { DAY } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { PreviewLine } from './contract.ts';

/** Through the front door, over readings that lie in a real database. */

let house: TestHouse;
let cookie = '';
const NOW = Date.now();
const crisis = (patient: string, day: number, systolicMmHg: number, quality: Reading['quality'] = []): Reading => {
  const at = NOW - day * DAY;
  const said = { at, received: at, clock: 'device', kind: 'blood-pressure', device: `cuff-${patient}` } as const;
  return { ...said, id: `${patient}-${day}`, patient, quality, systolicMmHg, diastolicMmHg: 95 };
};

beforeAll(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', ['cuff-p1']);
  await house.moveIn('p2', ['cuff-p2'], { group: 'older-adult' });
  const readings = [crisis('p1', 3, 175), crisis('p1', 9, 185), crisis('p1', 12, 178, ['implausible']), crisis('p2', 5, 172)];
  await house.store.transact(async (records) => {
    await records.readings.append(readings.map((reading) => ({ reading, judgement: { is: 'judged', rules: 'x', at: NOW } })));
    await records.users.save({ id: 'doctor', name: 'Canary doctor', role: 'doctor', language: 'en' });
    await records.thresholds.set({ scope: 'p2', rule: 'bp.crisis', name: 'systolic', value: 180, by: 'doctor', reason: 'own', since: NOW });
  });
  const link = new URL(await createSignInLink(house.store, 'doctor', house.url, NOW));
  const answer = await post('/api/v1/session', { token: link.searchParams.get('token') });
  cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
});
afterAll(() => house.close());

const post = (path: string, body: unknown) =>
  fetch(house.url + path, {
    method: 'POST',
    headers: { 'hearth-request': '1', 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  });
const preview = (body: object) => post('/api/v1/rules/preview', body);
const steps = async (body: object) =>
  (await (await preview(body)).text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const limits = [{ rule: 'bp.crisis', name: 'systolic', value: 170 }];

test('a limit, tried on everybody: progress, then what is new; a patient’s own limit stays above the clinic’s', async () => {
  const answer = await preview({ limits });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  const lines = await steps({ limits });
  expect(lines.map(({ is, done }) => [is, done])).toEqual([
    ['progress', 0],
    ['progress', 1],
    ['progress', 2],
    ['result', undefined],
  ]);
  const { comparison } = lines.at(-1);
  expect(comparison).toMatchObject({ patients: 2, readings: 3, today: { alerts: 1 }, draft: { alerts: 2 }, addedCount: 1, goneCount: 0 });
  for (const line of lines) expect(PreviewLine.parse(line), 'the contract names every field').toEqual(line);
  expect(comparison.added).toMatchObject([{ patient: 'p1', rule: 'bp.crisis', opened: NOW - 3 * DAY }]);
});

test('on one patient it is their own; a group is a group', async () => {
  expect((await steps({ limits, patient: 'p2' })).at(-1).comparison).toMatchObject({ patients: 1, draft: { alerts: 1 } });
  expect((await steps({ limits, group: 'older-adult' })).at(-1).comparison).toMatchObject({ patients: 1, draft: { alerts: 0 } });
});

const pack = `pack: draft
rules:
  - id: bp.crisis
    version: 9
    title: { zh-CN: 高, en: High }
    explanation: { zh-CN: 说明。, en: Words. }
    source: { organisation: A clinic, title: House rule, year: 2026, evidence: unverified }
    severity: low
    watches: blood-pressure
    when: { value: systolic, above: limit }
    endsAfter: PT2H
    freshFor: PT1H
    supersedes: [bp.severe-repeated]
    thresholds: { limit: { title: { zh-CN: 高于, en: Above }, unit: mmHg, value: 174, min: 100, max: 200 } }
`;

test('a rule, tried in the place of the one that has its name', async () => {
  const { comparison } = (await steps({ pack, days: 10 })).at(-1);
  expect(comparison).toMatchObject({ today: { alerts: 1, minutesOfWork: 10 }, draft: { alerts: 2, minutesOfWork: 4, messages: 0 } });
});

test.each([
  ['nothing to try', {}, 400, 'api.invalid'],
  ['a limit out of its bounds', { limits: [{ ...limits[0], value: 20 }] }, 422, 'threshold.out-of-bounds'],
  ['a limit that is not there', { limits: [{ ...limits[0], name: 'hunch' }] }, 404, 'threshold.unknown'],
  ['nobody of that name', { limits, patient: 'nobody' }, 404, 'api.not-found'],
  ['a pack that is none', { pack: 'pack: x\nrules: [1]' }, 400, 'api.invalid'],
  ['a rule that does not fit with the others', { pack: pack.replace('bp.severe-repeated', 'bp.gone') }, 400, 'api.invalid'],
])('%s is an error, not the beginning of an answer', async (_, body, status, code) => {
  const answer = await preview(body);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  expect((await preview({ limits })).status, 'and the next one is let in').toBe(200);
});

test('a pack that is not right says where', async () => {
  const answer = (await (await preview({ pack: pack.replace('severity: low', 'severity: dire') })).json()) as { errors: object[] };
  expect(answer.errors).toMatchObject([{ pointer: '/pack', detail: expect.stringContaining('8:5: rules.0.severity') }]);
});

test('nothing was written, and nobody told', async () => {
  expect(await house.store.alerts.count()).toBe(0);
  expect(await house.store.outbox.next()).toBeUndefined();
});

test('the same on the command line, in words', async () => {
  const config = join(house.folder, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\n`);
  let text = '';
  const out = { write: (more: string) => void (text += more), say: () => undefined, isTerminal: false };
  expect(await previewCommand(['--limit', 'bp.crisis.systolic=170', '--config', config], out)).toBe(0);
  expect(text).toMatch(/^2 patients, 3 readings, 30 days\n/);
  expect(text).toMatch(/alerts +1 +2\n/);
  expect(text).toMatch(/new with the draft: 1\n {2}\S+ {2}p1 {2}bp\.crisis/);
  for (const [args, why] of [
    [['--limit', 'bp.crisis.systolic'], 'written as'],
    [['--limit', 'bp.crisis.systolic=20'], 'not between'],
    [['--limit', 'bp.crisis.systolic=170', '--patient', 'nobody'], 'no patient nobody'],
    [['--limit', 'bp.crisis.systolic=170', '--group', 'giants'], '--group is'],
    [[], 'What to try'],
  ] as const) {
    await expect(previewCommand([...args, '--config', config], out)).rejects.toThrow(why);
  }
});

test('what was heard late is lived through when it was heard, on everybody and on one; tried again, the same', async () => {
  await house.moveIn('p-late', ['cuff-p-late']);
  const late = { ...crisis('p-late', 8, 175), received: NOW - 5 * DAY };
  const readings = [late, crisis('p-late', 7, 120), crisis('p-late', 6, 190)];
  await house.store.transact((records) =>
    records.readings.append(readings.map((reading) => ({ reading, judgement: { is: 'judged', rules: 'x', at: NOW } }))),
  );
  const [all, once, again] = [
    await steps({ limits }),
    await steps({ limits, patient: 'p-late' }),
    await steps({ limits, patient: 'p-late' }),
  ];
  const theirs = all.at(-1).comparison.added.filter(({ patient }: { patient: string }) => patient === 'p-late');
  expect(theirs).toMatchObject([{ late: true, opened: NOW - 8 * DAY, raised: NOW - 5 * DAY }]);
  expect(once.at(-1).comparison.added).toEqual(theirs);
  expect(again.at(-1).comparison.added).toEqual(theirs);
});
