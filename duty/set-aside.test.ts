import { expect, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { drainFollower } from '../store/follow.ts';
import { openHouse } from '../store/temporary-house.ts';
import { createFaultTeller } from './faults.ts';
import { createSetAside } from './set-aside.ts';

const NOON = Date.UTC(2026, 2, 20, 12);

test('what is set aside is told to the coordinators about this patient, once, and stands in the audit', async () => {
  const { store } = openHouse();
  const clock = createReplayClock(NOON);
  const aside = createSetAside({ store, clock }, 'questions');
  const entry = { position: 7, decision: { do: 'understand', patient: 'p1', said: 's1' } } as const;
  await aside(entry, new Error('there is no such word'));
  await aside(entry, new Error('there is no such word')); // again after a crash
  await drainFollower({ store, follower: createFaultTeller({ store, clock }) }, new AbortController().signal);
  expect((await store.outbox.of('p1', 9)).map(({ message }) => message)).toMatchObject([
    { template: 'rule.fault', to: { role: 'coordinator' }, urgent: true, values: { matter: '患者提问 question' } },
  ]);
  expect((await store.audit.list(9))[0]).toMatchObject({
    did: 'follower.set-aside',
    patient: 'p1',
    about: { follower: 'questions', position: 7, what: 'understand', why: 'there is no such word' },
  });
});
