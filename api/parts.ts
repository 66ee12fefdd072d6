import type { Logger } from 'pino';
import type { AdverseContent, AttachedReading, Seriousness } from '../domain/adverse-content.ts';
import type { AdverseFormat, AdverseReport } from '../domain/adverse-report.ts';
import type { Advice } from '../domain/advice.ts';
import type { AdviceEdit, ApprovalRules } from '../domain/advice-approval.ts';
import type { AlertOutcome } from '../domain/alert.ts';
import type { StaffSee } from '../domain/care-team.ts';
import type { Clinic, ClinicField, ClinicFields, KeptClinic } from '../domain/clinic.ts';
import type { ClinicIssue } from '../domain/clinic-issue.ts';
import type { ClinicWords, SentenceSwitch, WordsProposal } from '../domain/clinic-words.ts';
import type { Clock } from '../domain/clock.ts';
import type { Way } from '../domain/contact.ts';
import type { AskedRole } from '../domain/conversation.ts';
import type { Decision } from '../domain/decision.ts';
import type { Intake, Receipt } from '../domain/delivery.ts';
import type { Called } from '../domain/desk-note.ts';
import type { DutyPlan } from '../domain/duty.ts';
import type { FollowUp, Response } from '../domain/follow-up.ts';
import type { IssuedState, ReportRun } from '../domain/issued.ts';
import type { LimitDone, Proposal, WantedLimit } from '../domain/limit.ts';
import type { Look } from '../domain/look.ts';
import type { Message } from '../domain/message.ts';
import type { Patient } from '../domain/patient.ts';
import type { Plan } from '../domain/plan.ts';
import type { Answers, Questionnaire } from '../domain/questionnaire.ts';
import type { DeviceId, PatientId, Reading, ReadingId } from '../domain/reading.ts';
import type { ReportSchedule, ScheduleOverride } from '../domain/report-schedule.ts';
import type { Shadow } from '../domain/shadow.ts';
import type { Language, Localized, Source } from '../domain/source.ts';
import type { Records, Store } from '../domain/store.ts';
import type { Task, TaskFor } from '../domain/task.ts';
import type { User } from '../domain/user.ts';
import type { MedicationGraph } from '../medications/graph.ts';
import type { CohortReport } from '../reports/cohort/cohort.ts';
import type { Resource } from '../reports/fhir/resource.ts';
import type { RuleSet } from '../rules/compile.ts';
import type { Draft } from '../rules/draft.ts';
import type { Comparison } from '../rules/preview-summary.ts';
import type { AdverseView, OwnAdverse } from './adverse-contract.ts';
import type { AuditState } from './audit-contract.ts';
import type { ChartAsked } from './chart.ts';
import type { FiguresAsked } from './figures.ts';
import type { ProfileAsked } from './profile.ts';
import type { PersonReach } from './reach-contract.ts';
import type { ApiSettings } from './settings.ts';
import type { KnowledgeState, Rendered, SentenceLeft, TemplateState, WordsObjection } from './words-parts.ts';

export interface PreviewRequest {
  readonly draft: Draft;
  /** One patient, the patients of a group or of a cohort, or all. */
  readonly of: { readonly patient: PatientId } | { readonly group: Patient['group'] } | { readonly cohort: string } | 'all';
  readonly days: number;
}

export type PreviewStep =
  | { readonly is: 'progress'; readonly done: number; readonly of: number; readonly readings: number }
  | { readonly is: 'result'; readonly comparison: Comparison };

export interface DrawnCohort {
  readonly json: CohortReport;
  html(): Promise<string>;
  pdf(): Promise<Uint8Array>;
}

