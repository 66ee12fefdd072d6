import type { Alert } from '../domain/alert.ts';
import { type WrongAnswer, wrongAnswers } from '../domain/answers.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { HearthError } from '../domain/errors.ts';
import type { FollowUp, Response } from '../domain/follow-up.ts';
import { alertId, messageKey } from '../domain/identity.ts';
import type { Role } from '../domain/message.ts';
import type { Answers, Questionnaire, QuestionnaireFinding } from '../domain/questionnaire.ts';
import type { Localized } from '../domain/source.ts';
import { findingsOf, scoresOf } from './questionnaire.ts';

/** Alerts of answers carry rules of this name; no rule pack may use it. */
export const ANSWER_RULE = 'answers.';

const WHY: Readonly<Record<WrongAnswer['why'], string>> = {
  unknown: 'there is no such question',
  'not-asked': 'this is not asked after the other answers',
  missing: 'an answer is needed here',
  'not-an-option': 'choose among the answers that are offered',
  'not-a-number': 'a number is needed here',
  'out-of-range': 'this number is too small or too large',
  'too-long': 'this is too long',
};

/** What was filled in, scored and judged. Throws HearthError `api.invalid` naming each answer that is not right. */
export function responseOf(asked: FollowUp, questionnaire: Questionnaire, answers: Answers, by: string, now: Instant): Response {
  const wrong = wrongAnswers(questionnaire, answers);
  if (wrong.length > 0) {
    const fields = wrong.map(({ question, why }) => ({ pointer: `/answers/${question}`, detail: WHY[why] }));
    throw new HearthError('api.invalid', 'Some answers are missing or do not fit.', fields);
  }
  return {
    id: asked.id,
    patient: asked.patient,
    questionnaire: questionnaire.questionnaire,
    version: questionnaire.version,
    answered: now,
    by,
    answers,
    scores: scoresOf(questionnaire, answers),
    findings: findingsOf(questionnaire, answers).map(({ id }) => id),
  };
}

/** The question as it is kept once it is filled in: what was found reads like an answer, in lists and in the doctor's report. */
export function keptQuestion(
  asked: FollowUp,
  [gravest]: readonly QuestionnaireFinding[],
): { readonly question: FollowUp; readonly keptAs: string } {
  const option = gravest
    ? { id: gravest.id, text: gravest.title, ...(gravest.danger ? { danger: gravest.danger } : {}) }
    : { id: 'filled', text: { 'zh-CN': '已填写，无需特别关注', en: 'Filled in, nothing that needs attention' } };
  return { question: { ...asked, options: [option] }, keptAs: option.id };
}

/**
 * What follows from a response: for each finding an alert, a task for the team and a word to the patient. An alert that is open already
 * stays the one; one whose finding is gone ends, unless it was of danger: that only a person closes.
 */
export function judgeResponse(questionnaire: Questionnaire, response: Response, open: readonly Alert[], now: Instant): readonly Decision[] {
  const ruleOf = (finding: string) => `${ANSWER_RULE}${questionnaire.questionnaire}.${finding}`;
  const gone = questionnaire.findings.flatMap(({ id, danger }): readonly Decision[] => {
    if (danger || response.findings.includes(id)) return [];
    return open
      .filter(({ rule }) => rule.id === ruleOf(id))
      .map((alert) => ({
        do: 'change-alert',
        alert: alert.id,
        patient: response.patient,
        to: { is: 'resolved', at: now, because: 'recovered' },
      }));
  });
  const found = response.findings.flatMap((id): readonly Decision[] => {
    const finding = questionnaire.findings.find((one) => one.id === id)!;
    const known = open.find(({ rule }) => rule.id === ruleOf(id));
    const alert = known ?? alertOf(questionnaire, response, finding, ruleOf(id), now);
    const roles: readonly Role[] = finding.severity === 'high' ? ['coordinator', 'doctor'] : ['coordinator'];
    const task: Localized = {
      'zh-CN': `${questionnaire.title['zh-CN']}：${finding.title['zh-CN']}。请查看患者的回答。`,
      en: `${questionnaire.title.en}: ${finding.title.en}. Please look at the patient’s answers.`,
    };
    return [
      ...(known ? [] : [{ do: 'open-alert', alert } as const]),
      ...roles.map((role) => send(response, alert, role, 'task', task, finding, now)),
      ...(finding.tells ? [send(response, alert, 'patient', 'pathway.message', finding.tells, finding, now)] : []),
    ];
  });
  return [...gone, ...found];
}

function alertOf(questionnaire: Questionnaire, response: Response, finding: QuestionnaireFinding, rule: string, now: Instant): Alert {
  return {
    id: alertId(response.patient, rule, response.id),
    patient: response.patient,
    rule: { id: rule, version: questionnaire.version },
    severity: finding.severity,
    opened: response.answered,
    raised: now,
    late: false,
    evidence: [],
    values: { response: response.id, 'title.zh-CN': finding.title['zh-CN'], 'title.en': finding.title.en },
    state: { is: 'active' },
  };
}

function send(
  response: Response,
  alert: Alert,
  role: Role,
  template: string,
  text: Localized,
  finding: QuestionnaireFinding,
  now: Instant,
): Decision {
  const person = role === 'patient' ? response.patient : 'team';
  return {
    do: 'send',
    message: {
      key: messageKey(`${response.id}/${finding.id}`, template, role, person),
      to: { person, role },
      about: response.patient,
      alert: alert.id,
      template,
      values: { 'text.zh-CN': text['zh-CN'], 'text.en': text.en },
      urgent: finding.severity === 'high',
      due: now,
    },
  };
}
