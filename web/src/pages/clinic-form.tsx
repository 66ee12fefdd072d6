import { type FormEvent, type ReactNode, useId, useState } from 'react';
import type { ClinicView } from '../../../api/clinic-contract.ts';
import { emergencyNumber } from '../../../domain/emergency-number.ts';
import type { Language } from '../../../domain/source.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { type ClinicSet, setClinic } from '../api/set-clinic.ts';
import { type ClinicDraft, clinicDraftOf, fieldsOf, variableOf } from '../format/clinic-draft.ts';
import { failureText } from '../format/refusal.ts';
import { isZone, zoneChoices } from '../format/zone-choices.ts';
import { Field, type FieldProps } from '../parts/field.tsx';
import { say } from '../parts/toast.tsx';
import { WrongLine } from '../parts/wrong-line.tsx';
import { LANGUAGES, useSpeech } from '../words/words.tsx';
import '../styles/record.css';
import '../styles/clinic.css';

/** What the clinic is called, where it is, and what patients call. What stands in hearth.yaml is shown, and not changed here. */
export function ClinicForm({
  view,
  suggest = false,
  submit,
}: {
  readonly view: ClinicView;
  /** Nobody has set anything: the zone of this browser and the language of this page are more likely than a default. */
  readonly suggest?: boolean;
  readonly submit: string;
}) {
  const { language, words } = useSpeech();
  const { clinic } = words;
  const [draft, setDraft] = useState<ClinicDraft>(() =>
    clinicDraftOf(view, suggest ? { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, language } : undefined),
  );
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const zones = useId();
  const refused = failure instanceof ApiError && failure.code === 'api.invalid' ? failure : undefined;
  const known = emergencyNumber(draft.zone);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      say((await setClinic(fieldsOf(draft, view.fixed))) ? clinic.saved : clinic.later);
    } catch (error) {
      setFailure(error);
      // Somebody has written it into hearth.yaml since this page was opened.
      if (error instanceof ApiError && error.code === 'clinic.fixed') refresh((path) => path === '/clinic');
    } finally {
      setBusy(false);
    }
  };

  /** While a zone is still being typed, nothing is said of its number. */
  function numberHint(): string {
    if (!isZone(draft.zone)) return clinic.emergencySays;
    const there = known === undefined ? clinic.emergencyUnknown(draft.zone) : clinic.emergencyKnown(known, draft.zone);
    return language === 'en' ? `${clinic.emergencySays} ${there}` : `${clinic.emergencySays}${there}`;
  }

  const field = (name: keyof ClinicSet, label: string, hint: string | undefined, input: (props: FieldProps) => ReactNode) => (
    <Field
      label={label}
      hint={view.fixed.includes(name) ? clinic.fixed(variableOf(name)) : hint}
      wrong={refused?.at(`/${name}`) === undefined ? undefined : clinic.wrong[name]}
    >
      {input}
    </Field>
  );
  const text = (name: Exclude<keyof ClinicSet, 'language'>, label: string, hint: string | undefined, more: object = {}) =>
    field(name, label, hint, (props) => (
      <input
        {...props}
        autoComplete="off"
        {...more}
        readOnly={view.fixed.includes(name)}
        value={draft[name]}
        onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
      />
    ));

  return (
    <form className="clinic-form" onSubmit={(event) => void send(event)} noValidate>
      {text('name', clinic.name, undefined, { autoComplete: 'organization' })}
      <div className="record-pair">
        {text('zone', clinic.zone, view.set && draft.zone !== view.clinic.zone ? clinic.zoneMoves : clinic.zoneSays, { list: zones })}
        {field('language', clinic.language, clinic.languageSays, (props) => (
          <select
            {...props}
            disabled={view.fixed.includes('language')}
            value={draft.language}
            onChange={({ target }) => setDraft({ ...draft, language: target.value as Language })}
          >
            {Object.entries(LANGUAGES).map(([tongue, name]) => (
              <option key={tongue} value={tongue}>
                {name}
              </option>
            ))}
          </select>
        ))}
      </div>
      <div className="record-pair">
        {text('emergencyNumber', clinic.emergency, numberHint(), { inputMode: 'numeric', placeholder: known ?? '' })}
        {text('telephone', clinic.telephone, clinic.telephoneSays, { inputMode: 'tel' })}
      </div>
      <datalist id={zones}>
        {zoneChoices(language).map(({ zone, called }) => (
          <option key={zone} value={zone}>
            {called}
          </option>
        ))}
      </datalist>
      {failure !== undefined && (refused?.fields.length ?? 0) === 0 && <WrongLine text={failureText(failure, language, words)} />}
      <div className="form-acts">
        <button type="submit" className="button button-primary" disabled={busy}>
          {submit}
        </button>
        {busy && (
          <span className="muted" role="status">
            {clinic.opening}
          </span>
        )}
      </div>
    </form>
  );
}
