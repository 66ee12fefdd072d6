import { useState } from 'react';
import type { AdverseView } from '../../../api/adverse-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { addressOf } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { failureText } from '../format/refusal.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

const FILES = { e2b: 'xml', fhir: 'json', pdf: 'pdf' } as const;

/** Save, complete, dismiss or open again, print, export; and everything that was done before. */
export function AdverseActs({
  report,
  changed,
  busy,
  complete,
  act,
}: {
  readonly report: AdverseView;
  readonly changed: boolean;
  readonly busy: boolean;
  readonly complete: () => void;
  readonly act: (work: () => Promise<AdverseView>, done: string) => Promise<void>;
}) {
  const { language, words } = useSpeech();
  const { adverse } = words;
  const [asking, setAsking] = useState<'dismiss' | 'reopen'>();
  const isOpen = ['draft', 'submitted', 'under-review'].includes(report.state);
  const isDone = report.state === 'completed' || report.state === 'exported';
  const hand = async (format: keyof typeof FILES) => {
    try {
      const file = await acts.exportAdverse(report.id, format, language);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `adverse-reaction-${report.id}.${FILES[format]}`;
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (error) {
      say(failureText(error, language, words), true);
    }
    refresh((path) => path.startsWith('/adverse-reactions'));
  };
  return (
    <>
      <div className="device-acts">
        {isOpen && (
          <>
            <button type="submit" className="button button-primary" disabled={busy || !changed}>
              {words.common.save}
            </button>
            <button type="button" className="button" disabled={busy || changed} onClick={complete}>
              {adverse.complete}
            </button>
            <button type="button" className="button" disabled={busy || changed} onClick={() => setAsking('dismiss')}>
              {adverse.dismiss}
            </button>
          </>
        )}
        {!isOpen && (
          <button type="button" className="button" disabled={busy} onClick={() => setAsking('reopen')}>
            {adverse.reopen}
          </button>
        )}
        <a className="button" href={addressOf(resources.adverseForm(report.id, language))} target="_blank" rel="noreferrer">
          {adverse.print}
        </a>
        {isDone &&
          (Object.keys(FILES) as (keyof typeof FILES)[]).map((format) => (
            <button key={format} type="button" className="button" onClick={() => void hand(format)}>
              {adverse.exportAs} {adverse[format]}
            </button>
          ))}
      </div>
      {isDone && <p className="muted small">{adverse.e2bHint}</p>}
      <details className="facts">
        <summary>{adverse.versions}</summary>
        <ul>
          {report.versions.map(({ version, at, by, byName, did }) => (
            <li key={version}>
              <a
                href={addressOf(`/adverse-reactions/${encodeURIComponent(report.id)}/versions/${version}`)}
                target="_blank"
                rel="noreferrer"
              >
                {version}
              </a>{' '}
              <Moment at={at} zone={report.zone} /> · {byName ?? by} · {adverse.did[did as keyof typeof adverse.did] ?? did}
            </li>
          ))}
        </ul>
      </details>
      {asking && (
        <Because
          title={adverse[asking]}
          close={() => setAsking(undefined)}
          done={(reason) => {
            setAsking(undefined);
            void act(() => acts.closeAdverse(report.id, asking, report.version, reason), adverse.saved);
          }}
        />
      )}
    </>
  );
}

function Because({ title, close, done }: { readonly title: string; readonly close: () => void; readonly done: (reason: string) => void }) {
  const { adverse, common } = useSpeech().words;
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const send = () => (reason.trim().length < 2 ? setWrong(adverse.reasonNeeded) : done(reason.trim()));
  return (
    <Dialog title={title} close={close}>
      <Field label={adverse.reason} wrong={wrong}>
        {(field) => (
          <input
            {...field}
            type="text"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              send();
            }}
          />
        )}
      </Field>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          {common.cancel}
        </button>
        <button type="button" className="button button-primary" onClick={send}>
          {title}
        </button>
      </div>
    </Dialog>
  );
}
