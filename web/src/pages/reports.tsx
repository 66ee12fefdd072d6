import { useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import type { IssuedView } from '../../../api/report-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Choice } from '../parts/choice.tsx';
import { IssuedRow } from '../parts/issued-row.tsx';
import { mayOf } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { rowId, useRowKeys } from '../parts/use-row-keys.ts';
import { Link, navigate } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { ReportRuns } from './report-runs.tsx';
import { ClinicSchedule } from './report-schedule.tsx';
import '../styles/issued.css';

type Which = 'mine' | 'all' | 'issued';

/** The reports that wait for a signature, gone through by keyboard; the lists being issued; when reports come by themselves. */
export function ReportsPage({ session }: { readonly session: SessionView }) {
  const { reports: words } = useWords();
  const doctor = session.user.role === 'doctor';
  const may = mayOf(session.user.role);
  const [which, setWhich] = useState<Which>(doctor ? 'mine' : 'all');
  const [selected, setSelected] = useState<string>();
  const loaded = useResource(which === 'issued' ? resources.issuedReports : resources.reportsWaiting(which));
  const ids = loaded.data?.map(({ id }) => id) ?? [];
  const chosen = loaded.data?.find(({ id }) => id === selected);
  const maySign = doctor && chosen !== undefined && !chosen.signed && chosen.replacedBy === undefined;
  useRowKeys({
    ids,
    selected,
    select: setSelected,
    keys: {
      Enter: () => selected && navigate(`/reports/${selected}`),
      // Nobody signs what they have not before their eyes.
      ...(maySign ? { s: () => navigate(`/reports/${chosen.id}?sign`) } : {}),
    },
  });
  const options: readonly (readonly [Which, string])[] = [
    ...(doctor ? [['mine', words.mine] as const] : []),
    ['all', words.all],
    ['issued', words.issued],
  ];
  return (
    <Page
      title={words.title}
      aside={
        may.treat && (
          <Link className="button" to="/reports/cohort">
            {words.cohort}
          </Link>
        )
      }
    >
      <div className="issued-page">
        <div className="toolbar">
          <Choice name="which" label={words.which} value={which} choose={setWhich} options={options} />
          <span className="issued-keys muted" aria-hidden="true">
            <kbd>j</kbd> <kbd>k</kbd> {words.keys.move} · <kbd>↵</kbd> {words.keys.open}
            {doctor && (
              <>
                {' '}
                · <kbd>s</kbd> {words.keys.sign}
              </>
            )}
          </span>
        </div>
        <ListPanel
          title={options.find(([one]) => one === which)![1]}
          loaded={loaded}
          none={which === 'issued' ? words.noneIssued : words.none}
        >
          {(reports) => <Rows reports={reports} selected={selected} />}
        </ListPanel>
        <ReportRuns />
        <ClinicSchedule mayChange={may.manage} />
      </div>
    </Page>
  );
}

function Rows({ reports, selected }: { readonly reports: readonly IssuedView[]; readonly selected: string | undefined }) {
  return (
    <ul className="entries issued-list">
      {reports.map((report) => (
        <li key={report.id} className={report.id === selected ? 'entry issued-row issued-selected' : 'entry issued-row'}>
          <IssuedRow report={report} id={rowId(report.id)} />
        </li>
      ))}
    </ul>
  );
}
