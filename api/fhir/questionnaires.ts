import { idOfFhir } from '../../domain/fhir-names.ts';
import type { Response } from '../../domain/follow-up.ts';
import { fhirQuestionnaire } from '../../reports/fhir/questionnaire.ts';
import { fhirResponse } from '../../reports/fhir/questionnaire-response.ts';
import type { ApiParts } from '../parts.ts';
import { type FhirKind, ID, OF_PATIENT, onlySeen, reference, token } from './kind.ts';
import { pageOf } from './listed.ts';
import { FhirError } from './outcome.ts';
import { fitsToken, patientsOf } from './query.ts';

type Parts = Pick<ApiParts, 'store' | 'questionnaires'>;
/** The latest of a patient: years of weekly questions. */
const MOST_RESPONSES = 1_000;

export const questionnaireKind = ({ questionnaires }: Parts): FhirKind => ({
  type: 'Questionnaire',
  documentation: 'What patients are asked, in English with its translation.',
  search: [ID, token('name', 'How it is called: weekly-check-in.')],
  sorts: [],
  async read(id) {
    const found = questionnaires.find(({ questionnaire }) => questionnaire === id);
    return found && fhirQuestionnaire(found);
  },
  async find(query) {
    const fitting = questionnaires.filter(({ questionnaire }) => fitsToken(query.values.get('name'), [{ code: questionnaire }]));
    return pageOf(fitting.map(fhirQuestionnaire), query);
  },
});

export const questionnaireResponseKind = ({ store, questionnaires }: Parts): FhirKind => {
  /** One whose questionnaire is not here any more cannot be said in its words. */
  const resourceOf = (response: Response) => {
    const questionnaire = questionnaires.find((one) => one.questionnaire === response.questionnaire);
    return questionnaire ? [fhirResponse(response, questionnaire)] : [];
  };
  return {
    type: 'QuestionnaireResponse',
    documentation: 'What patients answered, latest first.',
    search: [ID, ...OF_PATIENT, reference('questionnaire', 'Questionnaire/weekly-check-in.')],
    sorts: [],
    async read(id, { sees }) {
      const found = await store.responses.get(idOfFhir(id));
      return found && (await sees(found.patient)) ? resourceOf(found)[0] : undefined;
    },
    async find(query, asking) {
      const patients = patientsOf(query, 'patient', 'subject');
      const ids = query.values.get('_id')?.flat();
      if (!patients && !ids)
        throw new FhirError(400, 'too-costly', 'Whose? A search for QuestionnaireResponses names a patient (patient=p1) or an id (_id).');
      const found = ids
        ? (await Promise.all(ids.map((id) => store.responses.get(idOfFhir(id))))).filter((one) => one !== undefined)
        : (await Promise.all(patients!.map((id) => store.responses.of(id, MOST_RESPONSES)))).flat();
      const named = query.values.get('questionnaire');
      const fitting = (await onlySeen(found, ({ patient }) => patient, asking)).filter(
        ({ patient, questionnaire }) =>
          (!patients || patients.includes(patient)) &&
          (named ?? []).every((list) =>
            list.some((one) => one.replace(/\|.*$/, '').endsWith(`Questionnaire/${questionnaire}`) || one === questionnaire),
          ),
      );
      return pageOf(fitting.flatMap(resourceOf), query);
    },
  };
};
