import type { Alert, AlertId, AlertLife, Severity } from './alert.ts';
import type { ClaimCode } from './claim-code.ts';
import type { ClinicRecords } from './clinic.ts';
import type { ClinicIssues } from './clinic-issue.ts';
import type { ClinicWordRecords } from './clinic-words.ts';
import type { Instant } from './clock.ts';
import type { Contact, Person } from './contact.ts';
import type { Decision } from './decision.ts';
import type { Device, DeviceFacts, Ownership } from './device.ts';
import type { DutyPlan, DutyPlanInForce, PastDutyPlan, Snooze, Storm } from './duty.ts';
import type { FollowUp, Response, Run } from './follow-up.ts';
import type { Committed, Heard } from './follower.ts';
import type { IssuedReports, ReportRuns, ReportSchedules } from './issued.ts';
import type { Cohort, Membership, Proposal, Scope, Threshold, ThresholdChange } from './limit.ts';
import type { Delivery, Envelope, Message } from './message.ts';
import type { Patient, PatientIdentity } from './patient.ts';
import type { Plan } from './plan.ts';
import type { Reach, Send, Step } from './reach.ts';
import type { DeviceId, Judgement, Kind, PatientId, Reading, ReadingId } from './reading.ts';
import type { Limits, RuleState } from './rule-state.ts';
import type { ShadowRecords } from './shadow.ts';
import type { AccessRecords } from './store-access.ts';
import type { AdviceRecords } from './store-advice.ts';
import type { AuditRecords } from './store-audit.ts';
import type { DeskRecords } from './store-desk.ts';

/** Readings in time. */
export interface TimeSeriesStore {
  /**
   * What happened to each, in order. A repeat is stored once; the same identity with other values is a correction and keeps its history.
   * What a person `decided` (withdrawn, given to somebody else; the moment) is changed by a person only: whatever a device sends of it is a
   * repeat.
   */
  append(
    entries: readonly { readonly reading: Reading; readonly judgement: Judgement; readonly decided?: Instant }[],
  ): Promise<readonly ('new' | 'repeat' | 'correction')[]>;
  get(ids: readonly ReadingId[]): Promise<readonly Reading[]>;
  /** The latest of a device's readings of a kind that carries this sequence number. */
  bySequence(device: DeviceId, kind: Kind, sequence: number): Promise<Reading | undefined>;
  /** All that was heard of this device since then, in order of arrival. */
  heardSince(device: DeviceId, received: Instant): Promise<readonly Reading[]>;
  /** What this device has measured so far. */
  kindsOf(device: DeviceId): Promise<readonly Kind[]>;
  /** Newest first. */
  latest(patient: PatientId, kind: Kind, count: number): Promise<readonly Reading[]>;
  /** The newest of each, in the order asked: one question for a whole list of patients. */
  newestOfEach(asked: readonly { readonly patient: PatientId; readonly kind: Kind }[]): Promise<readonly (Reading | undefined)[]>;
  /** from <= at < to, oldest first. */
  between(patient: PatientId, kind: Kind, from: Instant, to: Instant): AsyncIterable<Reading>;
  /** from <= at < to, newest first; of one moment, the highest id first. `after`: only what comes behind this one in that order. */
  backwards(patient: PatientId, kind: Kind, from: Instant, to: Instant, after?: ReadingPlace): AsyncIterable<Reading>;
  /** Whose id begins with this, in the order of their ids, at most `count`. */
  startingWith(prefix: ReadingId, count: number): Promise<readonly Reading[]>;
  /** The same, many at a time: for whoever goes through a long period. */
  pages(patient: PatientId, kind: Kind, from: Instant, to: Instant): AsyncIterable<readonly Reading[]>;
  /**
   * from <= at < to, oldest first, for a chart: all of them where they are at most `most`. Otherwise, of those that count, the lowest and the
   * highest of each of `most` / 2 equal parts of the time, so that no extreme is hidden; of a part where readings carry flags, theirs too.
   */
  outline(patient: PatientId, kind: Kind, from: Instant, to: Instant, most: number): Promise<readonly Charted[]>;
  /**
   * from <= at < to, added up by the main number without opening every reading: of each of `bands` (at most five, apart from one another)
   * how its values lie. `rest`: the readings themselves, oldest first, whose value is in no band, and those with flags, of which somebody
   * must look whether they count.
   */
  tally(
    patient: PatientId,
    kind: Kind,
    from: Instant,
    to: Instant,
    bands: readonly ValueBand[],
  ): Promise<{ readonly parts: readonly Tallied[]; readonly rest: readonly Reading[] }>;
  /** What an earlier delivery said under the same identity, oldest first. */
  corrections(id: ReadingId): Promise<readonly { readonly reading: Reading; readonly replaced: Instant }[]>;
  /** Readings that no rule set has looked at and that are not exempt. Empty in a healthy house. */
  unjudged(count: number): Promise<readonly Reading[]>;
  /** Which rule set looked at each of them, and when; or why none had to. Absent: none has. */
  judgements(ids: readonly ReadingId[]): Promise<ReadonlyMap<ReadingId, Judgement>>;
  count(): Promise<number>;
}

