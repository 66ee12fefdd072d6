import { createHash } from 'node:crypto';
import type { Instant } from '../domain/clock.ts';
import { type Attributes, el, type Xml } from './xml.ts';

/* What the parts of an E2B(R3) message have in common. */

export const ICH = '2.16.840.1.113883.3.989.2.1.1';
export const IDS = '2.16.840.1.113883.3.989.2.1.3';
export const MEDDRA = '2.16.840.1.113883.6.163';
export const COUNTRY = '1.0.3166.1.2.2';

/** An observation of the ICH list 19, with its value and what else belongs to it. */
export const observation = (code: string, value: Xml, ...more: readonly (Xml | undefined)[]): Xml =>
  happened('observation', 'OBS', codeOf(code, `${ICH}.19`), value, ...more);
/** An act that has happened, by its class of HL7's: `OBS` observed, `SBADM` given, `CACT` done to a report. */
export const happened = (tag: string, classCode: string, ...inner: readonly (Xml | undefined)[]): Xml =>
  el(tag, { classCode, moodCode: 'EVN' }, ...inner);
/** A thing or person: this one (`INSTANCE`), or one of its kind. */
export const entity = (tag: string, classCode: string, ...inner: readonly (Xml | undefined)[]): Xml =>
  el(tag, { classCode, determinerCode: tag === 'kindOfProduct' || tag === 'ingredientSubstance' ? 'KIND' : 'INSTANCE' }, ...inner);
/** Who did or said it. */
export const assigned = (...inner: readonly (Xml | undefined)[]): Xml => el('assignedEntity', { classCode: 'ASSIGNED' }, ...inner);
/** ISO 639-2, three letters (E.i.1.1b, H.5.r.1b: secondary; that Chinese is `zho` there and not `chi`: unverified). */
export const LANGUAGE: Readonly<Record<'en' | 'zh-CN', string>> = { en: 'eng', 'zh-CN': 'zho' };
export const codeOf = (code: string | undefined, codeSystem: string): Xml => el('code', coded(code, codeSystem));
export const coded = (code: string | undefined, codeSystem: string): Attributes =>
  code === undefined ? { nullFlavor: 'NI' } : { code, codeSystem };
export const ce = (code: string, codeSystem: string): Xml => el('value', { 'xsi:type': 'CE', code, codeSystem });
export const freeText = (text: string, more: Attributes = {}): Xml => el('value', { 'xsi:type': 'ED', ...more }, text);
export const related = (tag: string, typeCode: string, ...inner: readonly (Xml | undefined)[]): Xml => el(tag, { typeCode }, ...inner);
export const interval = (low: string | undefined, high: string | undefined): Xml | undefined =>
  low === undefined && high === undefined
    ? undefined
    : el(
        'effectiveTime',
        { 'xsi:type': 'IVL_TS' },
        low === undefined ? undefined : el('low', { value: compact(low) }),
        high === undefined ? undefined : el('high', { value: compact(high) }),
      );

/** One of a report's things, by the same UUID in every part of the message and in every export of the same version. */
export function partId(report: string, what: 'drug' | 'reaction', nth: number): string {
  const hex = createHash('sha256').update(`${report} ${what} ${nth}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** `2026-03-01T08:30` to `202603010830`. */
export const compact = (day: string): string => day.replaceAll(/[-T:]/g, '');
/** In UTC, `20260301083000+0000`. */
export const stamp = (at: Instant): string => `${compact(new Date(at).toISOString().slice(0, 19))}+0000`;
