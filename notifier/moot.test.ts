import { expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import { clock, deliveries, livesAnew, mails, message, NOON, never, notifier, owe, store } from '../tests/dispatch-room.ts';

livesAnew();

const ask: FollowUp = {
  id: 'asked',
  run: 'run-1',
  patient: 'p1',
  question: { en: 'Are you well?', 'zh-CN': '您还好吗？' },
  options: [{ id: 'yes', text: { en: 'Yes', 'zh-CN': '好' } }],
  asked: NOON,
  due: NOON + 48 * HOUR,
  state: { is: 'open' },
};
const keep = (state: FollowUp['state']) =>
  store.transact((records) => records.decisions.apply([{ do: 'save-follow-up', followUp: { ...ask, state } }], clock.now()));
const said = (key: string, urgent = false) =>
  message({
    key,
    urgent,
    template: 'follow-up.reminder',
    values: { followUp: 'asked', 'question.en': 'Are you well?', 'question.zh-CN': '您还好吗？', 'options.en': '1', 'options.zh-CN': '1' },
  });

test('a question that is open is asked; one that was answered or is over while it waited is not, and nobody is told that it failed', async () => {
  await keep({ is: 'open' });
  await owe(said('still-open'));
  while ((await notifier().dispatch(never)) > 0);
  expect((await deliveries())['still-open']).toMatchObject({ is: 'accepted' });
  const before = mails.length;
  for (const [key, state] of [
    ['answered', { is: 'answered', answer: 'yes', at: NOON }],
    ['over', { is: 'unanswered', at: NOON }],
  ] as const) {
    await keep(state);
    await owe(said(key));
    while ((await notifier().dispatch(never)) > 0);
    expect((await deliveries())[key]).toEqual({ is: 'expired', at: NOON });
  }
  expect(mails).toHaveLength(before);
  expect((await store.outbox.of('p1', 9)).map(({ message: { template } }) => template)).not.toContain('delivery.failed');
});

test('what is urgent goes out all the same', async () => {
  await keep({ is: 'unanswered', at: NOON });
  await owe(said('urgent', true));
  while ((await notifier().dispatch(never)) > 0);
  expect((await deliveries()).urgent).toMatchObject({ is: 'accepted' });
});
