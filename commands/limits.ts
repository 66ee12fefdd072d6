import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { CLINIC, type LimitDone, OFF, type Proposal, type Scope, scopeOfCohort } from '../domain/limit.ts';
import type { Store } from '../domain/store.ts';
import { createLimitDesk } from '../house/limit-desk.ts';
import { listenToAll } from '../house/listen-to-all.ts';
import { readRules } from '../house/packs.ts';
import { systemClock } from '../house/system-clock.ts';
import type { RuleSet } from '../rules/compile.ts';
import { parseGivenLimit } from '../rules/given-limit.ts';
import { thresholdsOf } from '../rules/thresholds.ts';
import { asUsage, type Command, noMoreThan, type Out, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';

const LISTED = 200;

export const limits: Command = {
  name: 'limits',
  summary: 'Limits for the clinic, a cohort or a patient; what weakens an urgent rule waits for a second person.',
  usage: `hearth limits [--patient p1 | --cohort hearts] [--json]              what is in force there, and where it comes from
hearth limits set glucose.low.limit "4.2 mmol/L" --reason "..." --by dora [--patient p1 | --cohort hearts]
hearth limits reset glucose.low.limit --reason "..." --by dora [...]   back to what lies beneath
hearth limits off|on bp.crisis --reason "..." --by dora [...]          turns a rule off, or on
hearth limits cohort hearts "After the heart ward" --by nova       makes a cohort; its patients come and go by
hearth limits join|leave hearts p1 --reason "..." --by nova
hearth limits proposals                                              what waits for another person
hearth limits approve|refuse <proposal> --by nova [--note "..."]`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        patient: { type: 'string' },
        cohort: { type: 'string' },
        reason: { type: 'string', default: '' },
        note: { type: 'string', default: '' },
        by: { type: 'string' },
        json: { type: 'boolean', default: false },
        config: { type: 'string' },
      },
    });
    const [verb = 'show', what = '', value = ''] = positionals;
    if (!VERBS.includes(verb)) throw new UsageError(`hearth limits knows ${VERBS.join(', ')}, not "${verb}".`);
    noMoreThan(WORDS[verb]!, positionals);
    if (values.patient !== undefined && values.cohort !== undefined) throw new UsageError('--patient or --cohort, not both.');
    const scope = values.patient ?? (values.cohort === undefined ? CLINIC : scopeOfCohort(values.cohort));
    const { store, config } = await openRecords(values.config);
    try {
      const rules = readRules(config.packs);
      if (verb === 'show') return await show(store, rules, scope, values, out);
      if (verb === 'proposals') return await list(store, out);
      const by = await staffNamed(store, values.by);
      await mustExist(store, values.patient, values.cohort);
      const listen = () => listenToAll(store, rules, systemClock.now);
      const desk = createLimitDesk({ store, rules: () => rules, clock: systemClock, newId: randomUUID, listen });
      if (verb === 'approve' || verb === 'refuse') {
        if (what === '') throw new UsageError('Which proposal? See: hearth limits proposals');
        const decided = await desk.decide(what, by, verb === 'approve' ? 'approved' : 'refused', values.note);
        out.write(`${decided.decided!.as}: ${inWords(decided)}\n`);
        return 0;
      }
      if (verb === 'cohort') return await makeCohort(store, what, value, by, out);
      if (values.reason.trim().length < 2) throw new UsageError('--reason "...": say in a few words why.');
      if (verb === 'join' || verb === 'leave') {
        if (what === '' || value === '') throw new UsageError(`Who, and which cohort? hearth limits ${verb} hearts p1`);
        if (verb === 'join') tell(await desk.join(what, value, by, values.reason.trim()), out);
        else {
          const done = await desk.leave(what, value, by, values.reason.trim());
          if (done.is === 'in-force') out.write(`${value} is in the cohort ${what} no longer.\n`);
          else tell(done, out);
        }
        return 0;
      }
      const [rule, name] = verb === 'on' || verb === 'off' ? ([what, OFF] as const) : namesOf(what);
      const given = verb === 'reset' ? null : verb === 'off' ? { value: 1 } : verb === 'on' ? { value: 0 } : parseGivenLimit(value);
      if (given === undefined) throw new UsageError(`A limit is a number and its unit, "4.2 mmol/L", not "${value}".`);
      tell(await desk.change({ scope, rule, name, given, by, reason: values.reason.trim() }), out);
      return 0;
    } catch (error) {
      throw asUsage(error);
    } finally {
      await store.close();
    }
  },
};

