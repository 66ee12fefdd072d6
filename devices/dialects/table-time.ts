import { DecodeError } from '../decoder.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLOCK = String.raw`[T ,]+(?<half>上午|下午)?\s*(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d+)?)?\s*(?<late>[AaPp]\.?[Mm]\.?)?`;
const DATES = [
  String.raw`(?<year>\d{4})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})日?`,
  String.raw`(?<name>[A-Za-z]{3})[a-z]* (?<day>\d{1,2}),? (?<year>\d{4})`,
  String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})`,
].map((date) => new RegExp(`^${date}${CLOCK}`));
const WITH_ZONE = /(Z|[+-]\d\d:?\d\d)$/;

/**
 * A time as people and tables write it, Unix ms; by the wall clock of `zone` where it names none: `2026-03-01 08:00`, `2026/3/1 8:00:00`,
 * `2026年3月1日 下午2:05`, `Jan 12 2025 08:12`, `12.01.2025 8:12 PM`, or ISO 8601 with its zone. `3/1/2026` is refused: it is January or
 * March. Throws DecodeError.
 */
export function momentInTable(text: string, zone: string): number {
  const parts = DATES.map((form) => form.exec(text)?.groups).find(Boolean);
  const month = parts?.name === undefined ? Number(parts?.month) : MONTHS.indexOf(parts.name.toLowerCase()) + 1;
  if (!parts || !month) throw new DecodeError('time', `"${text.slice(0, 40)}" is no time like 2026-03-01 08:00`);
  try {
    const local = Temporal.PlainDateTime.from(
      {
        year: Number(parts.year),
        month,
        day: Number(parts.day),
        hour: hourOf(Number(parts.hour), parts.half ?? parts.late),
        minute: Number(parts.minute),
        second: Number(parts.second ?? 0),
      },
      { overflow: 'reject' },
    );
    const offset = WITH_ZONE.exec(text)?.[1];
    if (!offset) return local.toZonedDateTime(zone).epochMilliseconds;
    return local.toZonedDateTime(offset === 'Z' ? 'UTC' : offset.replace(/(\d\d):?(\d\d)$/, '$1:$2')).epochMilliseconds;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DecodeError('time', `"${text.slice(0, 40)}" is in no calendar`);
  }
}

/** 12 AM is midnight, 12 PM is noon; 下午 stands before 14:05 as well as before 2:05. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  const isAfternoon = half === '下午' || /^p/i.test(half);
  if (hour > 12) return hour;
  return (hour % 12) + (isAfternoon ? 12 : 0);
}
