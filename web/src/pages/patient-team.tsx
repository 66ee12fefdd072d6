import type { PatientRow } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Moment } from '../parts/moment.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { useWords } from '../words/words.tsx';

/** Who cares for a patient now, and why. */
export function PatientTeam({ patient }: { readonly patient: PatientRow }) {
  const { people: words, role } = useWords();
  const loaded = useResource(resources.team(patient.id));
  const now = loaded.data?.filter(({ ended }) => !ended);
  // Most clinics have everybody care for everybody: nothing is said where nobody was named.
  if (!now || now.length === 0) return null;
  return (
    <ListPanel title={words.teamTitle} loaded={{ ...loaded, data: now }} none={words.noTeam}>
      {(members) => (
        <ul className="entries">
          {members.map((member) => (
            <li key={member.user} className="entry">
              <p className="entry-title">
                {member.name} <span className="muted">{role[member.role]}</span>
              </p>
              <p className="entry-meta">
                <span>
                  {words.since} <Moment at={member.since} zone={patient.zone} />
                </span>
                <span>{member.reason}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </ListPanel>
  );
}
