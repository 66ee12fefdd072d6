import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { Records, Store } from '../domain/store.ts';
import {
  alert,
  care,
  clock,
  decide,
  files,
  follow,
  hear,
  livesAnew,
  measure,
  NOON,
  open,
  opened,
  pass,
  pathways,
  question,
  resolved,
  said,
  setPathways,
  setWake,
  store,
  wake,
  woken,
} from '../tests/care-room.ts';
import { parsePathway } from './parse-pathway.ts';
import { createCare } from './walker.ts';

livesAnew();

test('from the alert to the answer: a run starts, asks at its time, hears the answer, ends, and nothing is left waiting', async () => {
  await decide(...opened('a1'));
  await follow();
  expect(await store.runs.of('p1')).toMatchObject([{ pathway: 'low-glucose', alert: 'a1', at: 'fifteen-minutes', done: false }]);
  expect(await care.nextDue()).toBe(NOON + 15 * MINUTE);
  expect(await care.tick()).toBe(0);

  await pass(15 * MINUTE);
  const open = await question();
  expect(open).toMatchObject({ alert: 'a1', asked: NOON + 15 * MINUTE });
  const answered = await care.answer(open!.id, 'worse', 'p1');
  expect(answered.state).toEqual({ is: 'answered', answer: 'worse', at: clock.now() });
  expect(await said()).toEqual(['feel patient', 'treat patient', 'worse-task coordinator', 'worse-task doctor', 'worse-text patient']);
  expect(await store.runs.of('p1')).toMatchObject([{ done: true, at: 'end' }]);
  expect(await care.nextDue()).toBeUndefined();
  expect(await store.audit.list(9, 'p1')).toMatchObject([
    { by: 'p1', did: 'follow-up.answer', about: { followUp: open!.id, answer: 'worse' } },
  ]);
});

test('a follower that sees the same entries again comes to the same end, at every moment of a run', async () => {
  await decide(...opened('a1'));
  const signal = new AbortController().signal;
  const entries = await store.streams.after('decisions', 0, 100);
  const state = async () => ({
    runs: await store.runs.of('p1'),
    said: await said(),
    next: await care.nextDue(),
    questions: await store.followUps.of('p1'),
  });

  for (const act of [
    () => care.follower.follow(entries, signal),
    () => pass(15 * MINUTE),
    async () => void (await care.answer((await question())!.id, 'better', 'p1')),
    () => hear(3.3),
    () => pass(15 * MINUTE),
  ]) {
    await act();
    const before = await state();
    await care.follower.follow(entries, signal);
    await care.follower.follow([...entries, ...entries], signal);
    expect(await state()).toEqual(before);
  }
  await measure(5.6);
  await decide(resolved('a1'));
  const more = await store.streams.after('decisions', 0, 100);
  await care.follower.follow(more, signal);
  const before = await state();
  expect(before.said).toContain('recovered#2 patient');
  await care.follower.follow(more, signal);
  expect(await state()).toEqual(before);
});

test('a crash before the commit leaves nothing, and the same work then goes through', async () => {
  await decide(...opened('a1'));
  const failing: Store = {
    ...store,
    transact: (work) =>
      store.transact(async (records) => {
        await work(records);
        throw new Error('power failure');
      }),
  };
  const broken = createCare({
    store: failing,
    pathways: () => pathways,
    rules: { wake, starts: () => undefined, answered: async () => [] },
    clock,
  });
  await expect(follow(broken.follower)).rejects.toThrow('power failure');
  expect(await store.runs.of('p1')).toEqual([]);
  expect(await said()).toEqual([]);

  await follow();
  clock.advance(NOON + 15 * MINUTE);
  await expect(broken.tick()).rejects.toThrow('power failure');
  expect(await store.timers.due(clock.now(), 9)).toHaveLength(1);
  await store.close();
  open();
  expect(await care.tick()).toBe(1);
  expect(await care.tick()).toBe(0);
  expect(await said()).toEqual(['feel patient', 'treat patient']);
});

test('a timer fires once, also when two ticks look at the same time', async () => {
  await decide(...opened('a1'));
  await follow();
  clock.advance(NOON + 15 * MINUTE);
  expect((await Promise.all([care.tick(), care.tick()])).sort()).toEqual([0, 1]);
  expect(await store.followUps.of('p1')).toHaveLength(1);
});

