import { type Clock, SECOND } from '../../domain/clock.ts';
import type { Said, TriageVerdict, Understanding } from '../../domain/conversation.ts';
import { answerTo } from '../../domain/identity.ts';
import type { Patient } from '../../domain/patient.ts';
import type { PatientId } from '../../domain/reading.ts';
import type { Store } from '../../domain/store.ts';
import { messageFollower } from './by-person.ts';
import type { Emergency } from './emergencies.ts';
import { soundAlarm, type WatchOpenings } from './emergency-answer.ts';
import { emergencyAnswer } from './hear.ts';
import { redacted } from './redact.ts';
import type { QuestionSettings } from './settings.ts';
import { type Triager, verdictOf } from './triage.ts';

/** Of a message, for the one who sorts: all that may be in it. What is left out here nobody but a person would see. */
const MOST_READ = 2_000;
/** The kind of danger that has no text of its own. */
const OTHER = 'other';

export interface TriageParts {
  readonly store: Pick<Store, 'transact' | 'patients' | 'conversations'>;
  readonly clock: Clock;
  readonly settings: Pick<QuestionSettings, 'triageSeconds'>;
  readonly triager: Triager | undefined;
  readonly emergencies: readonly Emergency[];
  readonly understood: (text: string, patient: Patient) => Understanding;
  readonly watchOpenings: WatchOpenings;
  readonly namesOf: (patient: PatientId) => Promise<readonly string[]>;
}

/** What became of a message: answered as an emergency, or to be answered as always, with what the model said of it where one was asked. */
export type Sorted = 'answered' | { readonly verdict?: TriageVerdict };

/**
 * Has a model look at every message that no words took for an emergency, before and beside the ordinary answer: a follower of its own, so
 * that no long answer to somebody else stands before it. Each message is asked about once in the life of the process; whoever comes second
 * waits for the same verdict. A verdict can only make a message more urgent: without one, or with "not", all is as it would be without a model.
 */
export function createTriageDesk({ store, clock, settings, triager, emergencies, understood, watchOpenings, namesOf }: TriageParts) {
  const asked = new Map<string, Promise<TriageVerdict>>();

  function verdictFor(
    said: Said,
    { language }: Patient,
    names: readonly string[],
    by: Triager,
    signal: AbortSignal,
  ): Promise<TriageVerdict> {
    const known = asked.get(said.id);
    if (known) return known;
    const limits = { signal, budgetMs: settings.triageSeconds * SECOND };
    const verdict = verdictOf(by, redacted(said.text, names, MOST_READ), language, emergencies, limits);
    asked.set(said.id, verdict);
    // Ended with the process that it was asked in: whoever comes next asks again.
    verdict.catch(() => asked.delete(said.id));
    return verdict;
  }

  async function sort(said: Said, patient: Patient, signal: AbortSignal): Promise<Sorted> {
    const { intent, about, words } = understood(said.text, patient);
    // The words of danger were looked for as the message was heard; a list that has grown since finds them here.
    if (intent === 'emergency') return alarm(said, patient, about[0]!, words);
    // Thanks and greetings are nothing else, from the first letter to the last.
    if (!triager || intent === 'courtesy') return {};
    const verdict = await verdictFor(said, patient, await namesOf(patient.id), triager, signal);
    return verdict.urgency === 'emergency' ? alarm(said, patient, verdict.kind ?? OTHER, [], verdict) : { verdict };
  }

  /** Exactly what follows from a message in which words were found: the same text, alert, messages and pathway, in one transaction. */
  async function alarm(said: Said, patient: Patient, kind: string, words: readonly string[], verdict?: TriageVerdict): Promise<'answered'> {
    const emergency = emergencies.find(({ id }) => id === kind)!;
    await store.transact(async (records) => {
      await records.ruleStates.lock([patient.id]);
      const conversation = await records.conversations.get(said.conversation);
      if (!conversation) return;
      const now = clock.now();
      const answer = emergencyAnswer(said, emergency, words, patient.language, now, verdict);
      await soundAlarm(records, watchOpenings, { conversation, said, answer, emergency }, now);
    });
    asked.delete(said.id);
    return 'answered';
  }

  async function serve(id: string, signal: AbortSignal): Promise<void> {
    if (await store.conversations.said(answerTo(id))) return;
    const said = await store.conversations.said(id);
    const patient = said && (await store.patients.get([said.patient])).get(said.patient);
    if (!said || !patient) return;
    await sort(said, patient, signal);
    // Answered meanwhile by whoever asked for the same verdict: nobody will ask for it again.
    if (await store.conversations.said(answerTo(id))) asked.delete(id);
  }

  return {
    follower: triager && messageFollower('triage', serve),
    sort,
    /** The message is answered: its verdict stands in the trail. */
    forget: (said: string): void => void asked.delete(said),
  };
}
