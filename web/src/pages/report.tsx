import { useMemo, useRef, useState } from 'react';
import type { PatientRow } from '../../../api/contract.ts';
import type { Language } from '../../../domain/source.ts';
import { addressOf } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { dayLater, isoDay, lastDays, startOfDay } from '../format/time.ts';
import { Choice } from '../parts/choice.tsx';
import { Icon } from '../parts/icon.tsx';
import { IssuedRow } from '../parts/issued-row.tsx';
import { useMay } from '../parts/may.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { SkeletonBlock } from '../parts/state.tsx';
import { LANGUAGES, useSpeech, useWords } from '../words/words.tsx';
import { OwnSchedule } from './report-schedule.tsx';
import '../styles/issued.css';

const PERIODS = ['7', '14', '30', '90', 'own'] as const;
type Period = (typeof PERIODS)[number];

/** The doctor's report, as it would be printed. */
export function ReportTab({ patient }: { readonly patient: PatientRow }) {
  const { treat } = useMay();
  const { language, words } = useSpeech();
  const [period, setPeriod] = useState<Period>('14');
  const [tongue, setTongue] = useState<Language>(language);
  // Fixed while the page is open: a report does not change under the eyes of its reader.
  const [until] = useState(() => Math.ceil(Date.now() / 60_000) * 60_000);
  const [dates, setDates] = useState(() => ({ from: dayLater(isoDay(until, patient.zone), -13), to: isoDay(until, patient.zone) }));
  const span = useMemo(() => spanOf(period, dates, until, patient.zone), [period, dates, until, patient.zone]);
  const address = span && addressOf(resources.reportPath(patient.id, span.from, span.to, tongue));
  return (
    <>
      <div className="issued-of">
        <IssuedOf patient={patient.id} />
        {treat && <OwnSchedule patient={patient.id} />}
      </div>
      <div className="toolbar report-bar">
        <Choice
          name="period"
          label={words.report.period}
          value={period}
          choose={setPeriod}
          options={PERIODS.map((each) => [each, each === 'own' ? words.report.own : words.report.days(Number(each))] as const)}
        />
        {period === 'own' && (
          <span className="dates">
            {(['from', 'to'] as const).map((end) => (
              <label key={end} className="dates">
                <span className="muted">{words.report[end]}</span>
                <input
                  type="date"
                  value={dates[end]}
                  max={isoDay(until, patient.zone)}
                  onChange={(event) => setDates({ ...dates, [end]: event.target.value })}
                />
              </label>
            ))}
          </span>
        )}
        <Choice
          name="tongue"
          label={words.report.language}
          value={tongue}
          choose={setTongue}
          options={Object.entries(LANGUAGES) as [Language, string][]}
        />
      </div>
      {address ? (
        <Paper key={address} address={address} />
      ) : (
        <p className="field-wrong" role="alert">
          {words.report.backwards}
        </p>
      )}
    </>
  );
}

/** What was issued about this patient: who signed it, and whether it still stands. */
function IssuedOf({ patient }: { readonly patient: string }) {
  const { reports: words } = useWords();
  const loaded = useResource(resources.reportsOf(patient));
  return (
    <ListPanel title={words.ofPatient} loaded={loaded} none={words.noneIssued}>
      {(reports) => (
        <ul className="entries">
          {reports.map((report) => (
            <li key={report.id} className="entry issued-row">
              <IssuedRow report={report} named={false} />
              {report.signed?.note && <span className="muted">{report.signed.note}</span>}
            </li>
          ))}
        </ul>
      )}
    </ListPanel>
  );
}

function spanOf(period: Period, dates: { readonly from: string; readonly to: string }, until: number, zone: string) {
  if (period !== 'own') return lastDays(Number(period), until, zone);
  if (dates.from === '' || dates.to === '' || dates.from > dates.to) return undefined;
  return { from: startOfDay(dates.from, zone), to: startOfDay(dayLater(dates.to, 1), zone) };
}

/** The server's own page, as tall as it is. */
export function Paper({ address }: { readonly address: string }) {
  const { words } = useSpeech();
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState<number>();
  const [failed, setFailed] = useState(false);
  const loaded = () => {
    const page = frame.current?.contentDocument;
    // Without an article of ours it is an error of the server.
    setFailed(page?.contentType !== 'text/html');
    setHeight(page?.documentElement.scrollHeight ?? 1200);
  };
  return (
    <>
      <p className="report-acts">
        <a className="button" href={address.replace('format=html', 'format=pdf')} target="_blank" rel="noreferrer">
          {words.report.pdf}
        </a>
        <button
          type="button"
          className="button"
          disabled={height === undefined || failed}
          onClick={() => frame.current?.contentWindow?.print()}
        >
          <Icon name="print" /> {words.report.print}
        </button>
        <a className="button button-plain" href={address} target="_blank" rel="noreferrer">
          <Icon name="open" /> {words.report.open}
        </a>
      </p>
      {failed && (
        <p className="field-wrong" role="alert">
          {words.report.failed}
        </p>
      )}
      <div className="paper" hidden={failed}>
        {height === undefined && <SkeletonBlock height={900} />}
        <iframe
          ref={frame}
          className={height === undefined ? 'paper-frame paper-waiting' : 'paper-frame'}
          title={words.report.frame}
          src={address}
          // No script of its own; the same origin, so that the frame can be as tall as its page and be printed.
          sandbox="allow-same-origin allow-modals"
          style={{ height: height ?? 900 }}
          onLoad={loaded}
        />
      </div>
    </>
  );
}
