import { useState } from 'react';
import type { CohortDetail, CohortView } from '../../../api/limit-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { PatientPicker } from '../parts/patient-picker.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';

const again = () => refresh((path) => path.startsWith('/cohorts') || path.startsWith('/limits') || path.startsWith('/patients'));

/** Who is in a cohort, since when and why; taking in and out. */
export function CohortMembers({ cohort }: { readonly cohort: CohortView }) {
  const { limits, thresholds } = useWords();
  const loaded = useResource(resources.cohort(cohort.id));
  const [joining, setJoining] = useState(false);
  const [leaving, setLeaving] = useState<Member>();
  const [chosen, setChosen] = useState<string>();
  const memberships = loaded.data?.memberships ?? [];
  const now = memberships.filter(({ until }) => until === undefined);
  const past = memberships.filter(({ until }) => until !== undefined);

  const join = async (reason: string) => {
    const said = await acts.joinCohort(cohort.id, chosen!, reason);
    say('is' in said ? thresholds.proposed : limits.joined);
    again();
    setJoining(false);
  };
  const leave = async (reason: string) => {
    const said = await acts.leaveCohort(cohort.id, leaving!.patient, reason);
    say('is' in said ? thresholds.proposed : limits.left);
    again();
    setLeaving(undefined);
  };
  return (
    <section className="panel cohort" aria-label={limits.membersTitle}>
      <header className="cohort-head">
        <h2>{limits.membersTitle}</h2>
        <button type="button" className="button button-small" onClick={() => setJoining(true)}>
          {limits.join}
        </button>
      </header>
      {cohort.about !== '' && <p className="muted">{cohort.about}</p>}
      {loaded.error && <Problem error={loaded.error} again={loaded.reload} />}
      {loaded.first && <Skeleton lines={2} height={32} />}
      {loaded.data && now.length === 0 && <p className="muted">{limits.nobody}</p>}
      <Members of={now} leave={setLeaving} />
      {past.length > 0 && (
        <details className="history">
          <summary>
            {limits.wasIn} ({past.length})
          </summary>
          <Members of={past} />
        </details>
      )}
      {joining && (
        <ReasonDialog title={limits.join} action={limits.join} close={() => setJoining(false)} send={join} ready={chosen !== undefined}>
          <PatientPicker value={chosen} choose={setChosen} />
        </ReasonDialog>
      )}
      {leaving && (
        <ReasonDialog
          title={limits.leaveOf(leaving.patientName ?? leaving.patient)}
          action={limits.leave}
          close={() => setLeaving(undefined)}
          send={leave}
        />
      )}
    </section>
  );
}

type Member = CohortDetail['memberships'][number];

function Members({ of, leave }: { readonly of: readonly Member[]; readonly leave?: (member: Member) => void }) {
  const { limits } = useWords();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <ul className="cohort-members">
      {of.map((one) => (
        <li key={`${one.patient} ${one.since}`}>
          <Link to={`/patients/${encodeURIComponent(one.patient)}/thresholds`}>{one.patientName ?? one.patient}</Link>
          <span>
            {one.reason}
            {one.ended && ` → ${one.ended.because}`}
          </span>
          <span className="muted">
            {limits.reasonOf(one.byName ?? one.by)} · <Moment at={one.since} zone={zone} />
            {one.until !== undefined && (
              <>
                {' – '}
                <Moment at={one.until} zone={zone} />
              </>
            )}
          </span>
          {leave && (
            <button
              type="button"
              className="button button-small"
              aria-label={limits.leaveOf(one.patientName ?? one.patient)}
              onClick={() => leave(one)}
            >
              {limits.leave}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A name, a short name for addresses and the command line, and what it is for. */
export function NewCohort({ close, made }: { readonly close: () => void; readonly made: (id: string) => void }) {
  const { limits } = useWords();
  const [name, setName] = useState('');
  const [id, setId] = useState('');
  const send = async (about: string) => {
    await acts.addCohort({ id, name: name.trim(), about });
    say(limits.cohortMade);
    again();
    made(id);
  };
  const short = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);
  return (
    <ReasonDialog title={limits.newCohort} action={limits.newCohort} close={close} send={send} optional ready={name.trim() !== '' && short}>
      <Field label={limits.cohortName}>
        {(props) => <input {...props} type="text" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label={limits.cohortId}>
        {(props) => (
          <input {...props} type="text" maxLength={40} value={id} onChange={(event) => setId(event.target.value.toLowerCase())} />
        )}
      </Field>
    </ReasonDialog>
  );
}
