import { type FormEvent, type ReactNode, useState } from 'react';
import type { PatientDetail } from '../../../api/contract.ts';
import { recordNames } from '../../../domain/record-names.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError, get } from '../api/client.ts';
import { recordChange, upon } from '../format/record-change.ts';
import { draftOf, emptyDraft, identityOf, newPseudonym, PLANNED, patientOf, type RecordDraft, wrongIn } from '../format/record-draft.ts';
import { refusalText } from '../format/refusal.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { navigate } from '../router.tsx';
import { LANGUAGES, useSpeech } from '../words/words.tsx';
import '../styles/record.css';
import { ProfileFields } from './profile-fields.tsx';

/** A new patient, or the record of one who is there. Who it is goes encrypted, apart from the record. */
export function PatientRecord({
  patient,
  stay = false,
  close,
}: {
  readonly patient?: PatientDetail;
  /** A new one is not opened: there is more to do on this page. */
  readonly stay?: boolean;
  readonly close: () => void;
}) {
  const { language, words } = useSpeech();
  const { record } = words;
  const [draft, setDraft] = useState<RecordDraft>(() =>
    patient ? draftOf(patient, language) : emptyDraft(language, Intl.DateTimeFormat().resolvedOptions().timeZone),
  );
  // What the form was opened with: it sends what was touched since, and nobody's work is undone by what was not.
  const [base, setBase] = useState(patient);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const change = (part: Partial<RecordDraft>) => setDraft((was) => ({ ...was, ...part }));
  const wrong = tried ? wrongIn(draft) : new Set<string>();
  const at = (pointer: string) =>
    base
      ? (refused?.at(pointer) ?? refused?.at(`/record/now${pointer}`) ?? refused?.at(`/identity/now${pointer}`))
      : (refused?.at(`/patient${pointer}`) ?? refused?.at(`/identity${pointer}`));

  /** Somebody was faster: the form stands upon what is there now, so that saving once more is a decision. */
  const lookAgain = async (opened: PatientDetail) => {
    const fresh = await get<PatientDetail>(`/patients/${encodeURIComponent(opened.id)}`).catch(() => opened);
    setDraft((was) => upon(fresh, opened, was, language));
    setBase(fresh);
    refresh((path) => path.startsWith('/patients'));
  };

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefused(undefined);
    if (wrongIn(draft).size > 0) return;
    setBusy(true);
    try {
      if (base) {
        const change = recordChange(base, draft, language);
        if (change) await acts.changePatient(base.id, change);
        say(record.changed);
      } else {
        const made = await acts.addPatient({
          patient: patientOf(newPseudonym(), draft),
          identity: identityOf(draft),
        });
        say(record.added(made.name));
        if (!stay) navigate(`/patients/${made.id}`);
      }
      refresh((path) => path.startsWith('/patients'));
      close();
    } catch (error) {
      setRefused(error instanceof ApiError ? error : new ApiError(0, 'web.unexpected', words.error.unexpected));
      if (base && error instanceof ApiError && error.status === 409) await lookAgain(base);
      setBusy(false);
    }
  };

  const text = (
    field: 'name' | 'phone' | 'email' | 'birthYear' | 'zone',
    label: string,
    more: { hint?: string; wrong?: string; list?: string } = {},
  ) => (
    <Field label={label} {...(more.hint ? { hint: more.hint } : {})} wrong={more.wrong ?? at(`/${field}`)}>
      {(props) => (
        <input
          {...props}
          autoComplete="off"
          {...(field === 'birthYear' ? { inputMode: 'numeric' as const } : {})}
          {...(more.list ? { list: more.list } : {})}
          value={draft[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  const list = (field: 'conditions' | 'medicines' | 'allergies') => (
    <Field label={words.patient[field]} hint={record.listHint} wrong={at(`/${field}`)}>
      {(props) => (
        <input
          {...props}
          autoComplete="off"
          list="record-names"
          value={draft[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  const choose = <F extends 'sex' | 'group' | 'guideline' | 'language' | 'glucoseUnit'>(
    field: F,
    label: string,
    options: readonly (readonly [RecordDraft[F], string])[],
  ) => (
    <Field label={label} wrong={at(`/${field}`)}>
      {(props) => (
        <select {...props} value={draft[field]} onChange={(event) => change({ [field]: event.target.value })}>
          {options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );

  return (
    <Dialog title={patient ? record.changeTitle(patient.name) : record.addTitle} close={close}>
      <form onSubmit={send} noValidate>
        {text('name', record.name, { hint: record.nameHint, ...(wrong.has('name') ? { wrong: record.nameNeeded } : {}) })}
        <Pair>
          {text('phone', record.phone)}
          {text('email', record.email)}
        </Pair>
        <Pair>
          {text('birthYear', record.birthYear, wrong.has('birthYear') ? { wrong: record.yearWrong } : {})}
          {choose('sex', record.sex, [
            ['', record.unsaid],
            ...(['female', 'male', 'other'] as const).map((each) => [each, words.patient.sex[each]] as const),
          ])}
        </Pair>
        <Pair>
          {choose(
            'group',
            record.group,
            (['adult', 'older-adult', 'pregnancy'] as const).map((each) => [each, words.patient.group[each]] as const),
          )}
          {choose(
            'glucoseUnit',
            record.unit,
            (['mmol/L', 'mg/dL'] as const).map((each) => [each, each] as const),
          )}
        </Pair>
        {choose('guideline', record.guideline, [
          ['', record.guidelineUnsaid],
          ...(['china-2024', 'esc-2024', 'aha-2025'] as const).map((each) => [each, record.guidelines[each]] as const),
        ])}
        <Pair>
          {choose(
            'language',
            record.language,
            (['zh-CN', 'en'] as const).map((each) => [each, LANGUAGES[each]] as const),
          )}
          {text('zone', record.zone, { list: 'record-zones' })}
        </Pair>
        {list('conditions')}
        {list('medicines')}
        {list('allergies')}
        <ProfileFields
          draft={draft.profile}
          change={(part) => setDraft((was) => ({ ...was, profile: { ...was.profile, ...part } }))}
          wrongAt={at}
        />
        <Pair>
          {PLANNED.map((kind) => (
            <Field
              key={kind}
              label={record.plan(words.kind[kind])}
              hint={record.planHint}
              wrong={wrong.has(kind) ? record.planWrong : undefined}
            >
              {(props) => (
                <input
                  {...props}
                  inputMode="numeric"
                  autoComplete="off"
                  value={draft.plan[kind]}
                  onChange={(event) => change({ plan: { ...draft.plan, [kind]: event.target.value } })}
                />
              )}
            </Field>
          ))}
        </Pair>
        <datalist id="record-zones">
          {Intl.supportedValuesOf('timeZone').map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <datalist id="record-names">
          {recordNames(language).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {refused && (refused.status === 409 || refused.fields.length === 0) && (
          <p className="field-wrong" role="alert">
            {refusalText(refused, language, words)} {base && refused.status === 409 && record.saveAgain}
          </p>
        )}
        <SubmitFoot close={close} disabled={busy}>
          {patient ? (busy ? words.common.saving : words.common.save) : busy ? record.adding : record.add}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}

const Pair = ({ children }: { readonly children: ReactNode }) => <div className="record-pair">{children}</div>;
