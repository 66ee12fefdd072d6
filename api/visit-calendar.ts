import type { Instant } from '../domain/clock.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import type { Language } from '../domain/source.ts';

const WORDS = {
  'zh-CN': { visit: '门诊', note: '由您的健康随访团队安排。来不了请告诉我们。' },
  en: { visit: 'Visit', note: 'Agreed with your care team. If you cannot come, please tell us.' },
} as const;

/**
 * A visit as an iCalendar file (RFC 5545) that any phone saves. Calendars are shown to others and copied by their makers: nothing here
 * says why somebody comes.
 */
export function visitCalendar(
  { id, visit }: Pick<FollowUp, 'id'> & { readonly visit: NonNullable<FollowUp['visit']> },
  { clinic, language, written }: { readonly clinic: string; readonly language: Language; readonly written: Instant },
): string {
  const words = WORDS[language];
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Hearth//Visits//EN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${id}@hearth`,
    `DTSTAMP:${utc(written)}`,
    `DTSTART:${utc(visit.at)}`,
    `DURATION:PT${visit.minutes}M`,
    `SUMMARY:${escaped(`${words.visit}: ${clinic}`)}`,
    `DESCRIPTION:${escaped(words.note)}`,
    'STATUS:CONFIRMED',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(words.visit)}`,
    'TRIGGER:-PT2H',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** 20260301T093000Z (RFC 5545, 3.3.5, form 2). */
const utc = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** RFC 5545, 3.3.11. */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** Lines of 75 bytes at the most, no letter cut in two (RFC 5545, 3.1). */
function folded(line: string): string {
  const rows: string[] = [];
  let row = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > 74) {
      rows.push(row);
      row = '';
      bytes = 0;
    }
    row += letter;
    bytes += size;
  }
  return [...rows, row].join('\r\n ');
}
