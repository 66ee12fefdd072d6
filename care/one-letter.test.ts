import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import { clock, decide, follow, livesAnew, NOON, opened, setPathways, store } from '../tests/care-room.ts';

/** Semantics 11.2, where something has happened to the alert's own text or to the pathway before care hears of the alert. */
livesAnew();

const own = (more: Partial<Message> = {}): Message => ({
  key: 'own',
  to: { person: 'p1', role: 'patient' },
  about: 'p1',
  alert: 'a1',
  template: 'alert.patient',
  values: { rule: 'glucose.low', severity: 'medium', value: 3.4, unit: 'mmol/L', at: NOON, raised: NOON },
  urgent: false,
  due: NOON + 15 * SECOND,
  expires: NOON + 60 * MINUTE,
  ...more,
});
const delivered = async () =>
  new Map((await store.outbox.of('p1', 99)).map(({ message, delivery }) => [message.key === 'own' ? 'own' : message.template, delivery]));

test('a pathway that is there no more holds nothing back', async () => {
  setPathways([]);
  await decide({ do: 'send', message: own() }, ...opened('a1'));
  await follow();
  expect((await delivered()).get('own')).toEqual({ is: 'waiting', attempts: 0, next: NOON });
});

test('an alert that is over before care hears of it holds nothing back', async () => {
  await decide({ do: 'send', message: own() }, ...opened('a1'));
  await decide({ do: 'change-alert', alert: 'a1', patient: 'p1', to: { is: 'resolved', at: NOON, because: 'recovered' } });
  await follow();
  expect((await delivered()).get('own')).toEqual({ is: 'waiting', attempts: 0, next: NOON });
});

test('what went out alone, and is tried again on the one way that failed, is no part of the letter', async () => {
  clock.advance(NOON + 20 * SECOND);
  const next = clock.now() + 10 * SECOND;
  await decide({ do: 'send', message: own({ due: next, values: { ...own().values, partOf: 'the whole' } }) }, ...opened('a1'));
  const again = { is: 'waiting', attempts: 0, next, why: 'sms: the line is dead' } as const;
  await store.transact((records) => records.outbox.settle('own', again));
  await follow();
  expect(await delivered()).toEqual(
    new Map<string, unknown>([
      ['own', again],
      ['pathway.message', { is: 'waiting', attempts: 0, next: clock.now() }],
    ]),
  );
});
