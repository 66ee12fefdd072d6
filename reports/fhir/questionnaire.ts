import { FHIR_BASE } from '../../domain/fhir-names.ts';
import type { AnswerCondition, QuestionItem, Questionnaire } from '../../domain/questionnaire.ts';
import type { Localized } from '../../domain/source.ts';
import type { Json, Resource } from './resource.ts';

/* Questionnaires as FHIR R4 resources (HL7, 4.0.1, Questionnaire). */

export const canonicalOf = (questionnaire: string): string => `${FHIR_BASE}/Questionnaire/${questionnaire}`;
/** The options of one question, as a code system. */
export const optionsOf = (questionnaire: string, item: string): string => `${FHIR_BASE}/CodeSystem/${questionnaire}-${item}`;

/** http://hl7.org/fhir/R4/extension-translation.html */
const translated = ({ 'zh-CN': zhCN }: Localized) => ({
  extension: [
    {
      url: 'http://hl7.org/fhir/StructureDefinition/translation',
      extension: [
        { url: 'lang', valueCode: 'zh-CN' },
        { url: 'content', valueString: zhCN },
      ],
    },
  ],
});

export function fhirQuestionnaire(questionnaire: Questionnaire): Resource {
  const { questionnaire: id, version, title, intro, items } = questionnaire;
  return {
    resourceType: 'Questionnaire',
    id,
    url: canonicalOf(questionnaire.questionnaire),
    version: String(version),
    language: 'en',
    title: title.en,
    _title: translated(title),
    status: 'active',
    subjectType: ['Patient'],
    ...(intro ? { description: intro.en, _description: translated(intro) } : {}),
    item: items.map((item) => fhirItem(id, item, items)),
  };
}

const TYPES = { choice: 'choice', choices: 'choice', scale: 'integer', number: 'decimal', text: 'text' } as const satisfies Record<
  QuestionItem['type'],
  string
>;

function fhirItem(questionnaire: string, item: QuestionItem, items: readonly QuestionItem[]): Json {
  const bounds =
    item.type === 'scale' || item.type === 'number'
      ? (['min', 'max'] as const).map((end) => ({
          url: `http://hl7.org/fhir/StructureDefinition/${end}Value`,
          ...(item.type === 'scale' ? { valueInteger: item[end] } : { valueDecimal: item[end] }),
        }))
      : [];
  return {
    ...(bounds.length > 0 ? { extension: bounds } : {}),
    linkId: item.id,
    text: item.ask.en,
    _text: translated(item.ask),
    type: TYPES[item.type],
    ...(item.enableWhen
      ? {
          enableWhen: item.enableWhen.map((condition) => fhirCondition(questionnaire, condition, items)),
          ...(item.enableWhen.length > 1 ? { enableBehavior: 'all' } : {}),
        }
      : {}),
    required: item.required,
    ...(item.type === 'choices' ? { repeats: true } : {}),
    ...(item.type === 'text' ? { maxLength: item.longest } : {}),
    ...('options' in item
      ? {
          answerOption: item.options.map(({ id, text, points }) => ({
            ...(points === undefined
              ? {}
              : { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/ordinalValue', valueDecimal: points }] }),
            valueCoding: { system: optionsOf(questionnaire, item.id), code: id, display: text.en, _display: translated(text) },
          })),
        }
      : {}),
  };
}

function fhirCondition(questionnaire: string, { question, operator, answer }: AnswerCondition, items: readonly QuestionItem[]): Json {
  const item = items.find(({ id }) => id === question)!;
  const value =
    operator === 'exists'
      ? { answerBoolean: answer }
      : 'options' in item
        ? { answerCoding: { system: optionsOf(questionnaire, question), code: answer } }
        : item.type === 'scale'
          ? { answerInteger: answer }
          : item.type === 'number'
            ? { answerDecimal: answer }
            : { answerString: answer };
  return { question, operator, ...value };
}
