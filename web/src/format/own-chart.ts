import type { Language } from '../../../domain/source.ts';

/** `20 Mar`, `3月20日`: the ends of a small chart. */
export const shortDay = (at: number, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: zone, day: 'numeric', month: 'short' }).format(at);
