import { type FormEvent, useMemo, useState } from 'react';
import type { UserRow } from '../../../api/access-contract.ts';
import * as acts from '../api/access-acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Field } from '../parts/field.tsx';
import { PatientPicker } from '../parts/patient-picker.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';

/** For whom somebody is named; naming them for one more, or no longer, each with a reason. */
export function PersonPatients({ user }: { readonly user: UserRow }) {
  const { people: words } = useWords();
  const teams = useResource(resources.careTeams);
  const patients = useResource(resources.patients);
  const names = useMemo(() => new Map(patients.data?.map(({ id, name }) => [id, name])), [patients.data]);
  const [patient, setPatient] = useState<string>();
  const [ending, setEnding] = useState<string>();
  const [reason, setReason] = useState('');
  const { busy, wrong, attempt } = useAttempt();
  const theirs = (teams.data ?? []).filter((row) => row.user === user.id);
  const chosen = ending ?? patient;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === undefined) return;
    void attempt(async () => {
      await (ending === undefined ? acts.assign : acts.endCare)(chosen, user.id, reason.trim());
      say(ending === undefined ? words.didAssign : words.didEnd);
      setPatient(undefined);
      setEnding(undefined);
      setReason('');
      refresh((path) => path === '/care-teams' || path.endsWith('/team'));
    });
  };
  return (
    <section className="access-part" aria-label={words.patients}>
      <h3>{words.patients}</h3>
      <p className="muted small">{words.patientsHint}</p>
      {teams.data && theirs.length === 0 && <p>{words.noPatients}</p>}
      <ul className="access-list">
        {theirs.map((row) => (
          <li key={row.patient}>
            <span>
              {names.get(row.patient) ?? row.patient} <span className="muted small">{row.reason}</span>
            </span>
            <button
              type="button"
              className="button button-small"
              aria-label={words.endOf(names.get(row.patient) ?? row.patient)}
              onClick={() => setEnding(row.patient)}
            >
              {words.end}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={send} noValidate>
        {ending === undefined ? (
          <PatientPicker value={patient} choose={setPatient} />
        ) : (
          <p>{words.endTitle(names.get(ending) ?? ending)}</p>
        )}
        {chosen !== undefined && (
          <>
            <Field label={words.reason} wrong={wrong}>
              {(props) => <input {...props} value={reason} onChange={(event) => setReason(event.target.value)} />}
            </Field>
            <div className="access-acts">
              <button type="submit" className="button button-primary" disabled={busy || reason.trim().length < 2}>
                {ending === undefined ? words.assign : words.end}
              </button>
            </div>
          </>
        )}
        {chosen === undefined && <WrongLine text={wrong} />}
      </form>
    </section>
  );
}
