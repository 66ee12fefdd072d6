import { z } from 'zod';
import { ROLES } from '../domain/roles.ts';
import { Language, Localized, Source } from '../domain/source.ts';
import { WithReason } from './limit-contract.ts';

/** Unix milliseconds. */
const Instant = z.int();

const Rendered = z.object({
  subject: z.string(),
  text: z.string(),
  lengths: z.array(
    z.object({
      channel: z.enum(['sms', 'push', 'wecom', 'wechat']),
      size: z.int(),
      most: z.int(),
      in: z.enum(['characters', 'bytes']),
      cut: z.boolean().describe('something is left out on this way'),
      segments: z.int().optional(),
      alphabet: z.enum(['gsm-7', 'ucs-2']).optional(),
    }),
  ),
});
const Objection = z.object({
  check: z.string(),
  line: z.int().optional(),
  values: z.array(z.string()).optional(),
  detail: z.string(),
});
export type ObjectionView = z.infer<typeof Objection>;

const Said = z.object({
  words: z.string().optional().describe('the first line is the subject; absent: the shipped words'),
  by: z.string(),
  byName: z.string().optional(),
  approvedBy: z.string().optional(),
  approvedByName: z.string().optional(),
  reason: z.string(),
  since: Instant,
});
export type SaidView = z.infer<typeof Said>;

const InLanguage = z.object({
  shipped: z.string(),
  closing: z.string().optional().describe('the paragraph that no clinic changes'),
  now: Rendered.describe('as it goes out now, with invented values'),
  own: Said.extend({ words: z.string(), objections: z.array(Objection).describe('not empty: the shipped words go out') }).optional(),
});
export const TemplateView = z.object({
  template: z.string(),
  what: Localized,
  to: z.array(z.enum([...ROLES, 'patient'])),
  urgent: z.enum(['always', 'may-be', 'never']),
  values: z.array(z.string()),
  in: z.object({ en: InLanguage, 'zh-CN': InLanguage }),
});
export type TemplateView = z.infer<typeof TemplateView>;

export const TemplatesView = z.object({
  templates: z.array(TemplateView),
  fixed: z
    .array(z.object({ id: z.string(), title: Localized, text: Localized, source: Source }))
    .describe('said word for word in an emergency; nobody changes them here'),
});
export type TemplatesView = z.infer<typeof TemplatesView>;

const Words = z.string().trim().min(1).max(4000).describe('the first line is the subject');
export const LookAtWords = z.strictObject({ words: Words });
export const WordsLook = z.object({ objections: z.array(Objection), sample: Rendered.optional() });
export type WordsLook = z.infer<typeof WordsLook>;
export const ChangeWords = WithReason.extend({ words: Words.nullable().describe('null: back to the shipped words') });
export const OfTemplate = z.object({ template: z.string().max(60), language: Language });
export const History = z.array(Said);

export const WordsProposalView = z.object({
  id: z.string(),
  at: Instant,
  by: z.string(),
  byName: z.string().optional(),
  expires: Instant,
  reason: z.string(),
  mine: z.boolean().describe('whoever asks proposed it, and so cannot decide it'),
  template: z.string(),
  language: Language,
  words: z.string(),
  before: z.string().describe('what is said now'),
  sample: Rendered.optional(),
});
export type WordsProposalView = z.infer<typeof WordsProposalView>;
/** What became of a change: in force, or waiting for another person. */
export const WordsOutcome = z.object({ is: z.enum(['in-force', 'proposed']) });
export type WordsOutcome = z.infer<typeof WordsOutcome>;

const Switch = z.object({ off: z.boolean(), by: z.string(), byName: z.string().optional(), reason: z.string(), since: Instant });
export type SwitchView = z.infer<typeof Switch>;
export const SwitchHistory = z.array(Switch);
const Named = z.object({ id: z.string(), name: Localized });
export const KnowledgeView = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      is: z.enum(['sentence', 'avoidance', 'limit']),
      text: Localized,
      source: Source,
      topic: z.enum(['diet', 'exercise', 'measuring']).optional(),
      part: z.enum(['finding', 'warning', 'step', 'caution']).optional(),
      how: z.enum(['never', 'little']).optional(),
      value: z.string().optional(),
      when: z.array(z.string()).describe('situations'),
      needs: z.array(z.string()).describe('said only to people of whom one of these is known'),
      unless: z.array(z.string()),
      uses: z.int().describe('in how many advices of the last 30 days it was said'),
      fixed: z.boolean().describe('cannot be switched off'),
      off: Switch.optional(),
    }),
  ),
  situations: z.array(Named),
  traits: z.array(Named),
});
export type KnowledgeView = z.infer<typeof KnowledgeView>;
export type KnowledgeRowView = KnowledgeView['rows'][number];

export const LeftView = z.array(
  z.object({
    situation: z.string(),
    before: z.object({ en: z.string(), 'zh-CN': z.string() }),
    after: z.object({ en: z.string(), 'zh-CN': z.string() }),
    nothingFor: z.array(z.object({ trait: z.string().optional(), topic: z.string(), part: z.string() })),
  }),
);
export type LeftView = z.infer<typeof LeftView>;
export const SwitchSentence = WithReason.extend({
  off: z.boolean(),
  evenIfNothing: z.boolean().default(false).describe('also where some people would hear nothing of the kind any more'),
});
