import { useState } from 'react';
import type { PatientRow } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { failureText } from '../format/refusal.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

/** Makes the signed link by which the patient sees their own readings, messages and questions. */
export function OwnPageLink({ patient }: { readonly patient: PatientRow }) {
  const { language, words } = useSpeech();
  const [made, setMade] = useState<{ readonly address: string; readonly until: number }>();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      const { path, until } = await acts.ownPageLink(patient.id);
      setMade({ address: location.origin + path, until });
    } catch (error) {
      say(failureText(error, language, words), true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" className="button patient-link" disabled={busy} onClick={() => void make()}>
        <Icon name="open" /> <span className="patient-link-text">{words.patient.ownPage}</span>
      </button>
      {made && (
        <Dialog title={words.patient.ownPageTitle(patient.name)} close={() => setMade(undefined)}>
          <p>{words.patient.ownPageHint}</p>
          <CopyLine text={made.address} />
          <p className="muted small">
            {words.patient.ownPageUntil} <Moment at={made.until} zone={undefined} />
          </p>
          <footer className="dialog-foot">
            <a className="button" href={made.address} target="_blank" rel="noreferrer">
              {words.report.open}
            </a>
            <button type="button" className="button button-primary" onClick={() => setMade(undefined)}>
              {words.common.close}
            </button>
          </footer>
        </Dialog>
      )}
    </>
  );
}
