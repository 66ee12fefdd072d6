import { z } from 'zod';
import { DAY, type Instant } from '../../domain/clock.ts';
import { isSeated } from '../../domain/counts.ts';
import { Source } from '../../domain/source.ts';
import type { Point } from '../point.ts';
import { type History, startOf } from '../stream.ts';
import { dayOf, isAfternoon, wallClockIn } from '../zone.ts';
import type { ConditionKind, Limit, Look } from './condition.ts';

/** Which readings at home count, as guidelines prescribe it. They differ, so it is data (semantics 3.9). */
export const Protocol = z.strictObject({
  days: z.int().min(2).max(31).describe('Calendar days of the patient, the last one included.'),
  minimum: z.int().min(2).max(200).describe('Fewer readings than this, after what is left out, give no mean.'),
  perSession: z.int().min(1).max(6).describe('Of each morning and each evening no more than so many count.'),
  discardFirstDay: z.boolean(),
  discardFirstOfSession: z.boolean(),
  only: z.enum(['morning', 'evening']).optional().describe('Only the readings before noon, or only those after.'),
  source: Source,
});
export type Protocol = z.infer<typeof Protocol>;

const Limits = z
  .strictObject({ systolic: z.string().optional(), diastolic: z.string().optional() })
  .refine(({ systolic, diastolic }) => systolic !== undefined || diastolic !== undefined, 'systolic, diastolic or both');

/** The mean of home blood pressure by a protocol: `{ mean: {...}, anyAtLeast: { systolic: ..., diastolic: ... } }`, or `allBelow`. */
export interface MeanCondition {
  readonly mean: Protocol;
  readonly anyAtLeast?: z.infer<typeof Limits> | undefined;
  readonly allBelow?: z.infer<typeof Limits> | undefined;
}

type Side = 'systolic' | 'diastolic';

export type HomeMean =
  | { readonly is: 'mean'; readonly systolic: number; readonly diastolic: number; readonly points: readonly Point[] }
  | { readonly is: 'not-enough'; readonly have: number; readonly need: number };

/**
 * The mean of the days up to `at`. A session is a morning (before noon) or an evening of one local day.
 * @param history oldest first, the last one not after `at`
 */
export function homeMean(history: History, at: Instant, zone: string, protocol: Protocol): HomeMean {
  const wallClock = wallClockIn(zone);
  const from = dayOf(wallClock(at)) - protocol.days + 1;
  const counted: Point[] = [];
  let firstDay: number | undefined;
  let session = Number.NaN;
  let inSession = 0;
  for (let i = startOf(history, at - (protocol.days + 1) * DAY); i < history.length; i++) {
    const point = history.at(i);
    // Home protocols are of the sitting patient (semantics 3.17).
    if (!isSeated(point)) continue;
    const clock = wallClock(point.at);
    const day = dayOf(clock);
    if (day < from) continue;
    firstDay ??= day;
    if (protocol.discardFirstDay && day === firstDay) continue;
    const thisSession = day * 2 + (isAfternoon(clock) ? 1 : 0);
    if (protocol.only && (protocol.only === 'evening') !== isAfternoon(clock)) continue;
    inSession = thisSession === session ? inSession + 1 : 1;
    session = thisSession;
    const nth = protocol.discardFirstOfSession ? inSession - 1 : inSession;
    if (nth >= 1 && nth <= protocol.perSession) counted.push(point);
  }
  if (counted.length < protocol.minimum) return { is: 'not-enough', have: counted.length, need: protocol.minimum };
  const meanOf = (field: Side) => counted.reduce((sum, point) => sum + point[field], 0) / counted.length;
  return { is: 'mean', systolic: meanOf('systolic'), diastolic: meanOf('diastolic'), points: counted };
}

export const mean: ConditionKind<MeanCondition> = {
  name: 'mean',
  schema: () =>
    z
      .strictObject({ mean: Protocol, anyAtLeast: Limits.optional(), allBelow: Limits.optional() })
      .refine(({ anyAtLeast, allBelow }) => (anyAtLeast === undefined) !== (allBelow === undefined), 'one of anyAtLeast and allBelow'),
  uses: (condition) => {
    const key = condition.anyAtLeast ? 'anyAtLeast' : 'allBelow';
    return limitsOf(condition).map(({ field, name }) => ({ name, path: [key, field], units: ['mmHg'] }));
  },
  inner: () => [],
  kinds: () => ['blood-pressure'],
  single: false,

  compile(condition, parts) {
    const { mean: protocol, anyAtLeast } = condition;
    const limits = limitsOf(condition).map(({ field, name }) => ({ field, limit: parts.limit(name) }));
    const of = (look: Look): HomeMean => homeMean(look.history(), look.point.at, look.zone, protocol);
    const reaches = (found: HomeMean & { is: 'mean' }, { field, limit }: { field: Side; limit: Limit }, look: Look) =>
      found[field] >= limit(look);
    return {
      holds(look) {
        if (look.history().length < protocol.minimum) return false;
        const found = of(look);
        if (found.is === 'not-enough') return false;
        return anyAtLeast ? limits.some((one) => reaches(found, one, look)) : limits.every((one) => !reaches(found, one, look));
      },
      evidence(look) {
        const found = of(look);
        return found.is === 'mean' ? found.points : [];
      },
      tell(look, values) {
        // Beside one that is raised, one that is not has decided nothing.
        if (!anyAtLeast && values.readings !== undefined) return;
        const found = of(look);
        if (found.is === 'not-enough') {
          values.have = found.have;
          values.need = found.need;
          return;
        }
        values.value = `${Math.round(found.systolic)}/${Math.round(found.diastolic)}`;
        values.systolic = Math.round(found.systolic * 10) / 10;
        values.diastolic = Math.round(found.diastolic * 10) / 10;
        values.readings = found.points.length;
        values.days = protocol.days;
        const decided = limits.find((one) => reaches(found, one, look)) ?? limits[0]!;
        values.limit ??= decided.limit(look);
        values.field ??= decided.field;
      },
      spanMs: (protocol.days + 1) * DAY,
    };
  },
};

function limitsOf({ anyAtLeast, allBelow }: MeanCondition): readonly { readonly field: Side; readonly name: string }[] {
  const { systolic, diastolic } = anyAtLeast ?? allBelow ?? {};
  return [
    ...(systolic ? [{ field: 'systolic', name: systolic } as const] : []),
    ...(diastolic ? [{ field: 'diastolic', name: diastolic } as const] : []),
  ];
}
