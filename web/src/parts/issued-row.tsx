import type { IssuedView } from '../../../api/report-contract.ts';
import { periodText } from '../format/period.ts';
import { Link } from '../router.tsx';
import { useSpeech, useWords } from '../words/words.tsx';
import { Ago } from './moment.tsx';

/** One issued report in a list: of whom, of when, whether it is signed, and whether its readings changed since. */
export function IssuedRow({ report, id, named = true }: { readonly report: IssuedView; readonly id?: string; readonly named?: boolean }) {
  const { language, words: all } = useSpeech();
  const { reports: words } = all;
  const edition = report.edition > 1 ? ` · ${words.edition(report.edition)}` : '';
  return (
    <>
      <Link className="link issued-name" to={`/reports/${report.id}`} {...(id === undefined ? {} : { id })}>
        {named ? (report.patientName ?? report.patient) : periodText(report.period, language)}
      </Link>
      {named && <span>{periodText(report.period, language)}</span>}
      <span className="muted">
        {words.issuedAt} <Ago at={report.issued} zone={undefined} />
        {edition}
      </span>
      <IssuedMarks report={report} />
    </>
  );
}

export function IssuedMarks({ report: { signed, replacedBy, changes } }: { readonly report: IssuedView }) {
  const { reports: words } = useWords();
  return (
    <span className="issued-marks">
      {replacedBy !== undefined && <span className="badge">{words.replaced}</span>}
      {signed ? (
        <span className="badge issued-signed">{words.signedBy(signed.byName ?? signed.by)}</span>
      ) : (
        replacedBy === undefined && <span className="badge">{words.unsigned}</span>
      )}
      {(['withdrawn', 'corrected'] as const).map(
        (change) =>
          changes[change] > 0 && (
            <span key={change} className="badge badge-overdue">
              {words[change](changes[change])}
            </span>
          ),
      )}
      {changes.late > 0 && <span className="badge">{words.late(changes.late)}</span>}
    </span>
  );
}
