import { useEffect, useState } from 'react';
import type { ClinicReportReady } from '../../../api/clinic-report-contract.ts';
import { SHARES, type ShareId } from '../../../reports/cohort/cohort.ts';
import { shareWords } from '../../../reports/words/cohort.ts';
import { addressOf } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, SkeletonBlock } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useSpeech, useWords } from '../words/words.tsx';
import { ClinicIssues } from './clinic-issues.tsx';
import '../styles/clinic-report.css';

const MONTHS = 13;
const LOOK_AGAIN_MS = 1000;

/** The clinic in numbers, a month against the one before; behind each number the patients to look at. */
export function ClinicReportPage() {
  const { language, words } = useSpeech();
  const [months] = useState(() => lastMonths(Date.now()));
  const [month, setMonth] = useState(months[0]!);
  const { data, error, first, reload } = useResource(resources.clinicReport(month));
  const making = data?.is === 'making';
  useEffect(() => {
    if (!making) return;
    const timer = window.setInterval(reload, LOOK_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, [making, reload]);
  return (
    <Page
      wide
      title={words.cohort.title}
      aside={
        <span className="cohort-acts">
          <label>
            <span className="unseen">{words.cohort.month}</span>
            <select value={month} onChange={({ target }) => setMonth(target.value)}>
              {months.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
          {(['html', 'pdf'] as const).map((format) => (
            <a
              key={format}
              className="button"
              href={addressOf(resources.clinicReportPagePath(month, language, format))}
              target="_blank"
              rel="noreferrer"
            >
              {format === 'html' ? words.cohort.page : words.report.pdf}
            </a>
          ))}
        </span>
      }
    >
      {error && <Problem error={error} again={reload} />}
      {(first || (data?.is === 'making' && data.of === 0)) && <SkeletonBlock height={320} />}
      {data?.is === 'making' && data.of > 0 && (
        <p className="cohort-making" role="status">
          <progress value={data.done} max={data.of} aria-label={words.cohort.title} /> {words.cohort.making(data.done, data.of)}
        </p>
      )}
      {data?.is === 'ready' && <Numbers key={data.period} report={data} />}
      <ClinicIssues />
    </Page>
  );
}

/** The months that are over, the last first: 2026-10. */
function lastMonths(now: number): readonly string[] {
  const today = new Date(now);
  return Array.from({ length: MONTHS }, (_, i) => {
    const month = new Date(Date.UTC(today.getFullYear(), today.getMonth() - 1 - i, 1));
    return month.toISOString().slice(0, 7);
  });
}

function Numbers({ report }: { readonly report: ClinicReportReady }) {
  const { language, words } = useSpeech();
  const [open, setOpen] = useState<ShareId>();
  const known = SHARES.filter((id) => report.now.shares[id]!.of > 0 || report.before.shares[id]!.of > 0);
  const rest = SHARES.filter((id) => !known.includes(id)).map((id) => shareWords[language][id].name);
  if (known.length === 0 && report.now.alerts.alerts === 0) {
    return (
      <Empty
        title={words.cohort.empty(report.period)}
        action={
          <Link className="button" to="/devices">
            {words.cohort.toDevices}
          </Link>
        }
      >
        {words.cohort.emptyHint}
      </Empty>
    );
  }
  return (
    <>
      <p className="muted">
        {words.cohort.patients(report.patients)} · {words.cohort.means}
      </p>
      <ul className="cohort-shares">
        {known.map((id) => (
          <li key={id} className="panel cohort-share">
            <h2 title={shareWords[language][id].means}>{shareWords[language][id].name}</h2>
            <ShareNumber now={report.now.shares[id]!} before={report.before.shares[id]!} />
            <button
              type="button"
              className="button button-plain"
              aria-expanded={open === id}
              onClick={() => setOpen(open === id ? undefined : id)}
            >
              {words.cohort.behind(report.now.shares[id]!.behind)}
            </button>
            {open === id && <Behind share={report.now.shares[id]!} means={shareWords[language][id].means} />}
          </li>
        ))}
      </ul>
      {rest.length > 0 && <p className="muted">{words.cohort.nothingFor(rest.join(words.common.comma))}</p>}
      {report.now.fingerSticks > 0 && <p className="muted">{words.cohort.fingerSticks(report.now.fingerSticks)}</p>}
      <AlertLoad report={report} />
    </>
  );
}

type ShareView = NonNullable<ClinicReportReady['now']['shares'][ShareId]>;
const percent = ({ part, of }: ShareView, none: string): string => (of === 0 ? none : `${((100 * part) / of).toFixed(0)} %`);

function ShareNumber({ now, before }: { readonly now: ShareView; readonly before: ShareView }) {
  const { cohort: words } = useWords();
  const whole = (value: number) => `${value.toFixed(0)} %`;
  const overlap = now.interval && before.interval && now.interval[0] <= before.interval[1] && before.interval[0] <= now.interval[1];
  return (
    <>
      <p className={now.of === 0 ? 'cohort-number cohort-none' : 'cohort-number number'}>{percent(now, words.none)}</p>
      <p className="muted">
        {words.of(now.part, now.of)} · {words.before(percent(before, words.none))}
      </p>
      {now.interval && <p className="muted">{words.interval(whole(now.interval[0]), whole(now.interval[1]))}</p>}
      {now.of > 0 && now.few && <p className="cohort-caution">{words.few}</p>}
      {now.of > 0 && overlap && <p className="cohort-caution">{words.chance}</p>}
    </>
  );
}

function Behind({ share: { behind, patients }, means }: { readonly share: ShareView; readonly means: string }) {
  const { cohort: words } = useWords();
  return (
    <div className="cohort-behind">
      <p className="muted">{means}</p>
      {patients.length === 0 && <p>{words.nobody}</p>}
      <ul>
        {patients.map(({ patient, name }) => (
          <li key={patient}>
            <Link className="link" to={`/patients/${patient}`}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {behind > patients.length && <p className="muted">{words.first(patients.length)}</p>}
    </div>
  );
}

function AlertLoad({ report: { now, before } }: { readonly report: ClinicReportReady }) {
  const { cohort: words, severity: severities } = useWords();
  const minutes = (n: number | undefined) => (n === undefined ? '–' : words.minutes(n));
  return (
    <section className="panel" aria-label={words.alerts}>
      <header className="panel-head">
        <h2>{words.alerts}</h2>
        <span className="muted">
          {words.perWeek(now.alerts.perHundredPatientWeeks)} · {words.before(String(before.alerts.perHundredPatientWeeks))}
        </span>
      </header>
      <table className="cohort-table">
        <thead>
          <tr>
            {[words.severity, words.raised, words.answered, words.median, words.slowest].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['high', 'medium', 'low'] as const).map((severity) => {
            const [load, then] = [now.alerts.bySeverity[severity], before.alerts.bySeverity[severity]];
            return (
              <tr key={severity}>
                <th scope="row">{severities[severity]}</th>
                <td>
                  {load.alerts} <span className="muted">({words.before(String(then.alerts))})</span>
                </td>
                <td>{load.answered}</td>
                <td>
                  {minutes(load.medianMinutes)} <span className="muted">({words.before(minutes(then.medianMinutes))})</span>
                </td>
                <td>{minutes(load.slowestTenthMinutes)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {now.alerts.most.length > 0 && (
        <>
          <h3>{words.most}</h3>
          <ul className="cohort-most">
            {now.alerts.most.map(({ patient, name, alerts }) => (
              <li key={patient}>
                <Link className="link" to={`/patients/${patient}`}>
                  {name}
                </Link>{' '}
                <span className="muted number">{alerts}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
