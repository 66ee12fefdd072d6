import { describe, expect, test } from 'vitest';
import { type Advice, sentencesSent } from '../domain/advice.ts';
import { ApprovalRules } from '../domain/advice-approval.ts';
import { CHECK_NAMES, STYLE_CHECKS } from '../domain/advice-checks.ts';
import type { Alert } from '../domain/alert.ts';
import { HOUR, MINUTE } from '../domain/clock.ts';
import type { HearthError } from '../domain/errors.ts';
import { adviceId } from '../domain/identity.ts';
import { evenings, GOOD, highDinner, house, knowledge, messagesOf, say, scripted, tasksOf } from '../tests/advice-house.ts';
import type { AdviceParts } from './advise.ts';
import { createApprovalDesk } from './approval-desk.ts';
import { checks } from './guard/registry.ts';
import { wakeHeld } from './hold.ts';
import { NOW } from './sample.ts';

const inboxKey = ({ key }: { readonly key: string }) => `inbox ${key}`;

/** A clinic that has set rules, an alert about a high dinner, and the desk. */
async function clinic(rules: Partial<ApprovalRules>, parts: Partial<AdviceParts> = {}, more: Partial<Alert> = {}) {
  const home = await house(parts);
  const { store, clock } = home;
  const words = () => ({ title: { 'zh-CN': '餐后血糖偏高', en: 'High after a meal' }, watches: 'glucose' }) as const;
  const desk = createApprovalDesk({ store, clock, knowledge, words, inboxKey });
  await desk.setRules(ApprovalRules.parse(rules), 'doctor-1', 'we begin carefully');
  const readings = evenings();
  const alert = highDinner(readings, more);
  await home.alert(alert, readings);
  await home.follow();
  const advice = async (): Promise<Advice> => (await store.advice.get(adviceId(alert.id)))!;
  return { ...home, desk, id: adviceId(alert.id), given: alert, advice };
}
const editOf = ({ sentences }: Advice, change: (text: string, i: number) => string) => ({
  sentences: sentences.flatMap(({ text, topic }, from) => (topic === 'closing' ? [] : [{ text: change(text, from), topic, from }])),
});
const refusal = (promise: Promise<unknown>): Promise<HearthError> =>
  promise.then(
    () => expect.fail('it was not refused'),
    (error) => error,
  );

describe('which advice waits', () => {
  test('by the rules for its severity, from the next one on; the rules are kept with who set them and why', async () => {
    const { desk, store, advice, alert, follow } = await clinic({ medium: 'everything' });
    expect((await advice()).approval).toEqual({ is: 'waiting', since: NOW, expires: NOW + 240 * MINUTE });
    expect((await advice()).trail!.approved).toBe('by a person');
    expect(await messagesOf(store)).toEqual([]);
    expect((await desk.waiting(9)).map(({ id }) => id)).toEqual([(await advice()).id]);
    // The team hears that it waits, in both languages, for as long as it does.
    expect(await tasksOf(store)).toMatchObject([
      {
        template: 'task',
        urgent: false,
        expires: NOW + 240 * MINUTE,
        values: { 'text.en': expect.stringContaining('approve, edit or refuse') },
      },
    ]);

    await desk.setRules(ApprovalRules.parse({ medium: 'models' }), 'doctor-2', 'the curated texts are fine');
    const next = evenings();
    await alert(highDinner(next), next);
    await follow();
    expect(await messagesOf(store)).toHaveLength(1);
    expect(await desk.waiting(9)).toHaveLength(1);
    expect((await store.approvalRules.history(9)).map(({ by, reason, rules }) => [by, reason, rules.medium])).toEqual([
      ['doctor-2', 'the curated texts are fine', 'models'],
      ['doctor-1', 'we begin carefully', 'everything'],
    ]);
    expect((await store.audit.list(9)).map(({ did, by }) => [did, by])).toContainEqual(['advice.approval-rules', 'doctor-2']);
  });

  test.each([
    ['models', undefined, false],
    ['models', scripted(GOOD), true],
    ['nothing', scripted(GOOD), false],
    ['everything', undefined, true],
  ] as const)('%s: waits where it should', async (medium, generator, waits) => {
    const { store, advice } = await clinic({ medium }, { generator });
    expect((await advice()).approval?.is).toBe(waits ? 'waiting' : undefined);
    expect(await messagesOf(store)).toHaveLength(waits ? 0 : 1);
  });

  test('never what may be an emergency, whatever the rules say, also of a lesser severity', async () => {
    for (const more of [{ severity: 'high' }, { rule: { id: 'glucose.very-high', version: 1 } }] as const) {
      const { store, advice } = await clinic({ low: 'everything', medium: 'everything' }, { generator: scripted(GOOD) }, more);
      expect((await advice()).trail).toMatchObject({ urgent: true, approved: 'by the guard' });
      expect(await messagesOf(store)).toHaveLength(1);
    }
    expect(ApprovalRules.safeParse({ high: 'everything' }).success).toBe(false);
  });
});

