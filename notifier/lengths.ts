import { MOST_CHARACTERS as MOST_OF_PUSH } from './channels/push.ts';
import { TwilioSettings } from './channels/twilio.ts';
import { MOST_CHARACTERS as MOST_OF_WECHAT } from './channels/wechat.ts';
import { MOST_BYTES as MOST_OF_WECOM } from './channels/wecom.ts';
import { shortText } from './short-text.ts';

/** How long a message is on one way: what it costs, and whether something of it is left out. */
export interface Length {
  readonly channel: 'sms' | 'push' | 'wecom' | 'wechat';
  readonly size: number;
  readonly most: number;
  readonly in: 'characters' | 'bytes';
  readonly cut: boolean;
  /** Of an SMS. */
  readonly segments?: number;
  readonly alphabet?: 'gsm-7' | 'ucs-2';
}

/*
 * 3GPP TS 23.038 (2022), 6.2.1 and 6.2.3: the alphabet of 7 bits, each of the extended characters taking two places; whatever else a
 * text holds makes it UCS-2 as a whole. TS 23.040, 9.2.3.24.1: in parts that belong together a header of 6 bytes takes its room. Evidence:
 * secondary.
 */
const GSM_7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_7_EXTENDED = '^{}\\[~]|€\f';
const SEGMENT = { 'gsm-7': { alone: 160, together: 153 }, 'ucs-2': { alone: 70, together: 67 } } as const;

/** As how many SMS a text goes out and is paid for, and in which alphabet. */
export function segmentsOf(text: string): { readonly alphabet: 'gsm-7' | 'ucs-2'; readonly units: number; readonly segments: number } {
  const letters = [...text];
  const plain = letters.every((letter) => GSM_7.includes(letter) || GSM_7_EXTENDED.includes(letter));
  const alphabet = plain ? 'gsm-7' : 'ucs-2';
  const widths = letters.map((letter) => (plain ? (GSM_7.includes(letter) ? 1 : 2) : letter.length));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { alone, together } = SEGMENT[alphabet];
  if (units <= alone) return { alphabet, units, segments: 1 };
  // A character of two places is never torn between two parts.
  let [segments, room] = [1, together as number];
  for (const width of widths) {
    if (width > room) [segments, room] = [segments + 1, together];
    room -= width;
  }
  return { alphabet, units, segments };
}

/** What each channel with little room makes of a message, as it stands by default. */
export function lengthsOf({
  subject,
  text,
  link,
}: {
  readonly subject: string;
  readonly text: string;
  readonly link: string;
}): readonly Length[] {
  const most = TwilioSettings.shape.mostCharacters.parse(undefined);
  const whole = text.includes(subject) ? text : `${subject}\n${text}`;
  const sms = shortText({ subject, text, ...(text.includes(link) ? { link } : {}) }, most);
  const { alphabet, units, segments } = segmentsOf(sms);
  const bytes = Buffer.byteLength(whole);
  return [
    { channel: 'sms', size: units, most, in: 'characters', cut: sms.includes('…') && !whole.includes('…'), segments, alphabet },
    { channel: 'push', size: [...text].length, most: MOST_OF_PUSH, in: 'characters', cut: [...text].length > MOST_OF_PUSH },
    { channel: 'wecom', size: bytes, most: MOST_OF_WECOM, in: 'bytes', cut: bytes > MOST_OF_WECOM },
    { channel: 'wechat', size: [...subject].length, most: MOST_OF_WECHAT, in: 'characters', cut: [...subject].length > MOST_OF_WECHAT },
  ];
}
