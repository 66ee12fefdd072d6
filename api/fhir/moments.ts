import type { Instant } from '../../domain/clock.ts';
import { FhirError } from './outcome.ts';

/** What one value of a date parameter lets through, and between which moments anything that it lets through must lie. */
export interface Moments {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly lets: (at: Instant) => boolean;
}

const PREFIXES = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'] as const;
export const EVER = 253_402_300_800_000;

/**
 * A date parameter of a moment (HL7 FHIR R4, search, 3.1.1.4.7): `ge2026-03-01`, `2026-03`, `lt2026-03-01T08:00:00Z`. A date without a zone
 * is one of `zone`. Throws FhirError.
 */
export function momentsOf(name: string, text: string, zone: string, now: Instant): Moments {
  const prefix = PREFIXES.find((one) => text.startsWith(one)) ?? 'eq';
  const said = text.startsWith(prefix) ? text.slice(2) : text;
  const { start, end } = spanOf(said, zone) ?? refuse(name, text);
  const around = (Math.abs(now - start) + (end - start)) / 10;
  const within = (from: Instant, to: Instant): Moments => ({ from, to, lets: (at) => at >= from && at < to });
  switch (prefix) {
    case 'eq':
      return within(start, end);
    case 'ne':
      return { from: 0, to: EVER, lets: (at) => at < start || at >= end };
    case 'gt':
    case 'sa':
      return within(end, EVER);
    case 'lt':
    case 'eb':
      return within(0, start);
    case 'ge':
      return within(start, EVER);
    case 'le':
      return within(0, end);
    // "Approximately": the standard recommends 10 % of the gap to now.
    case 'ap':
      return within(start - around, end + around);
  }
}

/**
 * Whether a date parameter lets a period through, from <= t < to (HL7 FHIR R4, search, 3.1.1.4.7): `eq`, `sa` and `eb` hold it whole, `ne` does
 * not, and the others touch it. Throws FhirError.
 */
export function letsPeriod(
  name: string,
  text: string,
  zone: string,
  now: Instant,
  period: { readonly from: Instant; readonly to: Instant },
): boolean {
  if (text.startsWith('ne')) return !letsPeriod(name, text.slice(2), zone, now, period);
  const { from, to } = momentsOf(name, text, zone, now);
  const whole = !PREFIXES.some((prefix) => text.startsWith(prefix)) || /^(eq|sa|eb)/.test(text);
  return whole ? period.from >= from && period.to <= to : period.from < to && period.to > from;
}

const refuse = (name: string, text: string): never => {
  throw new FhirError(400, 'value', `${name}: "${text}" is no date. A prefix may stand before it: ge2026-03-01, lt2026-03-01T08:00:00Z.`);
};

/** From the first to behind the last moment that a date of any precision stands for. */
function spanOf(text: string, zone: string): { start: Instant; end: Instant } | undefined {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/.exec(
    text.replace(/ (?=\d\d:\d\d$)/, '+'),
  );
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = parts;
  const step =
    month === undefined
      ? { years: 1 }
      : day === undefined
        ? { months: 1 }
        : hour === undefined
          ? { days: 1 }
          : second === undefined
            ? { minutes: 1 }
            : fraction === undefined
              ? { seconds: 1 }
              : { milliseconds: 1 };
  try {
    const wall = Temporal.PlainDateTime.from(
      `${year}-${month ?? '01'}-${day ?? '01'}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}${(fraction ?? '').slice(0, 4)}`,
      { overflow: 'reject' },
    );
    const begins = wall.toZonedDateTime(offset === 'Z' ? 'UTC' : (offset ?? zone));
    return { start: begins.epochMilliseconds, end: begins.add(step).epochMilliseconds };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
