import { type FormEvent, useState } from 'react';
import type { PatientDetail, PlanView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { emptyItem, type ItemDraft, itemOf, nextId, wrongIn } from '../format/plan-draft.ts';
import { PLANNED } from '../format/record-draft.ts';
import { refusalText } from '../format/refusal.ts';
import { dayAndTime } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';
import '../styles/plan.css';

type Plan = PlanView['plan'];

/** What a patient is reminded of and asked: each change is kept at once. */
export function PatientPlan({ patient, close }: { readonly patient: PatientDetail; readonly close: () => void }) {
  const { words } = useSpeech();
  const loaded = useResource(resources.plan(patient.id));
  return (
    <Dialog title={words.plan.title(patient.name)} close={close}>
      <p className="muted">{words.plan.lede}</p>
      {loaded.error && <Problem error={loaded.error} again={loaded.reload} />}
      {loaded.first && <SkeletonBlock height={160} />}
      {loaded.data && <Items patient={patient} view={loaded.data} />}
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          {words.common.close}
        </button>
      </footer>
    </Dialog>
  );
}

function Items({ patient, view }: { readonly patient: PatientDetail; readonly view: PlanView }) {
  const { language, words } = useSpeech();
  const now = useNow();
  const forms = useResource(resources.questionnaires);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const { plan, next } = view;

  const keep = async (changed: Plan): Promise<boolean> => {
    setBusy(true);
    setRefused(undefined);
    try {
      await acts.changePlan(patient.id, changed);
      say(words.plan.saved);
      return true;
    } catch (error) {
      setRefused(error instanceof ApiError ? error : new ApiError(0, 'web.unexpected', words.error.unexpected));
      return false;
    } finally {
      setBusy(false);
      refresh((path) => path.startsWith(`/patients/${encodeURIComponent(patient.id)}`));
    }
  };
  const titleOf = ({ what }: Plan['items'][number]) =>
    what.do === 'medicine'
      ? what.medicine
      : what.do === 'measure'
        ? words.plan.measure(words.kind[what.kind])
        : (forms.data?.find(({ questionnaire }) => questionnaire === what.questionnaire)?.title[language] ?? what.questionnaire);

  return (
    <>
      {plan.items.length === 0 && <p className="muted">{words.plan.none}</p>}
      <ul className="plan-items">
        {plan.items.map((item) => {
          const due = next[item.id];
          const days = item.weekdays.map((day) => words.plan.weekdays[day - 1]).join(words.common.comma) || words.plan.everyDay;
          return (
            <li key={item.id}>
              <span className="plan-what">
                <b>{titleOf(item)}</b>
                <span className="muted">
                  {item.times.join(words.common.comma)} · {days} ·{' '}
                  {due === undefined ? words.plan.ended : words.plan.next(dayAndTime(due, patient.zone, language, now, words))}
                </span>
              </span>
              <button
                type="button"
                className="button button-small"
                aria-label={words.plan.removeOf(titleOf(item))}
                disabled={busy}
                onClick={() => void keep({ ...plan, items: plan.items.filter(({ id }) => id !== item.id) })}
              >
                {words.plan.remove}
              </button>
            </li>
          );
        })}
      </ul>
      <Quiet plan={plan} busy={busy} keep={keep} />
      <Add
        busy={busy}
        forms={forms.data?.map(({ questionnaire, title }) => [questionnaire, title[language]] as const) ?? []}
        add={(draft) => keep({ ...plan, items: [...plan.items, itemOf(nextId(plan.items, draft), draft)] })}
      />
      {refused && (
        <p className="field-wrong" role="alert">
          {refused.fields.map(({ detail }) => detail).join(' ') || refusalText(refused, language, words)}
        </p>
      )}
    </>
  );
}

function Quiet({ plan, busy, keep }: { readonly plan: Plan; readonly busy: boolean; readonly keep: (plan: Plan) => Promise<boolean> }) {
  const { plan: words } = useSpeech().words;
  const field = (end: 'from' | 'to', label: string) => (
    <Field label={label} hint={words.quietHint}>
      {(props) => (
        <input
          {...props}
          type="time"
          defaultValue={plan.quiet[end]}
          key={plan.quiet[end]}
          disabled={busy}
          onBlur={({ target: { value } }) => {
            if (value !== '' && value !== plan.quiet[end]) void keep({ ...plan, quiet: { ...plan.quiet, [end]: value } });
          }}
        />
      )}
    </Field>
  );
  return (
    <div className="plan-pair">
      {field('from', words.quietFrom)}
      {field('to', words.quietTo)}
    </div>
  );
}

function Add({
  busy,
  forms,
  add,
}: {
  readonly busy: boolean;
  readonly forms: readonly (readonly [string, string])[];
  readonly add: (draft: ItemDraft) => Promise<boolean>;
}) {
  const { plan: words, kind: kinds } = useSpeech().words;
  const [draft, setDraft] = useState<ItemDraft>(emptyItem);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<ItemDraft>) => setDraft((was) => ({ ...was, ...part }));
  const wrong = tried ? wrongIn(draft) : new Set<string>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrongIn(draft).size > 0) return;
    if (await add(draft)) {
      setDraft(emptyItem);
      setTried(false);
    }
  };
  return (
    <form onSubmit={send} noValidate className="plan-add" aria-label={words.addTitle}>
      <h3>{words.addTitle}</h3>
      <Field label={words.what}>
        {(props) => (
          <select {...props} value={draft.what} onChange={(event) => change({ what: event.target.value })}>
            <option value="medicine">{words.medicine}</option>
            {PLANNED.map((kind) => (
              <option key={kind} value={`measure ${kind}`}>
                {words.measure(kinds[kind])}
              </option>
            ))}
            {forms.map(([id, title]) => (
              <option key={id} value={`check-in ${id}`}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      {draft.what === 'medicine' && (
        <Field label={words.medicineName} wrong={wrong.has('medicine') ? words.medicineNeeded : undefined}>
          {(props) => (
            <input
              {...props}
              maxLength={120}
              autoComplete="off"
              value={draft.medicine}
              onChange={(event) => change({ medicine: event.target.value })}
            />
          )}
        </Field>
      )}
      <div className="plan-pair">
        <Field label={words.times} hint={words.timesHint} wrong={wrong.has('times') ? words.timesWrong : undefined}>
          {(props) => (
            <input {...props} autoComplete="off" value={draft.times} onChange={(event) => change({ times: event.target.value })} />
          )}
        </Field>
        <Field label={words.until} hint={words.untilHint}>
          {(props) => <input {...props} type="date" value={draft.until} onChange={(event) => change({ until: event.target.value })} />}
        </Field>
      </div>
      <fieldset className="plan-days">
        <legend>{words.days}</legend>
        {words.weekdays.map((name, i) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={draft.weekdays.includes(i + 1)}
              onChange={({ target: { checked } }) =>
                change({ weekdays: checked ? [...draft.weekdays, i + 1].sort() : draft.weekdays.filter((day) => day !== i + 1) })
              }
            />{' '}
            {name}
          </label>
        ))}
        <span className="field-hint">{words.daysHint}</span>
      </fieldset>
      <button type="submit" className="button button-primary" disabled={busy}>
        {words.add}
      </button>
    </form>
  );
}
