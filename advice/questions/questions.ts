import { type Clock, DAY, type Instant, SECOND } from '../../domain/clock.ts';
import type { AnswerTrail, Conversation, Said, Understanding } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/decision.ts';
import { answerTo } from '../../domain/identity.ts';
import type { Patient } from '../../domain/patient.ts';
import type { PatientId } from '../../domain/reading.ts';
import type { Records, Store } from '../../domain/store.ts';
import type { MedicationGraph } from '../../medications/graph.ts';
import { readerOf } from '../facts/reader.ts';
import type { Knowledge } from '../knowledge.ts';
import type { AdviceReviewer } from '../reviewer.ts';
import { type Answer, fixedAnswer, type HandOn, textOf } from './answer.ts';
import type { Answerer } from './answerer.ts';
import { messageFollower } from './by-person.ts';
import { readDangers } from './emergencies.ts';
import { readFaqs } from './faq.ts';
import { answerFaq, answerFreely, questionBrief } from './free-answer.ts';
import { handOn, roleFor, sooner } from './hand-on.ts';
import { answerOf, type Ear, type HeardAs, hear, type Message } from './hear.ts';
import { leaksIn } from './leak.ts';
import { answerMedicine } from './medicine-answer.ts';
import { answerReadings, factsOf } from './readings-answer.ts';
import { redacted } from './redact.ts';
import type { AskedSettings } from './settings.ts';
import { quoted, tellPatient, tellTeam } from './tell.ts';
import { ROLE_NAMES, readTexts, type TextName, untilText } from './texts.ts';
import { timerOf } from './timers.ts';
import type { Triager } from './triage.ts';
import { createTriageDesk } from './triage-desk.ts';
import { isWorrying, readLexicon, type Understander, understand } from './understand.ts';
import { whyOf } from './why.ts';
import { withinTheHour } from './worrying.ts';

export interface QuestionParts {
  readonly store: Pick<Store, 'transact' | 'patients' | 'readings' | 'alerts' | 'conversations' | 'owners'>;
  readonly home: string;
  readonly clock: Clock;
  readonly settings: AskedSettings;
  readonly knowledge: Knowledge;
  readonly medications: () => MedicationGraph;
  readonly watchOpenings: Ear['watchOpenings'];
  /** Undefined: what the reviewed texts do not answer, a person does. */
  readonly answerer?: Answerer | undefined;
  readonly reviewer?: AdviceReviewer | undefined;
  /** Undefined: how urgent a message is, words alone say. */
  readonly triager?: Triager | undefined;
  /** By what names this patient may be called: they are kept from a model, and from every text that goes out. */
  readonly namesOf?: (patient: PatientId) => Promise<readonly string[]>;
  readonly report?: (problem: { readonly said: string; readonly why: string }) => void;
  readonly budgetMs?: number;
}