/** As in the console. */
const MAY_SET_LIMITS: readonly string[] = ['doctor', 'coordinator', 'administrator'];
const WHO_MAY = 'doctor, coordinator and administrator';
/** How many words each is, itself among them. */
const WORDS: Readonly<Record<string, number>> = {
  show: 1,
  set: 3,
  reset: 2,
  off: 2,
  on: 2,
  cohort: 3,
  join: 3,
  leave: 3,
  proposals: 1,
  approve: 2,
  refuse: 2,
};
const VERBS = Object.keys(WORDS);

function namesOf(what: string): readonly [rule: string, name: string] {
  const dot = what.lastIndexOf('.');
  if (dot <= 0) throw new UsageError(`A limit is named like glucose.low.limit, not "${what}". See: hearth limits`);
  return [what.slice(0, dot), what.slice(dot + 1)];
}

function tell(done: LimitDone, out: Out): void {
  if (done.is === 'in-force') out.write('In force for the next reading.\n');
  else {
    const { id, expires } = done.proposal;
    const until = new Date(expires).toISOString().slice(0, 16);
    out.write(
      `This weakens an urgent rule: ${inWords(done.proposal)}.\nIt is not in force until somebody else approves it, until ${until}Z:\n  hearth limits approve ${id} --by <name>\n`,
    );
  }
}

const inWords = ({ weakens, change }: Proposal): string => {
  const whom =
    change.is === 'limit'
      ? change.limit.scope
      : `${change.patient} ${change.is === 'join' ? 'into' : 'out of'} the cohort ${change.cohort}`;
  const what = weakens.map(({ rule, name, from, to, unit }) =>
    name === OFF ? `${rule} off` : `${rule}.${name} from ${from} to ${to} ${unit}`,
  );
  return `${whom}: ${what.join(', ')}`;
};

async function list(store: Store, out: Out): Promise<number> {
  const now = systemClock.now();
  const waiting = (await store.proposals.waiting(LISTED)).filter(({ expires }) => expires > now);
  if (waiting.length === 0) out.write('Nothing waits for another person.\n');
  for (const one of waiting) out.write(`${one.id}  by ${one.by}: ${one.reason}\n  ${inWords(one)}\n`);
  return 0;
}

async function show(
  store: Store,
  rules: RuleSet,
  scope: Scope,
  { patient, cohort, json }: { readonly patient?: string | undefined; readonly cohort?: string | undefined; readonly json: boolean },
  out: Out,
): Promise<number> {
  await mustExist(store, patient, cohort);
  const inForce = (await store.thresholds.inForce([scope], systemClock.now())).get(scope) ?? {};
  const rows = thresholdsOf(rules).map(({ rule, name, unit, value, title }) => ({
    limit: `${rule}.${name}`,
    value: inForce[`${rule}.${name}`] ?? value,
    unit,
    pack: value,
    off: inForce[`${rule}.${OFF}`] === 1,
    title: title.en,
  }));
  if (json) out.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  else
    for (const { limit, value, unit, pack, off, title } of rows) {
      const changed = value === pack ? '' : `  (pack: ${pack})`;
      out.write(`${limit.padEnd(44)} ${String(value).padStart(8)} ${unit.padEnd(8)} ${title}${changed}${off ? '  OFF' : ''}\n`);
    }
  return 0;
}

async function makeCohort(store: Store, id: string, name: string, by: string, out: Out): Promise<number> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || name.trim() === '')
    throw new UsageError('hearth limits cohort hearts "After the heart ward": an id in small letters, and a name.');
  const at = systemClock.now();
  await store.transact(async (records) => {
    if (await records.cohorts.get(id)) throw new UsageError(`There is a cohort ${id} already.`);
    await records.cohorts.save({ id, name: name.trim(), about: '', by, since: at });
    await records.audit.note([{ at, by, did: 'cohort.create', about: { cohort: id, name } }]);
  });
  out.write(`The cohort ${id} is there, with nobody in it yet.\n`);
  return 0;
}

async function mustExist(store: Store, patient: string | undefined, cohort: string | undefined): Promise<void> {
  if (patient !== undefined && !(await store.patients.get([patient])).has(patient)) throw new UsageError(`There is no patient ${patient}.`);
  if (cohort !== undefined && !(await store.cohorts.get(cohort))) throw new UsageError(`There is no cohort ${cohort}.`);
}

/** Who acts is written down, a second person must be one, and only those who may do it in the console may do it here. */
async function staffNamed(store: Store, name: string | undefined): Promise<string> {
  if (name === undefined) throw new UsageError('--by: under whose name? See: hearth user list');
  const user = await store.users.get(name);
  if (!user || user.disabled !== undefined) throw new UsageError(`Nobody signs in as ${name}. See: hearth user list`);
  if (!MAY_SET_LIMITS.includes(user.role)) throw new UsageError(`${name} is ${user.role}: limits are set by ${WHO_MAY}.`);
  return name;
}
