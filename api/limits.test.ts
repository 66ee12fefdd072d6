import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { ThresholdView } from './contract.ts';
import type { CohortDetail, ProposalView } from './limit-contract.ts';

/** Limits through the front door: units, cohorts, and what needs a second person; the next reading shows what is in force. */

const clock = createReplayClock(Date.parse('2026-03-02T09:00:00Z'));
let house: TestHouse;
const { call, enter, hire } = createCallers(() => house, clock.now);

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 100 } } });
  await hire({ nova: 'coordinator', orla: 'coordinator', dora: 'doctor' });
});
afterAll(() => house.close());

const json = async <T>(answer: Promise<Response>): Promise<T> => (await answer).json() as Promise<T>;
const limitOf = async (where: string, rule: string, name: string) =>
  (await json<ThresholdView[]>(call('GET', `${where}/thresholds`, 'nova'))).find((one) => one.rule === rule && one.name === name)!;
const set = (where: string, limit: string, body: object, who = 'nova') =>
  call('PUT', `${where}/thresholds/${limit}`, who, { reason: 'agreed with the doctor', ...body });
const alertsOf = async (patient: string) => (await house.store.alerts.open(patient)).map(({ rule }) => rule.id);

/** A cuff or a meter speaks, and the house has judged it when this resolves. */
async function measure(patient: string, body: object): Promise<void> {
  const authorization = `Basic ${Buffer.from(`of-${patient}:secret of of-${patient}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const answer = await fetch(`${house.url}/api/v1/readings`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ at: clock.now() - 1000, ...body }),
  });
  expect(answer.status).toBe(201);
}
const pressure = (systolic: number) => ({ kind: 'blood-pressure', systolic, diastolic: 80 });

describe('a limit is a number and a unit', () => {
  test('either unit of glucose is taken, kept as it was written, and judged in the unit of the meter', async () => {
    await house.moveIn('p-unit', ['of-p-unit']);
    const where = '/patients/p-unit';
    expect((await set(where, 'glucose.low/limit', { value: 75, unit: 'mg/dL' })).status).toBe(200);
    const limit = await limitOf(where, 'glucose.low', 'limit');
    expect(limit).toMatchObject({
      unit: 'mmol/L',
      value: 4.1631,
      given: { value: 75, unit: 'mg/dL' },
      units: ['mmol/L', 'mg/dL'],
      fromWhere: 'patient',
    });
    await measure('p-unit', { kind: 'glucose', value: 75, unit: 'mg/dL' });
    expect(await alertsOf('p-unit'), '75 is not below 75').toEqual([]);
    clock.advance(clock.now() + 60_000);
    await measure('p-unit', { kind: 'glucose', value: 74, unit: 'mg/dL' });
    expect(await alertsOf('p-unit')).toEqual(['glucose.low']);
  });

  test.each([
    [
      { value: 5.2, unit: 'mg/dL' },
      '5.2 mg/dL = 0.3 mmol/L is not between 3 and 5.6 mmol/L (54 and 101 mg/dL). Which is meant: 5.2 mmol/L = 94 mg/dL, or 5.2 mg/dL = 0.3 mmol/L?',
    ],
    [{ value: 94 }, '94 needs its unit here: 94 mmol/L = 1693 mg/dL, or 94 mg/dL = 5.2 mmol/L.'],
    [{ value: 4, unit: 'mmHg' }, 'This limit is in mmol/L or mg/dL, not in mmHg.'],
  ])('%j is refused with what it could mean', async (body, detail) => {
    const answer = await set('/patients/p-unit', 'glucose.low/limit', body);
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'threshold.unit', detail, errors: [{ pointer: '/value' }] }]);
  });

  test('the preview takes units too', async () => {
    const limits = [{ rule: 'glucose.low', name: 'limit', value: 5.2, unit: 'mg/dL' }];
    const answer = await call('POST', '/rules/preview', 'nova', { limits, patient: 'p-unit' });
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'threshold.unit', errors: [{ pointer: '/limits/0' }] }]);
  });

  test('for a time, from a moment that lies ahead: in force between the two', async () => {
    await house.moveIn('p-time', ['of-p-time']);
    const where = '/patients/p-time';
    const [since, until] = [clock.now() + DAY, clock.now() + 2 * DAY];
    expect((await set(where, 'bp.crisis/diastolic', { value: 115, since, until })).status).toBe(200);
    expect((await limitOf(where, 'bp.crisis', 'diastolic')).value).toBe(120);
    await pass(since);
    expect(await limitOf(where, 'bp.crisis', 'diastolic')).toMatchObject({ value: 115, history: [{ since, until, by: 'nova' }] });
    await pass(until);
    expect((await limitOf(where, 'bp.crisis', 'diastolic')).fromWhere).toBe('pack');
    expect((await set(where, 'bp.crisis/diastolic', { value: 115, since: clock.now() - 1 })).status).toBe(400);
    expect((await set(where, 'bp.crisis/diastolic', { value: 115, until: clock.now() })).status).toBe(400);
  });
});

