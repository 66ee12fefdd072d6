import { DAY, HOUR, type Instant } from '../../domain/clock.ts';
import type { AnswerTrail, Conversation, Said, TriageVerdict, Understanding } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/decision.ts';
import { HearthError } from '../../domain/errors.ts';
import { answerTo, conversationId, saidId } from '../../domain/identity.ts';
import type { Patient } from '../../domain/patient.ts';
import type { Records } from '../../domain/store.ts';
import { fixedAnswer, textOf } from './answer.ts';
import { type Dangers, dangerIn, type Emergency } from './emergencies.ts';
import { soundAlarm, type WatchOpenings } from './emergency-answer.ts';
import { heard } from './pattern.ts';
import { readByPeople } from './read-by-people.ts';
import { type AskedSettings, LONGEST_MESSAGE } from './settings.ts';
import { tellPatient } from './tell.ts';
import type { FixedTexts, TextName } from './texts.ts';
import { staleTimer } from './timers.ts';

/** Something that a patient wrote, at whichever door. */
export interface Message {
  /** The door's own name of it: the same again is the same message. */
  readonly id: string;
  readonly patient: string;
  readonly text: string;
  readonly via: 'own-page' | 'reply';
  /** How many pictures, recordings or files came along. */
  readonly attachments?: number | undefined;
  /** It answered an open question of a pathway: nothing more is to be understood. */
  readonly answered?: string;
}

export interface Ear {
  readonly dangers: Dangers;
  readonly texts: FixedTexts;
  readonly settings: AskedSettings;
  /** Whether words that are no emergency sound as if they could not wait. */
  readonly worries: (text: string, patient: Pick<Patient, 'glucoseUnit'>) => boolean;
  readonly watchOpenings: WatchOpenings;
}

export type HeardAs = 'kept' | 'emergency' | 'repeated';

/**
 * Takes a message, inside of a transaction: kept, and told to whoever understands it. Danger is seen here and now: when the door says
 * "received", the fixed text, the alert and the messages to people are committed with it. No model, no queue and no limit stands before that.
 * Throws HearthError message.too-long, message.too-many, message.attachment for what the patient can mend on the own page.
 */
export async function hear(records: Records, ear: Ear, message: Message, now: Instant): Promise<HeardAs> {
  const { patient: id, text } = message;
  const said = saidId(id, `${message.via} ${message.id}`);
  await records.ruleStates.lock([id]);
  if (await records.conversations.said(said)) return 'repeated';
  const patient = (await records.patients.get([id])).get(id);
  if (!patient) throw new HearthError('api.not-found', 'There is no such patient.');
  const danger = message.answered === undefined ? dangerIn(heard(text), ear.dangers, patient.glucoseUnit) : undefined;
  const many = (await records.conversations.heardSince(id, now - HOUR)) >= ear.settings.perHour;
  const worries = many && ear.worries(text, patient);
  if (!danger && message.via === 'own-page') {
    if ((message.attachments ?? 0) > 0) throw new HearthError('message.attachment');
    if (many && !worries) throw new HearthError('message.too-many');
    if (text.length > LONGEST_MESSAGE) throw new HearthError('message.too-long');
  }

  const conversation = await conversationFor(records, said, id, ear.settings, now);
  const entry: Said = { id: said, conversation: conversation.id, patient: id, at: now, from: 'patient', via: message.via, text };
  await records.conversations.say(entry);
  const stale: Decision = { do: 'wake', at: now + ear.settings.staleDays * DAY, what: staleTimer(conversation.id), patient: id };
  const written = { ...conversation, last: now };

  if (danger) {
    const { emergency, words } = danger;
    const answer = emergencyAnswer(entry, emergency, words, patient.language, now);
    await soundAlarm(records, ear.watchOpenings, { conversation, said: entry, answer, emergency }, now, [stale]);
    return 'emergency';
  }
  if (message.answered !== undefined || isEmpty(message)) {
    if (message.answered === undefined) await sayFixed(records, ear, patient, entry, 'attachment', now);
    else if (message.via === 'own-page') await sayFixed(records, ear, patient, entry, 'noted', now);
    await records.conversations.save(written);
    await records.decisions.apply([stale], now);
    return 'kept';
  }
  if (many) {
    const { state, decisions, says } = await readByPeople(records, { conversation, said: entry, worries, settings: ear.settings }, now);
    if (says) await sayFixed(records, ear, patient, entry, says, now);
    await records.conversations.save({ ...written, state });
    await records.decisions.apply([...decisions, stale], now);
    return 'kept';
  }
  if ((message.attachments ?? 0) > 0) await sayFixed(records, ear, patient, entry, 'attachment', now);
  await records.conversations.save(written);
  await records.decisions.apply([{ do: 'understand', patient: id, said }, stale], now);
  return 'kept';
}

const isEmpty = ({ text, attachments = 0 }: Message): boolean => text.trim() === '' && attachments > 0;

/** The conversation that goes on, or a new one: what was closed, or lay still for too long, is over. */
async function conversationFor(
  records: Records,
  said: string,
  patient: string,
  { staleDays }: AskedSettings,
  now: Instant,
): Promise<Conversation> {
  const [last] = await records.conversations.of(patient, 1);
  if (last && last.state.is !== 'closed' && (last.state.is === 'waiting' || now - last.last < staleDays * DAY)) return last;
  if (last?.state.is === 'open') await records.conversations.save({ ...last, state: { is: 'closed', at: now, because: 'stale' } });
  return { id: conversationId(said), patient, opened: now, last: now, state: { is: 'open' } };
}

async function sayFixed(records: Records, { texts }: Ear, { language }: Patient, to: Said, name: TextName, now: Instant): Promise<void> {
  const text = textOf(fixedAnswer([texts[name]], language), language);
  const { id, ...notice } = answerOf(to, text, trailOf({ intent: 'unknown', about: [name], words: [] }, [texts[name].source]), now);
  const said = { ...notice, id: answerTo(to.id, name) };
  if ((await records.conversations.say(said)) && to.via === 'reply')
    await records.decisions.apply([tellPatient(said, 'answer', { urgent: false })], now);
}

export const answerOf = (to: Said, text: string, trail: AnswerTrail, now: Instant): Said => ({
  id: answerTo(to.id),
  conversation: to.conversation,
  patient: to.patient,
  at: now,
  from: 'hearth',
  text,
  answers: to.id,
  trail,
});

/** The fixed text of this kind of danger. `triage`: what a model said, where one saw the danger that no word was found for. */
export function emergencyAnswer(
  to: Said,
  emergency: Emergency,
  words: readonly string[],
  language: Patient['language'],
  now: Instant,
  triage?: TriageVerdict,
): Said {
  const trail = trailOf({ intent: 'emergency', about: [emergency.id], words }, [emergency.source]);
  const text = textOf({ paragraphs: [emergency.says[language]] }, language);
  return answerOf(to, text, triage ? { ...trail, triage } : trail, now);
}

const trailOf = (understood: Understanding, sources: AnswerTrail['sources']): AnswerTrail => ({
  understood,
  by: 'fixed',
  facts: [],
  sources,
  attempts: [],
  checks: [],
});
