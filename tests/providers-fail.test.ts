/**
 * Every way in which a provider can fail a message, on a running house: what the patient gets, what is written down, what a person can do
 * about what was given up.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { messages } from '../commands/messages.ts';
import { MINUTE } from '../domain/clock.ts';
import { Contact, type Way } from '../domain/contact.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import type { Says } from '../notifier/scripted-http.ts';
import { type EveryProvider, everyProvider } from './every-provider.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** The command line is on the clock of this machine: the house is never behind it. */
const clock = createReplayClock(Date.now());
/** Each channel alone, and what its provider says when it will never take this message. */
const CHANNELS: readonly {
  readonly channel: string;
  readonly way: Exclude<Way, 'inbox'>;
  readonly no: Says | number;
  readonly why: string;
}[] = [
  { channel: 'smtp', way: 'email', no: 550, why: 'the mail server refuses the recipient (550)' },
  { channel: 'twilio', way: 'sms', no: { status: 400, json: { code: 21614 } }, why: 'the number is not a mobile one (21614)' },
  { channel: 'aliyun', way: 'sms', no: { json: { Code: 'isv.MOBILE_NUMBER_ILLEGAL' } }, why: 'isv.MOBILE_NUMBER_ILLEGAL' },
  { channel: 'wecom', way: 'wecom', no: { json: { errcode: 82001 } }, why: 'there is no such user in WeCom (82001)' },
  { channel: 'wechat', way: 'wechat', no: { json: { errcode: 43004 } }, why: 'this person does not follow the clinic’s account (43004)' },
  { channel: 'push', way: 'push', no: { status: 410 }, why: 'the browser has given up this subscription (410)' },
  { channel: 'webhook', way: 'webhook', no: { status: 404 }, why: 'the webhook answered 404' },
];
const HTTP = CHANNELS.filter(({ channel }) => channel !== 'smtp');

let providers: EveryProvider;
let house: TestHouse;
let nth = 0;
beforeAll(async () => {
  providers = await everyProvider({ timeoutMs: 700 });
  house = await openTestHouse({ clock, settings: { channels: providers.channels, clinic: { language: 'en' } } });
  for (const { channel, way } of CHANNELS) {
    await house.moveIn(channel, []);
    const addresses = { wecom: channel, wechat: 'openid-1'.padEnd(28, '0'), webhook: channel, push: [providers.browser(channel)] };
    const phone = channel === 'aliyun' ? '+8613800000001' : '+447700900101';
    await house.store.transact(async (records) => {
      await records.identities.save(channel, { name: channel, email: 'home@home.example', phone });
      await records.contacts.save(`patient:${channel}`, Contact.parse({ addresses, consent: { ways: [way], at: 0, by: 'nurse' } }));
    });
  }
  writeFileSync(join(house.folder, 'hearth.yaml'), `data: ${house.folder}\n`);
});
afterEach(() => {
  for (const { channel } of CHANNELS) providers.say(channel);
  providers.sayToMail(() => 'taken');
});
afterAll(async () => {
  await house.close();
  await providers.close();
});

/** An instruction that cannot wait, to the patient of this name; resolves to what the provider took of it, once it is told to go on. */
async function tell(patient: string) {
  const key = `u${String(++nth).padStart(3, '0')}`;
  const text = `No. ${key}: measure again.`;
  const message = {
    key,
    to: { person: patient, role: 'patient' },
    about: patient,
    template: 'pathway.message',
    values: { 'text.en': text, 'text.zh-CN': text },
    urgent: true,
    due: clock.now(),
    expires: clock.now() + 60 * MINUTE,
  } as const;
  await house.store.transact((records) => records.decisions.apply([{ do: 'send', message }], clock.now()));
  await house.settle();
  return {
    key,
    took: () => providers.got.filter(({ channel, text: said }) => channel === patient && said.includes(key)),
    send: async () => (await house.store.sends.of(patient, 99)).find((one) => one.message === key && one.channel !== 'inbox')!,
  };
}
const later = async (ms: number) => {
  clock.advance(clock.now() + ms);
  await house.settle();
};
async function cli(...args: string[]): Promise<string> {
  let said = '';
  const out = { write: (text: string) => void (said += text), say: (text: string) => void (said += text), isTerminal: false };
  await messages.run([...args, '--config', join(house.folder, 'hearth.yaml')], out);
  return said;
}

test.each(HTTP)('$channel answers 429 with Retry-After: not asked again before, and then once', async ({ channel }) => {
  providers.say(channel, () => ({ status: 429, headers: { 'retry-after': '300' } }));
  const { took, send } = await tell(channel);
  const asked = providers.tried.length;
  expect((await send()).failed).toMatchObject({ why: expect.stringContaining('429') });
  await later(4.9 * MINUTE);
  expect(providers.tried.length).toBe(asked);
  providers.say(channel);
  await later(0.2 * MINUTE);
  expect(took()).toHaveLength(1);
  expect((await send()).steps.accepted).toBe(clock.now());
  expect((await send()).failed).toBeUndefined();
  await later(30 * MINUTE);
  expect(providers.tried.length).toBe(asked + 1);
});

test.each(CHANNELS)('$channel has a fault: tried again by itself, and arrives once', async ({ channel }) => {
  providers.say(channel, () => ({ status: 500 }));
  providers.sayToMail(() => 451);
  const { took, send } = await tell(channel);
  expect(took()).toEqual([]);
  expect((await send()).failed?.why).toMatch(/\((500|451)\)$|answered 500$/);
  providers.say(channel);
  providers.sayToMail(() => 'taken');
  await later(MINUTE);
  expect(took()).toHaveLength(1);
  await later(30 * MINUTE);
  expect(took()).toHaveLength(1);
});

test.each(CHANNELS.flatMap((one) => (['hangs-up', 'nothing'] as const).map((how) => ({ ...one, how }))))(
  '$channel takes it and does not say so ($how): it comes twice at the most, under one key, and the trail says that it may have',
  async ({ channel, how }) => {
    providers.say(channel, () => how);
    providers.sayToMail(() => how);
    const { took, send } = await tell(channel);
    expect(took()).toHaveLength(1);
    expect((await send()).failed?.why).toContain('may have taken it');
    providers.say(channel);
    providers.sayToMail(() => 'taken');
    await later(MINUTE);
    expect(took()).toHaveLength(2);
    expect(new Set(took().map(({ id, text }) => id + text)).size).toBe(1);
    await later(30 * MINUTE);
    expect(took()).toHaveLength(2);
  },
);

test.each(CHANNELS)(
  '$channel will never take it: given up with its reason, the team is told, and a replay sends it once',
  async ({ channel, no, why }) => {
    providers.say(channel, () => no as Says);
    providers.sayToMail(() => no as number);
    const { key, took, send } = await tell(channel);
    expect((await send()).failed?.why).toContain(why);
    const failed = (await house.store.outbox.of(channel, 99)).filter(
      ({ message: { template, due } }) => template === 'delivery.failed' && due === clock.now(),
    );
    expect(failed).toHaveLength(1);
    const dead = (await cli('dead')).split('\n').filter((line) => line.includes(`\t${channel}\tpatient\t`));
    expect(dead).toEqual([expect.stringContaining(why)]);

    providers.say(channel);
    providers.sayToMail(() => 'taken');
    expect(await cli('replay', dead[0]!.split('\t')[0]!)).toBe('1 to be sent again.\n');
    await house.settle();
    expect(took(), key).toHaveLength(1);
    expect(await cli('dead')).not.toContain(`\t${channel}\tpatient\t`);
  },
);
