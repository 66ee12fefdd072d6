import type { Language } from '../../../domain/source.ts';

export interface ZoneChoice {
  readonly zone: string;
  /** 中国标准时间, so that a list finds it by what people call it. */
  readonly called: string;
}

/** Whether it is a zone, in whatever case it was typed. */
export function isZone(zone: string): boolean {
  try {
    return zone !== '' && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

const made = new Map<Language, readonly ZoneChoice[]>();

/** Every zone that this browser knows, with what it is called in a language. */
export function zoneChoices(language: Language): readonly ZoneChoice[] {
  const known = made.get(language) ?? Intl.supportedValuesOf('timeZone').map((zone) => ({ zone, called: nameOf(zone, language) }));
  made.set(language, known);
  return known;
}

const nameOf = (timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0).find(({ type }) => type === 'timeZoneName')
    ?.value ?? timeZone;
