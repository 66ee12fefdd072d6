import { type FormEvent, useEffect, useState } from 'react';
import type { TemplateView, WordsLook } from '../../../api/words-contract.ts';
import type { Language } from '../../../domain/source.ts';
import { refresh } from '../api/cache.ts';
import * as acts from '../api/words-acts.ts';
import { failureText } from '../format/refusal.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';
import { Objections, Said } from './words-parts.tsx';

/** So long after the last key the words are looked at. */
const PAUSE_MS = 250;

/** Rewording one message: what is typed on one side, how it goes out and what stands against it on the other. */
export function EditWords({
  one,
  name,
  spoken,
  close,
}: {
  readonly one: TemplateView;
  readonly name: string;
  readonly spoken: Language;
  readonly close: () => void;
}) {
  const { language, words } = useSpeech();
  const { wording } = words;
  const { shipped, own, closing } = one.in[spoken];
  const [subject = '', ...body] = (own?.words ?? shipped).split('\n');
  const [title, setTitle] = useState(subject);
  const [text, setText] = useState(body.join('\n').trim());
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const typed = `${title.replaceAll('\n', ' ').trim()}\n${text.trim()}`;
  const look = useLook(one.template, spoken, typed);
  const second = one.urgent !== 'never' && typed !== shipped;
  const needed = tried && reason.trim().length < 2 ? wording.whyNeeded : undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setWrong(undefined);
    if (reason.trim().length < 2) return;
    setBusy(true);
    try {
      const done = await acts.changeWords(one.template, spoken, typed, reason.trim());
      say(done.is === 'proposed' ? wording.proposed : wording.saved);
      refresh((path) => path.startsWith('/clinic/'));
      close();
    } catch (error) {
      setWrong(failureText(error, language, words));
      setBusy(false);
    }
  };
  return (
    <Dialog title={wording.editOf(name, wording.language[spoken])} close={close} wide>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <div className="wording-pair">
          <div>
            <Field label={wording.subject}>
              {(field) => <input {...field} lang={spoken} value={title} onChange={({ target }) => setTitle(target.value)} />}
            </Field>
            <Field label={wording.text}>
              {(field) => <textarea {...field} lang={spoken} rows={10} value={text} onChange={({ target }) => setText(target.value)} />}
            </Field>
            <p className="muted small">
              {wording.values} {one.values.map((value) => `{${value}}`).join(' ')}
            </p>
            {closing && (
              <p className="muted small">
                {wording.closing} <span lang={spoken}>{closing}</span>
              </p>
            )}
          </div>
          <section aria-label={wording.live} aria-live="polite" className="wording-one">
            <h3>{wording.live}</h3>
            {look.is?.sample ? (
              <Said said={look.is.sample} spoken={spoken} closing={closing} />
            ) : (
              look.is && <p className="muted">{wording.noLive}</p>
            )}
            {!look.is && !look.failed && <p className="muted">{wording.checking}</p>}
            {look.failed && <p className="field-wrong">{look.failed}</p>}
            {look.is && look.is.objections.length > 0 && (
              <>
                <p className="field-wrong">{wording.stands}</p>
                <Objections objections={look.is.objections} />
              </>
            )}
            {look.is?.objections.length === 0 && <p className="wording-fits">{wording.fits}</p>}
          </section>
        </div>
        {second && <p className="wording-second">{wording.second}</p>}
        <Field label={wording.why} wrong={needed ?? wrong}>
          {(field) => <input {...field} type="text" maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />}
        </Field>
        <SubmitFoot close={close} disabled={busy || !look.is || look.is.objections.length > 0}>
          {busy ? words.common.saving : second ? wording.propose : wording.save}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}

/** What the server makes of the words as they stand; nothing while they are newer than its answer. */
function useLook(template: string, spoken: Language, typed: string): { readonly is?: WordsLook; readonly failed?: string } {
  const { language, words } = useSpeech();
  const [known, setKnown] = useState<{ readonly of: string; readonly is?: WordsLook; readonly failed?: string }>();
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      acts.lookAtWords(template, spoken, typed).then(
        (is) => stale || setKnown({ of: typed, is }),
        (error: unknown) => stale || setKnown({ of: typed, failed: failureText(error, language, words) }),
      );
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [template, spoken, typed, language, words]);
  return known?.of === typed ? known : {};
}
