import { z } from 'zod';
import { DeviceFacts, DeviceName, SilentAfterDays } from '../domain/device.ts';
import { Patient } from '../domain/patient.ts';

/* What goes over HTTP about devices, in both directions. The console takes its types from here. */

const Instant = z.int().describe('Unix milliseconds');
const Model = z.string().trim().min(1).max(80);
const User = z.int().min(0).max(254).describe('as the cuff counts them');

export const DeviceView = z.object({
  id: z.string(),
  ...DeviceFacts.shape,
  model: z.string().optional().describe('as the device says, else as it was written down'),
  zone: z.string(),
  enrolled: Instant,
  state: z
    .enum(['new', 'active', 'silent', 'revoked', 'retired'])
    .describe('new: never heard; silent: heard before, and not for longer than it should be, by the server’s clock'),
  since: Instant.optional().describe('of silent, revoked, retired'),
  lastSeen: Instant.optional(),
  silentAfterDays: z.int().optional().describe('as set for this device; without it, the measuring plan of its patient counts'),
  factsAt: Instant.optional().describe('when it last said something of itself'),
  revoked: Instant.optional(),
  retired: Instant.optional(),
  patient: z.string().optional(),
  users: z.array(z.object({ user: User, patient: z.string(), since: Instant })).describe('who share it now'),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const DeviceDetail = DeviceView.extend({
  owners: z
    .array(z.object({ patient: z.string(), user: User.optional(), since: Instant, until: Instant.optional() }))
    .describe('who had it, and its users, and when, oldest first'),
});
export type DeviceDetail = z.infer<typeof DeviceDetail>;

export const NewDevice = z.strictObject({
  id: DeviceName,
  zone: Patient.shape.zone,
  model: Model.optional(),
  patient: z.string().optional(),
  silentAfterDays: SilentAfterDays.optional(),
  uploader: z.enum(['nightscout']).optional().describe('an app made for Nightscout, which sends the hash of its secret'),
});
export const MOST_DEVICES = 500;
export const NewDevices = z.strictObject({ devices: z.array(NewDevice).min(1).max(MOST_DEVICES) });
export const EnrolledView = z.object({ id: z.string(), secret: z.string().describe('shown this once') });

/** Whose a device is. What it measured before it was given to anybody belongs to nobody, unless the one who assigns it knows better. */
export const AssignDevice = z.strictObject({
  patient: z.string().nullable(),
  from: z
    .enum(['now', 'last-hand-over'])
    .default('now')
    .describe('last-hand-over: also what it measured since it last belonged to somebody, or ever'),
});

export const ChangeDevice = z
  .strictObject({
    model: Model.optional(),
    zone: Patient.shape.zone.optional(),
    silentAfterDays: SilentAfterDays.nullable().optional().describe('null: as the measuring plan says'),
  })
  .refine((change) => Object.keys(change).length > 0, 'model, zone or silentAfterDays');
export type ChangeDevice = z.infer<typeof ChangeDevice>;

export const MOST_CLAIM_HOURS = 720;
export const NewClaimCode = z.strictObject({
  device: DeviceName.optional().describe('its name; without it, the device may say one, or gets one'),
  patient: z.string().optional(),
  model: Model.optional(),
  zone: Patient.shape.zone.optional().describe('without it, the clinic’s'),
  hours: z.int().min(1).max(MOST_CLAIM_HOURS).default(24).describe('how long it is good'),
});
export const ClaimCodeView = z.object({
  id: z.string().describe('names the code, and is of no use to claim with'),
  made: Instant,
  by: z.string(),
  until: Instant,
  device: z.string().optional(),
  patient: z.string().optional(),
  model: z.string().optional(),
});
export type ClaimCodeView = z.infer<typeof ClaimCodeView>;
export const MadeClaimCode = ClaimCodeView.extend({ code: z.string().describe('shown this once') });
export type MadeClaimCode = z.infer<typeof MadeClaimCode>;

export const ClaimDevice = z.strictObject({
  code: z.string().min(1).max(40).describe('as it was typed: small letters, spaces and dashes do not matter'),
  id: DeviceName.optional().describe('how it would like to be called, where the code does not say'),
  model: Model.optional(),
  zone: Patient.shape.zone.optional(),
});
export const ClaimedDevice = EnrolledView.extend({ zone: z.string() });
