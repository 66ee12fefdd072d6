import type { DutyPlan } from '../domain/duty.ts';
import type { User } from '../domain/user.ts';

/** Who stands in a plan without being there, or in another role. A pointer into the plan and a sentence for each; empty: the plan can hold. */
export function planProblems(
  { shifts, substitutes }: DutyPlan,
  users: readonly Pick<User, 'id' | 'role' | 'disabled'>[],
): readonly { readonly pointer: string; readonly detail: string }[] {
  const known = new Map(users.map((one) => [one.id, one]));
  const wrong = (name: string, role: string | undefined): string | undefined => {
    const user = known.get(name);
    if (!user) return `there is no user ${name}`;
    if (user.disabled !== undefined) return `${name} has left the clinic`;
    return role === undefined || user.role === role ? undefined : `${name} is no ${role}`;
  };
  const said = (pointer: string, detail: string | undefined) => (detail === undefined ? [] : [{ pointer, detail }]);
  return [
    ...shifts.flatMap(({ users: names, role }, i) => names.flatMap((name, j) => said(`/shifts/${i}/users/${j}`, wrong(name, role)))),
    ...substitutes.flatMap(({ out, instead }, i) => said(`/substitutes/${i}/instead`, wrong(instead, known.get(out)?.role))),
  ];
}
