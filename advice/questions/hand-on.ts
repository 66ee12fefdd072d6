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
  { role: wanted, why, urgent = false }: HandOn,
  settings: AskedSettings,
  now: Instant,
): Promise<{ readonly state: Extract<Conversation['state'], { is: 'waiting' }>; readonly decisions: readonly Decision[] }> {
  const role = await roleFor(records, wanted, conversation.patient, settings);
  const by = now + (urgent ? 1 : settings.answerHours[role]) * HOUR;
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
