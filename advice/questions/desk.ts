import type { Clock } from '../../domain/clock.ts';
import { ASKED_ROLES, type AskedRole, type Conversation, type Said } from '../../domain/conversation.ts';
import { HearthError } from '../../domain/errors.ts';
import { answerTo } from '../../domain/identity.ts';
import type { PatientId } from '../../domain/reading.ts';
import type { Records, Store } from '../../domain/store.ts';
import type { User } from '../../domain/user.ts';
import { NO_DOCTOR } from '../closing.ts';
import { handOn } from './hand-on.ts';
import { leaksIn } from './leak.ts';
import type { AskedSettings } from './settings.ts';
import { tellPatient } from './tell.ts';
import { ROLE_NAMES } from './texts.ts';

export interface DeskParts {
  readonly store: Pick<Store, 'transact'>;
  readonly clock: Clock;
  readonly settings: AskedSettings;
  readonly namesOf: (patient: PatientId) => Promise<readonly string[]>;
}

/** What people do with conversations, each act in one transaction with its audit. Throws HearthError api.not-found, conversation.closed, conversation.emergency. */
export function createQuestionDesk({ store, clock, settings, namesOf }: DeskParts) {
  const act = <T>(id: string, by: string, did: string, work: (records: Records, found: Conversation, now: number) => Promise<T>) =>
    store.transact(async (records) => {
      const now = clock.now();
      const found = await records.conversations.get(id);
      if (!found) throw new HearthError('api.not-found', 'There is no such conversation.');
      await records.ruleStates.lock([found.patient]);
      const conversation = (await records.conversations.get(id))!;
      if (conversation.state.is === 'closed') throw new HearthError('conversation.closed');
      const done = await work(records, conversation, now);
      await records.audit.note([{ at: now, by, did, patient: found.patient, about: { conversation: id } }]);
      return done;
    });

  return {
    /** A person's answer, in their own words and marked as such. Throws conversation.identity where it tells who the patient is. */
    async answer(id: string, { id: by, role }: Pick<User, 'id' | 'role'>, text: string): Promise<void> {
      await act(id, by, 'conversation.answer', async (records, conversation, now) => {
        const patient = (await records.patients.get([conversation.patient])).get(conversation.patient);
        const language = patient?.language ?? 'en';
        const found = leaksIn(text, [conversation.patient, ...(await namesOf(conversation.patient))])[0]?.why;
        if (found !== undefined) throw new HearthError('conversation.identity', undefined, [{ pointer: '/text', detail: found }]);
        const asked = await records.conversations.saidIn(id, 1);
        const said: Said = {
          id: answerTo(`${id} ${by} ${now} ${asked[0]?.id ?? ''}`, 'person'),
          conversation: id,
          patient: conversation.patient,
          at: now,
          from: 'person',
          by,
          text: `${text}\n${NO_DOCTOR[language]}`,
        };
        await records.conversations.say(said);
        // Somebody else's word reaches the patient, and the emergency waits on for whom it was given to.
        const state = maySettle(conversation, role) ? ({ is: 'open' } as const) : conversation.state;
        await records.conversations.save({ ...conversation, last: now, state });
        const who = ROLE_NAMES[ASKED_ROLES.find((one) => one === role) ?? 'coordinator'];
        await records.decisions.apply([tellPatient(said, 'answer.person', { urgent: false, who })], now);
      });
    },

    close: (id: string, { id: by, role }: Pick<User, 'id' | 'role'>): Promise<void> =>
      act(id, by, 'conversation.close', (records, conversation, now) => {
        if (!maySettle(conversation, role)) throw new HearthError('conversation.emergency');
        return records.conversations.save({ ...conversation, state: { is: 'closed', at: now, because: 'person', by } });
      }),

    /** Another role is to answer. */
    passOn: (id: string, { id: by, role: own }: Pick<User, 'id' | 'role'>, role: AskedRole): Promise<void> =>
      act(id, by, 'conversation.pass-on', async (records, conversation, now) => {
        if (!maySettle(conversation, own)) throw new HearthError('conversation.emergency');
        const last = (await records.conversations.saidIn(id, 50)).findLast(({ from }) => from === 'patient');
        if (!last) return;
        const why = { 'zh-CN': '同事转给您。', en: 'A colleague passed it on to you.' };
        const handed = await handOn(records, conversation, { ...last, id: `${last.id} ${now}` }, { role, why }, settings, now);
        const { state } = conversation;
        const still = state.is === 'waiting' && state.emergency ? { emergency: true as const } : {};
        await records.conversations.save({ ...conversation, state: { ...handed.state, ...still } });
        await records.decisions.apply(handed.decisions, now);
      }),
  };
}

/** An emergency is settled by the role that was asked, or by a doctor; everything else by whoever answers. */
const maySettle = ({ state }: Conversation, role: User['role']): boolean =>
  state.is !== 'waiting' || !state.emergency || role === state.role || role === 'doctor';
