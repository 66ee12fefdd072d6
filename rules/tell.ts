import type { Alert } from '../domain/alert.ts';
import { DAY, type Instant, SECOND } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { messageKey } from '../domain/identity.ts';
import { ALERT_TEXT, type Message, type Role } from '../domain/message.ts';
import type { Rule } from './rule.ts';

/** What an alert of a rule is told with. */
export interface Telling {
  readonly rule: Rule;
  readonly alert: Pick<Alert, 'id' | 'patient'>;
  readonly values: Alert['values'];
  /** When the body was measured. */
  readonly at: Instant;
  readonly now: Instant;
  /** Until when an instruction to the patient makes sense. */
  readonly expires: Instant;
}

/** The template of what came too late to act on, and the only one that such an alert is told with. */
export const LATE = 'alert.late';

/**
 * semantics 11.2. So long the patient's own message waits for the pathway that the alert starts, which begins in the next transaction, a moment
 * later, and puts what was measured, what to do and its question into one letter. If it does not begin (its follower is ill), the message goes
 * out by itself. A working default of this project (evidence: unverified).
 */
export const PATHWAY_SPEAKS_WITHIN_MS = 15 * SECOND;

/** Messages, advice and pathway of an alert that somebody can still act on. */
export function tellFresh(telling: Telling): readonly Decision[] {
  const { rule, alert, now } = telling;
  return [
    ...rule.tells.map(({ role, template }) => {
      const waits = role === 'patient' && template === ALERT_TEXT && rule.starts !== undefined;
      return send({ ...telling, due: waits ? now + PATHWAY_SPEAKS_WITHIN_MS : now }, role, template, rule.severity === 'high');
    }),
    ...(rule.advises.length > 0 ? [{ do: 'advise', patient: alert.patient, alert: alert.id, topics: rule.advises } as const] : []),
    ...(rule.starts ? [{ do: 'start-pathway', pathway: rule.starts, patient: alert.patient, alert: alert.id, at: now } as const] : []),
  ];
}

/** The messages alone once more, because it goes on: not the advice, and not the pathway, which knows by itself how long it goes on. */
export function tellAgain(telling: Telling): readonly Decision[] {
  const { rule, now } = telling;
  return rule.tells.map(({ role, template }) => send(telling, role, template, rule.severity === 'high', `again ${now}`));
}

/**
 * What is older than this when it is first heard of is history: an import of years of readings must not send a message for each old crisis. Its
 * alerts stand in the record and the worklist like all others. A working default of this project (evidence: unverified).
 */
const HISTORY_MS = 30 * DAY;

/**
 * semantics 6.1. "Missed, please review": to the coordinator, at the next look. A rule that tells nobody tells nobody late either, and nobody is
 * sent what is history.
 */
export const tellLate = (telling: Telling): readonly Decision[] =>
  telling.rule.tells.length === 0 || telling.now - telling.at > HISTORY_MS ? [] : [send(telling, 'coordinator', LATE, false)];

function send(
  { rule, alert, values, at, now, due = now, expires }: Telling & { readonly due?: Instant },
  role: Role,
  template: string,
  urgent: boolean,
  cause?: string,
): Decision {
  const person = role === 'patient' ? alert.patient : 'team';
  const message: Message = {
    key: messageKey(cause === undefined ? alert.id : `${alert.id} ${cause}`, template, role, person),
    to: { person, role },
    about: alert.patient,
    alert: alert.id,
    template,
    values: { ...values, rule: rule.id, severity: rule.severity, at, raised: now },
    urgent,
    due,
    ...(role === 'patient' ? { expires } : {}),
  };
  return { do: 'send', message };
}