/** Everything that the API needs from the other rooms; app.ts hands it over. */
export interface ApiParts {
  readonly store: Store;
  /** The JSON text of `chartOf`, of all that is committed by now. Throws HearthError api.busy. */
  readonly chart: (asked: ChartAsked) => Promise<Uint8Array>;
  /** The same of `figuresOf`. */
  readonly figures: (asked: FiguresAsked) => Promise<Uint8Array>;
  /** The same of `dayProfileOf`. */
  readonly profile: (asked: ProfileAsked) => Promise<Uint8Array>;
  readonly clock: Clock;
  readonly rules: () => RuleSet;
  /** The medication graph as its files stand now. */
  readonly medications: () => MedicationGraph;
  readonly intake: Intake;
  /** The clinic's own dialects, by name. */
  readonly mappings: () => ReadonlyMap<string, unknown>;
  readonly verifyDevice: (device: DeviceId, secret: string) => Promise<boolean>;
  readonly dropDevice: (device: DeviceId) => void;
  readonly enrol: (patient: Patient) => Promise<void>;
  /** Throws HearthError api.not-found, alert.resolved, alert.stale, alert.too-long, alert.not-snoozed. */
  readonly alertDesk: {
    acknowledge(alert: string, by: string, minutes?: number): Promise<void>;
    snooze(alert: string, by: string, how: { minutes: number; reason: string }): Promise<void>;
    endSnooze(alert: string, by: string): Promise<void>;
    resolve(alert: string, by: string, end: { outcome: AlertOutcome; note: string }): Promise<void>;
  };
  /** Throws HearthError api.not-found, api.invalid, conversation.identity, desk.unreachable, task.done. */
  readonly noteDesk: {
    call(alert: string, by: string, call: { whom: Called; reached: boolean; said: string }): Promise<void>;
    message(alert: string, by: User, words: { to: 'patient' | 'caregiver'; text: string }): Promise<void>;
    task(alert: string, by: string, task: { to: TaskFor; due: number; text: string }): Promise<void>;
    settleTask(task: string, by: string, done: boolean): Promise<Task>;
  };
  /** What people do with advice that waits for them. Throws HearthError api.not-found, advice.not-waiting, advice.turned-down. */
  readonly approvalDesk: {
    waiting(count: number): Promise<readonly Advice[]>;
    check(
      advice: string,
      edit: AdviceEdit,
    ): Promise<readonly { readonly sentence: number; readonly check: string; readonly why: string; readonly style: boolean }[]>;
    approve(
      advice: string,
      by: string,
      how: { edit?: AdviceEdit | undefined; override?: { checks: readonly string[]; reason: string } | undefined },
    ): Promise<Advice>;
    refuse(advice: string, by: string, reason: string): Promise<Advice>;
    setRules(rules: ApprovalRules, by: string, reason: string): Promise<void>;
  };
  /** Reports of adverse reactions. Throws HearthError api.not-found, api.conflict, adverse.state, adverse.incomplete. */
  readonly adverse: {
    begin(patient: PatientId, by: string, key: string): Promise<AdverseReport>;
    submit(patient: PatientId, said: OwnAdverse): Promise<AdverseReport>;
    save(report: string, by: string, version: number, content: AdverseContent): Promise<AdverseReport>;
    complete(report: string, by: string, version: number): Promise<AdverseReport>;
    reopen(report: string, by: string, version: number, reason: string): Promise<AdverseReport>;
    dismiss(report: string, by: string, version: number, reason: string): Promise<AdverseReport>;
    /** Notes it, and gives it back as it then stands. */
    export(report: string, by: string, format: AdverseFormat): Promise<AdverseReport>;
    readingsAround(report: AdverseReport): Promise<readonly AttachedReading[]>;
    whatFollows(report: AdverseReport): Promise<
      Pick<AdverseView, 'deadline'> & { readonly seriousness: readonly Seriousness[] | undefined } & {
        readonly [List in 'suspects' | 'reactions' | 'missing' | 'findings' | 'notKnown' | 'naranjo']: readonly AdverseView[List][number][];
      }
    >;
    write(
      report: AdverseReport,
      format: AdverseFormat,
      language: Language,
    ): Promise<{ readonly type: string; readonly name: string; readonly body: string | Uint8Array }>;
  };
  /** Throws HearthError api.not-found, reading.withdrawn, reading.not-withdrawn or reading.by-team. `of`: only a reading of this patient. */
  readonly readingDesk: {
    withdraw(reading: ReadingId, by: string, why: string, of?: PatientId): Promise<Reading>;
    restore(reading: ReadingId, by: string, why: string, of?: PatientId): Promise<Reading>;
    assign(reading: ReadingId, patient: PatientId, by: string, why: string): Promise<Reading>;
  };
  /** Throws HearthError api.not-found, api.exists, api.invalid, threshold.*, proposal.*. What weakens an urgent rule is proposed instead of done. */
  readonly limitDesk: {
    change(wanted: WantedLimit): Promise<LimitDone>;
    join(cohort: string, patient: PatientId, by: string, reason: string): Promise<LimitDone>;
    leave(cohort: string, patient: PatientId, by: string, reason: string): Promise<LimitDone>;
    decide(proposal: string, by: string, as: 'approved' | 'refused', note: string): Promise<Proposal>;
  };
  /** The words of messages. Throws HearthError api.not-found, words.turned-down, proposal.*. */
  readonly wordsDesk: {
    list(): Promise<readonly TemplateState[]>;
    fixed(): readonly { readonly id: string; readonly title: Localized; readonly text: Localized; readonly source: Source }[];
    look(
      template: string,
      language: Language,
      words: string,
    ): { readonly objections: readonly WordsObjection[]; readonly sample?: Rendered };
    history(template: string, language: Language, count: number): Promise<readonly ClinicWords[]>;
    waiting(count: number): Promise<readonly WordsProposal[]>;
    change(
      wanted: Pick<ClinicWords, 'template' | 'language' | 'words' | 'by' | 'reason'>,
    ): Promise<{ readonly is: 'in-force' } | { readonly is: 'proposed'; readonly proposal: WordsProposal }>;
    decide(proposal: string, by: string, as: 'approved' | 'refused', note: string): Promise<void>;
  };
  /** The knowledge base. Throws HearthError api.not-found, knowledge.*. */
  readonly knowledgeDesk: {
    view(): Promise<KnowledgeState>;
    without(sentence: string): Promise<readonly SentenceLeft[]>;
    history(sentence: string, count: number): Promise<readonly SentenceSwitch[]>;
    set(change: {
      readonly sentence: string;
      readonly off: boolean;
      readonly by: string;
      readonly reason: string;
      readonly evenIfNothing: boolean;
    }): Promise<void>;
  };
  /** Who hears of the alerts among these decisions: asked before they are written. */
  readonly watchOpenings: (decisions: readonly Decision[], records: Records, now: number) => Promise<readonly Decision[]>;
  /** What Hearth last found when it looked after itself. */
  readonly watch: () => { readonly committed?: number; readonly beat?: number; readonly dead: readonly string[] };
  /** Whom members of staff see. */
  readonly staffSee: StaffSee;
  /** Who of a role is on duty now, by the plan. */
  readonly onDuty: (role: 'coordinator' | 'doctor') => Promise<readonly string[]>;
  /** Looks at a plan of duty before or after it holds. Pure. */
  readonly dutyPlanning: {
    timetable(
      plan: DutyPlan,
      at: number,
      zone: string,
      days: number,
    ): {
      readonly stretches: readonly {
        readonly from: number;
        readonly to: number;
        readonly coordinator: readonly string[];
        readonly doctor: readonly string[];
      }[];
      readonly gaps: readonly { readonly role: 'coordinator' | 'doctor'; readonly from: number; readonly to: number }[];
    };
    problems(
      plan: DutyPlan,
      users: readonly Pick<User, 'id' | 'role' | 'disabled'>[],
    ): readonly { readonly pointer: string; readonly detail: string }[];
    /** The bounds that it breaks. */
    bounds(plan: DutyPlan): readonly { readonly pointer: string; readonly detail: string }[];
  };
  readonly answer: (followUp: string, option: string, by: string) => Promise<FollowUp>;
  /** What a patient wrote; the same `id` again changes nothing. Throws HearthError message.too-long, message.too-many, message.attachment. */
  readonly reply: (reply: {
    id: string;
    patient: PatientId;
    text: string;
    via?: 'own-page' | 'reply';
    attachments?: number | undefined;
  }) => Promise<'answered' | 'asked-back' | 'passed-on' | 'repeated'>;
  /** Throws HearthError api.not-found, conversation.closed, conversation.identity. */
  readonly questionDesk: {
    answer(conversation: string, by: User, text: string): Promise<void>;
    close(conversation: string, by: Pick<User, 'id' | 'role'>): Promise<void>;
    passOn(conversation: string, by: Pick<User, 'id' | 'role'>, role: AskedRole): Promise<void>;
  };
  /** Throws HearthError api.not-found, api.invalid with a field for each wrong answer, follow-up.closed. */
  readonly fill: (followUp: string, answers: Answers, by: string) => Promise<Response>;
  /** Inside of a transaction: keeps a plan and sets its timers. Throws HearthError api.invalid. */
  readonly keepPlan: (records: Records, patient: PatientId, plan: Plan) => Promise<void>;
  /** Inside of a transaction: sets the timers of a patient's plan anew, after a move to another zone. */
  readonly replan: (records: Records, patient: PatientId) => Promise<void>;
  readonly questionnaires: readonly Questionnaire[];
  /** Throws HearthError clinic.fixed, clinic.files. */
  readonly clinicDesk: {
    state(): Promise<{
      readonly clinic: Clinic;
      readonly kept: KeptClinic | undefined;
      readonly fixed: readonly ClinicField[];
      readonly waits: boolean;
    }>;
    change(fields: ClinicFields, by: string): Promise<void>;
  };
  /** What the clinic is called, for calendars. */
  readonly clinic: string;
  /** What patients are told to call. Without an emergency number of the clinic's own, that of their zone. */
  readonly numbers: { readonly emergencyNumber?: string | undefined; readonly telephone?: string | undefined };
  /** Made when it is asked for as something. Throws HearthError api.not-found, api.busy. */
  readonly report: (request: { patient: PatientId; from: number; to: number; language: Language; named?: boolean }) => {
    json(): Promise<unknown>;
    html(): Promise<string>;
    pdf(): Promise<Uint8Array>;
    fhir(how: { readonly id: string; readonly named: boolean; readonly base?: string }): Promise<Resource>;
  };
  /** Reports as they are issued. Throws HearthError api.not-found, api.invalid, report.not-over, report.signed, report.replaced. */
  readonly issuing: {
    ask(period: string, by: string, patients?: readonly PatientId[]): Promise<ReportRun>;
    sign(report: string, by: string, note: string): Promise<IssuedState>;
    correct(report: string, by: string, reason: string): Promise<IssuedState>;
    show(
      report: string,
      how?: { readonly named?: boolean },
    ): Promise<
      | {
          readonly state: IssuedState;
          readonly content: string;
          html(language?: Language): Promise<string>;
          pdf(language?: Language): Promise<Uint8Array>;
        }
      | undefined
    >;
    /** Inside of a transaction. */
    keepClinicSchedule(records: Records, schedule: ReportSchedule, zone: string, now: number): Promise<void>;
    keepOwnSchedule(records: Records, patient: PatientId, own: ScheduleOverride | undefined, zone: string, now: number): Promise<void>;
  };
  /** The clinic's report. Throws HearthError api.invalid, report.not-over. */
  readonly cohort: {
    state(
      period: string,
    ): { readonly is: 'ready'; readonly report: CohortReport } | { readonly is: 'making'; readonly done: number; readonly of: number };
    show(period: string, language: Language): Promise<DrawnCohort>;
    showIssued(
      id: string,
      language: Language,
    ): Promise<(DrawnCohort & { readonly issue: ClinicIssue; readonly content: string }) | undefined>;
  };
  /** Throws PackError when the draft does not fit, HearthError api.not-found without such a patient; both before the first step. */
  readonly preview: (request: PreviewRequest) => AsyncGenerator<PreviewStep>;
  /** Throws HearthError api.not-found, shadow.too-many, shadow.ended, and PackError for a draft that does not fit. */
  readonly shadows: {
    start(wanted: {
      name: string;
      by: string;
      days: number;
      of: PreviewRequest['of'];
      limits: Readonly<Record<string, number>>;
      pack?: string;
    }): Promise<Shadow>;
    stop(shadow: string, by: string): Promise<Shadow>;
    report(shadow: string): Promise<{
      readonly shadow: Shadow;
      readonly comparison: Comparison;
      readonly waiting: number;
      readonly rulesChanged: boolean;
    }>;
  };
  readonly audit: { state(): AuditState; prove(): Promise<unknown> };
  /** Everything about one alert as one signed text; `sealed`: what is clinical by its hash alone. Throws HearthError api.not-found. */
  readonly bundle: (alert: string, by: string, sealed: boolean) => Promise<string>;
  /** Resolves when it is durable that somebody looked. */
  readonly looked: (looks: readonly Look[]) => Promise<void>;
  readonly replay: (quarantined: string, by: string) => Promise<Receipt>;
  readonly secrets: {
    newSecret(): string;
    /** `WDJB-MJHT`. */
    newClaimCode(): string;
    nightscoutSecret(secret: string): string;
    hashKey(key: string): string;
    hashSecret(secret: string, kind: 'password' | 'device'): Promise<string>;
    verifySecret(secret: string, hash: string, kind: 'password' | 'device'): Promise<boolean>;
  };
  /** Under which key the app's inbox holds a message. */
  readonly inboxKey: (message: Message) => string;
  /** 32 bytes that sign the links of patients' own pages. */
  readonly linkKey: Uint8Array;
  readonly reach: {
    /** Everybody who is to be told something, who cannot be reached first. */
    everybody(only?: 'staff'): Promise<readonly PersonReach[]>;
    /** Resolves to on how many ways a test was sent. */
    drill(to: Message['to'], about?: PatientId): Promise<number>;
  };
  /** Checks and notes what providers post about messages. */
  readonly provider: {
    one(
      channel: string,
      key: string,
      request: { readonly url: string; readonly header: (name: string) => string | undefined; readonly form: ReadonlyMap<string, string> },
    ): Promise<'noted' | 'unknown' | 'forged'>;
    /** Resolves to what the provider wants to hear. */
    post(
      channel: string,
      posted: { readonly query: ReadonlyMap<string, string>; readonly body: string },
    ): Promise<{ readonly type: string; readonly body: string } | 'forged'>;
  };
  /** By which browsers let this house push; absent where it does not. */
  readonly pushKey?: string;
  /** The ways to people that this house has a channel for. */
  readonly openWays: readonly Way[];
  /** What is wrong with the files of rules, mappings and medication facts: the last good ones are in force meanwhile. */
  readonly fileTroubles: () => readonly { readonly what: string; readonly why: string }[];
  readonly counts: () => { readonly received: Readonly<Record<Receipt['outcome'], number>>; readonly devicesConnected: number };
  /** The clinic's, for devices of which nobody says another. */
  readonly zone: string;
  /** The folder of the built console; undefined when it was not built. */
  readonly web?: string;
  readonly settings: ApiSettings;
  readonly log: Logger;
}
