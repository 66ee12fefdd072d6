import { type FormEvent, useState } from 'react';
import type { ContactChange, ContactView } from '../../../api/contact-contract.ts';
import type { PatientDetail } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { refusalText } from '../format/refusal.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';
import { CaregiverFields } from './caregiver-fields.tsx';
import { ConsentFields, type OutWay, PreferenceFields, WAYS } from './contact-fields.tsx';
import '../styles/record.css';
import '../styles/contact.css';

/** How a patient and those who care at home are reached, what they agreed to, and how they want it. */
export function ContactForm({ patient, close }: { readonly patient: PatientDetail; readonly close: () => void }) {
  const { words } = useSpeech();
  const contact = useResource(resources.contact(patient.id));
  return (
    <Dialog title={words.contact.title(patient.name)} close={close}>
      {contact.error && <Problem error={contact.error} again={contact.reload} />}
      {contact.first && <Skeleton lines={6} />}
      {contact.data && <Form patient={patient} contact={contact.data} close={close} />}
    </Dialog>
  );
}

function Form({ patient, contact, close }: { readonly patient: PatientDetail; readonly contact: ContactView; readonly close: () => void }) {
  const { language, words } = useSpeech();
  const [draft, setDraft] = useState<ContactChange>(() => draftOf(contact));
  const [devices, setDevices] = useState(contact.addresses.mqtt.join(', '));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const change = (part: Partial<ContactChange>) => setDraft((was) => ({ ...was, ...part }));
  const closed = WAYS.filter((way) => !contact.open.includes(way));

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefused(undefined);
    const mqtt = devices.split(/[,，\s]+/).filter((name) => name !== '');
    try {
      await acts.changeContact(patient.id, { ...draft, addresses: { ...draft.addresses, mqtt } });
      refresh((path) => path.startsWith(`/patients/${patient.id}`) || path === '/reach');
      say(words.contact.saved);
      close();
    } catch (error) {
      setRefused(error instanceof ApiError ? error : new ApiError(0, 'web.unexpected', words.error.unexpected));
      setBusy(false);
    }
  };

  const place = (name: 'wecom' | 'wechat' | 'webhook') => (
    <Field label={words.contact[name]} wrong={refused?.at(`/addresses/${name}`)}>
      {(props) => (
        <input
          {...props}
          autoComplete="off"
          value={draft.addresses[name] ?? ''}
          onChange={({ target }) => {
            const { [name]: _, ...others } = draft.addresses;
            change({ addresses: target.value.trim() === '' ? others : { ...others, [name]: target.value.trim() } });
          }}
        />
      )}
    </Field>
  );

  return (
    <form onSubmit={send} noValidate>
      {patient.phone && <p className="muted small">{contact.smsNumber ? words.contact.smsTo(contact.smsNumber) : words.contact.noSms}</p>}
      <div className="record-pair">
        {place('wechat')}
        {place('wecom')}
      </div>
      <div className="record-pair">
        {place('webhook')}
        <Field label={words.contact.mqtt} hint={words.contact.mqttHint} wrong={refused?.at('/addresses/mqtt/0')}>
          {(props) => <input {...props} autoComplete="off" value={devices} onChange={({ target }) => setDevices(target.value)} />}
        </Field>
      </div>
      <ConsentFields
        value={draft.consent ?? ['email']}
        change={(consent) => change({ consent })}
        {...(contact.consent ? { note: noted(contact.consent, language, words.contact.consentNoted) } : {})}
      />
      {closed.length > 0 && (
        <p className="muted small">{words.contact.closed(closed.map((way) => words.contact.way[way]).join(words.common.comma))}</p>
      )}
      <PreferenceFields name="patient" value={draft.preferences} change={(preferences) => change({ preferences })} />
      <CaregiverFields value={draft.caregivers} change={(caregivers) => change({ caregivers })} at={(pointer) => refused?.at(pointer)} />
      {refused && (
        <p className="field-wrong" role="alert">
          {refusalText(refused, language, words)}
        </p>
      )}
      <SubmitFoot close={close} disabled={busy}>
        {busy ? words.common.saving : words.common.save}
      </SubmitFoot>
    </form>
  );
}

/** As it stands, in the form in which it is sent back. */
function draftOf({ addresses, preferences, consent, caregivers }: ContactView): ContactChange {
  const { email: _, phone: __, ...places } = addresses;
  return {
    addresses: places,
    preferences,
    ...(consent ? { consent: consent.ways as OutWay[] } : {}),
    caregivers: caregivers.map(({ consent: yes, addresses: { mqtt: ___, ...own }, ...one }) => ({
      ...one,
      addresses: own,
      ...(yes ? { consent: yes.ways as OutWay[] } : {}),
    })),
  };
}

const noted = ({ by, at }: NonNullable<ContactView['consent']>, language: string, text: (by: string, when: string) => string): string =>
  text(by, new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at));
