import type { PatientRow } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Moment } from '../parts/moment.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';

/** What this patient asked, the newest first. */
export function PatientConversations({ patient }: { readonly patient: PatientRow }) {
  const { questions } = useWords();
  const conversations = useResource(resources.conversationsOf(patient.id));
  return (
    <ListPanel title={questions.ofPatient} loaded={conversations} none={questions.none}>
      {(items) => (
        <ul className="entries">
          {items.slice(0, 5).map(({ id, last, state, question }) => (
            <li key={id}>
              <p className="entry-title">
                <Link className="link" to={`/questions/${id}`}>
                  {question === undefined || question.length < 80 ? question : `${question.slice(0, 80)}…`}
                </Link>
              </p>
              <p className="muted small">
                <Moment at={last} zone={patient.zone} /> · {questions.state[state.is]}
              </p>
            </li>
          ))}
        </ul>
      )}
    </ListPanel>
  );
}
