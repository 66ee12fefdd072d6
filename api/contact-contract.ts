import { z } from 'zod';
import { Addresses, Caregiver, Consent, Preferences, Way } from '../domain/contact.ts';

/* What goes over HTTP about how people are reached. */

const Ways = Consent.shape.ways;
/** Browsers add their own subscriptions; e-mail and telephone of a patient are part of the identity. */
const Places = Addresses.omit({ push: true, email: true, phone: true });

export const CaregiverChange = Caregiver.omit({ consent: true, addresses: true }).extend({
  addresses: Addresses.omit({ push: true, mqtt: true }).prefault({}),
  consent: Ways.optional().describe('the ways to which this person agreed; none so far when absent'),
});
/** What is left out is forgotten. Push subscriptions stay: they are the browser's. */
export const ContactChange = z
  .strictObject({
    addresses: Places.prefault({}),
    preferences: Preferences.prefault({}),
    consent: Ways.optional().describe('the ways to which this person agreed; e-mail alone when absent'),
    caregivers: z.array(CaregiverChange).max(10).default([]),
  })
  .refine(({ caregivers }) => new Set(caregivers.map(({ id }) => id)).size === caregivers.length, {
    error: 'each caregiver has an id of their own',
    path: ['caregivers'],
  });
export type ContactChange = z.infer<typeof ContactChange>;

/** Of a user: staff do not consent to be told, it is their work. */
export const OwnContactChange = z.strictObject({
  addresses: Addresses.omit({ push: true, email: true, mqtt: true }).prefault({}),
  preferences: Preferences.prefault({}),
});
export type OwnContactChange = z.infer<typeof OwnContactChange>;

export const ContactView = z.object({
  addresses: Addresses.omit({ push: true }),
  browsers: z.int().describe('that receive push messages for this person'),
  preferences: Preferences,
  consent: Consent.optional(),
  caregivers: z.array(Caregiver.omit({ addresses: true }).extend({ addresses: Addresses.omit({ push: true }) })),
  open: z.array(Way).describe('the ways that this house has a channel for'),
  smsNumber: z.string().optional().describe('the telephone number as SMS would use it; absent: it cannot be used'),
});
export type ContactView = z.infer<typeof ContactView>;
