import type { ReactNode } from 'react';
import type { TaskView } from '../../../api/desk-contract.ts';
import * as desk from '../api/desk-resources.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useNow } from '../format/use-now.ts';
import { taskFor, useSettle } from '../parts/desk-notes.tsx';
import { Fold } from '../parts/fold.tsx';
import { useMay } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { SkeletonBlock } from '../parts/state.tsx';
import { useMore } from '../parts/use-more.tsx';
import { Link } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import '../styles/desk.css';

interface Row {
  readonly id: string;
  /** When somebody should have done it; what is late stands first. */
  readonly due: number;
  readonly kind: string;
  readonly to: string;
  readonly who: string;
  readonly text: string;
  readonly about?: string;
  readonly act?: ReactNode;
}

/** What waits for a person besides alerts: tasks, questions of patients, advice to approve, changes of limits. */
export function WorklistWaits({ open }: { readonly open: boolean }) {
  const { words } = useSpeech();
  const { rows, first } = useWaiting();
  const now = useNow();
  const { shown, button } = useMore(rows, 4);
  if (first && open) return <SkeletonBlock height={160} />;
  const late = rows.filter(({ due }) => due < now).length;
  return (
    <section className="waits" aria-label={words.desk.waitsTitle}>
      <Fold
        name="waits"
        title={words.desk.waitsTitle}
        count={first ? undefined : rows.length}
        late={late > 0 ? words.desk.overdueCount(late) : undefined}
        begin={open}
      >
        <ul>
          {shown.map(({ id, due, kind, to, who, text, about, act }) => (
            <li key={id}>
              <span className="waits-kind">{kind}</span>
              <Link to={to}>{who}</Link>
              <span className="waits-text">
                {text} {about && <span className="muted">{about}</span>}
              </span>
              <span className={due < now ? 'waits-late' : 'muted'}>
                {due < now ? words.desk.overdue : words.desk.dueAt} <Moment at={due} zone={undefined} />
              </span>
              {act}
            </li>
          ))}
        </ul>
        {button}
      </Fold>
    </section>
  );
}

/** `first`: not everything is known yet. */
function useWaiting(): { readonly rows: readonly Row[]; readonly first: boolean } {
  const { language, words } = useSpeech();
  const { desk: say, limits } = words;
  const { read, treat } = useMay();
  const settle = useSettle();
  const loaded = [
    useResource(read ? desk.tasks : undefined),
    useResource(read ? resources.conversations : undefined),
    useResource(read ? resources.heldAdvice : undefined),
    useResource(treat ? resources.proposals : undefined),
  ] as const;
  const [{ data: tasks = [] }, { data: questions = [] }, { data: advice = [] }, { data: proposals = [] }] = loaded;
  const ofTask = (task: TaskView): Row => ({
    id: `task ${task.id}`,
    due: task.due,
    kind: task.mine ? say.mine : say.theirs,
    to: `/patients/${task.patient}`,
    who: task.patientName ?? task.patient,
    text: task.text,
    about: `${say.from(task.byName ?? task.by)} · ${say.waitsFor(taskFor(task, words))}`,
    act: (
      <button type="button" className="button button-small" onClick={() => settle(task, 'done')}>
        {say.done}
      </button>
    ),
  });
  const rows: readonly Row[] = [
    ...tasks.map(ofTask),
    ...questions.map(
      ({ id, patient, patientName, question, state }): Row => ({
        id: `question ${id}`,
        due: typeof state.by === 'number' ? state.by : (state.since ?? 0),
        kind: say.kinds.question,
        to: `/questions/${id}`,
        who: patientName ?? patient,
        text: question ?? '',
        ...(state.role ? { about: say.waitsFor(words.role[state.role]) } : {}),
      }),
    ),
    ...advice.map(
      (one): Row => ({
        id: `advice ${one.id}`,
        due: one.expires,
        kind: say.kinds.advice,
        to: '/advice',
        who: one.patientName ?? one.patient,
        text: one.title[language],
      }),
    ),
    ...proposals.map(
      (one): Row => ({
        id: `proposal ${one.id}`,
        due: one.expires,
        kind: say.kinds.proposal,
        to: '/limits',
        who: one.patientName ?? one.patient ?? one.cohortName ?? limits.clinic,
        text: one.weakens.map(({ title }) => title[language]).join(words.common.comma),
        about: one.mine ? limits.mine : limits.proposedBy(one.byName ?? one.by),
      }),
    ),
  ];
  // One's own tasks stand before those of others.
  const theirs = new Set(tasks.flatMap(({ id, mine }) => (mine ? [] : [`task ${id}`])));
  return {
    rows: rows.toSorted((a, b) => Number(theirs.has(a.id)) - Number(theirs.has(b.id)) || a.due - b.due),
    first: loaded.slice(0, treat ? 4 : 3).some(({ first }) => first),
  };
}