/** Hears what patients write, understands it, answers it or hands it on to a person. Each message has one answer, however often it is heard of. */
export function createQuestions(parts: QuestionParts) {
  const { store, clock, settings, home, budgetMs = 30 * SECOND } = parts;
  const texts = readTexts(home);
  const faqs = readFaqs(home);
  const dangers = readDangers(home);
  const lexicon = readLexicon(home);
  const namesOf = parts.namesOf ?? (async () => []);
  const understander = (): Understander => ({ dangers, lexicon, faqs, graph: parts.medications() });
  const worries = (text: string, { glucoseUnit }: Pick<Patient, 'glucoseUnit'>): boolean =>
    isWorrying(text, understand(text, understander(), glucoseUnit), understander(), glucoseUnit);
  const ear: Ear = { dangers, texts, settings, worries, watchOpenings: parts.watchOpenings };
  const triage = createTriageDesk({
    store,
    clock,
    settings,
    triager: parts.triager,
    emergencies: dangers.emergencies,
    understood: (text, { glucoseUnit }) => understand(text, understander(), glucoseUnit),
    watchOpenings: parts.watchOpenings,
    namesOf,
  });

  async function answerOne(id: string, signal: AbortSignal): Promise<void> {
    if (await store.conversations.said(answerTo(id))) return;
    const said = await store.conversations.said(id);
    const patient = said && (await store.patients.get([said.patient])).get(said.patient);
    if (!said || !patient) return parts.report?.({ said: id, why: 'there is no such message or patient' });
    const sorted = await triage.sort(said, patient, signal);
    if (sorted === 'answered') return;
    const understood = understand(said.text, understander(), patient.glucoseUnit);
    const names = await namesOf(patient.id);
    const hidden = [patient.id, ...(await devicesOf(patient.id)), ...names.filter(isTelling)];
    const mayAnswer = !parts.triager || sorted.verdict?.urgency === 'not';
    const written = await write(
      said,
      patient,
      understood,
      hidden,
      names,
      mayAnswer,
      AbortSignal.any([signal, AbortSignal.timeout(budgetMs)]),
    );
    signal.throwIfAborted();
    const { verdict } = sorted;
    const by = worries(said.text, patient) ? 'words' : verdict?.urgency === 'worrying' ? 'model' : undefined;
    const raised = by ? withinTheHour(written, said.text, understood, { by, texts, language: patient.language }) : written;
    const answer = verdict ? { ...raised, triage: verdict } : raised;
    await store.transact((records) => send(records, said, patient, understood, answer, hidden));
    triage.forget(id);
  }

  async function write(
    said: Said,
    patient: Patient,
    understood: Understanding,
    hidden: readonly string[],
    names: readonly string[],
    mayAnswer: boolean,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { language } = patient;
    const now = said.at;
    const graph = parts.medications();
    const handed = (name: TextName, to: HandOn): Answer => fixedAnswer([texts[name]], language, { handOn: to });
    switch (understood.intent) {
      case 'readings':
        return answerReadings(store, patient, understood, texts, now);
      case 'medicine':
        return answerMedicine(graph, patient, understood, texts, now);
      case 'courtesy':
        return fixedAnswer([texts.courtesy], language);
      case 'person':
        return handed('person', whyOf(understood, said.text));
      case 'reaction':
        return handed('reaction', whyOf(understood, said.text));
      case 'dose': {
        const why = whyOf(understood, said.text);
        return handed(why.role === 'pharmacist' ? 'dose-missed' : 'dose-change', why);
      }
      // Danger is answered where it is heard; what came here by a change of the lists is a person's at once.
      case 'emergency':
        return handed('not-known', whyOf(understood, said.text));
      case 'faq':
      case 'unknown': {
        const free = { faqs, knowledge: parts.knowledge, graph, answerer: parts.answerer, reviewer: parts.reviewer };
        const brief = questionBrief(free, patient, hidden, said.id, now);
        const faq = understood.intent === 'faq' ? faqs.find(({ id }) => id === understood.about[0]) : undefined;
        const curated = faq && answerFaq(faq, brief);
        if (curated && !curated.handOn) return curated;
        if (curated?.handOn) return { ...handed('not-known', curated.handOn), attempts: curated.attempts };
        const handOn = { ...whyOf(understood, said.text), withinHours: settings.unknownHours };
        // What nobody has called harmless no model answers freely.
        if (!mayAnswer) return handed('not-known', handOn);
        const facts = await factsFor(patient, now);
        const { answer, attempts } = await answerFreely(redacted(said.text, names), facts, brief, free, signal);
        return answer ?? { ...handed('not-known', handOn), attempts };
      }
    }
  }

  /** The answer, what follows from it, and where the conversation stands then: one transaction, in which nothing but the store is awaited. */
  async function send(
    records: Records,
    said: Said,
    patient: Patient,
    understood: Understanding,
    answer: Answer,
    hidden: readonly string[],
  ): Promise<void> {
    const { language, zone } = patient;
    await records.ruleStates.lock([patient.id]);
    if (await records.conversations.said(answerTo(said.id))) return;
    const conversation = await records.conversations.get(said.conversation);
    if (!conversation) return;
    const now = clock.now();
    // A text that would tell who it is about never leaves, whoever wrote it: then a person answers.
    const leak = answer.by === 'fixed' ? [] : leaksIn(textOf(answer, language), hidden, language);
    const safe: Answer =
      leak.length === 0
        ? answer
        : {
            ...answer,
            ...fixedAnswer([texts['not-known']], language),
            attempts: answer.attempts,
            handOn: answer.handOn ?? whyOf(understood, said.text),
          };
    const decisions: Decision[] = [];
    let state = conversation.state;
    let paragraphs = safe.paragraphs;
    if (safe.handOn && state.is === 'waiting') {
      const text = {
        'zh-CN': `患者在等待回答的对话里又写道：“${quoted(said.text)}”。`,
        en: `In a conversation that waits for an answer the patient adds: “${quoted(said.text)}”.`,
      };
      const soon = safe.handOn.urgent ? sooner(conversation, state, now) : undefined;
      if (soon) {
        state = soon.state;
        decisions.push(soon.wake);
      }
      const role = await roleFor(records, safe.handOn.role, conversation.patient, settings);
      decisions.push(tellTeam(conversation, role, { cause: `question ${said.id}`, text, urgent: safe.handOn.urgent === true, now }));
      paragraphs = [...(understood.intent === 'unknown' && !safe.handOn.urgent ? [] : paragraphs), told('already-waiting', state)];
    } else if (safe.handOn) {
      const handed = await handOn(records, conversation, said, safe.handOn, settings, now);
      state = handed.state;
      decisions.push(...handed.decisions);
      paragraphs = [...paragraphs, told('handed-on', handed.state)];
    }
    if (understood.intent === 'reaction')
      decisions.push({ do: 'adverse-reaction', patient: patient.id, said: said.id, text: said.text, at: said.at });
    const trail: AnswerTrail = {
      understood,
      by: safe.by,
      facts: safe.facts,
      sources: safe.sources,
      attempts: safe.attempts,
      checks: [{ check: 'identity', findings: leak }],
      ...(safe.triage ? { triage: safe.triage } : {}),
      ...(safe.handOn ? { handedOn: safe.handOn.why } : {}),
    };
    const reply: Said = {
      ...answerOf(said, textOf({ paragraphs, ...(safe.label ? { label: safe.label } : {}) }, language), trail, now),
      ...(safe.chart ? { chart: safe.chart } : {}),
    };
    await records.conversations.say(reply);
    await records.conversations.save({ ...conversation, last: now, state });
    // Who wrote on the own page reads the answer there.
    if (said.via === 'reply') decisions.push(tellPatient(reply, 'answer', { urgent: false }));
    await records.decisions.apply(decisions, now);

    function told(name: 'handed-on' | 'already-waiting', { role, by }: Extract<Conversation['state'], { is: 'waiting' }>): string {
      return fixedAnswer([[texts[name], { role: ROLE_NAMES[role][language], by: untilText(by, zone, language) }]], language).paragraphs[0]!;
    }
  }

  async function factsFor(patient: Patient, now: Instant) {
    const reader = readerOf(patient, patient.language, now);
    const all = await Promise.all(
      (['glucose', 'blood-pressure', 'weight'] as const).map(async (kind) => {
        const within = (await store.readings.latest(patient.id, kind, 500)).filter(({ at }) => at > now - 7 * DAY && at <= now);
        return factsOf(reader, kind, within.toReversed(), within[0], { from: now - 7 * DAY, days: 7 });
      }),
    );
    return all.flat();
  }

  const devicesOf = async (patient: PatientId): Promise<readonly string[]> => [
    ...new Set((await store.owners.list()).filter((owner) => owner.patient === patient).map(({ device }) => device)),
  ];

  return {
    follower: messageFollower('questions', answerOne),
    /** Undefined where no model sorts messages by how urgent they are. */
    triage: triage.follower,
    /** Takes a message inside of a transaction: see hear.ts. */
    hear: (records: Records, message: Message, now: Instant): Promise<HeardAs> => hear(records, ear, message, now),
    understand: (text: string): Understanding => understand(text, understander()),
    /** A timer of this room is due: what follows, or undefined for a timer of another room. */
    async wake(records: Records, what: string, now: Instant): Promise<readonly Decision[] | undefined> {
      const timer = timerOf(what);
      if (!timer) return undefined;
      const conversation = await records.conversations.get(timer.conversation);
      if (!conversation) return [];
      const { state } = conversation;
      if (timer.is === 'stale') {
        if (state.is === 'open' && now - conversation.last >= settings.staleDays * DAY)
          await records.conversations.save({ ...conversation, state: { is: 'closed', at: now, because: 'stale' } });
        return [];
      }
      if (state.is !== 'waiting' || state.by > now) return [];
      const text = {
        'zh-CN': '一位患者的问题到了约定的时间还没有人回答，请现在就到控制台的“患者提问”中回答。',
        en: 'A patient was promised an answer by now, and nobody has answered. Please do so under “Questions” in the console.',
      };
      return [...new Set([state.role, 'coordinator' as const])].map((role) =>
        tellTeam(conversation, role, { cause: `late ${conversation.id} ${state.since}`, text, urgent: true, now }),
      );
    },
  };
}

/** A name of one letter, or one that is a common word's beginning, would be found everywhere. */
const isTelling = (name: string): boolean => name.length >= (/\p{Script=Han}/u.test(name) ? 2 : 4);
