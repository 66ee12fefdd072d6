import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { measurementsOfMapped } from '../../devices/dialects/mapped.ts';
import type { Mapped } from '../../domain/delivery.ts';
import { createEvaluator, type Evaluator, LIMITS, type Limits } from './evaluator.ts';
import { type Mapping, parseMapping } from './mapping.ts';

/** Real threads, real JSONata. */

const open: Evaluator[] = [];
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));

const SHORT = { milliseconds: 200, hardMilliseconds: 600 };
const RECEIVED = Date.UTC(2026, 2, 1, 12);
const evaluatorOf = (mapping: Partial<Mapping>, limits: Partial<Limits> = {}): Evaluator => {
  const one = createEvaluator(
    { name: 'acme', title: 'ACME', payload: 'json', readings: '$', file: 'm.yaml', ...mapping },
    { ...LIMITS, ...limits },
  );
  open.push(one);
  return one;
};
const ask = (evaluator: Evaluator, payload: unknown): Promise<Mapped> =>
  evaluator.evaluate({
    payload: payload instanceof Uint8Array ? payload : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    received: RECEIVED,
    topic: 'hearth/v1/hall/acme',
  });
const jsonOf = (mapped: Mapped): unknown => ('json' in mapped ? JSON.parse(new TextDecoder().decode(mapped.json)) : mapped);

test.each([
  ['dexcom-v3', [{ value: 101 }, { value: 39, beyond: 'low' }, { value: 39, beyond: 'low' }], Date.UTC(2025, 0, 30, 23, 49, 55)],
  ['librelinkup', [{ value: 112 }, { value: 4.4 }], Date.UTC(2025, 0, 4, 7, 19, 21)],
])('the example %s reads its sample', async (name, expected, at) => {
  const folder = new URL('examples/', import.meta.url);
  const mapping = parseMapping(readFileSync(new URL(`${name}.yaml`, folder), 'utf8'), `${name}.yaml`);
  const mapped = await ask(evaluatorOf(mapping), readFileSync(new URL(`${name}.sample.json`, folder), 'utf8'));
  const readings = measurementsOfMapped((mapped as { json: Uint8Array }).json, { received: RECEIVED, zone: 'UTC', topic: '' });
  expect(readings).toHaveLength(expected.length);
  expect(readings[0]!.at).toBe(at);
  for (const [i, { value, ...more }] of expected.entries())
    expect(readings[i]).toMatchObject({ kind: 'glucose', specimen: 'interstitial', reported: { value }, ...more });
});

test('what it knows besides the payload: the topic’s levels and when it was received, so that a replay says the same', async () => {
  const readings = '{ "t": $topic[2], "r": $received, "n": $now(), "m": $millis() }';
  expect(jsonOf(await ask(evaluatorOf({ readings }), {}))).toEqual({
    t: 'hall',
    r: RECEIVED,
    n: '2026-03-01T12:00:00.000Z',
    m: RECEIVED,
  });
});

test('text that is no JSON', async () => {
  const one = evaluatorOf({ payload: 'text', readings: '{ "value": $number($split($, ";")[1]) }' });
  expect(jsonOf(await ask(one, 'bp;138'))).toEqual({ value: 138 });
});

test('nothing is nothing only when the mapping says so', async () => {
  expect(await ask(evaluatorOf({ readings: '[records.{"kind":"weight"}]' }), {})).toEqual({ nothing: expect.any(String) });
  expect(await ask(evaluatorOf({ readings: 'recrods.value' }), { records: [] })).toEqual({
    problem: expect.stringContaining('acme: the mapping finds nothing in it'),
  });
});

test.each([
  ['a payload that is none', { readings: '$' }, '{', 'JSON'],
  ['no UTF-8', { readings: '$' }, Buffer.from([0xff]), 'valid|JSON'],
  ['what a device sent is never run', { readings: '$eval(code)' }, { code: '1+1' }, 'non-function'],
  ['no dice', { readings: '$random()' }, {}, 'non-function'],
  ['recursion without end', { readings: '($f := function($x){ [1, $f($x + 1)] }; $f(1))' }, {}, 'Stack overflow'],
  ['a loop without end', { readings: '($f := function($x){ $f($x + 1) }; $f(1))' }, {}, 'longer than|timeout'],
  ['a list without end', { readings: '[1..9999999]' }, {}, 'sequence length'],
  ['a regular expression without end', { readings: '$match(text, /^(a+)+$/)' }, { text: `${'a'.repeat(60)}b` }, 'longer than 600 ms'],
  ['a text without end', { readings: '($f := function($t, $n){ $n = 0 ? $t : $f($t & $t, $n - 1) }; $f("0123456789", 26))' }, {}, '.'],
])('%s: a problem, and the next payload is heard', async (_, mapping, payload, why) => {
  const one = evaluatorOf({ ...mapping, readings: `good ? "good" : ${mapping.readings}` }, SHORT);
  expect(await ask(one, payload)).toEqual({ problem: expect.stringMatching(new RegExp(`^acme: .*(${why})`, 's')) });
  // A machine under load may be late for a good one, too.
  const answers = [];
  while (answers.at(-1) !== 'good' && answers.length < 2) answers.push(jsonOf(await ask(one, { good: true })));
  expect(answers.at(-1)).toBe('good');
});

test('while one runs away, this thread goes on', async () => {
  const one = evaluatorOf({ readings: '$match(text, /^(a+)+$/)' }, SHORT);
  let turns = 0;
  const turning = setInterval(() => turns++, 5);
  await ask(one, { text: `${'a'.repeat(60)}b` });
  clearInterval(turning);
  expect(turns).toBeGreaterThan(5);
});

test('three in a row, and it rests; then it is asked again', async () => {
  const mapping: Mapping = { name: 'acme', title: 'ACME', payload: 'json', readings: '$match(text, /^(a+)+$/).match', file: 'm.yaml' };
  const one = createEvaluator(mapping, { ...LIMITS, ...SHORT }, 1_500);
  open.push(one);
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push(await ask(one, { text: `${'a'.repeat(60)}b` }));
  expect(answers.map((said) => 'problem' in said && said.problem.includes('rests for a minute'))).toEqual([false, false, false, true]);
  await expect.poll(async () => jsonOf(await ask(one, { text: 'aa' })), { timeout: 10_000, interval: 200 }).toBe('aa');
});

test('many at once are answered each with its own', async () => {
  const one = evaluatorOf({ readings: 'n' });
  const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => ask(one, { n })));
  expect(answers.map(jsonOf)).toEqual(Array.from({ length: 200 }, (_, n) => n));
});
