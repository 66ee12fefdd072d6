import { useState } from 'react';
import type { AdverseRow } from '../../../api/adverse-contract.ts';
import type { SessionView } from '../../../api/contract.ts';
import { STATE_WORDS } from '../../../domain/adverse-words.ts';
import * as acts from '../api/acts.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { useNow } from '../format/use-now.ts';
import { Dialog } from '../parts/dialog.tsx';
import { mayOf } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { PatientPicker } from '../parts/patient-picker.tsx';
import { Empty, Problem, Skeleton } from '../parts/state.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { rowId, useRowKeys } from '../parts/use-row-keys.ts';
import { Link, navigate } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import '../styles/held-advice.css';

/** Every report of an adverse reaction, what is open first. */
export function AdversePage({ session }: { readonly session: SessionView }) {
  const { words } = useSpeech();
  const reports = useResource(resources.adverseReports);
  const [beginning, setBeginning] = useState(false);
  const [selected, select] = useState<string>();
  const items = reports.data ?? [];
  const open = items.filter(({ state }) => state !== 'exported' && state !== 'dismissed');
  useRowKeys({
    ids: items.map(({ id }) => id),
    selected,
    select,
    keys: { Enter: () => selected !== undefined && navigate(`/adverse/${selected}`) },
  });
  return (
    <Page
      title={words.adverse.title}
      aside={
        mayOf(session.user.role).completeReactions && (
          <button type="button" className="button button-primary" onClick={() => setBeginning(true)}>
            {words.adverse.begin}
          </button>
        )
      }
    >
      <p className="lede muted">
        {words.adverse.lede}
        {open.length > 0 && ` ${words.adverse.count(open.length)}`}
      </p>
      {reports.error && <Problem error={reports.error} again={reports.reload} />}
      {reports.first && <Skeleton lines={4} height={64} />}
      {reports.data?.length === 0 && <Empty title={words.adverse.empty}>{words.adverse.emptyHint}</Empty>}
      {items.length > 0 && (
        <ul className="cards">
          {items.map((one) => (
            <Row key={one.id} report={one} selected={one.id === selected} select={() => select(one.id)} />
          ))}
        </ul>
      )}
      {beginning && <Begin close={() => setBeginning(false)} />}
    </Page>
  );
}

function Row({ report, selected, select }: { readonly report: AdverseRow; readonly selected: boolean; readonly select: () => void }) {
  const { language, words } = useSpeech();
  const { adverse } = words;
  const { id, suspects, reactions, seriousness, state } = report;
  const list = (texts: readonly string[]) => texts.join(words.common.comma) || adverse.unnamed;
  const isOpen = state !== 'exported' && state !== 'dismissed';
  return (
    <li
      id={rowId(id)}
      className={selected ? 'panel waiting held-selected' : 'panel waiting'}
      tabIndex={-1}
      aria-current={selected || undefined}
      onFocus={select}
    >
      <p className="waiting-head">
        <strong>
          <Link to={`/adverse/${id}`}>
            {list(suspects)}
            {words.common.colon}
            {list(reactions)}
          </Link>
        </strong>
        {isOpen && seriousness === undefined && <span className="badge">{adverse.unasked}</span>}
        {seriousness !== undefined && seriousness.length > 0 && <span className="badge badge-overdue">{adverse.serious}</span>}
        <span className="badge">{STATE_WORDS[state][language]}</span>
      </p>
      <p className="muted">
        <Link to={`/patients/${report.patient}`}>{report.patientName ?? report.patient}</Link>
        {isOpen && report.deadline && (
          <>
            {' · '}
            <Due due={report.deadline.due} zone={report.zone} />
          </>
        )}
      </p>
    </li>
  );
}

/** When the report is due; said differently once it is over. */
export function Due({ due, zone }: { readonly due: number; readonly zone: string }) {
  const { adverse } = useSpeech().words;
  const over = due <= useNow();
  return (
    <span className={over ? 'field-wrong' : undefined}>
      {over ? adverse.overdue : adverse.due} <Moment at={due} zone={zone} />
    </span>
  );
}

function Begin({ close }: { readonly close: () => void }) {
  const { language, words } = useSpeech();
  const [patient, setPatient] = useState<string>();
  const [key] = useState(acts.onceKey);
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    if (patient === undefined) return;
    setBusy(true);
    try {
      navigate(`/adverse/${(await acts.beginAdverse(patient, key)).id}`);
    } catch (error) {
      setWrong(failureText(error, language, words));
      setBusy(false);
    }
  };
  return (
    <Dialog title={words.adverse.begin} close={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <PatientPicker value={patient} choose={setPatient} />
        {wrong && (
          <p className="field-wrong" role="alert">
            {wrong}
          </p>
        )}
        <SubmitFoot close={close} disabled={busy || patient === undefined}>
          {words.adverse.begin}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
