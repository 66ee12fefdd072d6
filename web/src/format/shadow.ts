import type { ShadowView } from '../../../api/shadow-contract.ts';

/** What a shadow run tries, limit by limit. The name of a limit holds no dot, that of a rule may. */
export const triedLimits = ({ limits }: Pick<ShadowView, 'limits'>): readonly { rule: string; name: string; value: number }[] =>
  Object.entries(limits).map(([key, value]) => {
    const dot = key.lastIndexOf('.');
    return { rule: key.slice(0, dot), name: key.slice(dot + 1), value };
  });

/** Where what it tries would be put in force: `/clinic`, `/cohorts/hearts`, `/patients/p1`; undefined: an age group has no limits of its own. */
export function placeOf(of: ShadowView['of']): string | undefined {
  if (of === 'all') return '/clinic';
  if ('patient' in of) return `/patients/${encodeURIComponent(of.patient)}`;
  if ('cohort' in of) return `/cohorts/${encodeURIComponent(of.cohort)}`;
  return undefined;
}
