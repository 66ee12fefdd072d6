import type { Instant } from './clock.ts';
import type { Language } from './source.ts';

/** What a clinic says in place of a shipped template: the first line is the subject. Without the closing that no clinic changes. */
export interface ClinicWords {
  /** `alert.patient` */
  readonly template: string;
  readonly language: Language;
  /** Undefined: back to the shipped words. */
  readonly words?: string;
  readonly by: string;
  /** The other person, where the message may be urgent. */
  readonly approvedBy?: string;
  readonly reason: string;
  readonly since: Instant;
}

/** Words for a message that may be urgent: not said until another person approves them. */
export interface WordsProposal {
  readonly id: string;
  readonly at: Instant;
  readonly by: string;
  readonly expires: Instant;
  readonly reason: string;
  readonly change: Pick<ClinicWords, 'template' | 'language' | 'words'>;
  readonly decided?: { readonly as: 'approved' | 'refused'; readonly at: Instant; readonly by: string; readonly note: string };
}

/** A sentence of the knowledge base that this clinic does not want said, or wants said again. */
export interface SentenceSwitch {
  readonly sentence: string;
  readonly off: boolean;
  readonly by: string;
  readonly reason: string;
  readonly since: Instant;
}

export interface ClinicWordRecords {
  readonly clinicWords: {
    /** The last of each template and language, also where it went back to the shipped words. */
    last(): Promise<readonly ClinicWords[]>;
    /** Newest first. */
    history(template: string, language: Language, count: number): Promise<readonly ClinicWords[]>;
    set(words: ClinicWords): Promise<void>;
    proposal(id: string): Promise<WordsProposal | undefined>;
    /** Newest first; those that nobody has decided. */
    waiting(count: number): Promise<readonly WordsProposal[]>;
    saveProposal(proposal: WordsProposal): Promise<void>;
  };
  readonly sentenceSwitches: {
    /** The last word on each sentence that somebody ever switched. */
    last(): Promise<readonly SentenceSwitch[]>;
    /** Newest first. */
    history(sentence: string, count: number): Promise<readonly SentenceSwitch[]>;
    set(change: SentenceSwitch): Promise<void>;
  };
}
