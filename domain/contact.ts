import { z } from 'zod';
import { Zone } from './patient.ts';
import { Language } from './source.ts';

/** A kind of way to a person, whoever carries the message: an SMS is one way, with several providers. */
export const Way = z.enum(['inbox', 'email', 'sms', 'wecom', 'wechat', 'push', 'webhook', 'mqtt']);
export type Way = z.infer<typeof Way>;

/** A browser that asked for push messages (W3C Push API). Whoever has the endpoint and the keys can write to it. */
export const PushSubscription = z.strictObject({
  endpoint: z.url({ protocol: /^https$/ }).max(1000),
  p256dh: z.base64url().min(86).max(88),
  auth: z.base64url().min(22).max(24),
});
export type PushSubscription = z.infer<typeof PushSubscription>;

const Email = z.email('an e-mail address, such as name@example.org').max(200);
const PHONE = 'a telephone number, with the country in front: +86 138 0000 0000';
const PhoneText = z
  .string()
  .min(3, PHONE)
  .max(40)
  .regex(/^[+(]?\d[\d\s()./–-]*(?:(?:x|ext\.?|转)\s*\d{1,6})?$/, PHONE);

/** Where somebody is reached, by way. E-mail and telephone of a patient stand in the identity, e-mail of staff with the user. */
export const Addresses = z.strictObject({
  email: Email.optional(),
  phone: PhoneText.optional(),
  wecom: z
    .string()
    .regex(/^[\w.@-]{1,64}$/, 'the user id in WeCom: letters, digits, dots and dashes')
    .optional(),
  wechat: z
    .string()
    .regex(/^[\w-]{20,40}$/, 'the openid of this person at the clinic’s WeChat account: about 28 letters and digits')
    .optional(),
  /** What the clinic's webhook receiver calls this person. */
  webhook: z
    .string()
    .regex(/^[\w.@:-]{1,64}$/, 'letters, digits, dots, dashes and colons')
    .optional(),
  push: z.array(PushSubscription).max(10).default([]),
  /** Devices that show or speak messages. Only while they are this patient's. */
  mqtt: z
    .array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'the name of a device, such as hub-1'))
    .max(5)
    .default([]),
});
export type Addresses = z.infer<typeof Addresses>;

export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 22:00');

/** How somebody wants to be reached. What is urgent goes on all ways at any hour, whatever stands here. */
export const Preferences = z.strictObject({
  /** What can wait goes on the first of these that takes it, then the next. Without an order, on all. */
  order: z
    .array(Way.exclude(['inbox']))
    .max(7)
    .refine((order) => new Set(order).size === order.length, 'each way once')
    .default([]),
  language: Language.optional(),
  /** Whose wall clock the hours below are on; the patient's or the clinic's zone without one. */
  zone: Zone.optional(),
  /** The same time twice: no quiet hours. */
  quietHours: z.strictObject({ from: TimeOfDay, to: TimeOfDay }).optional(),
  /** `digest`: together, once a day. `off`: only what is urgent leaves the house; the rest waits in the inbox. */
  nonUrgent: z.enum(['all', 'digest', 'off']).default('all'),
  digestAt: TimeOfDay.default('08:00'),
});
export type Preferences = z.infer<typeof Preferences>;

/** To which ways somebody agreed, when, and who noted it. */
export const Consent = z.strictObject({ ways: z.array(Way.exclude(['inbox'])).max(7), at: z.int(), by: z.string().max(64) });
export type Consent = z.infer<typeof Consent>;

const reached = {
  addresses: Addresses.prefault({}),
  preferences: Preferences.prefault({}),
  consent: Consent.optional(),
};

/** Somebody who cares for a patient at home. */
export const Caregiver = z.strictObject({
  id: z.string().regex(/^[\w-]{1,32}$/),
  name: z.string().min(1).max(120),
  relation: z.string().max(60).optional(),
  ...reached,
});
export type Caregiver = z.infer<typeof Caregiver>;

/** How a patient or a user is reached. Sealed like the identity. `caregivers` only of a patient. */
export const Contact = z.strictObject({ ...reached, caregivers: z.array(Caregiver).max(10).default([]) });
export type Contact = z.infer<typeof Contact>;

/** `patient:p1`, `user:dr.li`, `caregiver:p1:daughter`: pseudonyms, good for tables and logs. */
export type Person = string;
export const patientPerson = (id: string): Person => `patient:${id}`;
export const userPerson = (id: string): Person => `user:${id}`;
export const caregiverPerson = (patient: string, id: string): Person => `caregiver:${patient}:${id}`;

export const NO_CONTACT: Contact = Contact.parse({});

/**
 * Whether a way may be used for a patient or a caregiver. E-mail may until somebody says otherwise: a clinic has the address from the
 * person. Every other way goes through somebody else's hands and needs a yes.
 */
export const agreed = (consent: Consent | undefined, way: Way): boolean =>
  way === 'inbox' || (consent === undefined ? way === 'email' : consent.ways.includes(way));

/**
 * A number as providers want it (E.164): `+8613800000000`. A Chinese mobile number needs no country in front. Undefined when it cannot
 * be told which country it is in, or that it is none.
 */
export function e164(phone: string): string | undefined {
  const plain = phone.replaceAll(/[\s().–-]/g, '').replace(/^00/, '+');
  if (/^\+[1-9]\d{6,14}$/.test(plain)) return plain;
  return /^1[3-9]\d{9}$/.test(plain) ? `+86${plain}` : undefined;
}

/** Each way that has an address, as its channel wants the address. */
export function places({ email, phone, wecom, wechat, webhook, push, mqtt }: Addresses): readonly (readonly [Way, string])[] {
  const mobile = phone === undefined ? undefined : e164(phone);
  const single: readonly (readonly [Way, string | undefined])[] = [
    ['email', email],
    ['sms', mobile],
    ['wecom', wecom],
    ['wechat', wechat],
    ['webhook', webhook],
  ];
  return [
    ...single.flatMap(([way, address]) => (address === undefined ? [] : [[way, address] as const])),
    ...push.map((subscription) => ['push', JSON.stringify(subscription)] as const),
    ...mqtt.map((device) => ['mqtt', device] as const),
  ];
}
