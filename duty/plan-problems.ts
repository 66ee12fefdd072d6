import type { DutyPlan } from '../domain/duty.ts';
import { type Contradiction, contradictions } from '../domain/duty-contradictions.ts';
import type { User } from '../domain/user.ts';

const SAYS: { readonly [Is in Contradiction['is']]: (of: Extract<Contradiction, { is: Is }>) => string } = {
  'holiday-worked': ({ day }) => `${day} is a holiday and a worked day at once`,
  'substitute-self': ({ user }) => `${user} cannot stand in for themselves`,
  'step-twice': ({ severity, afterMinutes }) => `the ladder for ${severity} names the same role twice after ${afterMinutes} minutes`,
  'step-never': ({ severity, afterMinutes }) =>
    `the step for ${severity} after ${afterMinutes} minutes is never taken: its hours end when they begin`,
};

/** Who stands in a plan without being there, or in another role; what contradicts itself. A pointer into the plan and a sentence for each; empty: the plan can hold. */
export function planProblems(
  plan: DutyPlan,
  users: readonly Pick<User, 'id' | 'role' | 'disabled'>[],
): readonly { readonly pointer: string; readonly detail: string }[] {
  const { shifts, substitutes } = plan;
  const known = new Map(users.map((one) => [one.id, one]));
  const wrong = (name: string, role: string | undefined): string | undefined => {
    const user = known.get(name);
    if (!user) return `there is no user ${name}`;
    if (user.disabled !== undefined) return `${name} has left the clinic`;
    return role === undefined || user.role === role ? undefined : `${name} does not have the role ${role}`;
  };
  const said = (pointer: string, detail: string | undefined) => (detail === undefined ? [] : [{ pointer, detail }]);
  return [
    ...shifts.flatMap(({ users: names, role }, i) => names.flatMap((name, j) => said(`/shifts/${i}/users/${j}`, wrong(name, role)))),
    ...contradictions(plan).map((one) => ({ pointer: one.pointer, detail: (SAYS[one.is] as (of: Contradiction) => string)(one) })),
    ...substitutes.flatMap(({ out, instead }, i) => said(`/substitutes/${i}/instead`, wrong(instead, known.get(out)?.role))),
  ];
}
