import { z } from 'zod';
import { ASKED_ROLES, INTENTS, URGENCIES } from '../domain/conversation.ts';
import { ROLES } from '../domain/roles.ts';
import { Language, Localized, Source } from '../domain/source.ts';

/* What patients ask and what they are answered, over HTTP. The console takes its types from here. */

const Instant = z.int().describe('Unix milliseconds');

export const ChartView = z.object({
  kind: z.enum(['glucose', 'blood-pressure', 'weight']),
  unit: z.string(),
  from: Instant,
  to: Instant,
  points: z.array(z.object({ at: Instant, value: z.number(), other: z.number().optional() })),
});
export type ChartView = z.infer<typeof ChartView>;

/** How an answer came about, for the team. */
export const TrailView = z.object({
  understood: z.object({ intent: z.enum(INTENTS), about: z.array(z.string()), words: z.array(z.string()) }),
  by: z.string(),
  facts: z.array(z.object({ id: z.string(), statement: z.string() })),
  sources: z.array(Source),
  turnedDown: z.array(z.object({ by: z.string(), why: z.array(z.string()) })),
  triage: z
    .object({
      by: z.string(),
      urgency: z.enum(URGENCIES).optional(),
      kind: z.string().optional(),
      because: z.string().optional(),
      failed: z.string().optional(),
    })
    .optional()
    .describe('what a model said of how urgent the message is, where one was asked'),
  handedOn: Localized.optional().describe('why a person was asked'),
});

export const SaidView = z.object({
  id: z.string(),
  at: Instant,
  from: z.enum(['patient', 'hearth', 'person']),
  by: z.string().optional(),
  byName: z.string().optional(),
  via: z.enum(['own-page', 'reply']).optional(),
  text: z.string(),
  answers: z.string().optional(),
  chart: ChartView.optional(),
  trail: TrailView.optional(),
});
export type SaidView = z.infer<typeof SaidView>;

export const ConversationView = z.object({
  id: z.string(),
  patient: z.string(),
  patientName: z.string().optional(),
  language: Language.optional(),
  zone: z.string().optional().describe('of the patient, for the times'),
  opened: Instant,
  last: Instant,
  state: z.object({
    is: z.enum(['open', 'waiting', 'closed']),
    role: z.enum(ASKED_ROLES).optional(),
    since: Instant.optional(),
    by: z.union([Instant, z.string()]).optional().describe('waiting: until when an answer was promised; closed: who closed it'),
    at: Instant.optional(),
    because: z.enum(['person', 'stale']).optional(),
    why: Localized.optional(),
  }),
  question: z.string().optional().describe('what the patient wrote last'),
});
export type ConversationView = z.infer<typeof ConversationView>;

export const ConversationDetail = ConversationView.extend({ said: z.array(SaidView) });
export type ConversationDetail = z.infer<typeof ConversationDetail>;

/** What a patient sees of it. */
export const OwnConversation = z.object({
  said: z.array(
    z.object({
      id: z.string(),
      at: Instant,
      from: z.enum(['patient', 'hearth', 'person']),
      who: z.enum(ROLES).optional().describe('the role of the person who answered'),
      text: z.string(),
      chart: ChartView.optional(),
    }),
  ),
  waiting: z.object({ role: z.enum(ASKED_ROLES), by: Instant }).optional(),
  thinking: z.boolean().describe('the last message has no answer yet'),
});
export type OwnConversation = z.infer<typeof OwnConversation>;

export const PersonsAnswer = z.strictObject({ text: z.string().trim().min(1, 'write an answer').max(2_000, 'at most 2,000 characters') });
export const PassOn = z.strictObject({ role: z.enum(ASKED_ROLES) });
/** `id`: the page's own name of it; sent again it is the same message. A page sends no attachments, and is told so when it tries. */
export const OwnMessage = z.strictObject({
  id: z.string().min(8).max(64),
  text: z.string().trim().min(1, 'write something').max(20_000),
  attachments: z.array(z.unknown()).max(100).optional(),
});
