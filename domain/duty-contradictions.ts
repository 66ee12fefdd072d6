import type { DutyPlan } from './duty.ts';
import { LADDERS, type LadderName } from './duty-bounds.ts';

/** What cannot both be meant in a plan of duty; `pointer` leads to it (RFC 6901). */
export type Contradiction = { readonly pointer: string } & (
  | { readonly is: 'holiday-worked'; readonly day: string }
  | { readonly is: 'substitute-self'; readonly user: string }
  /** The same role twice at the same moment: `severity` counts the ladder. */
  | { readonly is: 'step-twice' | 'step-never'; readonly severity: LadderName; readonly afterMinutes: number }
);

/** Where a plan contradicts itself. Pure; people and roles, and what a plan must not do to alerts, are other matters. */
export const contradictions = ({
  holidays,
  workdays,
  ladder,
  substitutes,
}: Pick<DutyPlan, 'holidays' | 'workdays' | 'ladder' | 'substitutes'>): readonly Contradiction[] => [
  ...holidays.flatMap((day, i) => (day in workdays ? [{ pointer: `/holidays/${i}`, is: 'holiday-worked' as const, day }] : [])),
  ...substitutes.flatMap(({ out, instead }, i) =>
    out === instead ? [{ pointer: `/substitutes/${i}/instead`, is: 'substitute-self' as const, user: out }] : [],
  ),
  ...LADDERS.flatMap((severity) =>
    ladder[severity].flatMap(({ afterMinutes, to, between }, i, steps): readonly Contradiction[] => {
      const about = { pointer: `/ladder/${severity}/${i}`, severity, afterMinutes };
      // From 08:00 to 08:00 is the whole day of a shift, but no moment of a step.
      if (between && between.from === between.to) return [{ ...about, is: 'step-never' }];
      const before = steps.findIndex((one) => one.afterMinutes === afterMinutes && one.to === to);
      return before < i ? [{ ...about, is: 'step-twice' }] : [];
    }),
  ),
];
