import { type FormEvent, useState } from 'react';
import type { ContactView } from '../../../api/contact-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { refusalText } from '../format/refusal.ts';
import { Field } from '../parts/field.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech, useWords } from '../words/words.tsx';
import { PreferenceFields } from './contact-fields.tsx';
import { TestAlarm } from './test-alarm.tsx';
import '../styles/record.css';

/** How whoever is signed in is reached, and a test of it. */
export function OwnContact() {
  const { contact: words } = useWords();
  const contact = useResource(resources.ownContact);
  return (
    <section className="panel" aria-label={words.own}>
      <h2>{words.own}</h2>
      <p className="muted">{words.ownHint}</p>
      {contact.error && <Problem error={contact.error} again={contact.reload} />}
      {contact.first && <Skeleton lines={4} />}
      {contact.data && <Form contact={contact.data} />}
    </section>
  );
}

const PLACES = ['phone', 'wecom', 'wechat', 'webhook'] as const;

function Form({ contact }: { readonly contact: ContactView }) {
  const { language, words } = useSpeech();
  const [places, setPlaces] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(PLACES.map((name) => [name, contact.addresses[name] ?? ''])),
  );
  const [preferences, setPreferences] = useState(contact.preferences);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefused(undefined);
    const addresses = Object.fromEntries(Object.entries(places).filter(([, text]) => text.trim() !== ''));
    try {
      await acts.changeOwnContact({ addresses, preferences });
      refresh((path) => path === '/session/contact' || path === '/reach');
      say(words.contact.saved);
    } catch (error) {
      setRefused(error instanceof ApiError ? error : new ApiError(0, 'web.unexpected', words.error.unexpected));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={send} noValidate>
      <div className="record-pair">
        {PLACES.map((name) => (
          <Field key={name} label={words.contact[name]} wrong={refused?.at(`/addresses/${name}`)}>
            {(props) => (
              <input
                {...props}
                autoComplete="off"
                value={places[name]}
                onChange={({ target }) => setPlaces({ ...places, [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      {contact.addresses.phone && (
        <p className="muted small">{contact.smsNumber ? words.contact.smsTo(contact.smsNumber) : words.contact.noSms}</p>
      )}
      <PreferenceFields name="own" value={preferences} change={setPreferences} />
      {refused && (
        <p className="field-wrong" role="alert">
          {refusalText(refused, language, words)}
        </p>
      )}
      <p className="entry-acts">
        <button type="submit" className="button button-primary" disabled={busy}>
          {busy ? words.common.saving : words.common.save}
        </button>
        <TestAlarm />
      </p>
    </form>
  );
}
