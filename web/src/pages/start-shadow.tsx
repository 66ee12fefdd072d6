import { type FormEvent, useState } from 'react';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as acts from '../api/desk-acts.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Choice } from '../parts/choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { navigate } from '../router.tsx';
import { useWords } from '../words/words.tsx';

const DAYS = ['7', '14', '30', '60'] as const;

/** Lets a moved limit, or a rule that is pasted here, run beside the live ones for some days. */
export function StartShadow({
  of,
  tried,
  close,
}: {
  readonly of: { readonly patient?: string; readonly cohort?: string };
  /** Undefined: a rule is asked for, and for whom. */
  readonly tried: { readonly name: string; readonly limit: { rule: string; name: string; value: number; unit: string } } | undefined;
  readonly close: () => void;
}) {
  const { shadow, common, limits } = useWords();
  const [name, setName] = useState(tried?.name ?? '');
  const [days, setDays] = useState<(typeof DAYS)[number]>('7');
  const [pack, setPack] = useState('');
  const [cohort, setCohort] = useState('');
  const [faults, setFaults] = useState<readonly string[]>([]);
  const { busy, wrong, attempt, refuse } = useAttempt();
  const cohorts = useResource(tried ? undefined : resources.cohorts).data ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFaults([]);
    if (name.trim() === '') return refuse(shadow.nameNeeded);
    if (!tried && pack.trim() === '') return refuse(shadow.packNeeded);
    const whom = tried ? of : cohort === '' ? {} : { cohort };
    void attempt(async () => {
      try {
        await acts.startShadow({
          name: name.trim(),
          draft: { ...whom, days: Number(days), ...(tried ? { limits: [tried.limit] } : { pack }) },
        });
      } catch (error) {
        if (error instanceof ApiError) setFaults(error.fields.map(({ detail }) => detail));
        throw error;
      }
      say(shadow.begun);
      refresh((path) => path.startsWith('/rules/shadows'));
      navigate('/limits/shadows');
      close();
    });
  };
  return (
    <Dialog title={shadow.startTitle} close={close}>
      <form onSubmit={submit} noValidate>
        <p className="muted">{shadow.startHint}</p>
        <Field label={shadow.name}>
          {(props) => <input {...props} type="text" maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {!tried && (
          <>
            <Field label={limits.forWhom}>
              {(props) => (
                <select {...props} value={cohort} onChange={(event) => setCohort(event.target.value)}>
                  <option value="">{limits.clinic}</option>
                  {cohorts.map(({ id, name: called }) => (
                    <option key={id} value={id}>
                      {called}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={shadow.pack}>
              {(props) => (
                <textarea
                  {...props}
                  className="code"
                  rows={10}
                  maxLength={60_000}
                  spellCheck={false}
                  value={pack}
                  onChange={(event) => setPack(event.target.value)}
                />
              )}
            </Field>
          </>
        )}
        <Choice
          titled
          name="shadow-days"
          label={shadow.lasts}
          value={days}
          choose={setDays}
          options={DAYS.map((one) => [one, shadow.days(Number(one))] as const)}
        />
        <WrongLine text={wrong} />
        {faults
          .filter((one) => !wrong?.includes(one))
          .map((one) => (
            <WrongLine key={one} text={one} />
          ))}
        <SubmitFoot close={close} disabled={busy}>
          {busy ? common.saving : shadow.begin}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
