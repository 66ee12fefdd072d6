import type { StaffSee } from '../domain/care-team.ts';
import type { Clock } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import { planBounds } from '../duty/plan-bounds.ts';
import { planProblems } from '../duty/plan-problems.ts';
import { timetable } from '../duty/timetable.ts';
import type { RuleSet } from '../rules/compile.ts';
import { createNoteDesk, type NoteDeskParts } from './note-desk.ts';
import { createShadows } from './shadow-rules.ts';

/** What coordinators work with besides alerts: notes and tasks, the plan of duty, drafts that run in the shadow. */
export function openDesk(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: () => RuleSet;
  readonly staffSee: StaffSee;
  readonly namesOf: NoteDeskParts['namesOf'];
  readonly reaches: NoteDeskParts['reaches'];
}) {
  const shadows = createShadows(parts);
  const forApi = { noteDesk: createNoteDesk(parts), dutyPlanning: { timetable, problems: planProblems, bounds: planBounds }, shadows };
  const shadowWork = { name: 'shadows', work: shadows.tick, next: shadows.next };
  return { forApi, shadowWork, follower: shadows.follower };
}
