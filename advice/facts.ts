import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import type { Patient } from '../domain/patient.ts';
import type { Kind, Reading } from '../domain/reading.ts';
import type { Language, Localized } from '../domain/source.ts';
import { type Fact, say } from './fact.ts';
import type { FactSlot } from './fact-ids.ts';
import { glucoseFacts } from './facts/glucose.ts';
import { type Limits, limitsFor, limitText } from './facts/limits.ts';
import { pressureFacts, pressureText, type RuledMean, readPressureText } from './facts/pressure.ts';
import { profileFacts } from './facts/profile.ts';
import { momentText, type Reader, readerOf, readingText } from './facts/reader.ts';
import { slotAt } from './facts/slots.ts';
import type { Knowledge } from './knowledge.ts';
import { type Situation, situationOf } from './situation.ts';
import { namesOf, traitsOf } from './traits.ts';

/** What a rule is called and which kind it watches: the part of a rule that advice speaks of. */
export interface RuleWords {
  readonly title: Localized;
  readonly watches: Kind;
}

export interface FactInput {
  readonly patient: Patient;
  readonly alert: Alert;
  /** At least those that raised the alert and all of the 14 days before `now`; in any order. Later ones are left out. */
  readonly readings: readonly Reading[];
  readonly words: RuleWords | undefined;
  readonly knowledge: Knowledge;
  readonly language: Language;
  /** The moment that the facts speak of; "the last 7 days" end with it. */
  readonly now: Instant;
}

/** Everything that advice may say in numbers about this patient and this alert. Pure: the same input, the same facts. */
export function gatherFacts({ patient, alert, readings, words, knowledge, language, now }: FactInput): readonly Fact[] {
  const reader = readerOf(patient, language, now);
  const mine = readings.filter((reading) => reading.at <= now && counts(reading)).toSorted((a, b) => a.at - b.at);
  const evidence = evidenceOf(alert, readings);
  const situation = situationOf(alert, evidence, words?.watches);
  const limits = limitsFor(
    patient,
    knowledge.filter((row) => row.is === 'limit'),
    alert,
    situation,
  );
  const glucose = mine.filter((reading) => reading.kind === 'glucose');
  const pressure = mine.filter((reading) => reading.kind === 'blood-pressure');
  return [
    ...alertFacts(reader, alert, evidence, words),
    ...glucoseFacts(reader, glucose, limits, slotOfAlert(alert, readings, patient, now)),
    ...pressureFacts(reader, pressure, limits, ruledMean(alert)),
    ...limitFacts(reader, limits, situation),
    ...personFacts(reader, patient, situation),
  ];
}

/** The readings that raised the alert, oldest first: of those that joined the episode later it knew nothing. */
export const evidenceOf = (alert: Alert, readings: readonly Reading[]): readonly Reading[] =>
  readings.filter(({ id, at }) => at <= alert.opened && alert.evidence.includes(id)).toSorted((a, b) => a.at - b.at);

/** What the reading that raised the alert stands to a meal, if anything is known about that. */
export function slotOfAlert(alert: Alert, readings: readonly Reading[], patient: Patient, now: Instant): FactSlot | undefined {
  const stick = evidenceOf(alert, readings).findLast((reading) => reading.kind === 'glucose');
  return stick && slotAt(readerOf(patient, patient.language, now), stick);
}

/** The mean that a rule took by its own protocol: where there is one, advice names no other. */
function ruledMean({ values }: Alert): RuledMean | undefined {
  const { systolic, diastolic, readings, days } = values;
  if (typeof systolic !== 'number' || typeof diastolic !== 'number' || typeof readings !== 'number' || days !== 7) return undefined;
  return { systolic, diastolic, n: readings };
}

