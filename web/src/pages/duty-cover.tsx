import type { Timetable } from '../../../api/duty-contract.ts';
import type { DutyPlan } from '../../../domain/duty.ts';
import { clockTime, isoDay, shortDay } from '../format/time.ts';
import { Icon } from '../parts/icon.tsx';
import { Link } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';

const ROLES = ['coordinator', 'doctor'] as const;
type Role = (typeof ROLES)[number];

const useWhen = (zone: string, now: number) => {
  const { language } = useSpeech();
  return (at: number): string =>
    isoDay(at, zone) === isoDay(now, zone)
      ? clockTime(at, zone, language)
      : `${shortDay(at, zone, language, now)} ${clockTime(at, zone, language)}`;
};

/** Of each role: who is on duty now, until when, and who comes next. */
export function NowAndNext({ table }: { readonly table: Timetable }) {
  const { words } = useSpeech();
  const { duty } = words;
  const when = useWhen(table.zone, table.at);
  const names = nameOf(table);
  return (
    <section className="panel" aria-label={duty.now}>
      <h2>{duty.now}</h2>
      <dl className="duty-now">
        {ROLES.map((role) => {
          const ours = merged(table, role);
          const at = ours.findIndex(({ from, to }) => from <= table.at && table.at < to);
          const [now, next] = [ours[at], ours[at + 1]];
          return (
            <div key={role}>
              <dt>{words.role[role]}</dt>
              <dd>
                <strong>{now && now.who.length > 0 ? now.who.map(names).join(words.common.comma) : duty.nobody}</strong>
                {next && <span className="muted"> {duty.until(when(next.from))}</span>}
                {next && (
                  <p className="muted">
                    {duty.next}
                    {words.common.colon} {next.who.length > 0 ? next.who.map(names).join(words.common.comma) : duty.nobody}
                  </p>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Whether every hour is covered and everybody on it can be reached. */
export function Cover({
  table,
  plan,
  brief = false,
}: {
  readonly table: Timetable;
  readonly plan: DutyPlan;
  /** Which hours are uncovered is told when somebody asks. */
  readonly brief?: boolean;
}) {
  const { words } = useSpeech();
  const { duty } = words;
  const when = useWhen(table.zone, table.at);
  const planned = ROLES.filter((role) => plan.shifts.some((shift) => shift.role === role));
  return (
    <div className="duty-cover">
      {ROLES.filter((role) => !planned.includes(role)).map((role) => (
        <p key={role} className="muted">
          {words.role[role]}
          {words.common.colon} {duty.noShifts}
        </p>
      ))}
      {planned.length > 0 && table.gaps.length === 0 && (
        <p className="duty-good">
          <Icon name="check" size={16} /> {duty.covered}
        </p>
      )}
      {table.gaps.length > 0 && (
        <details open={!brief}>
          <summary className="duty-bad">
            <Icon name="warning" size={16} /> {duty.gaps(table.gaps.length)}
          </summary>
          <ul className="duty-list">
            {table.gaps.slice(0, 10).map(({ role, from, to }) => (
              <li key={`${role} ${from}`}>
                {words.role[role]}
                {words.common.colon} {when(from)} – {when(to)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {table.unreachable.length > 0 && (
        <p className="duty-bad">
          <Icon name="warning" size={16} /> {duty.unreachable}
          {words.common.colon} {table.unreachable.map(({ name }) => name).join(words.common.comma)}. <Link to="/reach">{duty.reach}</Link>
        </p>
      )}
    </div>
  );
}

export const nameOf =
  ({ people }: Pick<Timetable, 'people'>) =>
  (id: string): string =>
    people.find((one) => one.id === id)?.name ?? id;

/** The stretches of one role, without the changes of the other. */
function merged({ stretches }: Timetable, role: Role) {
  const found: { from: number; to: number; who: readonly string[] }[] = [];
  for (const { from, to, [role]: who } of stretches) {
    const last = found.at(-1);
    if (last && last.who.join() === who.join()) found[found.length - 1] = { ...last, to };
    else found.push({ from, to, who });
  }
  return found;
}
