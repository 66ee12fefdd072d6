import { HOUR, type Instant } from '../../domain/clock.ts';
import type { Conversation, Said } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Records } from '../../domain/store.ts';
import { handOn, roleFor, sooner } from './hand-on.ts';
import type { AskedSettings } from './settings.ts';
import { quoted, tellTeam } from './tell.ts';
import type { TextName } from './texts.ts';
import { MAY_NOT_WAIT } from './worrying.ts';

const MANY = {
  'zh-CN': '短时间内消息很多，没有自动回答。',
  en: 'Many messages came in a short time; they were not answered automatically.',
};

/**
 * A message beyond those that are answered in an hour: people read it. The first makes the conversation wait, no longer than what nobody
 * understood; one that sounds as if it could not wait is a doctor's within the hour, and brings forward what waits already. However many
 * come, the team is told of such ones once an hour, and the patient is told not to wait when it was brought forward.
 */
export async function readByPeople(
  records: Pick<Records, 'users' | 'careTeams'>,
  {
    conversation,
    said,
    worries,
    settings,
  }: { readonly conversation: Conversation; readonly said: Said; readonly worries: boolean; readonly settings: AskedSettings },
  now: Instant,
): Promise<{ readonly state: Conversation['state']; readonly decisions: readonly Decision[]; readonly says?: TextName }> {
  const { state } = conversation;
  if (state.is !== 'waiting') {
    const to = worries
      ? ({ role: 'doctor', why: bothOf(MAY_NOT_WAIT.words, MANY), urgent: true } as const)
      : ({ role: 'coordinator', why: MANY, withinHours: settings.unknownHours } as const);
    return { ...(await handOn(records, conversation, said, to, settings, now)), says: worries ? 'worrying' : 'too-many' };
  }
  if (!worries) return { state, decisions: [] };
  const soon = sooner(conversation, state, now);
  const text = {
    'zh-CN': `患者在等待回答的对话里又写道：“${quoted(said.text)}”。${MAY_NOT_WAIT.words['zh-CN']}`,
    en: `In a conversation that waits for an answer the patient adds: “${quoted(said.text)}”. ${MAY_NOT_WAIT.words.en}`,
  };
  const role = await roleFor(records, 'doctor', conversation.patient, settings);
  const cause = `worrying ${conversation.id} ${Math.floor(now / HOUR)}`;
  const told = tellTeam(conversation, role, { cause, text, urgent: true, now });
  return soon ? { state: soon.state, decisions: [soon.wake, told], says: 'worrying' } : { state, decisions: [told] };
}

const bothOf = (a: typeof MANY, b: typeof MANY): typeof MANY => ({ 'zh-CN': `${a['zh-CN']}${b['zh-CN']}`, en: `${a.en} ${b.en}` });
