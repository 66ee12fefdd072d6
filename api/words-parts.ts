import type { Topic } from '../domain/advice.ts';
import type { ClinicWords, SentenceSwitch } from '../domain/clinic-words.ts';
import type { Role } from '../domain/message.ts';
import type { Language, Localized, Source } from '../domain/source.ts';

/* What the API hears of the words of messages and of the knowledge base, from the rooms that know them. */

/** What is wrong with words. `detail` is a sentence; `check`: which of the guard's checks it is, or that the placeholders do not fit. */
export interface WordsObjection {
  readonly check: string;
  /** Counted from 0, in the words of the clinic. */
  readonly line?: number;
  /** The placeholders that it is about. */
  readonly values?: readonly string[];
  readonly detail: string;
}

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  readonly lengths: readonly {
    readonly channel: 'sms' | 'push' | 'wecom' | 'wechat';
    readonly size: number;
    readonly most: number;
    readonly in: 'characters' | 'bytes';
    readonly cut: boolean;
    readonly segments?: number;
    readonly alphabet?: 'gsm-7' | 'ucs-2';
  }[];
}

export interface TemplateState {
  readonly template: string;
  readonly purpose: { readonly to: readonly Role[]; readonly urgent: 'always' | 'may-be' | 'never'; readonly what: Localized };
  readonly values: readonly string[];
  readonly in: Readonly<
    Record<
      Language,
      {
        readonly shipped: string;
        readonly closing?: string;
        readonly now: Rendered;
        readonly own?: ClinicWords & { readonly words: string; readonly objections: readonly WordsObjection[] };
      }
    >
  >;
}

export interface KnowledgeState {
  readonly rows: readonly {
    readonly id: string;
    readonly is: 'sentence' | 'avoidance' | 'limit';
    readonly text: Localized;
    readonly source: Source;
    readonly topic?: Topic;
    readonly part?: 'finding' | 'warning' | 'step' | 'caution';
    readonly how?: 'never' | 'little';
    readonly value?: string;
    readonly when: readonly string[];
    readonly needs: readonly string[];
    readonly unless: readonly string[];
    readonly uses: number;
    readonly fixed: boolean;
    readonly off?: SentenceSwitch;
  }[];
  readonly situations: readonly { readonly id: string; readonly name: Localized }[];
  readonly traits: readonly { readonly id: string; readonly name: Localized }[];
}

export interface SentenceLeft {
  readonly situation: string;
  readonly before: Localized;
  readonly after: Localized;
  readonly nothingFor: readonly { readonly trait?: string; readonly topic: Topic; readonly part: string }[];
}