/** least <= value < below. */
export interface ValueBand {
  readonly least: number;
  readonly below: number;
}

/** Of no values: 0, 0, and an infinitely high lowest, an infinitely low highest. */
export interface Tallied {
  readonly count: number;
  readonly sum: number;
  readonly lowest: number;
  readonly highest: number;
}

/** A reading, and which rule set looked at it or why none had to; absent: none has. */
export interface Charted {
  readonly reading: Reading;
  readonly judgement?: Judgement;
}

/** Where a page of readings ends. */
export interface ReadingPlace {
  readonly at: Instant;
  readonly id: ReadingId;
}

export interface Quarantined {
  readonly id: string;
  readonly device: DeviceId;
  readonly received: Instant;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** A code and a sentence: `nobody-owns-it: no patient had cuff-1 at 2026-03-01 07:30 UTC`. */
  readonly reason: string;
  readonly settled?: { readonly at: Instant; readonly as: 'replayed' | 'dismissed'; readonly by: string };
}

export interface Timer {
  readonly patient: PatientId;
  readonly what: string;
  readonly at: Instant;
}

/** Where a page of the worklist ends. */
export interface WorklistPlace {
  readonly needs: number;
  readonly raised: Instant;
  readonly id: AlertId;
}

export interface Pulse {
  readonly name: string;
  readonly at: Instant;
  readonly about: Readonly<Record<string, string | number>>;
}

/** Claimed by a sender. `why` it was not sent until now, where it was tried or held. */
export interface TakenMessage {
  readonly message: Message;
  readonly attempts: number;
  readonly why?: string;
}
export interface OutboxEntry {
  readonly message: Message;
  readonly delivery: Delivery;
}

export interface InboxEntry extends Envelope {
  readonly patient: PatientId;
  readonly at: Instant;
  readonly read?: Instant;
}