describe('what weakens an urgent rule needs a second person', () => {
  const proposed = async (answer: Promise<Response>): Promise<ProposalView> => {
    const said = await answer;
    expect(said.status).toBe(202);
    return ((await said.json()) as { proposal: ProposalView }).proposal;
  };
  const decide = (id: string, verb: 'approve' | 'refuse', who: string) =>
    call('POST', `/limits/proposals/${id}/${verb}`, who, { note: 'seen' });

  test('it is not in force until somebody else approves it; never its author', async () => {
    await house.moveIn('p-weak', ['of-p-weak']);
    const where = '/patients/p-weak';
    expect((await set(where, 'bp.crisis/diastolicRecovered', { value: 115 })).status, 'ends sooner').toBe(202);
    const proposal = await proposed(set(where, 'bp.crisis/systolic', { value: 190 }));
    expect(proposal).toMatchObject({
      state: 'waiting',
      mine: true,
      patient: 'p-weak',
      what: 'limit',
      weakens: [{ rule: 'bp.crisis', from: 180, to: 190 }],
    });
    await measure('p-weak', pressure(185));
    expect(await alertsOf('p-weak')).toContain('bp.crisis');
    expect((await limitOf(where, 'bp.crisis', 'systolic')).value).toBe(180);

    const own = await decide(proposal.id, 'approve', 'nova');
    expect([own.status, await own.json()]).toMatchObject([403, { code: 'proposal.own' }]);
    const waiting = await json<ProposalView[]>(call('GET', '/limits/proposals', 'dora'));
    expect(waiting.find(({ id }) => id === proposal.id)).toMatchObject({ mine: false, byName: 'Canary nova' });
    expect(await json(decide(proposal.id, 'approve', 'dora'))).toMatchObject({ state: 'approved', decided: { by: 'dora', note: 'seen' } });
    expect(await limitOf(where, 'bp.crisis', 'systolic')).toMatchObject({ value: 190, history: [{ by: 'nova', approvedBy: 'dora' }] });
    expect(await json(decide(proposal.id, 'approve', 'orla'))).toMatchObject({ code: 'proposal.decided' });
    const acts = (await house.store.audit.list(50)).map(({ did, by }) => [did, by]);
    expect(acts).toEqual(
      expect.arrayContaining([
        ['proposal.made', 'nova'],
        ['proposal.approved', 'dora'],
        ['threshold.change', 'nova'],
      ]),
    );
    // Back towards the guideline nobody else is needed, and a second step beyond needs somebody again.
    expect((await set(where, 'bp.crisis/systolic', { value: 195 })).status).toBe(202);
    expect((await set(where, 'bp.crisis/systolic', { value: 185 })).status).toBe(200);
  });

  test('what protects today covers nothing that will not: a cohort’s limit that comes to light later is proposed', async () => {
    await house.moveIn('p-cover', []);
    const where = '/patients/p-cover';
    for (const id of ['watched', 'palliative']) expect((await call('POST', '/cohorts', 'nova', { id, name: id })).status).toBe(201);
    expect((await set('/cohorts/watched', 'bp.crisis/off', { value: 0 })).status).toBe(200);
    const off = await proposed(set('/cohorts/palliative', 'bp.crisis/off', { value: 1 }));
    expect((await decide(off.id, 'approve', 'orla')).status).toBe(200);
    const join = (cohort: string) => call('PUT', `/cohorts/${cohort}/members/p-cover`, 'nova', { reason: 'agreed' });
    const leave = (cohort: string) => call('POST', `/cohorts/${cohort}/members/p-cover/leave`, 'nova', { reason: 'moved' });
    const isOff = async () => (await limitOf(where, 'bp.crisis', 'systolic')).off;

    // Of their own, and only for a time.
    expect((await set(where, 'bp.crisis/off', { value: 0, until: clock.now() + 60_000 })).status).toBe(200);
    expect((await join('palliative')).status).toBe(202);
    expect((await call('PUT', `${where}/thresholds/bp.crisis/off`, 'nova', { value: null, reason: 'back' })).status).toBe(200);

    // Of a cohort, which they leave.
    expect((await join('watched')).status).toBe(200);
    expect((await join('palliative')).status, 'the safer holds').toBe(200);
    const leaving = await proposed(leave('watched'));
    expect(leaving).toMatchObject({ what: 'leave', patient: 'p-cover', cohort: 'watched', weakens: [{ rule: 'bp.crisis', name: 'off' }] });
    expect(await isOff()).toBeUndefined();
    expect((await leave('palliative')).status, 'what weakens nothing needs nobody').toBe(200);
    expect((await join('palliative')).status).toBe(200);
    const again = await proposed(leave('watched'));
    expect((await decide(again.id, 'approve', 'dora')).status).toBe(200);
    expect(await isOff()).toMatchObject({ fromWhere: 'cohort' });
  });

  test('refused is refused, and after three days it has expired', async () => {
    await house.moveIn('p-late', []);
    const one = await proposed(set('/patients/p-late', 'bp.crisis/off', { value: 1 }));
    expect(one.what).toBe('off');
    expect(await json(decide(one.id, 'refuse', 'orla'))).toMatchObject({ state: 'refused' });
    const two = await proposed(set('/patients/p-late', 'bp.crisis/off', { value: 1 }));
    await pass(clock.now() + 3 * DAY);
    expect(await json(decide(two.id, 'approve', 'orla'))).toMatchObject({ code: 'proposal.expired' });
    expect(await json(call('GET', '/limits/proposals', 'orla'))).toEqual([]);
    const all = await json<ProposalView[]>(call('GET', '/limits/proposals?waiting=no', 'orla'));
    expect(
      all
        .filter(({ patient }) => patient === 'p-late')
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['expired', 'refused']);
    expect((await limitOf('/patients/p-late', 'bp.crisis', 'systolic')).off).toBeUndefined();
  });

  test('an urgent rule that two people turned off is silent, and on again at once by one', async () => {
    await house.moveIn('p-off', ['of-p-off']);
    const { id } = await proposed(set('/patients/p-off', 'bp.crisis/off', { value: 1 }));
    expect((await decide(id, 'approve', 'dora')).status).toBe(200);
    expect((await limitOf('/patients/p-off', 'bp.crisis', 'systolic')).off).toMatchObject({ fromWhere: 'patient', by: 'nova' });
    await measure('p-off', pressure(195));
    expect(await alertsOf('p-off')).not.toContain('bp.crisis');
    expect((await set('/patients/p-off', 'bp.crisis/off', { value: null })).status).toBe(200);
    clock.advance(clock.now() + 60_000);
    await measure('p-off', pressure(195));
    expect(await alertsOf('p-off')).toContain('bp.crisis');
  });

  test('a mild rule is turned off by one', async () => {
    expect((await set('/patients/p-off', 'glucose.high/off', { value: 1 })).status).toBe(200);
    expect((await set('/patients/p-off', 'glucose.low/off', { value: 1 })).status, 'it begins a pathway').toBe(202);
    expect((await set('/patients/p-off', 'bp.crisis/off', { value: 2 })).status).toBe(400);
  });
});

