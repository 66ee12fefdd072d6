import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createCare } from '../care/walker.ts';
import { HearthError } from '../domain/errors.ts';
import { nextOccurrence } from '../domain/occurrence.ts';
import type { Patient } from '../domain/patient.ts';
import { NO_PLAN, Plan, type PlanItem } from '../domain/plan.ts';
import type { Store } from '../domain/store.ts';
import { createKeepPlan } from '../house/keep-plan.ts';
import { readPathways, readQuestionnaires, readRules } from '../house/packs.ts';
import type { Settings } from '../house/settings.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Command, noMoreThan, type Out, UsageError } from './command.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';

export const plan: Command = {
  name: 'plan',
  summary: 'What a patient is reminded of and asked: medicines, measuring, questionnaires.',
  usage: `hearth plan list <patient id>
hearth plan add <patient id> <name> --medicine "metformin 500 mg" --at 08:00,20:00
hearth plan add <patient id> <name> --measure blood-pressure --at 07:30
hearth plan add <patient id> <name> --questionnaire weekly-check-in --at 10:00 --on 1
                    times are on the patient's wall clock; --on 1,4 is Monday and Thursday; without it every day,
                    and a questionnaire once a week, from its next time on (--on 1,2,3,4,5,6,7 asks every day);
                    --from 2026-03-01 and --until 2026-03-31 are the first and the last day
hearth plan remove <patient id> <name>            stops it at once
hearth plan quiet <patient id> 22:30-07:00        when nothing is sent that can wait
hearth plan questionnaires`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(
        ['medicine', 'measure', 'questionnaire', 'at', 'on', 'from', 'until', 'config'].map((name) => [name, { type: 'string' } as const]),
      ),
    });
    noMoreThan(3, positionals);
    const [verb = 'list', id, name] = positionals;
    if (verb === 'questionnaires') {
      for (const { questionnaire, title } of readQuestionnaires()) out.write(`${questionnaire}\t${title.en}\t${title['zh-CN']}\n`);
      return 0;
    }
    if (!id) throw new UsageError(`Whose plan? hearth plan ${verb} <patient id>`);
    const { store, config } = await openRecords(values.config, out);
    try {
      const patient = (await store.patients.get([id])).get(id);
      if (!patient) throw new UsageError(`There is no patient ${id}. Patients are added in the console.`);
      const before = (await store.plans.get(id)) ?? NO_PLAN;
      if (verb === 'list') await noteLooks(store, 'plan', { patient: id });
      else {
        const changed = changedPlan(verb, name, before, values, patient.zone);
        await keep(store, config, id, changed);
      }
      await list(store, patient, out);
      return 0;
    } finally {
      await store.close();
    }
  },
};

type Given = Readonly<Record<string, string | undefined>>;

function changedPlan(verb: string, name: string | undefined, before: Plan, given: Given, zone: string): unknown {
  if (verb === 'quiet') {
    const [from, to] = name?.split('-') ?? [];
    if (!from || !to) throw new UsageError('From when to when? hearth plan quiet <patient id> 22:30-07:00');
    return { ...before, quiet: { from, to } };
  }
  if (verb !== 'add' && verb !== 'remove')
    throw new UsageError(`hearth plan knows list, add, remove, quiet and questionnaires, not "${verb}".`);
  if (!name) throw new UsageError(`Which item? hearth plan ${verb} <patient id> <name>`);
  const others = before.items.filter((item) => item.id !== name);
  if (verb === 'add') return { ...before, items: [...others, itemOf(name, given, zone)] };
  if (others.length === before.items.length) throw new UsageError(`This plan has no ${name}. See: hearth plan list <patient id>`);
  return { ...before, items: others };
}

function itemOf(id: string, { medicine, measure, questionnaire, at, on, from, until }: Given, zone: string): unknown {
  const what = [
    ...(medicine === undefined ? [] : [{ do: 'medicine', medicine }]),
    ...(measure === undefined ? [] : [{ do: 'measure', kind: measure }]),
    ...(questionnaire === undefined ? [] : [{ do: 'check-in', questionnaire }]),
  ];
  if (what.length !== 1) throw new UsageError('What is it for? One of --medicine, --measure and --questionnaire.');
  if (at === undefined) throw new UsageError('At what time? --at 08:00, or --at 08:00,20:00');
  const times = at.split(',');
  const weekly = questionnaire === undefined ? {} : { weekdays: [nextWeekday(times, zone, from)] };
  return {
    id,
    what: what[0],
    times,
    ...(on === undefined ? weekly : { weekdays: on.split(',').map(Number) }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

/** The day of the week on which one of these times comes next on the patient's wall clock. */
function nextWeekday(times: readonly string[], zone: string, from: string | undefined): number {
  const now = Temporal.Instant.fromEpochMilliseconds(systemClock.now()).toZonedDateTimeISO(zone);
  const today = now.toPlainDate();
  if (z.iso.date().safeParse(from).success && from! > today.toString()) return Temporal.PlainDate.from(from!).dayOfWeek;
  const later = times.some((time) => time > now.toPlainTime().toString().slice(0, 5));
  return (later ? today : today.add({ days: 1 })).dayOfWeek;
}

async function keep(store: Store, { clinic: { zone }, packs }: Settings, patient: string, wanted: unknown): Promise<void> {
  const parsed = Plan.safeParse(wanted);
  if (!parsed.success) {
    throw new UsageError(
      parsed.error.issues.map(({ path, message }) => `${path.slice(2).join('.') || 'the plan'}: ${message}.`).join('\n'),
    );
  }
  const care = createCare({
    store,
    pathways: readPathways,
    questionnaires: readQuestionnaires,
    zone,
    clock: systemClock,
    rules: { starts: () => undefined, answered: async () => [], wake: async () => [] },
  });
  const set = readRules(packs);
  const keepPlan = createKeepPlan({ care, rules: () => set, clock: systemClock });
  try {
    await store.transact(async (records) => {
      await keepPlan(records, patient, parsed.data);
      const about = { items: parsed.data.items.map(({ id }) => id).join(' ') };
      await records.audit.note([{ at: systemClock.now(), by: 'command line', did: 'plan.change', patient, about }]);
    });
  } catch (error) {
    if (error instanceof HearthError) throw new UsageError([error.message, ...error.fields.map(({ detail }) => `${detail}.`)].join(' '));
    throw error;
  }
}

async function list(store: Store, { id, zone }: Patient, out: Out): Promise<void> {
  const { quiet, items } = (await store.plans.get(id)) ?? NO_PLAN;
  for (const item of items) {
    const next = nextOccurrence(item, zone, systemClock.now());
    const days = item.weekdays.length > 0 ? `on ${item.weekdays.join(',')}` : 'daily';
    out.write(
      [item.id, whatOf(item), item.times.join(','), days, next ? `next ${next.day} ${next.time}` : 'ended'].join('\t').concat('\n'),
    );
  }
  if (items.length === 0) out.write('Nothing is planned: hearth plan add --help\n');
  out.say(`Times are on the patient's wall clock (${zone}); quiet from ${quiet.from} to ${quiet.to}.\n`);
}

const whatOf = ({ what }: PlanItem): string =>
  what.do === 'medicine' ? what.medicine : what.do === 'measure' ? `measure ${what.kind}` : what.questionnaire;