/** One small interface for each noun. A room asks only for the nouns it uses. Methods take arrays: the unit of work is a batch. */
export interface Records extends AccessRecords, AdviceRecords, AuditRecords, ClinicRecords, ClinicWordRecords, DeskRecords, ShadowRecords {
  readonly readings: TimeSeriesStore;
  readonly patients: {
    get(ids: readonly PatientId[]): Promise<ReadonlyMap<PatientId, Patient>>;
    list(): Promise<readonly Patient[]>;
    /** In the order of their ids, behind this one: so that a long list is never held at once. */
    after(id: PatientId, count: number): Promise<readonly Patient[]>;
    count(): Promise<number>;
    save(patient: Patient): Promise<void>;
  };
  /** Encrypted at rest; asked for by nobody but the console's pages, the report's header and the notifier's addresses. */
  readonly identities: {
    get(ids: readonly PatientId[]): Promise<ReadonlyMap<PatientId, PatientIdentity>>;
    save(patient: PatientId, identity: PatientIdentity): Promise<void>;
  };
  /** Encrypted at rest, like the identities. */
  readonly contacts: {
    get(persons: readonly Person[]): Promise<ReadonlyMap<Person, Contact>>;
    list(): Promise<ReadonlyMap<Person, Contact>>;
    save(person: Person, contact: Contact): Promise<void>;
  };
  readonly devices: {
    get(id: DeviceId): Promise<(Device & { readonly secretHash: string }) | undefined>;
    list(): Promise<readonly Device[]>;
    /** Leaves what `seen` and `report` write as it is. */
    save(device: Device & { readonly secretHash: string }): Promise<void>;
    /** Right to ten seconds: who speaks all the time is not written down each time. */
    seen(devices: readonly DeviceId[], at: Instant): Promise<void>;
    /** What a device says of itself: changes what is named. A device that is not there says nothing. */
    report(device: DeviceId, facts: DeviceFacts, at: Instant): Promise<void>;
    /** A device's secret became another or worth nothing: sessions that began up to then have ended. */
    changeAccess(device: DeviceId, at: Instant): Promise<void>;
    /** Of which devices that happened later than `after`, oldest first. */
    accessChanges(after: Instant): Promise<readonly { readonly device: DeviceId; readonly at: Instant }[]>;
  };
  readonly owners: {
    /** Who had each of these devices and their users, and when, oldest first. */
    intervals(devices: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, readonly Ownership[]>>;
    of(device: DeviceId): Promise<readonly Ownership[]>;
    list(): Promise<readonly Ownership[]>;
    /**
     * Ends the interval that is open, if any, and begins the next: of the whole device, whose users then are nobody's any more, or of one of
     * its users alone. HearthError api.invalid before the last hand-over.
     */
    assign(device: DeviceId, patient: PatientId | undefined, since: Instant, user?: number): Promise<void>;
  };
  readonly claimCodes: {
    make(code: ClaimCode): Promise<void>;
    get(codeHash: string): Promise<ClaimCode | undefined>;
    /** Not used, and still good at `now`, the first to end first. */
    list(now: Instant): Promise<readonly ClaimCode[]>;
    /** Takes the code away. Whether it was there, and still good. */
    use(codeHash: string, now: Instant): Promise<boolean>;
  };
  readonly ruleStates: {
    /** Held until the transaction ends, in sorted order where several writers exist: a patient's readings are judged one after the other. */
    lock(patients: readonly PatientId[]): Promise<ReadonlyMap<PatientId, RuleState>>;
    save(states: ReadonlyMap<PatientId, RuleState>): Promise<void>;
  };
  readonly thresholds: {
    /** What is in force at a moment: the clinic's values, above them those of the patient's cohorts (of two the safer), above all the patient's own. */
    inForce(patients: readonly PatientId[], at: Instant): Promise<ReadonlyMap<PatientId, Limits>>;
    /** Oldest first. */
    history(scope: Scope): Promise<readonly Threshold[]>;
    /** Ends what is in force or planned from `since` on, and begins the next. */
    set(change: ThresholdChange): Promise<void>;
  };
  readonly cohorts: {
    get(id: string): Promise<Cohort | undefined>;
    list(): Promise<readonly Cohort[]>;
    save(cohort: Cohort): Promise<void>;
    /** Whoever is or was in it, oldest first. */
    members(cohort: string): Promise<readonly Membership[]>;
    /** Where this patient is or was, oldest first. */
    of(patient: PatientId): Promise<readonly Membership[]>;
    /** False where they are in it already. */
    join(membership: Omit<Membership, 'until' | 'ended'>): Promise<boolean>;
    /** False where they are not in it. */
    leave(cohort: string, patient: PatientId, at: Instant, ended: NonNullable<Membership['ended']>): Promise<boolean>;
  };
  readonly proposals: {
    get(id: string): Promise<Proposal | undefined>;
    /** Not decided, newest first; some may have expired. */
    waiting(count: number): Promise<readonly Proposal[]>;
    /** All, newest first. */
    list(count: number): Promise<readonly Proposal[]>;
    save(proposal: Proposal): Promise<void>;
  };
  readonly alerts: {
    get(id: AlertId): Promise<Alert | undefined>;
    /** Not resolved; of one patient or of all, the most urgent first, then the newest. */
    open(patient?: PatientId): Promise<readonly Alert[]>;
    /** from <= opened < to, newest first. */
    between(patient: PatientId, from: Instant, to: Instant): Promise<readonly Alert[]>;
    /** Open ones, what needs a person first: unseen by urgency, the longest waiting first; then acknowledged; then snoozed. */
    worklist(count: number, after?: WorklistPlace): Promise<{ readonly alerts: readonly Alert[]; readonly next?: WorklistPlace }>;
    /** How many are open, of each patient who has any. */
    openCounts(): Promise<ReadonlyMap<PatientId, Readonly<Record<Severity, number>>>>;
    /** What became of those that were raised in a period, oldest first, of one patient or of all: from <= raised < to. */
    lives(from: Instant, to: Instant, patient?: PatientId): Promise<readonly AlertLife[]>;
    /** How often this rule opened one for this patient after `since`. */
    raisedSince(patient: PatientId, rule: string, since: Instant): Promise<number>;
    count(): Promise<number>;
  };
  readonly snoozes: {
    get(id: string): Promise<Snooze | undefined>;
    /** Those that have not ended. */
    of(patient: PatientId): Promise<readonly Snooze[]>;
    save(snooze: Snooze): Promise<void>;
  };
  readonly storms: {
    get(patient: PatientId, rule: string): Promise<Storm | undefined>;
    save(storm: Storm): Promise<void>;
  };
  readonly duty: {
    plan(): Promise<DutyPlanInForce>;
    setPlan(plan: DutyPlan, by: string, since: Instant, reason?: string): Promise<void>;
    /** Those that somebody set, newest first. */
    history(count: number): Promise<readonly PastDutyPlan[]>;
  };
  /** Signs of life that outlast a restart, by name. */
  readonly pulses: {
    get(name: string): Promise<Pulse | undefined>;
    save(pulse: Pulse): Promise<void>;
  };
  readonly decisions: {
    /** Writes what follows from each, and appends it to the stream of decisions. Doing one twice is doing it once. */
    apply(decisions: readonly Decision[], at: Instant): Promise<void>;
  };
  readonly outbox: {
    /** Due and unclaimed, claimed until now + leaseMs. */
    take(now: Instant, count: number, leaseMs: number): Promise<readonly TakenMessage[]>;
    settle(key: string, delivery: Delivery): Promise<void>;
    /** What is due and unclaimed about a patient and not urgent, the earliest first. Claims nothing. */
    waitingAbout(patient: PatientId, now: Instant): Promise<readonly TakenMessage[]>;
    of(patient: PatientId, count: number): Promise<readonly OutboxEntry[]>;
    /** The next moment at which something falls due. */
    next(): Promise<Instant | undefined>;
    counts(): Promise<Readonly<Record<Delivery['is'], number>>>;
    /** The others that are due in the same digest, claimed until now + leaseMs. */
    takeTogether(together: string, now: Instant, count: number, leaseMs: number): Promise<readonly TakenMessage[]>;
    /** Given up, the newest first. */
    dead(count: number): Promise<readonly OutboxEntry[]>;
    /** Not sent because its time had passed, due since then, the newest first. */
    expired(since: Instant, count: number): Promise<readonly OutboxEntry[]>;
    /** Tries a dead one again from the beginning; one whose time has passed stays as it is. */
    revive(key: string, at: Instant): Promise<'waiting' | 'too-late' | 'not-dead'>;
  };
  readonly sends: {
    /** What attempts came to. A step that was reached before stays. */
    note(sends: readonly Send[]): Promise<void>;
    /** Whether there is such a send. */
    reached(key: string, step: Step, at: Instant): Promise<boolean>;
    /** A provider that had taken it could not deliver it. */
    failed(key: string, failed: NonNullable<Send['failed']>): Promise<boolean>;
    get(key: string): Promise<Send | undefined>;
    /** What this channel's provider took under its own number: the newest, should it count anew. */
    withReceipt(channel: string, receipt: string): Promise<Send | undefined>;
    /** Newest first. */
    of(patient: PatientId, count: number): Promise<readonly Send[]>;
    /** When the last messages left the house for this person, newest first, each message once. */
    lately(person: Person, since: Instant, count: number): Promise<readonly Instant[]>;
    /** Every way to everybody that anything was sent on. */
    reach(): Promise<readonly Reach[]>;
  };
  readonly inbox: {
    /** The same key twice is one entry. */
    put(entry: InboxEntry): Promise<void>;
    of(patient: PatientId, count: number): Promise<readonly InboxEntry[]>;
    /** What is there for an address (`team:doctor`) and was not read yet, newest first. */
    unread(address: string, count: number): Promise<readonly InboxEntry[]>;
    /** Whether it was there, unread. */
    markRead(key: string, address: string, at: Instant): Promise<boolean>;
  };
  readonly timers: {
    due(now: Instant, count: number): Promise<readonly Timer[]>;
    next(): Promise<Instant | undefined>;
  };
  readonly runs: {
    get(id: string): Promise<Run | undefined>;
    of(patient: PatientId): Promise<readonly Run[]>;
    /** Those that have not ended. */
    open(patient: PatientId): Promise<readonly Run[]>;
  };
  readonly followUps: {
    get(id: string): Promise<FollowUp | undefined>;
    of(patient: PatientId): Promise<readonly FollowUp[]>;
    /** Those that wait for an answer. */
    open(patient: PatientId): Promise<readonly FollowUp[]>;
    count(): Promise<number>;
  };
  readonly responses: {
    /** Once for each id: a second one changes nothing. */
    save(response: Response): Promise<void>;
    get(id: string): Promise<Response | undefined>;
    /** Newest first. */
    of(patient: PatientId, count: number): Promise<readonly Response[]>;
  };
  readonly plans: {
    get(patient: PatientId): Promise<Plan | undefined>;
    /** Of whom has one. */
    of(patients: readonly PatientId[]): Promise<ReadonlyMap<PatientId, Plan>>;
    save(patient: PatientId, plan: Plan): Promise<void>;
  };
  readonly quarantine: {
    keep(items: readonly Quarantined[]): Promise<void>;
    get(id: string): Promise<Quarantined | undefined>;
    /** Unsettled, newest first. */
    list(count: number): Promise<readonly Quarantined[]>;
    settle(id: string, how: NonNullable<Quarantined['settled']>): Promise<void>;
    count(): Promise<number>;
  };
  readonly issuedReports: IssuedReports;
  readonly reportSchedules: ReportSchedules;
  readonly reportRuns: ReportRuns;
  readonly clinicIssues: ClinicIssues;
  readonly streams: {
    /** Entries behind `position` in commit order. */
    after(stream: 'readings' | 'decisions', position: number, count: number): Promise<readonly Committed[]>;
    /** The same for a follower. `upTo`: behind which it goes on, further than the last entry where others do not concern it. */
    next(heard: Heard, position: number, count: number): Promise<{ readonly entries: readonly Committed[]; readonly upTo: number }>;
    cursor(follower: string): Promise<number>;
    moveCursor(follower: string, position: number): Promise<void>;
  };
}

/**
 * The one durable place. When `transact` resolves, what `work` wrote survives power loss; if it rejects, nothing was written.
 * Outside of it the same nouns only read, and see only what is committed: a write there is refused by the database itself.
 */
export interface Store extends Records {
  /** `quiet`: nothing follows from it, so nobody who waits for commits is told. */
  transact<T>(work: (records: Records) => Promise<T>, how?: { readonly quiet: true }): Promise<T>;
  /** Called after each commit, with no promise of one call for each: a hint that there may be work. Returns the way to stop. */
  onCommit(listener: () => void): () => void;
  /** Whether the last write succeeded; the sentence says why not: `disk full`. */
  health(): { readonly ok: true } | { readonly ok: false; readonly why: string; readonly since: Instant };
  close(): Promise<void>;
}
