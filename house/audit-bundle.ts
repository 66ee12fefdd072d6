import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Alert, AlertId } from '../domain/alert.ts';
import { sealBundle } from '../domain/bundle.ts';
import { type Clock, DAY, type Instant } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import { coversFrom, Head } from '../domain/head.ts';
import type { Reading } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { ChainedAct } from '../domain/user.ts';
import type { RuleSet } from '../rules/compile.ts';
import { linesOf } from '../store/heads.ts';
import type { AuditKey } from './audit-key.ts';

const MOST = 5_000;
const LINES_AT_ONCE = 200;
/** What follows from an alert after it is closed: a follow-up's answer, a message that was read late. */
const AFTERMATH_MS = 7 * DAY;

/** Gathers everything that is known about one alert into one signed text; see docs/audit.md for what lies in each file. */
export function createBundler({
  store,
  rules,
  key,
  heads,
  clinic,
  clock,
}: {
  readonly store: Records;
  readonly rules: () => RuleSet;
  readonly key: AuditKey;
  /** The file of the signed heads. */
  readonly heads: string;
  readonly clinic: string;
  readonly clock: Pick<Clock, 'now'>;
}) {
  /** `sealed`: the acts and the heads are shown, all else is there by its hash. Throws HearthError api.not-found. */
  return async (id: AlertId, by: string, sealed = false): Promise<string> => {
    const alert = await store.alerts.get(id);
    if (!alert) throw new HearthError('api.not-found', 'There is no such alert.');
    const made = clock.now();
    const decisions = await store.incidents.decisions(id, alert.raised, endOf(alert, made));
    const acts = await actsAbout(alert);
    const [outbox, sends] = [await store.outbox.of(alert.patient, MOST), await store.sends.of(alert.patient, MOST)];
    const own = outbox.filter(({ message }) => message.alert === id);
    // What was told in a message together with something else went out in that one.
    const into = new Set(own.flatMap(({ delivery }) => (delivery.is === 'gathered' ? [delivery.into] : [])));
    const messages = outbox.filter(({ message }) => message.alert === id || into.has(message.key));
    const keys = new Set(messages.map(({ message }) => message.key));
    const snoozes = new Set(
      decisions.flatMap(({ decision }) => (decision.do === 'change-alert' && decision.to.is === 'snoozed' ? [decision.to.snooze] : [])),
    );
    const files = {
      alert,
      readings: await readingsOf(alert),
      rule: ruleOf(alert),
      limits: await limitsAt(alert),
      patient: (await store.patients.get([alert.patient])).get(alert.patient) ?? null,
      decisions,
      messages,
      sends: sends.filter(({ message }) => keys.has(message)),
      life: {
        state: alert.state,
        changes: decisions.flatMap(({ decided, decision }) => (decision.do === 'change-alert' ? [{ at: decided, to: decision.to }] : [])),
        snoozes: (await Promise.all([...snoozes].map((one) => store.snoozes.get(one)))).filter((one) => one !== undefined),
      },
      advice: (await store.advice.of(alert.patient, MOST)).filter((one) => one.alert === id),
      followUps: (await store.followUps.of(alert.patient)).filter((one) => JSON.stringify(one).includes(JSON.stringify(id))),
      notes: await store.deskNotes.ofAlert(id),
      tasks: (await store.tasks.of(alert.patient, MOST)).filter((one) => one.alert === id),
      acts,
      heads: await headsOver(acts),
    };
    const withheld = sealed ? Object.keys(files).filter((name) => name !== 'acts' && name !== 'heads') : [];
    return sealBundle(files, { alert: id, made, by, clinic }, key.secret, withheld);
  };

  /** Each as it stands, what an earlier delivery said of it, and which rules judged it. */
  async function readingsOf({ evidence }: Alert) {
    const found = await store.readings.get(evidence);
    const judgements = await store.incidents.judgements(evidence);
    return Promise.all(
      found.map(async (reading: Reading) => ({
        reading,
        judgement: judgements.get(reading.id) ?? null,
        history: await store.readings.corrections(reading.id),
      })),
    );
  }

  function ruleOf({ rule: { id, version } }: Alert) {
    const set = rules();
    const rule = set.rules.find((one) => one.id === id) ?? null;
    const same = rule?.version === version;
    return { id, version, ruleSetNow: set.version, isTheOneThatRaisedIt: same, rule };
  }

  /** Of the clinic and of the patient, as they stood when the alert was raised. */
  async function limitsAt({ patient, raised, rule }: Alert) {
    const inForce = async (scope: string) =>
      (await store.thresholds.history(scope)).filter(
        (one) => one.rule === rule.id && one.since <= raised && (one.until === undefined || one.until > raised),
      );
    return { at: raised, clinic: await inForce('clinic'), patient: await inForce(patient) };
  }

  /** The oldest first: of this alert by name, and whoever looked at it as a whole. */
  async function actsAbout({ id, patient, raised }: Alert): Promise<readonly ChainedAct[]> {
    const found: ChainedAct[] = [];
    for (let before: number | undefined; ; ) {
      const acts = await store.audit.search({ patient }, 1000, before);
      found.push(...acts.filter(({ about }) => about.alert === id));
      const oldest = acts.at(-1);
      if (!oldest || acts.length < 1000 || oldest.at < raised - DAY) return found.toReversed();
      before = oldest.seq;
      await nextTurn();
    }
  }

  async function headsOver(acts: readonly ChainedAct[]): Promise<readonly Head[]> {
    const found: Head[] = [];
    let [next, lines] = [0, 0];
    for (const line of linesOf(heads)) {
      if (next === acts.length) break;
      if (++lines % LINES_AT_ONCE === 0) await nextTurn();
      const head = Head.safeParse(JSON.parse(line)).data;
      if (!head || acts[next]!.seq > head.seq) continue;
      if (acts[next]!.seq >= coversFrom(head)) found.push(head);
      while (next < acts.length && acts[next]!.seq <= head.seq) next++;
    }
    return found;
  }
}

const endOf = ({ state }: Alert, now: Instant): Instant => (state.is === 'resolved' ? state.at + AFTERMATH_MS : now);
