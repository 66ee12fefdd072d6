import { type FormEvent, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import type { IssuedDetail } from '../../../api/report-contract.ts';
import type { Language } from '../../../domain/source.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { addressOf } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { periodText } from '../format/period.ts';
import { Choice } from '../parts/choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { IssuedMarks } from '../parts/issued-row.tsx';
import { Page } from '../parts/page.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { Empty, Problem, SkeletonBlock } from '../parts/state.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { useRowKeys } from '../parts/use-row-keys.ts';
import { Link, navigate, useSearch } from '../router.tsx';
import { LANGUAGES, useSpeech, useWords } from '../words/words.tsx';
import { Paper } from './report.tsx';
import '../styles/issued.css';

/** One report as it was issued: to be read, signed, or issued anew; the next and the one before by keyboard. */
export function IssuedReportPage({ id, session }: { readonly id: string; readonly session: SessionView }) {
  const { reports: words } = useWords();
  const { data: report, error, first, reload } = useResource(resources.issuedReport(id));
  if (error?.status === 404) {
    return (
      <Empty
        alone
        title={words.missing}
        action={
          <Link className="button" to="/reports">
            {words.back}
          </Link>
        }
      />
    );
  }
  return (
    <>
      {error && <Problem error={error} again={reload} />}
      {first && <SkeletonBlock height={480} />}
      {report && <Issued key={report.id} report={report} doctor={session.user.role === 'doctor'} />}
    </>
  );
}

function Issued({ report, doctor }: { readonly report: IssuedDetail; readonly doctor: boolean }) {
  const { language, words: all } = useSpeech();
  const { reports: words, report: ownWords } = all;
  const [tongue, setTongue] = useState<Language>(report.language);
  const asked = useSearch().has('sign');
  const to = (id: string | undefined) => navigate(id === undefined ? '/reports' : `/reports/${id}`);
  const maySign = doctor && !report.signed && report.replacedBy === undefined;
  const [open, setOpen] = useState<'sign' | 'correct' | undefined>(asked && maySign ? 'sign' : undefined);
  useRowKeys({
    ids: [],
    selected: undefined,
    select: () => {},
    keys: {
      ...(report.next === undefined ? {} : { j: () => to(report.next) }),
      ...(report.previous === undefined ? {} : { k: () => to(report.previous) }),
      ...(maySign ? { s: () => setOpen('sign') } : {}),
    },
  });
  const changed = report.changes.withdrawn + report.changes.corrected > 0;
  const name = report.patientName ?? report.patient;
  return (
    <Page
      wide
      title={`${name} · ${periodText(report.period, language)}`}
      aside={
        <span className="issued-acts">
          {report.previous !== undefined && (
            <Link className="button" to={`/reports/${report.previous}`}>
              {words.previous} <kbd>k</kbd>
            </Link>
          )}
          {report.next !== undefined && (
            <Link className="button" to={`/reports/${report.next}`}>
              {words.next} <kbd>j</kbd>
            </Link>
          )}
          <Link className="button button-plain" to="/reports">
            {words.back}
          </Link>
        </span>
      }
    >
      <div className="toolbar report-bar">
        <Link className="link" to={`/patients/${report.patient}`}>
          {all.questions.toPatient}
        </Link>
        {report.edition > 1 && <span className="muted">{words.edition(report.edition)}</span>}
        <IssuedMarks report={report} />
        <Choice
          name="tongue"
          label={ownWords.language}
          value={tongue}
          choose={setTongue}
          options={Object.entries(LANGUAGES) as [Language, string][]}
        />
        <span className="issued-acts">
          {maySign && (
            <button type="button" className="button button-primary" onClick={() => setOpen('sign')}>
              {words.sign} <kbd className="key-on-primary">s</kbd>
            </button>
          )}
          {report.replacedBy === undefined ? (
            <button type="button" className="button" onClick={() => setOpen('correct')}>
              {words.correct}
            </button>
          ) : (
            <Link className="button" to={`/reports/${report.replacedBy}`}>
              {words.toReplacement}
            </Link>
          )}
        </span>
      </div>
      {changed && (
        <p className="issued-warning" role="note">
          {words.builtOn}
        </p>
      )}
      {report.signed?.note && (
        <p className="issued-note">
          <strong>{words.signedBy(report.signed.byName ?? report.signed.by)}</strong> {report.signed.note}
        </p>
      )}
      <Paper
        // What stands on paper changes with the signature and with what changed since.
        key={`${tongue} ${report.signed?.at} ${report.replacedBy} ${JSON.stringify(report.changes)}`}
        address={addressOf(resources.issuedContentPath(report.id, tongue))}
      />
      <p className="muted issued-hash">
        {words.hash} <code>{report.sha256}</code>
      </p>
      {open === 'sign' && <SignDialog report={report} close={() => setOpen(undefined)} done={() => to(report.next)} />}
      {open === 'correct' && <CorrectDialog report={report} close={() => setOpen(undefined)} />}
    </Page>
  );
}

interface ActProps {
  readonly report: IssuedDetail;
  readonly close: () => void;
}

function SignDialog({ report, close, done }: ActProps & { readonly done: () => void }) {
  const { reports: words } = useWords();
  const send = async (note: string) => {
    await acts.signReport(report.id, note);
    say(words.didSign);
    done();
  };
  return <NoteDialog title={words.signTitle} label={words.note} hint={words.noteHint} act={words.sign} send={send} close={close} />;
}

function CorrectDialog({ report, close }: ActProps) {
  const { reports: words } = useWords();
  const send = async (reason: string) => {
    const next = await acts.correctReport(report.id, reason);
    say(words.didCorrect);
    navigate(`/reports/${next.id}`);
  };
  return (
    <NoteDialog
      title={words.correct}
      label={words.why}
      hint={words.correctHint}
      needed={words.whyNeeded}
      act={words.correct}
      send={send}
      close={close}
    />
  );
}

function NoteDialog({
  title,
  label,
  hint,
  needed,
  act,
  send,
  close,
}: {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  /** What to say where nothing was written; left out where nothing need be. */
  readonly needed?: string;
  readonly act: string;
  readonly send: (text: string) => Promise<void>;
  readonly close: () => void;
}) {
  const { common } = useWords();
  const [text, setText] = useState('');
  const { busy, wrong, attempt, refuse } = useAttempt();
  const write = (next: string) => {
    setText(next);
    refuse(undefined);
  };
  const go = () => {
    if (needed !== undefined && text.trim() === '') return refuse(needed);
    void attempt(async () => {
      await send(text.trim());
      close();
      refresh((path) => path.startsWith('/reports') || path.endsWith('/reports'));
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go();
  };
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={submit} noValidate>
        <ReasonField label={label} hint={hint} wrong={wrong} value={text} write={write} send={go} rows={3} />
        <SubmitFoot close={close} disabled={busy}>
          {busy ? common.saving : act}
          <kbd className="key-on-primary">Ctrl ↵</kbd>
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