describe('a person decides', () => {
  test('approved as it is: sent once, word for word, however often and by whomever', async () => {
    const { desk, id, store, advice, clock } = await clinic({ medium: 'everything' });
    clock.advance(NOW + HOUR);
    const both = await Promise.allSettled([desk.approve(id, 'doctor-1', {}), desk.approve(id, 'doctor-2', {})]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await refusal(desk.approve(id, 'doctor-1', {}))).toMatchObject({ code: 'advice.not-waiting' });
    const [message, ...others] = await messagesOf(store);
    expect(others).toEqual([]);
    const { approval, trail, sentences } = await advice();
    expect(message!.values.text).toBe(trail!.text);
    expect(message).toMatchObject({ due: NOW + HOUR, expires: NOW + 4 * HOUR });
    expect(approval).toMatchObject({ is: 'approved', at: NOW + HOUR, text: trail!.text });
    expect(sentencesSent(await advice())).toEqual(sentences);
    expect((await store.audit.list(9)).filter(({ did }) => did === 'advice.approved')).toHaveLength(1);
    expect(await desk.waiting(9)).toEqual([]);
    expect(await store.timers.next()).toBeUndefined();
  });

  test('edited: both texts are kept, and the edited one is sent with its closing', async () => {
    const { desk, id, store, advice } = await clinic({ medium: 'everything' });
    const before = await advice();
    const last = before.sentences.filter(({ topic }) => topic !== 'closing').length - 1;
    await desk.approve(id, 'doctor-1', { edit: editOf(before, (text, i) => (i === last ? '晚餐后和家人一起慢走一会儿。' : text)) });
    const { sentences, approval } = await advice();
    expect(sentences).toEqual(before.sentences);
    const sent = sentencesSent(await advice()).map(({ text }) => text);
    expect(sent).toContain('晚餐后和家人一起慢走一会儿。');
    expect(sent.at(-1)).toBe(before.sentences.at(-1)!.text);
    const text = String((await messagesOf(store))[0]!.values.text);
    for (const said of sent) expect(text).toContain(said);
    expect(text).not.toContain(before.sentences[last]!.text);
    expect(approval).toMatchObject({ edited: { verdicts: expect.arrayContaining([{ check: 'dose', findings: [] }]) } });
  });

  test.each([
    ['可以先停药。', 'dose'],
    ['您得了糖尿病肾病。', 'diagnosis'],
    ['您的血糖是 27.5 mmol/L，晚餐少吃主食。', 'numbers'],
    ['张阿姨，晚餐先吃蔬菜。', 'identity'],
  ])('edited to %s: refused by %s, and nobody may set that aside', async (text, check) => {
    const { desk, id, store, advice } = await clinic({ medium: 'everything' });
    const edit = { sentences: [{ text, topic: 'diet' as const }] };
    expect((await desk.check(id, edit)).map((one) => [one.check, one.style])).toContainEqual([check, false]);
    for (const override of [undefined, { checks: [check], reason: 'I know better' }]) {
      const refused = await refusal(desk.approve(id, 'doctor-1', { edit, override }));
      expect(refused.code).toBe('advice.turned-down');
      expect(refused.message).toContain(CHECK_NAMES[check]!.en);
      expect(refused.fields.map(({ detail }) => detail.split(':')[0])).toContain(check);
    }
    expect((await advice()).approval?.is).toBe('waiting');
    expect(await messagesOf(store)).toEqual([]);
  });

  test('too long for the guard: may be set aside with a reason, which is kept', async () => {
    const { desk, id, store, advice } = await clinic({ medium: 'everything' });
    const edit = { sentences: [{ text: `${'晚餐先吃蔬菜，再吃肉，最后吃主食，'.repeat(9)}这样更好。`, topic: 'diet' as const }] };
    expect((await desk.check(id, edit)).map(({ check, style }) => [check, style])).toEqual([['length', true]]);
    expect((await refusal(desk.approve(id, 'doctor-1', { edit }))).code).toBe('advice.turned-down');
    await desk.approve(id, 'doctor-1', { edit, override: { checks: ['length'], reason: 'she reads well' } });
    expect((await advice()).approval).toMatchObject({ overridden: { checks: ['length'], reason: 'she reads well' } });
    expect(await messagesOf(store)).toHaveLength(1);
  });

  test('refused with a reason: kept, sent to nobody, and not what the next one tries not to repeat', async () => {
    const model = scripted(GOOD, say('您这次血糖为12.3 mmol/L，晚餐少喝含糖饮料。'));
    const { desk, id, store, advice, alert, follow } = await clinic({ medium: 'models' }, { generator: model });
    await desk.refuse(id, 'doctor-1', 'she eats no vegetables');
    expect((await advice()).approval).toMatchObject({ is: 'refused', by: 'doctor-1', reason: 'she eats no vegetables' });
    expect(await messagesOf(store)).toEqual([]);
    expect((await refusal(desk.approve(id, 'doctor-2', {}))).message).toContain('refused');
    const readings = evenings();
    await alert(highDinner(readings), readings);
    await follow();
    expect(model.asked[1]!.previous).toEqual([[]]);
  });

  test('the record changed while it waited: what is ruled out by now is turned down', async () => {
    const { desk, id, store } = await clinic(
      { medium: 'models' },
      { generator: scripted(say('您这次血糖为12.3 mmol/L，晚餐可以吃些菠菜。')) },
    );
    const edit = { sentences: [{ text: '晚餐可以吃些菠菜。', topic: 'diet' as const }] };
    expect(await desk.check(id, edit)).toEqual([]);
    await store.transact(async (records) => {
      const patient = (await records.patients.get(['p-1'])).get('p-1')!;
      await records.patients.save({ ...patient, conditions: ['chronic-kidney-disease'] });
    });
    const refused = await refusal(desk.approve(id, 'doctor-1', {}));
    expect(refused).toMatchObject({ code: 'advice.turned-down', fields: [{ detail: expect.stringMatching(/^avoid: /) }] });
  });

  test('the readings behind it were taken back: it can only be refused', async () => {
    const { desk, id, store, given } = await clinic({ medium: 'everything' });
    const to = { is: 'resolved', at: NOW, because: 'withdrawn' } as const;
    await store.transact((records) => records.decisions.apply([{ do: 'change-alert', alert: given.id, patient: given.patient, to }], NOW));
    expect((await refusal(desk.approve(id, 'doctor-1', {}))).message).toContain('taken back');
    await desk.refuse(id, 'doctor-1', 'taken back');
  });
});

