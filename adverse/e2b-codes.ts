import type { z } from 'zod';
import type { Action, Outcome, Profession, Rechallenge, Role, Seriousness } from '../domain/adverse-content.ts';

/*
 * Codes of ICH E2B(R3) (implementation guide, code lists CL6, CL11, CL13, CL15, CL16, and the observations of E.i.3.2). The observations and the
 * qualifications were read in a copy (secondary), the others are from general knowledge (unverified): a pharmacist checks them before use.
 */

/** E.i.7 */
export const OUTCOME: Readonly<Record<z.infer<typeof Outcome>, string>> = {
  recovered: '1',
  recovering: '2',
  'not-recovered': '3',
  sequelae: '4',
  fatal: '5',
  unknown: '0',
};
/** G.k.8 */
export const ACTION: Readonly<Record<z.infer<typeof Action>, string>> = {
  withdrawn: '1',
  reduced: '2',
  increased: '3',
  unchanged: '4',
  unknown: '0',
  'not-applicable': '9',
};
/** G.k.1 */
export const DRUG_ROLE: Readonly<Record<z.infer<typeof Role>, string>> = { suspect: '1', concomitant: '2', interacting: '3' };
/** G.k.9.i.4: rechallenged and recurred, rechallenged and not, rechallenged with unknown outcome, not rechallenged. */
export const RECHALLENGE: Readonly<Record<z.infer<typeof Rechallenge>, string>> = {
  recurred: '1',
  'not-recurred': '2',
  unknown: '3',
  'not-done': '4',
};
/** C.2.r.4 */
export const QUALIFICATION: Readonly<Record<z.infer<typeof Profession>, string>> = {
  doctor: '1',
  pharmacist: '2',
  nurse: '3',
  'other-health': '3',
  consumer: '5',
};
/** D.5, ISO 5218: anything but male and female is not given there, and goes out as not known. */
export const SEX: Readonly<Record<'female' | 'male' | 'other', string>> = { male: '1', female: '2', other: '0' };
/** E.i.3.2a to f, each an observation of its own. */
export const SERIOUS: Readonly<Record<Seriousness, string>> = {
  death: '34',
  'life-threatening': '21',
  hospitalisation: '33',
  disability: '35',
  congenital: '12',
  important: '26',
};
