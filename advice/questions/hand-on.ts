import { whoMayLook } from '../../domain/care-team.ts';
import { HOUR, type Instant } from '../../domain/clock.ts';
import type { AskedRole, Conversation, Said } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/decision.ts';
import type { PatientId } from '../../domain/reading.ts';
import type { Records } from '../../domain/store.ts';
import type { HandOn } from './answer.ts';
import type { AskedSettings } from './settings.ts';
import { quoted, tellTeam } from './tell.ts';
import { lateTimer } from './timers.ts';

type Waiting = Extract<Conversation['state'], { is: 'waiting' }>;
/** What sounds as if it could not wait is answered by a person within this time (a working default of this project; evidence: unverified). */
const URGENT_HOURS = 1;

/** In a conversation that waits already, something that cannot: the promise is brought forward, and its timer with it. */
export function sooner(
  { id, patient }: Conversation,
  state: Waiting,
  now: Instant,
): { readonly state: Waiting; readonly wake: Decision } | undefined {
  const by = now + URGENT_HOURS * HOUR;
  return by < state.by ? { state: { ...state, by }, wake: { do: 'wake', at: by, what: lateTimer(id), patient } } : undefined;
}

/** Who answers: the role that was asked for, the coordinator where nobody has it who may look at this patient. */
export async function roleFor(
  records: Pick<Records, 'users' | 'careTeams'>,
  wanted: AskedRole,
  patient: PatientId,
  { staffSee = 'everybody' }: Pick<AskedSettings, 'staffSee'>,
): Promise<AskedRole> {
  return (await whoMayLook(records, wanted, patient, staffSee)).length > 0 ? wanted : 'coordinator';
}

/** A conversation that waits for a person from now on, and what follows from that: the role is told, and a timer watches the promise. */
export async function handOn(
  records: Pick<Records, 'users' | 'careTeams'>,
  conversation: Conversation,
  said: Said,
  { role: wanted, why, urgent = false, withinHours = Number.POSITIVE_INFINITY }: HandOn,
  settings: AskedSettings,
  now: Instant,
): Promise<{ readonly state: Waiting; readonly decisions: readonly Decision[] }> {
  const role = await roleFor(records, wanted, conversation.patient, settings);
  const by = now + (urgent ? URGENT_HOURS : Math.min(withinHours, settings.answerHours[role])) * HOUR;
  const state = { is: 'waiting', role, since: now, by, why } as const;
  const text = {
    'zh-CN': `患者提了一个问题，需要您回答：“${quoted(said.text)}”。${why['zh-CN']}请在控制台的“患者提问”中回答。`,
    en: `A patient asks something that needs your answer: “${quoted(said.text)}”. ${why.en} Please answer under “Questions” in the console.`,
  };
  return {
    state,
    decisions: [
      tellTeam(conversation, role, { cause: `question ${said.id}`, text, urgent, now }),
      { do: 'wake', at: by, what: lateTimer(conversation.id), patient: conversation.patient },
    ],
  };
}