describe('what told the team that it waits', () => {
  /** As the notifier leaves it: taken by the inbox, one way still to be tried. */
  async function told(home: Awaited<ReturnType<typeof clinic>>) {
    const { store, clock } = home;
    const [task] = await tasksOf(store);
    const part = { ...task!, key: 'part', values: { ...task!.values, part: task!.key } };
    await store.transact(async (records) => {
      await records.outbox.settle(task!.key, { is: 'accepted', at: clock.now(), channel: 'inbox' });
      await records.decisions.apply([{ do: 'send', message: part }], clock.now());
      const address = 'team:coordinator';
      await records.inbox.put({ key: inboxKey(task!), patient: 'p-1', address, at: clock.now(), subject: 'x', text: 'x' });
      await records.inbox.put({ key: 'another', patient: 'p-1', address, at: clock.now(), subject: 'x', text: 'x' });
    });
    return async () => ({
      unread: (await store.inbox.unread('team:coordinator', 9)).map(({ key }) => key),
      part: (await store.outbox.of('p-1', 99)).find(({ message }) => message.key === 'part')!.delivery.is,
    });
  }

  test.each(['approved', 'refused', 'expired'])('is not sent any more and closed in the inbox once it is %s', async (how) => {
    const home = await clinic({ medium: 'everything' });
    const { desk, id, store, clock } = home;
    const now = await told(home);
    expect(await now()).toEqual({ unread: expect.arrayContaining(['another', expect.stringMatching(/^inbox /)]), part: 'waiting' });
    if (how === 'approved') await desk.approve(id, 'doctor-1', {});
    if (how === 'refused') await desk.refuse(id, 'doctor-1', 'not now');
    if (how === 'expired') {
      const [timer] = await store.timers.due(NOW + 300 * MINUTE, 9);
      clock.advance(timer!.at);
      await store.transact((records) => wakeHeld('p-1', timer!.what, records, clock.now(), inboxKey));
    }
    expect(await now()).toEqual({ unread: ['another'], part: 'expired' });
  });

  test('that has not gone out at all is not sent; of another advice it is', async () => {
    const { desk, id, store, alert, follow } = await clinic({ medium: 'everything' });
    const next = evenings();
    await alert(highDinner(next), next);
    await follow();
    await desk.refuse(id, 'doctor-1', 'not now');
    const sent = (await store.outbox.of('p-1', 99)).filter(({ message }) => message.to.role === 'coordinator');
    expect(sent.map(({ message, delivery }) => [message.values.advice === id, delivery.is]).toSorted()).toEqual([
      [false, 'waiting'],
      [true, 'expired'],
    ]);
  });
});

