import { useEffect, useState } from 'react';
import type { ShadowReportView, ShadowView } from '../../../api/shadow-contract.ts';
import { refresh } from '../api/cache.ts';
import * as acts from '../api/desk-acts.ts';
import * as desk from '../api/desk-resources.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { span } from '../format/time.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Moment } from '../parts/moment.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { useMore } from '../parts/use-more.tsx';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useSpeech, useWords } from '../words/words.tsx';
import { Compared } from './compared.tsx';
import { ShadowLimits } from './shadow-limits.tsx';

const LOOK_AGAIN_MS = 10_000;

/** One shadow run: what it tries, on whom, and what would have been different so far. */
export function ShadowCard({
  shadow,
  runs,
  fold,
}: {
  readonly shadow: ShadowView;
  readonly runs: boolean;
  /** Back to one line, where it can be. */
  readonly fold?: () => void;
}) {
  const { shadow: words, common } = useWords();
  const { data, error, first, reload } = useResource(desk.shadow(shadow.id));
  const [ending, setEnding] = useState(false);
  const waiting = (data?.waiting ?? 0) > 0;
  useEffect(() => {
    if (!waiting) return;
    const timer = window.setInterval(reload, LOOK_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [waiting, reload]);
  return (
    <section className="panel shadow-card" aria-label={shadow.name}>
      <header className="panel-head">
        <h2>{shadow.name}</h2>
        {runs && (
          <button type="button" className="button button-small" onClick={() => setEnding(true)}>
            {words.end}
          </button>
        )}
        {fold && (
          <button type="button" className="button button-small" aria-expanded onClick={fold}>
            {common.close}
          </button>
        )}
      </header>
      <p className="muted">
        <Whom of={shadow.of} /> · {words.by(shadow.byName ?? shadow.by)} · <Moment at={shadow.started} zone={undefined} />{' '}
        {runs ? words.until : '–'} <Moment at={shadow.ended?.at ?? shadow.until} zone={undefined} />
      </p>
      <ShadowLimits shadow={shadow} runs={runs} />
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={4} />}
      {data && <Found report={data} />}
      {ending && <EndShadow shadow={shadow} close={() => setEnding(false)} />}
    </section>
  );
}

function Whom({ of }: Pick<ShadowView, 'of'>) {
  const { limits, patient: words } = useWords();
  const patients = useResource(resources.patients).data;
  const cohorts = useResource(resources.cohorts).data;
  if (of === 'all') return limits.clinic;
  if ('patient' in of) return patients?.find(({ id }) => id === of.patient)?.name ?? of.patient;
  if ('cohort' in of) return cohorts?.find(({ id }) => id === of.cohort)?.name ?? of.cohort;
  return of.group === undefined ? limits.clinic : words.group[of.group];
}

function Found({ report: { comparison, waiting, rulesChanged } }: { readonly report: ShadowReportView }) {
  const { language, words } = useSpeech();
  const { from, to, readings, patients } = comparison;
  return (
    <div className="shadow-found">
      {waiting > 0 && <p className="field-hint">{words.shadow.waiting(waiting)}</p>}
      {rulesChanged && <p className="field-hint">{words.shadow.rulesChanged}</p>}
      {readings === 0 ? (
        waiting === 0 && <p className="field-hint">{words.shadow.nothingYet}</p>
      ) : (
        <>
          <p className="field-hint">
            {words.shadow.soFar(span(to - from, language), readings, patients)}{' '}
            {words.thresholds.previewChange(comparison.addedCount, comparison.goneCount)}
          </p>
          <div className="shadow-sides">
            <div>
              <Compared found={comparison} />
            </div>
            <ByDay days={comparison.byDay} />
          </div>
        </>
      )}
    </div>
  );
}

/** The latest days first; a bar as long as the day was loud. */
function ByDay({ days }: { readonly days: ShadowReportView['comparison']['byDay'] }) {
  const { shadow, limits } = useWords();
  const { shown, button } = useMore(days.toReversed(), 7);
  const most = Math.max(1, ...days.flatMap(({ today, draft }) => [today, draft]));
  if (days.length === 0) return null;
  const cell = (n: number, side: 'today' | 'draft') => (
    <td>
      <span className={`shadow-bar shadow-bar-${side}`} style={{ inlineSize: `${(60 * n) / most}%` }} aria-hidden="true" />{' '}
      <span className="number">{n}</span>
    </td>
  );
  return (
    <div>
      <table className="found shadow-days">
        <caption>{shadow.perDay}</caption>
        <thead>
          <tr>
            <th scope="col">{shadow.day}</th>
            <th scope="col">{limits.today}</th>
            <th scope="col">{limits.draft}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ day, today, draft }) => (
            <tr key={day}>
              <th scope="row" className="number">
                {day}
              </th>
              {cell(today, 'today')}
              {cell(draft, 'draft')}
            </tr>
          ))}
        </tbody>
      </table>
      {button}
    </div>
  );
}

function EndShadow({ shadow, close }: { readonly shadow: ShadowView; readonly close: () => void }) {
  const { shadow: words } = useWords();
  const { busy, wrong, attempt } = useAttempt();
  const end = () =>
    void attempt(async () => {
      await acts.endShadow(shadow.id);
      say(words.didEnd);
      refresh((path) => path.startsWith('/rules/shadows'));
      close();
    });
  return (
    <Dialog title={words.end} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          end();
        }}
      >
        <p>
          <strong>{shadow.name}</strong>
        </p>
        <p>{words.endAsk}</p>
        <WrongLine text={wrong} />
        <SubmitFoot close={close} disabled={busy}>
          {words.end}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