describe('cohorts', () => {
  test('their limits lie between the clinic’s and the patient’s own, hot for the next reading; of two the safer holds', async () => {
    await house.moveIn('p-hearts', ['of-p-hearts']);
    for (const id of ['hearts', 'kidneys']) {
      expect((await call('POST', '/cohorts', 'nova', { id, name: `Canary ${id}` })).status).toBe(201);
    }
    expect(await json(call('POST', '/cohorts', 'nova', { id: 'hearts', name: 'Again' }))).toMatchObject({ code: 'api.exists' });
    for (const [cohort, value] of [
      ['hearts', 165],
      ['kidneys', 172],
    ] as const) {
      expect((await set(`/cohorts/${cohort}`, 'bp.crisis/systolicRecovered', { value: 160 })).status).toBe(200);
      expect((await set(`/cohorts/${cohort}`, 'bp.crisis/systolic', { value })).status).toBe(200);
      const joined = await call('PUT', `/cohorts/${cohort}/members/p-hearts`, 'dora', { reason: 'after the ward' });
      expect(await joined.json()).toMatchObject({
        members: 1,
        limits: 2,
        memberships: [{ patient: 'p-hearts', by: 'dora', reason: 'after the ward' }],
      });
    }
    expect(await limitOf('/patients/p-hearts', 'bp.crisis', 'systolic')).toMatchObject({
      value: 165,
      fromWhere: 'cohort',
      cohort: { id: 'hearts' },
    });
    expect(await limitOf('/cohorts/kidneys', 'bp.crisis', 'systolic')).toMatchObject({ value: 172, fromWhere: 'cohort' });
    await measure('p-hearts', pressure(168));
    expect(await alertsOf('p-hearts')).toContain('bp.crisis');
    expect((await call('PUT', '/cohorts/hearts/members/p-hearts', 'dora', { reason: 'again' })).status).toBe(409);

    const left = await json<CohortDetail>(call('POST', '/cohorts/hearts/members/p-hearts/leave', 'nova', { reason: 'moved away' }));
    expect(left.memberships).toMatchObject([{ ended: { by: 'nova', because: 'moved away' } }]);
    expect(await limitOf('/patients/p-hearts', 'bp.crisis', 'systolic')).toMatchObject({ value: 172, cohort: { id: 'kidneys' } });
    expect((await call('POST', '/cohorts/hearts/members/p-hearts/leave', 'nova', { reason: 'twice' })).status).toBe(404);
    expect((await call('GET', '/cohorts/nothing', 'nova')).status).toBe(404);
    expect((await set('/cohorts/nothing', 'bp.crisis/systolic', { value: 170 })).status).toBe(404);
  });

  test('to join one whose limits weaken an urgent rule is a proposal too', async () => {
    await house.moveIn('p-quiet', ['of-p-quiet']);
    await call('POST', '/cohorts', 'nova', { id: 'quiet', name: 'Quiet' });
    const { proposal } = await json<{ proposal: ProposalView }>(set('/cohorts/quiet', 'bp.crisis/off', { value: 1 }));
    await call('POST', `/limits/proposals/${proposal.id}/approve`, 'orla', {});
    const join = await call('PUT', '/cohorts/quiet/members/p-quiet', 'nova', { reason: 'comfort care' });
    expect(join.status).toBe(202);
    const asked = ((await join.json()) as { proposal: ProposalView }).proposal;
    expect(asked).toMatchObject({ what: 'join', cohort: 'quiet', cohortName: 'Quiet', patient: 'p-quiet' });
    expect((await json<CohortDetail>(call('GET', '/cohorts/quiet', 'nova'))).memberships).toEqual([]);
    expect((await call('POST', `/limits/proposals/${asked.id}/approve`, 'orla', {})).status).toBe(200);
    expect((await json<CohortDetail>(call('GET', '/cohorts/quiet', 'nova'))).memberships).toMatchObject([
      { patient: 'p-quiet', by: 'nova' },
    ]);
    expect((await limitOf('/patients/p-quiet', 'bp.crisis', 'systolic')).off).toMatchObject({ fromWhere: 'cohort' });
  });

  test('a preview looks at the members of a cohort alone', async () => {
    const limits = [{ rule: 'bp.crisis', name: 'systolic', value: 160 }];
    const answer = await call('POST', '/rules/preview', 'nova', { limits, cohort: 'kidneys' });
    const last = JSON.parse((await answer.text()).trim().split('\n').at(-1)!);
    expect(last.comparison).toMatchObject({ patients: 1 });
    expect((await call('POST', '/rules/preview', 'nova', { limits, cohort: 'nothing' })).status).toBe(404);
  });
});

/** Sessions do not last for days. */
async function pass(to: number): Promise<void> {
  clock.advance(to);
  for (const id of ['nova', 'orla', 'dora']) await enter(id);
}
