import { askedItems } from '../../domain/answers.ts';
import { fhirId, patientFhirId } from '../../domain/fhir-names.ts';
import type { Response } from '../../domain/follow-up.ts';
import type { Answers, QuestionItem, Questionnaire } from '../../domain/questionnaire.ts';
import { canonicalOf, optionsOf } from './questionnaire.ts';
import { given, instant, type Json, type Resource } from './resource.ts';

/** What was filled in, in the words of the version that was asked (HL7, 4.0.1, QuestionnaireResponse). */
export function fhirResponse({ id, patient, answered, answers }: Response, questionnaire: Questionnaire): Resource {
  return {
    resourceType: 'QuestionnaireResponse',
    id: fhirId(id),
    questionnaire: `${canonicalOf(questionnaire.questionnaire)}|${questionnaire.version}`,
    status: 'completed',
    subject: { reference: `Patient/${patientFhirId(patient)}` },
    authored: instant(answered),
    ...given(
      'item',
      askedItems(questionnaire.items, answers)
        .filter((item) => answers[item.id] !== undefined)
        .map((item) => ({ linkId: item.id, text: item.ask.en, answer: fhirAnswers(questionnaire.questionnaire, item, answers[item.id]!) })),
    ),
  };
}

function fhirAnswers(questionnaire: string, item: QuestionItem, given: Answers[string]): readonly Json[] {
  if ('options' in item) {
    return [given].flat().map((code) => ({
      valueCoding: {
        system: optionsOf(questionnaire, item.id),
        code,
        display: item.options.find(({ id }) => id === code)?.text.en ?? String(code),
      },
    }));
  }
  if (item.type === 'scale') return [{ valueInteger: given }];
  return [item.type === 'number' ? { valueDecimal: given } : { valueString: given }];
}
