import type { AdverseReport, AdverseVersion } from './adverse-report.ts';
import type { Advice } from './advice.ts';
import type { ApprovalRules, ApprovalRulesSet } from './advice-approval.ts';
import type { Instant } from './clock.ts';
import type { AskedRole, Conversation, Said } from './conversation.ts';
import type { PatientId } from './reading.ts';

/** What was written for patients, what waits for a person, and what patients said. */
export interface AdviceRecords {
  readonly advice: {
    save(advice: Advice): Promise<void>;
    get(id: string): Promise<Advice | undefined>;
    /** Newest first. */
    of(patient: PatientId, count: number): Promise<readonly Advice[]>;
    /** Written since `from` and before `to`, all of it, newest first. */
    between(patient: PatientId, from: Instant, to: Instant): Promise<readonly Advice[]>;
    /** What waits for a person, the first to expire first. */
    waiting(count: number): Promise<readonly Advice[]>;
    count(): Promise<number>;
    /** In how many of those written since then each sentence of the knowledge base was said to somebody; by its id. */
    usesOf(since: Instant): Promise<ReadonlyMap<string, number>>;
  };
  readonly conversations: {
    get(id: string): Promise<Conversation | undefined>;
    /** Newest first. */
    of(patient: PatientId, count: number): Promise<readonly Conversation[]>;
    /** Those that wait for a person, the longest waiting first. */
    waiting(count: number, role?: AskedRole): Promise<readonly Conversation[]>;
    save(conversation: Conversation): Promise<void>;
    /** The same id twice is said once. Whether it is new. */
    say(said: Said): Promise<boolean>;
    said(id: string): Promise<Said | undefined>;
    /** The last of a conversation, oldest first. */
    saidIn(conversation: string, count: number): Promise<readonly Said[]>;
    /** How many messages this patient wrote after `since`. */
    heardSince(patient: PatientId, since: Instant): Promise<number>;
  };
  readonly approvalRules: {
    inForce(): Promise<ApprovalRulesSet>;
    /** Newest first. */
    history(count: number): Promise<readonly ApprovalRulesSet[]>;
    set(rules: ApprovalRules, by: string, reason: string, since: Instant): Promise<void>;
  };
  readonly adverse: {
    get(id: string): Promise<AdverseReport | undefined>;
    /** Of all patients or of one: what is open first, the newest first. */
    list(count: number, patient?: PatientId): Promise<readonly AdverseReport[]>;
    /** Neither exported nor dismissed. */
    openCount(): Promise<number>;
    /** Keeps the report and its version; a version that is there already stays as it is. */
    save(report: AdverseReport, change: { readonly at: Instant; readonly by: string; readonly did: string }): Promise<void>;
    /** Oldest first. */
    versions(id: string): Promise<readonly AdverseVersion[]>;
  };
}
