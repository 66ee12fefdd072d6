import { z } from 'zod';
import { Preferences, PushSubscription, Way } from '../domain/contact.ts';

/* What goes over HTTP about how far messages get. */

const Instant = z.int().describe('Unix milliseconds');
const Steps = z.object({
  accepted: Instant.optional(),
  delivered: Instant.optional(),
  read: Instant.optional(),
  acknowledged: Instant.optional(),
});

export const SendView = z.object({
  key: z.string(),
  message: z.string(),
  person: z.string(),
  channel: z.string(),
  template: z.string(),
  urgent: z.boolean(),
  tried: Instant,
  steps: Steps.describe('taken by the provider; on the telephone; opened; confirmed by the person: four different things'),
  failed: z.object({ at: Instant, why: z.string(), wrongAddress: z.boolean() }).optional(),
});
export type SendView = z.infer<typeof SendView>;

export const WayState = z.enum(['works', 'unconfirmed', 'silent', 'wrong-address', 'never-tried']);
export const WayView = z.object({
  channel: z.string(),
  mark: z.string().describe('tells two addresses of one channel apart, without showing them'),
  state: WayState,
  sent: Instant.optional(),
  confirmed: Instant.optional(),
  unconfirmedSince: Instant.optional(),
  drilled: Instant.optional(),
  why: z.string().optional(),
});
export const PersonReach = z.object({
  person: z.string(),
  patient: z.string().optional(),
  name: z.string(),
  reachable: z.boolean().describe('at least one way besides the inbox that is neither silent nor wrong'),
  ways: z.array(WayView),
});
export type PersonReach = z.infer<typeof PersonReach>;

export const DeadLetter = z.object({
  key: z.string(),
  patient: z.string(),
  patientName: z.string().optional(),
  to: z.enum(['patient', 'caregiver', 'coordinator', 'doctor', 'pharmacist', 'dietitian']),
  template: z.string(),
  urgent: z.boolean(),
  due: Instant,
  at: Instant,
  why: z.string(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

export const ExpiredLetter = DeadLetter.extend({
  took: z.string().optional().describe('the ways on which the same message was in time'),
});
export type ExpiredLetter = z.infer<typeof ExpiredLetter>;

export const Drilled = z.object({ ways: z.int().describe('on so many ways a test is on its way') });
export const ReceiptView = z.object({ at: Instant, channel: z.string(), acknowledged: Instant.optional() });
export type ReceiptView = z.infer<typeof ReceiptView>;

/** What a patient says by themselves, on their own page. */
export const OwnWays = z.object({
  nonUrgent: Preferences.shape.nonUrgent.unwrap(),
  pushKey: z.string().optional().describe('for the browser, where the house can push'),
  browsers: z.int(),
  consents: z
    .array(z.object({ way: Way.exclude(['inbox']), agreed: z.boolean() }))
    .describe('the ways to which there is an address: whether the patient agreed to be told by them'),
  consented: z.object({ at: z.int(), byPatient: z.boolean() }).optional().describe('when that was noted, and whether by the patient'),
});
export type OwnWays = z.infer<typeof OwnWays>;
export const OwnPreference = z.strictObject({ nonUrgent: Preferences.shape.nonUrgent.unwrap() });
/** The patient agrees to one way, or takes it back. */
export const OwnConsent = z.strictObject({ way: Way.exclude(['inbox']), agreed: z.boolean() });
export const NewBrowser = PushSubscription;
export const Seen = z.strictObject({ message: z.string().max(80).optional().describe('from the link by which the page was opened') });
