import type { AdviceAttempt, CheckVerdict, ModelExchange } from './advice.ts';
import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';
import type { Localized, Source } from './source.ts';

/** Who may be asked to answer a patient; where nobody has the role, the coordinator is. */
export const ASKED_ROLES = ['doctor', 'pharmacist', 'dietitian', 'coordinator'] as const;
export type AskedRole = (typeof ASKED_ROLES)[number];

/** What a message was understood as. */
export const INTENTS = [
  /** Somebody may be in danger: the reviewed text at once, and people. */
  'emergency',
  /** Asks for a person. */
  'person',
  /** May not bear a medicine. */
  'reaction',
  /** A forgotten, doubled, changed or stopped dose. */
  'dose',
  /** Whether something goes together with what is taken. */
  'medicine',
  /** Asks for the own numbers. */
  'readings',
  /** One of the questions that many people ask. */
  'faq',
  /** Thanks, a greeting. */
  'courtesy',
  /** Nobody knows: a model where there is one, else a person. */
  'unknown',
] as const;
export type Intent = (typeof INTENTS)[number];

export interface Understanding {
  readonly intent: Intent;
  /** The kind of emergency, the kinds of readings, the codes of medicines and foods, the id of the question. */
  readonly about: readonly string[];
  /** What it was recognised by. */
  readonly words: readonly string[];
  /** How many days back a question about readings goes. */
  readonly days?: number;
  /** The month that it names (1 to 12): the latest one of that name, instead of the last days. */
  readonly month?: number;
}

/** A course of numbers beside an answer, in the patient's own unit. `other` is the diastolic value. */
export interface AnswerChart {
  readonly kind: 'glucose' | 'blood-pressure' | 'weight';
  readonly unit: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly points: readonly { readonly at: Instant; readonly value: number; readonly other?: number }[];
}

/** How soon somebody has to look at a message: now; within the hour; in its turn. */
export const URGENCIES = ['emergency', 'worrying', 'not'] as const;

/** What a model said of how urgent a message is that words did not take for an emergency. It can only make it more urgent. */
export interface TriageVerdict {
  readonly by: string;
  readonly exchanges: readonly ModelExchange[];
  /** None: the model could not be asked, or answered nothing that can be read; `failed` says which. */
  readonly urgency?: (typeof URGENCIES)[number];
  /** Of an emergency: the one of the kinds that it comes nearest to. */
  readonly kind?: string;
  readonly because?: string;
  readonly failed?: string;
}

/** Everything that led to an answer: kept with it, so that anybody can be told later why it says what it says. */
export interface AnswerTrail {
  readonly understood: Understanding;
  /** `fixed`, `readings`, `medication graph`, `questions`, or the model's name. */
  readonly by: string;
  readonly facts: readonly { readonly id: string; readonly statement: string }[];
  readonly sources: readonly Source[];
  /** Of a model: every draft, with what each check said. */
  readonly attempts: readonly AdviceAttempt[];
  /** Of a model that was asked how urgent the message is; absent: none was asked. */
  readonly triage?: TriageVerdict;
  /** What the guard said of the text that went out. */
  readonly checks: readonly CheckVerdict[];
  /** Why a person was asked; none: nobody was. Earlier versions kept the English sentence alone. */
  readonly handedOn?: Localized | string;
}

/** One thing that was said in a conversation. */
export interface Said {
  readonly id: string;
  readonly conversation: string;
  readonly patient: PatientId;
  readonly at: Instant;
  readonly from: 'patient' | 'hearth' | 'person';
  /** The user, where a person of the team said it. */
  readonly by?: string;
  /** By which door a patient's message came. */
  readonly via?: 'own-page' | 'reply';
  readonly text: string;
  /** The message that this answers. A message has one answer of Hearth's. */
  readonly answers?: string;
  readonly chart?: AnswerChart;
  readonly trail?: AnswerTrail;
}

/** What a patient and the house say to each other, from a first message to its end. */
export interface Conversation {
  readonly id: string;
  readonly patient: PatientId;
  readonly opened: Instant;
  /** When something was last said. */
  readonly last: Instant;
  readonly state: ConversationState;
}

export type ConversationState =
  | { readonly is: 'open' }
  /** A person is to answer. `by`: when the patient was told to expect it. `emergency`: only that role, or a doctor, settles it. */
  | {
      readonly is: 'waiting';
      readonly role: AskedRole;
      readonly since: Instant;
      readonly by: Instant;
      readonly why: Localized;
      readonly emergency?: true;
    }
  | { readonly is: 'closed'; readonly at: Instant; readonly because: 'person' | 'stale'; readonly by?: string };
