import { type FormEvent, useState } from 'react';
import type { RunView } from '../../../api/report-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { periodText } from '../format/period.ts';
import { failureText } from '../format/refusal.ts';
import { useMay } from '../parts/may.tsx';
import { Ago } from '../parts/moment.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech, useWords } from '../words/words.tsx';

const FEW = 5;

/** Lists that are being issued and the last that were, and the way to ask for one. */
export function ReportRuns() {
  const { reports: words } = useWords();
  const { treat } = useMay();
  const { data, error, first, reload } = useResource(resources.reportRuns);
  if (!treat && data?.length === 0) return null;
  return (
    <section className="panel" aria-label={words.runs}>
      <header className="panel-head">
        <h2>{words.runs}</h2>
      </header>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={2} />}
      <ul className="entries">
        {data?.slice(0, FEW).map((run) => (
          <li key={run.id} className="entry issued-row">
            <Run run={run} />
          </li>
        ))}
      </ul>
      {treat && <AskForm />}
    </section>
  );
}

function Run({ run }: { readonly run: RunView }) {
  const { language, words: all } = useSpeech();
  const { reports: words } = all;
  return (
    <>
      <span className="issued-name">{words.run(periodText(run.period, language))}</span>
      {run.ended === undefined ? (
        <>
          <progress value={run.looked} max={run.total} aria-label={words.run(periodText(run.period, language))} />
          <span className="number">{words.progress(run.looked, run.total)}</span>
        </>
      ) : (
        <span className="muted">
          <Ago at={run.ended} zone={undefined} />
        </span>
      )}
      <span className="muted">{words.outcome(run.issued, run.already, run.leftOut)}</span>
      {run.waiting > 0 && <span className="muted">{words.waiting(run.waiting)}</span>}
      {run.failed.length > 0 && <span className="badge badge-overdue">{words.failed(run.failed.length)}</span>}
    </>
  );
}

function AskForm() {
  const { language, words } = useSpeech();
  const [period, setPeriod] = useState('');
  const [wrong, setWrong] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await acts.askReports(period.trim());
      say(words.reports.didAsk);
      setPeriod('');
      refresh((path) => path.startsWith('/reports'));
    } catch (error) {
      setWrong(failureText(error, language, words));
    }
  };
  return (
    <form className="issued-ask" onSubmit={(event) => void submit(event)} noValidate>
      <label className="field">
        <span className="field-label">{words.reports.period}</span>
        <input
          type="text"
          value={period}
          aria-invalid={wrong !== undefined}
          aria-describedby="period-hint"
          onChange={(event) => {
            setPeriod(event.target.value);
            setWrong(undefined);
          }}
        />
        <span id="period-hint" className={wrong ? 'field-wrong' : 'field-hint'} role={wrong ? 'alert' : undefined}>
          {wrong ?? words.reports.periodHint}
        </span>
      </label>
      <button type="submit" className="button" disabled={period.trim() === ''}>
        {words.reports.ask}
      </button>
    </form>
  );
}
