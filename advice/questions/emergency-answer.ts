import type { Alert } from '../../domain/alert.ts';
import { HOUR, type Instant } from '../../domain/clock.ts';
import type { Conversation, Said } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/decision.ts';
import { alertId } from '../../domain/identity.ts';
import type { Records } from '../../domain/store.ts';
import type { Emergency } from './emergencies.ts';
import { roleFor } from './hand-on.ts';
import { quoted, tellCaregivers, tellPatient, tellTeam } from './tell.ts';

/** Alerts of messages carry rules of this name, which no rule pack may use. */
const RULE = 'answers.said.';
/** The pathway that asks, a little later, whether help has come. */
const PATHWAY = 'emergency-message';
/** In an emergency the conversation is looked at soon; the alert's own ladder is faster. */
const LOOKED_AT_WITHIN = HOUR;

/** Who hears of the alerts among these decisions: asked before they are written. */
export type WatchOpenings = (decisions: readonly Decision[], records: Records, now: Instant) => Promise<readonly Decision[]>;

export interface Alarm {
  readonly conversation: Conversation;
  readonly said: Said;
  readonly answer: Said;
  readonly emergency: Emergency;
}

/**
 * Sounds the alarm for a message, inside of a transaction: the fixed text, the alert, the messages to people and the pathway, whoever saw the
 * danger. A message that is answered already is left alone. `also`: what else follows from the message.
 */
export async function soundAlarm(
  records: Records,
  watchOpenings: WatchOpenings,
  alarm: Alarm,
  now: Instant,
  also: readonly Decision[] = [],
): Promise<void> {
  if (!(await records.conversations.say(alarm.answer))) return;
  const { state, decisions } = await raiseAlarm(records, alarm, now);
  await records.conversations.save({ ...alarm.conversation, last: now, state });
  await records.decisions.apply(await watchOpenings([...decisions, ...also], records, now), now);
}

/** People at once: an alert that climbs the ladder, the words to doctor and coordinator, the caregivers, the fixed text to the patient, the pathway. */
async function raiseAlarm(
  records: Pick<Records, 'alerts' | 'users' | 'careTeams'>,
  { conversation, said, answer, emergency }: Alarm,
  now: Instant,
): Promise<{ readonly state: Conversation['state']; readonly decisions: readonly Decision[] }> {
  const { patient } = said;
  const rule = `${RULE}${emergency.id}`;
  const known = (await records.alerts.open(patient)).find((alert) => alert.rule.id === rule);
  const alert: Alert = known ?? {
    id: alertId(patient, rule, said.id),
    patient,
    rule: { id: rule, version: 1 },
    severity: 'high',
    opened: now,
    raised: now,
    late: false,
    evidence: [],
    values: { conversation: conversation.id, 'title.zh-CN': emergency.title['zh-CN'], 'title.en': emergency.title.en },
    state: { is: 'active' },
  };
  const text = {
    'zh-CN': `${emergency.title['zh-CN']}：“${quoted(said.text)}”。已发出急救提示。请立即联系患者。`,
    en: `${emergency.title.en}: “${quoted(said.text)}”. The emergency text was sent. Please contact the patient at once.`,
  };
  const role = await roleFor(records, 'doctor', patient, {});
  return {
    state: { is: 'waiting', role, since: now, by: now + LOOKED_AT_WITHIN, why: emergency.title, emergency: true },
    decisions: [
      ...(known ? [] : [{ do: 'open-alert', alert } as const]),
      ...(['coordinator', 'doctor'] as const).map((to) =>
        tellTeam(conversation, to, { cause: `emergency ${said.id}`, text, urgent: true, now, alert: alert.id }),
      ),
      tellCaregivers(alert, now),
      tellPatient(answer, 'answer', { urgent: true, alert: alert.id }),
      { do: 'start-pathway', pathway: PATHWAY, patient, alert: alert.id, at: now },
    ],
  };
}