function alertFacts(reader: Reader, alert: Alert, evidence: readonly Reading[], words: RuleWords | undefined): readonly Fact[] {
  const { language } = reader;
  const span = { from: evidence[0]?.at ?? alert.opened, to: alert.opened };
  const when = momentText(reader, alert.opened);
  const facts: Fact[] = [
    { id: 'alert.when', text: when, statement: say(language, `提醒时间：${when}。`, `The alert is of ${when}.`), values: [], ...span },
  ];
  if (words)
    facts.push({
      id: 'alert.rule',
      text: words.title[language],
      statement: say(language, `提醒：${words.title['zh-CN']}。`, `Alert: ${words.title.en}.`),
      values: [],
      ...span,
    });
  const last = evidence.at(-1);
  if (last?.kind === 'glucose') {
    const text = readingText(reader, last);
    facts.push({
      id: 'alert.value',
      text,
      statement: say(language, `触发提醒的血糖：${text}。`, `The glucose that raised the alert: ${text}.`),
      values: [last.glucoseMmolL],
      unit: reader.unit,
      ...span,
    });
  } else if (last?.kind === 'blood-pressure' && ruledMean(alert) === undefined) {
    const text = readPressureText(language, last);
    facts.push({
      id: 'alert.value',
      text,
      statement: say(language, `触发提醒的血压：${text}。`, `The blood pressure that raised the alert: ${text}.`),
      values: [last.systolicMmHg, last.diastolicMmHg],
      unit: 'mmHg',
      ...span,
    });
  }
  return facts;
}

function limitFacts({ language, unit, now }: Reader, limits: Limits, situation: Situation): readonly Fact[] {
  const names: Readonly<Record<string, readonly [string, string]>> = {
    'limit.low': ['低血糖界值', 'Glucose counts as low below'],
    'limit.very-low': ['严重低值界值', 'Glucose counts as very low below'],
    'limit.fasting': ['空腹和餐前血糖上限', 'The upper limit before meals is'],
    'limit.after-meal': ['餐后血糖上限', 'The upper limit after meals is'],
    'limit.very-high': ['需尽快联系医生的血糖值', 'A doctor should hear soon of glucose from'],
    'limit.exercise-floor': ['运动前血糖下限', 'The lower limit before exercise is'],
    'limit.exercise-ceiling': ['运动前血糖上限', 'The upper limit before exercise is'],
    'limit.pressure': ['家庭血压界值', 'At home, blood pressure counts as high from'],
    'limit.pressure-crisis': ['需立即处理的血压值', 'Blood pressure needs action at once above'],
  };
  return Object.entries(names).flatMap(([id, [zh, en]]): readonly Fact[] => {
    const glucose = situation.startsWith('glucose.') ? limits.glucose(id) : undefined;
    const pressure = situation.startsWith('pressure.') ? limits.pressure(id) : undefined;
    const text = glucose ? limitText(glucose, unit) : pressure && pressureText(...pressure.values);
    if (text === undefined) return [];
    const source = glucose?.source ?? pressure?.source;
    const statement = say(language, `${zh}：${text}。`, `${en} ${text}.`);
    return [
      {
        id,
        text,
        statement,
        values: glucose ? [glucose[unit]] : (pressure?.values ?? []),
        unit: glucose ? unit : 'mmHg',
        from: now,
        to: now,
        ...(source ? { source } : {}),
      },
    ];
  });
}

function personFacts({ language, now }: Reader, patient: Patient, situation: Situation): readonly Fact[] {
  // A profile has facts of its own; what it implies is not said to be an illness.
  const { profile, ...record } = patient;
  const traits = traitsOf(record, now);
  const at = { values: [], from: now, to: now };
  const known = namesOf(traits).map(({ trait, kind, name }): Fact => {
    const text = name[language];
    const statement =
      kind === 'medicine'
        ? say(language, `正在使用：${text}。`, `Takes ${text}.`)
        : say(language, `已知病史：${text}。`, `Known: ${text}.`);
    return { id: `${kind}.${trait}`, text, statement, ...at };
  });
  const older: readonly Fact[] = traits.has('older')
    ? [
        {
          id: 'person.older',
          text: say(language, '老年人', 'an older adult'),
          statement: say(language, '年龄组：老年人。', 'Belongs to the older adults.'),
          ...at,
        },
      ]
    : [];
  const plan = patient.plan.find(({ kind }) => (kind === 'glucose') === situation.startsWith('glucose.'));
  const plans: readonly Fact[] = plan
    ? [
        {
          id: 'plan.every-days',
          text: say(language, `${plan.everyDays}天`, plan.everyDays === 1 ? 'day' : `${plan.everyDays} days`),
          statement: say(
            language,
            `约定至少每${plan.everyDays}天测一次${plan.kind === 'glucose' ? '血糖' : '血压'}。`,
            `Agreed: ${plan.kind === 'glucose' ? 'glucose' : 'blood pressure'} at least every ${plan.everyDays === 1 ? 'day' : `${plan.everyDays} days`}.`,
          ),
          ...at,
          values: [plan.everyDays],
          unit: 'days',
        },
      ]
    : [];
  return [...known, ...older, ...profileFacts(profile, language, now), ...plans];
}
