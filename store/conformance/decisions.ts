import { describe, expect, test } from 'vitest';
import type { Alert, AlertState } from '../../domain/alert.ts';
import { MINUTE } from '../../domain/clock.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Store } from '../../domain/store.ts';
import { alert, followUp, MORNING, message, type Open, run } from './samples.ts';

const apply = (store: Store, ...decisions: readonly Decision[]) => store.transact((records) => records.decisions.apply(decisions, MORNING));
const told = async (store: Store) => (await store.streams.after('decisions', 0, 99)).map((entry) => 'decision' in entry && entry.decision);

export function decisionConformance(open: Open): void {
  describe('decisions', () => {
    const a1 = alert('r1');
    const once: readonly (readonly [string, Decision])[] = [
      ['open-alert', { do: 'open-alert', alert: a1 }],
      ['add-evidence', { do: 'add-evidence', alert: a1.id, patient: 'p1', readings: ['r2', 'r1'] }],
      ['change-alert', { do: 'change-alert', alert: a1.id, patient: 'p1', to: { is: 'acknowledged', by: 'doctor', at: MORNING } }],
      ['send', { do: 'send', message: message('m1') }],
      ['advise', { do: 'advise', patient: 'p1', alert: a1.id, topics: ['diet'] }],
      ['start-pathway', { do: 'start-pathway', pathway: 'low-glucose', patient: 'p1', alert: a1.id, at: MORNING }],
      ['save-run', { do: 'save-run', run: run() }],
      ['save-follow-up', { do: 'save-follow-up', followUp: followUp() }],
      ['report-fault', { do: 'report-fault', patient: 'p1', rule: 'glucose.low', version: 1, why: 'it threw' }],
    ];

    test('are told in the stream in their order, and done twice they are done once', async () => {
      const store = await open();
      const all = once.map(([, decision]) => decision);
      await apply(store, ...all);
      expect(await told(store)).toEqual(all);
      const before = await everything(store);
      await apply(store, ...all, ...all);
      expect(await told(store)).toEqual(all);
      expect(await everything(store)).toEqual(before);
    });

    test('a pathway starts once for an alert, whenever it is decided; without one, once for a moment', async () => {
      const store = await open();
      const start = (at: number, by?: string): Decision => ({
        do: 'start-pathway',
        pathway: 'low-glucose',
        patient: 'p1',
        at,
        ...(by === undefined ? {} : { alert: by }),
      });
      await apply(store, start(1, 'a'), start(2, 'a'), start(1), start(1), start(2));
      expect(await told(store)).toEqual([start(1, 'a'), start(1), start(2)]);
    });

    test('one timer for each patient and matter: a later one replaces, and none is left when it is taken away', async () => {
      const store = await open();
      const wake = (what: string, at: number, about = 'p1'): Decision => ({ do: 'wake', what, at, patient: about });
      await apply(store, wake('silence', 30), wake('silence', 10), wake('silence', 20), wake('ask', 15), wake('silence', 5, 'p2'));
      expect(await store.timers.next()).toBe(5);
      expect(await store.timers.due(20, 9)).toEqual([
        { patient: 'p2', what: 'silence', at: 5 },
        { patient: 'p1', what: 'ask', at: 15 },
        { patient: 'p1', what: 'silence', at: 20 },
      ]);
      expect(await store.timers.due(20, 1)).toHaveLength(1);
      expect(await store.timers.due(4, 9)).toEqual([]);
      await apply(store, { do: 'unwake', what: 'silence', patient: 'p2' }, { do: 'unwake', what: 'never set', patient: 'p1' });
      expect(await store.timers.next()).toBe(15);
      await apply(store, { do: 'unwake', what: 'ask', patient: 'p1' }, { do: 'unwake', what: 'silence', patient: 'p1' });
      expect(await store.timers.next()).toBeUndefined();
    });

    test('a walk goes on until it is done, a question until it is closed, and late news opens neither again', async () => {
      const store = await open();
      const answered = followUp({ state: { is: 'answered', answer: 'yes', at: MORNING + MINUTE } });
      await apply(store, { do: 'save-run', run: run() }, { do: 'save-run', run: run({ at: 'wait' }) });
      expect(await store.runs.get(run().id)).toEqual(run({ at: 'wait' }));
      await apply(store, { do: 'save-run', run: run({ at: 'end', done: true }) }, { do: 'save-run', run: run() });
      expect(await store.runs.of('p1')).toEqual([run({ at: 'end', done: true })]);
      expect(await store.runs.of('p2')).toEqual([]);

      await apply(store, { do: 'save-follow-up', followUp: followUp() }, { do: 'save-follow-up', followUp: answered });
      await apply(store, { do: 'save-follow-up', followUp: followUp() });
      expect(await store.followUps.get('follow-up-1')).toEqual(answered);
      expect(await store.followUps.of('p1')).toEqual([answered]);
      expect(await store.followUps.count()).toBe(1);
    });
  });

  describe('alerts', () => {
    const acknowledged: AlertState = { is: 'acknowledged', by: 'doctor', at: MORNING + MINUTE };
    const snoozed: AlertState = { is: 'snoozed', by: 'doctor', at: MORNING + 2 * MINUTE, until: MORNING + 60 * MINUTE, snooze: 's1' };
    const resolved: AlertState = { is: 'resolved', at: MORNING + 9 * MINUTE, because: 'recovered' };
    const byPerson: AlertState = { is: 'resolved', at: MORNING + 12 * MINUTE, because: 'person', by: 'doctor' };
    const withdrawn: AlertState = { is: 'resolved', at: MORNING + 15 * MINUTE, because: 'withdrawn' };
    const a1 = alert('r1');
    const change = (to: AlertState): Decision => ({ do: 'change-alert', alert: a1.id, patient: 'p1', to });
    const opening: Decision = { do: 'open-alert', alert: a1 };

    test.each<[string, readonly Decision[], AlertState]>([
      ['is active', [opening], { is: 'active' }],
      ['is acknowledged', [opening, change(acknowledged)], acknowledged],
      ['its acknowledgement outlives being opened again', [opening, change(acknowledged), opening], acknowledged],
      [
        'its acknowledgement outlives a second one',
        [opening, change(acknowledged), change({ ...acknowledged, by: 'other' })],
        acknowledged,
      ],
      ['its acknowledgement is not turned back', [opening, change(acknowledged), change({ is: 'active' })], acknowledged],
      ['is resolved after it was acknowledged', [opening, change(acknowledged), change(resolved)], resolved],
      ['stays resolved when somebody acknowledges late', [opening, change(resolved), change(acknowledged), opening], resolved],
      ['is open again when a correction takes its end back', [opening, change(resolved), change({ is: 'active' })], { is: 'active' }],
      ['is withdrawn when its evidence was', [opening, change(resolved), change(withdrawn)], withdrawn],
      [
        'keeps the end that a person gave it',
        [opening, change(byPerson), change({ is: 'active' }), change(resolved), change(withdrawn)],
        byPerson,
      ],
    ])('%s', async (_, decisions, state) => {
      const store = await open();
      for (const decision of decisions) await apply(store, decision);
      expect(await store.alerts.get(a1.id)).toEqual({ ...a1, state });
      expect(await store.alerts.open('p1')).toHaveLength(state.is === 'resolved' ? 0 : 1);
    });

    test.each<[string, readonly Decision[], AlertState]>([
      [
        'is active again when its acknowledgement has ended',
        [opening, change(acknowledged), change({ is: 'active', since: MORNING + 5 * MINUTE })],
        { is: 'active', since: MORNING + 5 * MINUTE },
      ],
      ['is snoozed after it was acknowledged', [opening, change(acknowledged), change(snoozed)], snoozed],
      ['what was said earlier comes too late', [opening, change(snoozed), change(acknowledged)], snoozed],
      [
        'an acknowledgement that ends late opens nothing again',
        [opening, change(resolved), change({ is: 'active', since: MORNING })],
        resolved,
      ],
    ])('%s', async (_, decisions, state) => {
      const store = await open();
      for (const decision of decisions) await apply(store, decision);
      expect(await store.alerts.get(a1.id)).toEqual({ ...a1, state });
    });

    test('the worklist has what needs a person first, page after page', async () => {
      const store = await open();
      const at = (n: number) => MORNING + n * MINUTE;
      const of = (id: string, severity: 'low' | 'medium' | 'high', raised: number, state: AlertState = { is: 'active' }, late = false) =>
        alert(id, { severity, raised, opened: MORNING, state, late });
      const inOrder = [
        of('r1', 'high', at(1)),
        of('r2', 'high', at(2)),
        of('r3', 'medium', at(0)),
        of('r4', 'low', at(0)),
        of('r5', 'high', at(3), { is: 'active' }, true),
        of('r6', 'high', at(0), acknowledged),
        of('r7', 'low', at(0), acknowledged),
        of('r8', 'high', at(0), snoozed),
      ];
      await apply(store, ...inOrder.toReversed().map((one): Decision => ({ do: 'open-alert', alert: one })));
      await apply(store, { do: 'open-alert', alert: of('r9', 'high', at(0), resolved) });
      expect((await store.alerts.worklist(99)).alerts).toEqual(inOrder);
      expect(await store.alerts.worklist(99)).not.toHaveProperty('next');
      const pages: Alert[] = [];
      for (let after: Parameters<typeof store.alerts.worklist>[1]; ; ) {
        const page = await store.alerts.worklist(3, after);
        pages.push(...page.alerts);
        if (!page.next) break;
        after = page.next;
      }
      expect(pages).toEqual(inOrder);
      expect(await store.alerts.openCounts()).toEqual(new Map([['p1', { high: 5, medium: 1, low: 2 }]]));
    });

    test('what became of each is found by when it was raised: who answered first, and how it stands', async () => {
      const store = await open();
      await apply(store, opening, change(snoozed), change(byPerson));
      const { id, patient, rule, severity, raised, late } = a1;
      const answered = { by: 'doctor', at: MORNING + 2 * MINUTE };
      expect(await store.alerts.lives(raised, raised + 1)).toEqual([
        { id, patient, rule: rule.id, severity, raised, late, answered, state: byPerson },
      ]);
      expect(await store.alerts.lives(raised + 1, raised + MINUTE)).toEqual([]);
      expect(await store.alerts.lives(raised, raised + 1, patient)).toHaveLength(1);
      expect(await store.alerts.lives(raised, raised + 1, 'somebody-else')).toEqual([]);
      expect(await store.alerts.raisedSince(patient, rule.id, raised - 1)).toBe(1);
      expect(await store.alerts.raisedSince(patient, rule.id, raised)).toBe(0);
    });

    test('that nobody opened cannot be changed', async () => {
      const store = await open();
      await apply(store, change(acknowledged), { do: 'add-evidence', alert: a1.id, patient: 'p1', readings: ['r9'] });
      expect(await store.alerts.get(a1.id)).toBeUndefined();
      expect(await told(store)).toEqual([]);
    });

    test('keep the first 50 readings that raised them', async () => {
      const store = await open();
      const more = Array.from({ length: 80 }, (_, i) => `more-${i}`);
      await apply(store, opening, { do: 'add-evidence', alert: a1.id, patient: 'p1', readings: more });
      expect((await store.alerts.get(a1.id))?.evidence).toEqual(['r1', ...more.slice(0, 49)]);
    });

    test('open ones: the most urgent first, then the newest, of one patient or of all', async () => {
      const store = await open();
      const severities = ['low', 'high', 'medium', 'high'] as const;
      const four = severities.map((severity, i) => alert(`r${i}`, { severity, opened: MORNING + i, patient: i === 3 ? 'p2' : 'p1' }));
      await apply(store, ...four.map((one): Decision => ({ do: 'open-alert', alert: one })));
      expect(await store.alerts.open()).toEqual([four[3], four[1], four[2], four[0]]);
      expect(await store.alerts.open('p1')).toEqual([four[1], four[2], four[0]]);
      expect(await store.alerts.between('p1', MORNING, MORNING + 2)).toEqual([four[1], four[0]]);
      expect(await store.alerts.count()).toBe(4);
    });
  });
}

async function everything(store: Store) {
  return {
    alerts: await store.alerts.open(),
    outbox: await store.outbox.of('p1', 9),
    runs: await store.runs.of('p1'),
    followUps: await store.followUps.of('p1'),
    counts: await store.outbox.counts(),
  };
}
