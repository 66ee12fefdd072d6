import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { FollowUp, Run } from '../domain/follow-up.ts';
import { followUpId, messageKey } from '../domain/identity.ts';
import type { Message, Role } from '../domain/message.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import type { Localized } from '../domain/source.ts';
import type { Pathway, Question, Step } from './pathway.ts';
import { speak } from './speak.ts';
import { VISIT_OPTIONS, visitAt } from './visit.ts';

type Of<Is extends Step['is']> = Extract<Step, { is: Is }>;

/** The templates that pathways use, and the values that each is given. A text is given once for each language: `text.zh-CN`, `text.en`. */
export const TEMPLATES = {
  message: 'pathway.message',
  task: 'task',
  ask: 'follow-up.question',
  remind: 'follow-up.reminder',
  fill: 'questionnaire.invitation',
  remindToFill: 'questionnaire.reminder',
  visit: 'visit.proposal',
} as const;

/** What steps know of the house around them. */
export interface Setting {
  /** The clinic's zone: its visits are on its own wall clock. */
  readonly zone: string;
  readonly questionnaires: ReadonlyMap<string, Questionnaire>;
}

/** The messages of a `message` or `task` step, one for each role it is for. `run.at` is the step. */
export function tell(run: Run, step: Of<'message'> | Of<'task'>, now: Instant): readonly Decision[] {
  const text = speak(step.is === 'message' ? step.message : step.task, run);
  const expires = step.is === 'message' && step.expires !== undefined ? { expires: now + step.expires } : {};
  return step.to.map((role) => ({
    do: 'send',
    message: { ...frame(run, role, TEMPLATES[step.is], step.urgent, now), values: { ...sender(run), ...spoken('text', text) }, ...expires },
  }));
}

/**
 * Asks a question: keeps it, and sends it. An answer after its time would answer another situation, so the message expires with it.
 * Undefined for a questionnaire that nobody has.
 */
export function ask(run: Run, pathway: Pathway, step: Question, now: Instant, setting: Setting): readonly Decision[] | undefined {
  const said = contentOf(run, step, now, setting);
  if (!said) return undefined;
  const followUp: FollowUp = {
    id: followUpId(run.id, run.at),
    run: run.id,
    patient: run.patient,
    ...(run.alert ? { alert: run.alert } : {}),
    ...said,
    asked: now,
    due: now + longest(pathway, step),
    state: { is: 'open' },
  };
  return [
    { do: 'save-follow-up', followUp },
    { do: 'send', message: { ...asking(run, TEMPLATES[step.is], step.urgent, followUp, now), expires: now + step.within } },
  ];
}

function contentOf(
  run: Run,
  step: Question,
  now: Instant,
  { zone, questionnaires }: Setting,
): Pick<FollowUp, 'question' | 'options' | 'visit' | 'questionnaire'> | undefined {
  switch (step.is) {
    case 'ask': {
      const options = Object.entries(step.options).map(([id, { text, danger, withdraws }]) => ({
        id,
        text: speak(text, run),
        ...(danger ? { danger } : {}),
        ...(withdraws ? { withdraws } : {}),
      }));
      return { question: speak(step.ask, run), options };
    }
    case 'visit': {
      const given = Number(run.values?.visit);
      const visit = { at: given > 0 ? given : visitAt(now, step, zone), minutes: Number(run.values?.minutes ?? step.minutes) };
      return { question: speak(step.visit, run), options: VISIT_OPTIONS, visit };
    }
    case 'fill': {
      const { en: id } = speak({ 'zh-CN': step.fill, en: step.fill }, run);
      const questionnaire = questionnaires.get(id);
      return questionnaire && { question: questionnaire.title, options: [], questionnaire: id };
    }
  }
}

/** Asks the open question once more, and tells whoever looks after the patient. Nothing to ask if somebody closed it meanwhile. */
export function remind(run: Run, step: Of<'remind'>, question: FollowUp | undefined, now: Instant): readonly Decision[] {
  if (!question) return [];
  const template = question.visit ? TEMPLATES.visit : question.questionnaire ? TEMPLATES.remindToFill : TEMPLATES.remind;
  const expires = now + step.within;
  const caregiver = (said: Localized): Message => ({
    ...frame(run, 'caregiver', TEMPLATES.message, step.urgent, now),
    values: { ...sender(run), ...spoken('text', speak(said, run)) },
    expires,
  });
  return [
    { do: 'send', message: { ...asking(run, template, step.urgent, question, now), expires } },
    ...(step.caregiver ? [{ do: 'send', message: caregiver(step.caregiver) } as const] : []),
  ];
}

export const closed = (followUp: FollowUp, state: FollowUp['state']): Decision => ({
  do: 'save-follow-up',
  followUp: { ...followUp, state },
});

/** What the team is told when a run cannot go on because its pathway was changed under it. */
export function stranded(run: Run, now: Instant): Decision {
  const text: Localized = {
    'zh-CN': '随访流程已变更，该患者的流程无法继续。请主动联系患者，了解目前情况。',
    en: 'A pathway was changed while this patient was on it, and could not go on. Please contact the patient and ask how things are.',
  };
  return {
    do: 'send',
    message: { ...frame(run, 'coordinator', TEMPLATES.task, true, now), values: { ...sender(run), ...spoken('text', text) } },
  };
}

const asking = (run: Run, template: string, urgent: boolean, followUp: FollowUp, now: Instant): Message => ({
  ...frame(run, 'patient', template, urgent, now),
  values: {
    ...sender(run),
    ...spoken('question', followUp.question),
    ...spoken('options', {
      'zh-CN': followUp.options.map(({ text }, i) => `${i + 1}. ${text['zh-CN']}`).join('\n'),
      en: followUp.options.map(({ text }, i) => `${i + 1}. ${text.en}`).join('\n'),
    }),
    followUp: followUp.id,
    ...(followUp.visit ? { visit: followUp.visit.at } : {}),
  },
});

/** The key names the run, the step and its round: a step that is done twice is told once. */
function frame(
  run: Run,
  role: Role,
  template: string,
  urgent: boolean,
  now: Instant,
): Omit<Message, 'values'> & { values: Message['values'] } {
  const person = role === 'patient' ? run.patient : 'team';
  return {
    key: messageKey(`${run.id}/${run.at}`, template, role, person),
    to: { person, role },
    about: run.patient,
    ...(run.alert ? { alert: run.alert } : {}),
    template,
    values: {},
    urgent,
    due: now,
    ...(role === 'caregiver' ? { ifAny: true as const } : {}),
  };
}

/** So that a person who reads the outbox finds the line in the pathway's file. */
const sender = (run: Run): Message['values'] => ({ pathway: run.pathway, step: run.at });

const spoken = (name: string, text: Localized): Message['values'] => ({ [`${name}.zh-CN`]: text['zh-CN'], [`${name}.en`]: text.en });

/** How long a question may be answered: its own time and that of the reminders that follow it. */
function longest(pathway: Pathway, step: Question): number {
  let ms = step.within;
  for (let next = pathway.steps.get(step.unanswered); next?.is === 'remind'; next = pathway.steps.get(next.unanswered)) ms += next.within;
  return ms;
}