test.each([
  ['recovered', undefined, ['recovered patient', 'treat patient']],
  ['recovered', 'faded', ['treat patient']],
  ['person', undefined, ['treat patient']],
] as const)('an alert resolved by %s (%s) ends its run', async (because, note, expected) => {
  await decide(...opened('a1'));
  await follow();
  clock.advance(NOON + MINUTE);
  await measure(5.6);
  await decide(resolved('a1', because, note));
  await follow();
  expect(await store.runs.of('p1')).toMatchObject([{ done: true }]);
  expect(await care.nextDue()).toBeUndefined();
  expect(await said()).toEqual(expected);
});

test.each([
  ['within the band', 5.6, [], ['recovered patient', 'treat patient']],
  ['at its upper end', 13.9, [], ['recovered patient', 'treat patient']],
  ['above it', 14, [], ['treat patient']],
  ['within it, but evidence of another alert that somebody has to act on', 9, ['medium'], ['treat patient']],
  ['within it, and evidence of a pattern at which somebody looks one day', 9, ['low'], ['recovered patient', 'treat patient']],
] as const)('a reading ends the alert %s', async (_what, mmolL, others, expected) => {
  await decide(...opened('a1'));
  await follow();
  clock.advance(NOON + MINUTE);
  await measure(mmolL);
  const { id } = (await store.readings.latest('p1', 'glucose', 1))[0]!;
  for (const severity of others)
    await decide({ do: 'open-alert', alert: { ...alert('other', 'glucose.other'), severity, evidence: [id] } });
  await decide(resolved('a1'));
  await follow();
  expect(await store.runs.of('p1')).toMatchObject([{ done: true }]);
  expect(await said()).toEqual(expected);
});

test('an alert that is resolved before anybody looked needs no pathway', async () => {
  await decide(...opened('a1'), resolved('a1'));
  await follow();
  expect(await store.runs.of('p1')).toEqual([]);
  expect(await said()).toEqual([]);
});

test('a graver alert begins anew: the first question is closed, and only one run goes on', async () => {
  await decide(...opened('a1'));
  await follow();
  await pass(15 * MINUTE);
  const first = await question();
  await decide(...opened('a2', 'glucose.very-low'));
  await follow();
  expect(await store.followUps.get(first!.id)).toMatchObject({ state: { is: 'unanswered' } });
  await expect(care.answer(first!.id, 'better', 'p1')).rejects.toMatchObject({ code: 'follow-up.closed' });
  expect((await store.runs.of('p1')).filter(({ done }) => !done)).toMatchObject([{ alert: 'a2', at: 'fifteen-minutes' }]);

  // 3.4: no longer very low, still low. Nobody says "recovered" yet.
  await decide(resolved('a2'));
  await follow();
  expect((await store.runs.of('p1')).filter(({ done }) => !done)).toMatchObject([{ alert: 'a1' }]);
  expect(await said()).not.toContain('recovered patient');
  await measure(5.6);
  await decide(resolved('a1'));
  await follow();
  expect((await store.runs.of('p1')).filter(({ done }) => !done)).toEqual([]);
  expect((await said()).filter((one) => one === 'recovered patient')).toHaveLength(1);
});

test('a different pathway of the same patient is another matter', async () => {
  await decide(...opened('a1'), ...opened('a2', 'bp.crisis'));
  await follow();
  expect((await store.runs.of('p1')).filter(({ done }) => !done)).toHaveLength(2);
});

test('what was decided while the server was down is told to the team, not to the patient', async () => {
  await decide(...opened('a1'));
  clock.advance(NOON + 2 * HOUR);
  await follow();
  expect(await said()).toEqual(['told-late coordinator']);
});

test('an answer that there is not, a question that there is not, and a question that is closed are refused', async () => {
  await decide(...opened('a1', 'bp.crisis'));
  await follow();
  const { id } = (await question())!;
  await expect(care.answer('nothing', 'none', 'p1')).rejects.toMatchObject({ code: 'api.not-found' });
  await expect(care.answer(id, 'maybe', 'p1')).rejects.toMatchObject({ code: 'api.invalid', fields: [{ pointer: '/option' }] });
  const both = await Promise.allSettled([care.answer(id, 'none', 'p1'), care.answer(id, 'yes-some', 'p1')]);
  expect(both).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'follow-up.closed' } }]);
  expect(await said()).not.toContain('emergency-text patient');
});

