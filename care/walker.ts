import { type Clock, HOUR, type Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { HearthError } from '../domain/errors.ts';
import type { FollowUp, GivenAnswer, Response, Run } from '../domain/follow-up.ts';
import type { Follower } from '../domain/follower.ts';
import type { Plan } from '../domain/plan.ts';
import type { Answers, Questionnaire } from '../domain/questionnaire.ts';
import type { PatientId, Reading } from '../domain/reading.ts';
import type { Records, Store, Timer } from '../domain/store.ts';
import { judgeResponse, keptQuestion, responseOf } from './fill.ts';
import { answersIn, answerTo } from './given-answers.ts';
import { asOneLetter } from './one-letter.ts';
import type { Pathway } from './pathway.ts';
import { firePlan, isAskedUrgently, keepPlan, PLAN_TIMER, planTimers, postponed } from './plan-timers.ts';
import { findingsOf } from './questionnaire.ts';
import { type Keep, type Reply, type ReplyOutcome, takeReply } from './reply.ts';
import { MEASURED_TIMER, tellRuns } from './run-readings.ts';
import { advance, move, resolveAlert, startRun, type World } from './runs.ts';
import { hearLateDanger, isLateDanger, runOfTimer, strand, TIMER } from './step.ts';

/** What care asks of the rules. */
export interface CareRules {
  /** A timer that the rules set has come due: what follows. Called inside of the transaction; may lock and save rule states there. */
  wake(patient: PatientId, what: string, now: Instant, records: Records): Promise<readonly Decision[]>;
  /** What the patient chose, in the transaction that keeps it: what follows. May lock and save rule states there. */
  answered(patient: PatientId, answers: readonly GivenAnswer[], now: Instant, records: Records): Promise<readonly Decision[]>;
  /** The pathway that a rule starts. */
  starts(rule: string): string | undefined;
}

export interface CareParts {
  readonly store: Pick<Store, 'transact' | 'timers'>;
  /** The pathways in force now; asked anew each time, so a changed one needs no restart. */
  readonly pathways: () => readonly Pathway[];
  readonly rules: CareRules;
  readonly clock: Clock;
  /** Where a patient's words are kept that answer no question. */
  readonly keep?: Keep;
  /** Questionnaires in force now. */
  readonly questionnaires?: () => readonly Questionnaire[];
  /** The clinic's zone, for its visits. */
  readonly zone?: string;
}

export interface Care {
  /** Starts runs, and lets runs know that their alert is resolved. */
  readonly follower: Follower;
  /** Does what is due; resolves to how many timers that were. Zero: nothing more is due now. */
  tick(signal?: AbortSignal): Promise<number>;
  /**
   * @param by who answers: the patient's id, or the user who heard it on the phone
   * @throws HearthError `api.not-found`, `api.invalid` for an option that there is not, `follow-up.closed`
   */
  answer(followUpId: string, option: string, by: string): Promise<FollowUp>;
  /** Lets the runs that wait for a reading look at these, soon after the transaction in which they are judged. */
  measured(records: Records, readings: readonly Reading[], now: Instant): Promise<readonly Decision[]>;
  /** What a patient wrote: the answer to an open question, or something that the conversation answers. */
  reply(reply: Reply): Promise<ReplyOutcome>;
  /**
   * A questionnaire, filled in: kept, scored and judged in one transaction.
   * @throws HearthError `api.not-found`, `api.invalid` naming each answer that is not right, `follow-up.closed`
   */
  fill(followUpId: string, answers: Answers, by: string): Promise<Response>;
  /** Keeps a patient's plan inside of a transaction. Throws HearthError `api.invalid` for a questionnaire that there is not. */
  keepPlan(records: Records, patient: PatientId, plan: Plan): Promise<void>;
  /** Sets the timers of a patient's plan anew, inside of a transaction: for one whose zone has changed. */
  replan(records: Records, patient: PatientId): Promise<void>;
  nextDue(): Promise<Instant | undefined>;
}

/** Timers in one transaction: enough to share an fsync, few enough that the intake does not wait long behind it. */
const MOST_TIMERS = 50;
/** A timer whose work fails is told once and tried again after this; the others go on. */
const AFTER_A_FAULT_MS = HOUR;

export function createCare({ store, pathways, rules, clock, keep = nowhere, questionnaires = () => [], zone = 'UTC' }: CareParts): Care {
  const world = (): World => ({
    pathways: pathways(),
    questionnaires: new Map(questionnaires().map((one) => [one.questionnaire, one])),
    zone,
  });

  const follower: Follower = {
    name: 'care',
    hears: 'decisions',
    async follow(entries, signal) {
      const heard = entries.flatMap((entry) => ('decision' in entry && concerns(entry.decision) ? [entry.decision] : []));
      if (heard.length === 0) return;
      signal.throwIfAborted();
      await store.transact(async (records) => {
        const now = clock.now();
        await lock(
          records,
          heard.map(({ patient }) => patient),
        );
        for (const decision of heard) {
          if (decision.do === 'start-pathway') await startRun(records, world(), decision, now);
          else await resolveAlert(records, world(), rules.starts, decision, now);
        }
      });
    },
  };

  /** Whatever the timer was for, it is gone before its work is done: what is still to be waited for is set anew by that work. */
  async function fire(records: Records, timer: Timer, now: Instant): Promise<void> {
    await records.decisions.apply([{ do: 'unwake', what: timer.what, patient: timer.patient }], now);
    if (timer.what.startsWith(PLAN_TIMER)) return firePlan(records, world(), timer, now);
    if (timer.what === MEASURED_TIMER) {
      for (const run of await records.runs.open(timer.patient)) {
        await advance(records, world(), run, (question) => ({ is: 'measured', question }), now);
      }
      return;
    }
    if (!timer.what.startsWith(TIMER)) {
      await records.decisions.apply(await rules.wake(timer.patient, timer.what, now, records), now);
      return;
    }
    const run = await records.runs.get(runOfTimer(timer.what));
    if (run?.item !== undefined && (await isAskedUrgently(records, run.patient))) {
      await records.decisions.apply([postponed(timer, now)], now);
    } else if (run) await advance(records, world(), run, (question) => ({ is: 'due', question }), now);
  }

  /** The batch failed. If the store is ill, so does this; if one timer is poison, it alone is set aside. */
  async function oneByOne(now: Instant): Promise<number> {
    const timers = await store.timers.due(now, MOST_TIMERS);
    for (const timer of timers) {
      const work = store.transact(async (records) => {
        await lock(records, [timer.patient]);
        const still = (await records.timers.due(now, MOST_TIMERS)).some(
          ({ patient, what }) => patient === timer.patient && what === timer.what,
        );
        if (still) await fire(records, timer, now);
      });
      await work.catch((fault) => setAside(timer, fault, now));
    }
    return timers.length;
  }

  const setAside = ({ patient, what }: Timer, fault: unknown, now: Instant): Promise<void> =>
    store.transact((records) =>
      records.decisions.apply(
        [
          { do: 'report-fault', patient, rule: what, version: 0, why: fault instanceof Error ? fault.message : String(fault) },
          { do: 'wake', at: now + AFTER_A_FAULT_MS, what, patient },
        ],
        now,
      ),
    );

  async function answerIn(records: Records, id: string, option: string, by: string): Promise<FollowUp> {
    const now = clock.now();
    const asked = await records.followUps.get(id);
    if (asked && isLateDanger(asked, option, now)) return answerLate(records, asked, option, by, now);
    const { followUp, run } = await openQuestion(records, asked);
    if (followUp.questionnaire) throw new HearthError('api.invalid', 'This is a questionnaire: fill it in.');
    if (!followUp.options.some((one) => one.id === option)) {
      const known = followUp.options.map((one) => one.id).join(', ');
      throw new HearthError('api.invalid', 'There is no such answer.', [{ pointer: '/option', detail: `one of ${known}` }]);
    }
    const said = await move(records, world(), run, (question) => ({ is: 'answered', option, question: question ?? followUp }), now);
    await records.audit.note([
      { at: now, by, did: 'follow-up.answer', patient: followUp.patient, about: { followUp: id, answer: option } },
    ]);
    const kept = (await records.followUps.get(id))!;
    const judged = await judgeGiven(records, kept.patient, answerTo(pathways(), kept, run), now);
    await asOneLetter(records, kept.patient, [...said, ...judged], undefined, now);
    return kept;
  }

  /** A reading or the time had closed the question; that somebody is in danger is heard all the same. */
  async function answerLate(records: Records, asked: FollowUp, option: string, by: string, now: Instant): Promise<FollowUp> {
    await lock(records, [asked.patient]);
    const run = await records.runs.get(asked.run);
    const pathway = pathways().find((one) => one.id === run?.pathway);
    if (!run) throw new HearthError('follow-up.closed');
    const open = (await records.followUps.open(asked.patient)).find((one) => one.run === run.id);
    const { decisions } = pathway ? hearLateDanger(pathway, run, { asked, open }, option, now, world()) : strand(run, undefined, now);
    await records.decisions.apply(decisions, now);
    await records.audit.note([
      { at: now, by, did: 'follow-up.answer', patient: asked.patient, about: { followUp: asked.id, answer: option, late: true } },
    ]);
    return (await records.followUps.get(asked.id))!;
  }

  async function judgeGiven(records: Records, patient: PatientId, answers: readonly GivenAnswer[], now: Instant) {
    const decisions = await rules.answered(patient, answers, now, records);
    await records.decisions.apply(decisions, now);
    return decisions;
  }

  return {
    follower,
    async tick(signal) {
      signal?.throwIfAborted();
      const now = clock.now();
      try {
        return await store.transact(async (records) => {
          const timers = await records.timers.due(now, MOST_TIMERS);
          await lock(
            records,
            timers.map(({ patient }) => patient),
          );
          for (const timer of timers) await fire(records, timer, now);
          return timers.length;
        });
      } catch {
        return oneByOne(now);
      }
    },
    measured: (records, readings, now) => tellRuns(records, pathways(), readings, now),

    answer: (followUpId, option, by) => store.transact((records) => answerIn(records, followUpId, option, by)),

    reply: (reply) =>
      store.transact((records) =>
        takeReply(records, reply, (followUp, option) => answerIn(records, followUp, option, reply.patient), keep, clock.now()),
      ),

    fill(followUpId, answers, by) {
      return store.transact(async (records) => {
        const now = clock.now();
        const { followUp, run } = await openQuestion(records, await records.followUps.get(followUpId));
        const questionnaire = questionnaires().find((one) => one.questionnaire === followUp.questionnaire);
        if (!questionnaire) throw new HearthError('api.not-found', 'There is no such questionnaire.');
        const response = responseOf(followUp, questionnaire, answers, by, now);
        const findings = findingsOf(questionnaire, answers);
        await records.responses.save(response);
        const found = judgeResponse(questionnaire, response, await records.alerts.open(followUp.patient), now);
        await records.decisions.apply(found, now);
        const kept = keptQuestion(followUp, findings);
        const answered = { is: 'answered', option: findings[0]?.severity ?? 'none', ...kept } as const;
        const said = await move(records, world(), run, () => answered, now);
        await records.audit.note([{ at: now, by, did: 'follow-up.fill', patient: followUp.patient, about: { followUp: followUpId } }]);
        const judged = await judgeGiven(records, followUp.patient, answersIn(questionnaires(), response), now);
        await asOneLetter(records, followUp.patient, [...found, ...said, ...judged], undefined, now);
        return response;
      });
    },

    async keepPlan(records, id, plan) {
      const fields = plan.items.flatMap(({ what }, i) =>
        what.do === 'check-in' && !world().questionnaires.has(what.questionnaire)
          ? [{ pointer: `/items/${i}/what/questionnaire`, detail: `one of ${[...world().questionnaires.keys()].join(', ')}` }]
          : [],
      );
      if (fields.length > 0) throw new HearthError('api.invalid', 'There is no such questionnaire.', fields);
      await lock(records, [id]);
      const patient = (await records.patients.get([id])).get(id);
      if (!patient) throw new HearthError('api.not-found', 'There is no such patient.');
      await keepPlan(records, world(), patient, plan, clock.now());
    },

    async replan(records, id) {
      await lock(records, [id]);
      const patient = (await records.patients.get([id])).get(id);
      const plan = await records.plans.get(id);
      if (patient && plan) await records.decisions.apply(planTimers(patient, plan, clock.now()), clock.now());
    },

    nextDue: () => store.timers.next(),
  };
}

/** A question that waits for its answer, its patient locked. */
async function openQuestion(records: Records, asked: FollowUp | undefined): Promise<{ readonly followUp: FollowUp; readonly run: Run }> {
  if (!asked) throw new HearthError('api.not-found', 'There is no such question.');
  await lock(records, [asked.patient]);
  // Again, now that nobody else can answer it.
  const followUp = (await records.followUps.get(asked.id))!;
  const run = await records.runs.get(followUp.run);
  if (followUp.state.is !== 'open' || !run || run.done) throw new HearthError('follow-up.closed');
  return { followUp, run };
}

const nowhere: Keep = () => Promise.reject(new Error('this house keeps no conversations'));

type Heard = Extract<Decision, { do: 'start-pathway' | 'change-alert' }>;
const concerns = (decision: Decision): decision is Heard =>
  decision.do === 'start-pathway' || (decision.do === 'change-alert' && decision.to.is === 'resolved');

/** One lock a patient, held to the end: two nodes never walk the same run at the same time. Sorted by the store, so never in a circle. */
const lock = async (records: Records, patients: readonly PatientId[]): Promise<void> =>
  void (await records.ruleStates.lock([...new Set(patients)].sort()));
