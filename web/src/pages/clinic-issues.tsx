import type { ClinicIssueView } from '../../../api/clinic-report-contract.ts';
import { addressOf } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { dayAndTime } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { ListPanel } from '../parts/panel.tsx';
import { useSpeech } from '../words/words.tsx';

/** The clinic's reports as they were issued, the last first: each drawn from what was kept. */
export function ClinicIssues() {
  const { words } = useSpeech();
  const loaded = useResource(resources.clinicIssues);
  return (
    <ListPanel title={words.cohort.issued} loaded={loaded} none={words.cohort.issuedNone}>
      {(issues) => (
        <ul className="entries">
          {issues.map((issue) => (
            <li key={issue.id} className="entry cohort-issue">
              <Issue issue={issue} />
            </li>
          ))}
        </ul>
      )}
    </ListPanel>
  );
}

function Issue({ issue: { id, period, issued, patients, sha256 } }: { readonly issue: ClinicIssueView }) {
  const { language, words } = useSpeech();
  const now = useNow();
  const named = period.replace('..', ' – ');
  return (
    <>
      <span>
        <b>{named}</b>{' '}
        <span className="muted">
          {words.cohort.issuedAt(dayAndTime(issued, undefined, language, now, words), patients)} ·{' '}
          <code title={sha256}>{sha256.slice(0, 12)}</code>
        </span>
      </span>
      <span className="cohort-acts">
        {(['html', 'pdf'] as const).map((format) => (
          <a
            key={format}
            className="button"
            href={addressOf(resources.clinicIssuePath(id, language, format))}
            target="_blank"
            rel="noreferrer"
            aria-label={`${format === 'html' ? words.cohort.open : words.report.pdf}: ${named}`}
          >
            {format === 'html' ? words.cohort.open : words.report.pdf}
          </a>
        ))}
      </span>
    </>
  );
}
