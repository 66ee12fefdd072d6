import type { PatientRow, QuestionnaireView, ResponseView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Moment } from '../parts/moment.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { useMore } from '../parts/use-more.tsx';
import { useSpeech, useWords } from '../words/words.tsx';

/** What the patient filled in, in the words of the questions. */
export function PatientResponses({ patient }: { readonly patient: PatientRow }) {
  const { responses: words } = useWords();
  const loaded = useResource(resources.responses(patient.id));
  const forms = useResource(resources.questionnaires);
  return (
    <ListPanel title={words.title} loaded={loaded} none={words.none}>
      {(items) => <Items items={items} forms={forms.data ?? []} patient={patient} />}
    </ListPanel>
  );
}

function Items({
  items,
  forms,
  patient,
}: {
  readonly items: readonly ResponseView[];
  readonly forms: readonly QuestionnaireView[];
  readonly patient: PatientRow;
}) {
  const { shown, button } = useMore(items, 3);
  return (
    <>
      <ul className="entries">
        {shown.map((response) => (
          <Item
            key={response.id}
            response={response}
            form={forms.find(({ questionnaire }) => questionnaire === response.questionnaire)}
            patient={patient}
          />
        ))}
      </ul>
      {button}
    </>
  );
}

function Item({
  response,
  form,
  patient,
}: {
  readonly response: ResponseView;
  readonly form: QuestionnaireView | undefined;
  readonly patient: PatientRow;
}) {
  const { language, words } = useSpeech();
  const said = (form?.items ?? []).flatMap((item) => {
    const given = response.answers[item.id];
    if (given === undefined) return [];
    const options = 'options' in item ? item.options : [];
    const text = [given].flat().map((one) => options.find(({ id }) => id === one)?.text[language] ?? String(one));
    return [[item.id, item.ask[language], text.join(words.common.comma)] as const];
  });
  return (
    <li className="entry">
      <p className="entry-title">{form?.title[language] ?? response.questionnaire}</p>
      <p className="entry-meta">
        <Moment at={response.answered} zone={patient.zone} />
        {response.by !== patient.id && <span>{words.responses.by(response.by)}</span>}
      </p>
      {response.findings.length === 0 && <p className="muted">{words.responses.nothing}</p>}
      <details>
        <summary>{words.responses.show}</summary>
        <dl className="response-answers">
          {said.map(([id, ask, text]) => (
            <div key={id}>
              <dt className="muted">{ask}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