test('a question whose time has passed is closed, and its answer comes too late', async () => {
  await decide(...opened('a1', 'bp.crisis'));
  await follow();
  const { id } = (await question())!;
  await pass(10 * MINUTE);
  expect(await question()).toMatchObject({ id });
  await pass(5 * MINUTE);
  await expect(care.answer(id, 'none', 'p1')).rejects.toMatchObject({ code: 'follow-up.closed' });
  expect(await said()).toContain('no-answer doctor');
});

test('a pathway that nobody has is reported once, and stops nothing else', async () => {
  await decide({ do: 'start-pathway', pathway: 'nowhere', patient: 'p1', at: NOON }, ...opened('a1'));
  await follow();
  const faults = (await store.streams.after('decisions', 0, 100)).filter(
    (entry) => 'decision' in entry && entry.decision.do === 'report-fault',
  );
  expect(faults).toMatchObject([{ decision: { patient: 'p1', rule: 'pathway nowhere', why: 'there is no pathway nowhere' } }]);
  expect(await said()).toEqual(['treat patient']);
});

test('a pathway that is taken away under a run hands the patient to a person', async () => {
  await decide(...opened('a1', 'bp.crisis'));
  await follow();
  setPathways([]);
  await pass(10 * MINUTE);
  expect(await store.runs.of('p1')).toMatchObject([{ done: true }]);
  expect(await question()).toBeUndefined();
  expect(await said()).toContain('symptoms coordinator');
  expect(await care.nextDue()).toBeUndefined();
});

test('an answer that the pathway no longer knows is kept, and a person takes over', async () => {
  await decide(...opened('a1', 'bp.crisis'));
  await follow();
  const file = files.find((one) => one.endsWith('pressure-crisis.yaml'))!;
  const renamed = readFileSync(file, 'utf8').replace('      none: {', '      no-symptom: {');
  setPathways([parsePathway(renamed, file)]);
  const { state } = await care.answer((await question())!.id, 'none', 'p1');
  expect(state).toMatchObject({ is: 'answered', answer: 'none' });
  expect(await said()).toContain('symptoms coordinator');
});

test('timers of the rules go to the rules, once, with the records of the transaction', async () => {
  let writable: Records | undefined;
  setWake(async (patient, what, now, records) => {
    woken.push(`${patient} ${what} ${now - NOON}`);
    writable = records;
    return [{ do: 'wake', at: now + DAY, what, patient }];
  });
  await decide({ do: 'wake', at: NOON + 5, what: 'silence:glucose.no-readings', patient: 'p1' });
  await pass(10);
  expect(woken).toEqual(['p1 silence:glucose.no-readings 10']);
  expect(writable).toBeDefined();
  expect(await care.nextDue()).toBe(NOON + 10 + DAY);
});

test('a rule timer that sets no other is gone', async () => {
  await decide({ do: 'wake', at: NOON, what: 'silence:glucose.no-readings', patient: 'p1' });
  expect(await care.tick()).toBe(1);
  expect(await care.nextDue()).toBeUndefined();
});

test('a timer whose work fails is reported and tried later; the others of its batch go on', async () => {
  setWake(async (_patient, what) => {
    if (what.endsWith('bad')) throw new Error('this rule is broken');
    woken.push(what);
    return [];
  });
  await decide(
    { do: 'wake', at: NOON, what: 'silence:bad', patient: 'p1' },
    { do: 'wake', at: NOON, what: 'silence:good', patient: 'p1' },
    { do: 'wake', at: NOON, what: 'silence:also-good', patient: 'p1' },
  );
  expect(await care.tick()).toBe(3);
  expect(new Set(woken)).toEqual(new Set(['silence:good', 'silence:also-good']));
  expect(await care.tick()).toBe(0);
  expect(await care.nextDue()).toBe(NOON + HOUR);
  const stream = await store.streams.after('decisions', 0, 100);
  expect(stream).toMatchObject([{ decision: { do: 'report-fault', rule: 'silence:bad', why: 'this rule is broken' } }]);
});

test('a hundred due timers are done in a few turns', async () => {
  await decide(...Array.from({ length: 120 }, (_, i) => ({ do: 'wake', at: NOON, what: `silence:${i}`, patient: 'p1' }) as const));
  const turns: number[] = [];
  for (let n = await care.tick(); n > 0; n = await care.tick()) turns.push(n);
  expect(turns).toEqual([50, 50, 20]);
  expect(woken).toHaveLength(120);
});

test('asked to stop, it does not begin', async () => {
  await decide({ do: 'wake', at: NOON, what: 'silence:x', patient: 'p1' });
  await expect(care.tick(AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
  expect(woken).toEqual([]);
});
