import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseDocument, stringify } from 'yaml';
import { DutyPlan } from '../domain/duty.ts';
import { planBounds } from '../duty/plan-bounds.ts';
import { planProblems } from '../duty/plan-problems.ts';
import { onDuty } from '../duty/roster.ts';
import { timetable } from '../duty/timetable.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Command, noMoreThan, type Out, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';

export const duty: Command = {
  name: 'duty',
  summary: 'Who is on duty when, and who is told when nobody answers an alert.',
  usage: `hearth duty                    who is on duty now, and the plan as YAML
hearth duty set plan.yaml [--reason "the autumn rota"]
                               sets the plan; what it leaves out has its default (docs/duty.md)`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: 'string' }, reason: { type: 'string' } },
    });
    noMoreThan(2, positionals);
    const [verb = 'show', file] = positionals;
    if (verb !== 'show' && verb !== 'set') throw new UsageError(`hearth duty knows show and set, not "${verb}".`);
    if (verb === 'set' && !file) throw new UsageError('Which plan? hearth duty set plan.yaml');
    const plan = verb === 'set' ? readPlan(file!) : undefined;
    const { store, config } = await openRecords(values.config, out);
    const now = systemClock.now();
    try {
      if (plan) {
        const wrong = planProblems(plan, await store.users.list()).map(({ detail }) => detail);
        if (wrong.length > 0) throw new UsageError(`The plan cannot hold: ${wrong.join('; ')}. Who there is: hearth user list`);
        const unprotected = planBounds(plan).map(({ detail }) => detail);
        if (unprotected.length > 0)
          throw new UsageError(`The plan would leave alerts without anybody who looks: ${unprotected.join('; ')}.`);
        await store.transact(async (records) => {
          await records.duty.setPlan(plan, 'command line', now, values.reason);
          await records.audit.note([
            {
              at: now,
              by: 'command line',
              did: 'duty.plan',
              about: { shifts: plan.shifts.length, ...(values.reason === undefined ? {} : { reason: values.reason }) },
            },
          ]);
        });
        out.write(`The plan holds from now on: ${plan.shifts.length} shifts, ${plan.holidays.length} holidays.\n`);
        writeGaps(plan, now, config.clinic.zone, out);
        return 0;
      }
      const { plan: inForce, by } = await store.duty.plan();
      for (const role of ['coordinator', 'doctor'] as const) {
        const names = onDuty(inForce, role, now, config.clinic.zone);
        out.write(`# ${role} on duty now: ${names.length > 0 ? names.join(', ') : 'nobody by the plan, so the whole role is told'}\n`);
      }
      writeGaps(inForce, now, config.clinic.zone, out);
      out.write(`# ${by === undefined ? 'the defaults' : `set by ${by}`}\n${stringify(inForce)}`);
      return 0;
    } finally {
      await store.close();
    }
  },
};

const DAYS_AHEAD = 28;

/** The hours of the next four weeks that no shift covers. */
function writeGaps(plan: DutyPlan, now: number, zone: string, out: Out): void {
  const text = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  for (const { role, from, to } of timetable(plan, now, zone, DAYS_AHEAD).gaps)
    out.write(`# no ${role} on duty from ${text(from)} to ${text(to)}: the whole role is told\n`);
}

function readPlan(file: string): DutyPlan {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file.`);
  const document = parseDocument(readFileSync(file, 'utf8'));
  if (document.errors.length > 0)
    throw new UsageError(document.errors.map(({ message }) => `${file}: ${message.split('\n')[0]}`).join('\n'));
  const parsed = DutyPlan.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  throw new UsageError(
    parsed.error.issues
      .map((issue) => {
        const at = issue.path.join('.') || 'the plan';
        return `${file}: ${at}: ${issue.code === 'unrecognized_keys' ? `there is no ${issue.keys.join(', ')}` : issue.message}`;
      })
      .join('\n'),
  );
}