describe('nobody decides', () => {
  test('it expires, unsent, also before the timer has rung', async () => {
    const { desk, id, store, advice, clock } = await clinic({ medium: 'everything', waitMinutes: 60 });
    const [timer] = await store.timers.due(NOW + HOUR, 9);
    expect(timer!.at).toBe(NOW + HOUR);
    clock.advance(NOW + HOUR);
    expect((await refusal(desk.approve(id, 'doctor-1', {}))).message).toContain('time of this advice has passed');
    expect(await desk.waiting(9)).toEqual([]);
    await store.transact(async (records) => {
      expect(await wakeHeld('p-1', 'duty:x', records, clock.now(), inboxKey)).toBeUndefined();
      expect(await wakeHeld(timer!.patient, timer!.what, records, clock.now(), inboxKey)).toMatchObject([
        { do: 'send', message: { to: { role: 'coordinator' } } },
      ]);
      expect(await wakeHeld(timer!.patient, timer!.what, records, clock.now(), inboxKey)).toEqual([]);
    });
    expect((await advice()).approval).toMatchObject({ is: 'expired', at: NOW + HOUR });
    expect(sentencesSent(await advice())).toEqual([]);
    expect((await store.audit.list(9)).filter(({ did }) => did === 'advice.expired')).toHaveLength(1);
    expect(await messagesOf(store)).toEqual([]);
  });
});

test('every check has a name in both languages, and only three are of style', () => {
  expect(Object.keys(CHECK_NAMES).sort()).toEqual([...Object.keys(checks), 'repeat', 'basis', 'link', 'markup'].sort());
  expect(STYLE_CHECKS.every((check) => check in checks)).toBe(true);
  expect(STYLE_CHECKS).toEqual(['subject', 'length', 'reading']);
});
