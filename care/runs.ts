import type { Instant } from '../domain/clock.ts';
import type { Decision, Start } from '../domain/decision.ts';
import type { FollowUp, Run } from '../domain/follow-up.ts';
import { runId } from '../domain/identity.ts';
import type { Records } from '../domain/store.ts';
import { FADED } from '../rules/episodes.ts';
import { SUPERSEDED } from '../rules/superseded.ts';
import type { Setting } from './ask-and-tell.ts';
import { asOneLetter } from './one-letter.ts';
import type { Pathway } from './pathway.ts';
import { isRecovery, measuredSoFar } from './run-readings.ts';
import { type Event, placeOf, questionOf, step, strand, unanswered } from './step.ts';

/** What runs walk by, as it stands now. */
export interface World extends Setting {
  readonly pathways: readonly Pathway[];
}
type Change = Extract<Decision, { do: 'change-alert' }>;

/**
 * Begins the run that a decision asks for; its id comes from the patient, the pathway and the alert, so the same decision again finds
 * it begun. An alert that is resolved already needs none. A run of the same pathway that is still open makes way: the new alert is a
 * new situation, and two runs would ask the same person the same question. Where the pathway says that it `goes-on`, the new one does not begin:
 * whoever is asked every day would never be reminded otherwise.
 */
export async function startRun(records: Records, world: World, start: Start & { readonly at: Instant }, now: Instant): Promise<void> {
  const said = await begin(records, world, start, now);
  await asOneLetter(records, start.patient, said, start.alert, now);
}

/** What follows from the beginning, applied; nothing where no run begins. */
async function begin(
  records: Records,
  world: World,
  { patient, pathway: id, alert, cause, item, values, at }: Start & { readonly at: Instant },
  now: Instant,
): Promise<readonly Decision[]> {
  const run = runId(patient, id, alert ?? cause ?? String(at));
  if (await records.runs.get(run)) return [];
  if (alert !== undefined && (await records.alerts.get(alert))?.state.is === 'resolved') return [];
  const pathway = world.pathways.find((one) => one.id === id);
  if (!pathway) {
    await records.decisions.apply(
      [{ do: 'report-fault', patient, rule: `pathway ${id}`, version: 0, why: `there is no pathway ${id}` }],
      now,
    );
    return [];
  }
  const others = (await records.runs.open(patient)).filter((other) => other.pathway === id && other.item === item);
  if (pathway.whileOpen === 'goes-on' && others.length > 0) return [];
  for (const other of others) {
    await advance(records, world, other, (question) => ({ is: 'replaced', question }), now);
  }
  const first = [...pathway.steps.keys()][0]!;
  const begun: Run = {
    id: run,
    pathway: id,
    patient,
    ...(alert === undefined ? {} : { alert }),
    ...(item === undefined ? {} : { item }),
    ...(values === undefined ? {} : { values }),
    started: at,
    at: first,
    done: false,
  };
  const { decisions } = step(pathway, begun, { is: 'started' }, now, world);
  await records.decisions.apply(decisions, now);
  return decisions;
}

/**
 * Lets the runs of an alert know that it is resolved. If a milder or graver alert of the same pathway is still open (3.4 after 2.8:
 * no longer very low, still low), the run goes on for that one instead. Nobody is told that they have recovered by a reading that lies
 * beyond what the pathway calls a recovery: 3.2 after 19.0 has "come down", and the pathway of the low speaks.
 */
export async function resolveAlert(
  records: Records,
  world: World,
  starts: (rule: string) => string | undefined,
  { alert, patient, to }: Change,
  now: Instant,
): Promise<void> {
  if (to.is !== 'resolved') return;
  for (const run of await records.runs.open(patient)) {
    if (run.alert !== alert) continue;
    const other = (await records.alerts.open(patient)).find((one) => one.id !== alert && starts(one.rule.id) === run.pathway);
    if (other) await records.decisions.apply([{ do: 'save-run', run: { ...run, alert: other.id } }], now);
    else {
      const because = await becauseOf(records, world, run, to);
      await advance(records, world, run, (question) => ({ is: 'alert-resolved', because, question }), now);
    }
  }
}

async function becauseOf(
  records: Records,
  { pathways }: World,
  { alert: id, pathway }: Run,
  { because, note, at }: Extract<Change['to'], { is: 'resolved' }>,
): Promise<Extract<Event, { is: 'alert-resolved' }>['because']> {
  if (because !== 'recovered') return because;
  if (note === FADED || note === SUPERSEDED) return 'faded';
  const band = pathways.find((one) => one.id === pathway)?.recoveredWithin;
  const alert = band && (await records.alerts.get(id!));
  return !band || (alert && (await isRecovery(records, band, alert, at))) ? 'recovered' : 'beyond';
}

/** Moves one run by one event, and writes what follows; what it says to the patient goes out as one letter. */
export async function advance(...[records, world, run, event, now]: Parameters<typeof move>): Promise<void> {
  await asOneLetter(records, run.patient, await move(records, world, run, event, now), undefined, now);
}

/** The same, for whoever has more to say in the same letter. A run whose pathway is gone is handed to a person. @returns what followed */
export async function move(
  records: Records,
  world: World,
  run: Run,
  event: (question: FollowUp | undefined) => Event,
  now: Instant,
): Promise<readonly Decision[]> {
  if (run.done) return [];
  const pathway = world.pathways.find(({ id }) => id === run.pathway);
  const question = await openQuestion(records, pathway, run);
  const { decisions } = pathway
    ? step(pathway, run, event(question), now, world, await measuredSoFar(records, pathway, run))
    : strand(run, unanswered(question, now), now);
  await records.decisions.apply(decisions, now);
  return decisions;
}

async function openQuestion(records: Records, pathway: Pathway | undefined, run: Run): Promise<FollowUp | undefined> {
  if (pathway?.steps.has(placeOf(run).step)) {
    const id = questionOf(pathway, run);
    const found = id === undefined ? undefined : await records.followUps.get(id);
    return found?.state.is === 'open' ? found : undefined;
  }
  // Its step is gone from the pathway, or the pathway itself: then only the question knows to which run it belongs.
  return (await records.followUps.open(run.patient)).find((one) => one.run === run.id);
}
