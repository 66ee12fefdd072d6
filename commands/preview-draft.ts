import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { PreviewRequest } from '../api/parts.ts';
import { Patient } from '../domain/patient.ts';
import { readRules } from '../house/packs.ts';
import { createPreview } from '../house/preview-rules.ts';
import { systemClock } from '../house/system-clock.ts';
import type { RuleSet } from '../rules/compile.ts';
import type { Draft } from '../rules/draft.ts';
import { parseGivenLimit, readTriedLimit } from '../rules/given-limit.ts';
import { parsePack } from '../rules/pack.ts';
import type { PreviewAlert } from '../rules/preview.ts';
import type { Comparison, Tally } from '../rules/preview-summary.ts';
import { asUsage, type Out, UsageError } from './command.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';

const LISTED = 10;

/** `hearth rules preview`: replays stored history under the rules of today and under a draft. */
export async function preview(args: readonly string[], out: Out): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      limit: { type: 'string', multiple: true, default: [] },
      draft: { type: 'string' },
      patient: { type: 'string' },
      group: { type: 'string' },
      cohort: { type: 'string' },
      days: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
      config: { type: 'string' },
    },
  });
  if (values.limit.length === 0 && values.draft === undefined)
    throw new UsageError('What to try? --limit rule.name=value, or --draft pack.yaml.');
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 366)
    throw new UsageError(`--days is a whole number from 1 to 366, not ${values.days}.`);
  const of = whom(values.patient, values.group, values.cohort);

  const { store, config } = await openRecords(values.config, out);
  try {
    await noteLooks(store, 'preview', values.patient === undefined ? { shown: [] } : { patient: values.patient });
    const rules = readRules(config.packs);
    const draft: Draft = {
      limits: Object.fromEntries(values.limit.map((text) => limitOf(text, rules))),
      ...(values.draft === undefined ? {} : { rules: parsePack(readFileSync(values.draft, 'utf8'), values.draft) }),
    };
    const steps = createPreview({ store, rules: () => rules, now: systemClock.now })({ draft, of, days });
    for await (const step of steps) {
      if (step.is === 'progress') {
        if (out.isTerminal) out.say(`\r${step.done} of ${step.of} patients, ${step.readings} readings`);
        continue;
      }
      if (out.isTerminal) out.say('\n');
      out.write(values.json ? `${JSON.stringify(step.comparison, undefined, 2)}\n` : inWords(step.comparison, config.clinic.zone));
    }
    return 0;
  } catch (error) {
    throw asUsage(error);
  } finally {
    await store.close();
  }
}

export function whom(patient: string | undefined, group: string | undefined, cohort: string | undefined): PreviewRequest['of'] {
  if ([patient, group, cohort].filter((one) => one !== undefined).length > 1)
    throw new UsageError('One of --patient, --group and --cohort, not several.');
  if (cohort !== undefined) return { cohort };
  if (patient !== undefined) return { patient };
  if (group === undefined) return 'all';
  const known = Patient.shape.group.unwrap().safeParse(group);
  if (!known.success) throw new UsageError(`--group is ${Patient.shape.group.unwrap().options.join(', ')}, not ${group}.`);
  return { group: known.data };
}

/** `bp.crisis.systolic=170`, `glucose.low.limit=70 mg/dL`, `bp.crisis.off=1`: within the bounds of the rule. */
export function limitOf(text: string, rules: RuleSet): readonly [key: string, value: number] {
  const [, rule = '', name = '', said = ''] = /^([^=]+)\.([A-Za-z0-9]+)=(.+)$/.exec(text) ?? [];
  const given = parseGivenLimit(said);
  if (!given) throw new UsageError(`--limit is written as bp.crisis.systolic=170 or "glucose.low.limit=70 mg/dL", not ${text}.`);
  const read = readTriedLimit(rules, rule, name, given);
  if ('problem' in read) throw new UsageError(read.problem.detail);
  return [`${rule}.${name}`, read.value];
}

/** Both sides of a comparison, for a terminal. */
export function inWords(
  { today, draft, patients, readings, from, to, byRule, added, addedCount, gone, goneCount }: Comparison,
  zone: string,
): string {
  const days = Math.round((to - from) / 86_400_000);
  const row = (name: string, key: keyof Tally) =>
    `  ${name.padEnd(28)}${String(today[key] ?? '-').padStart(10)}${String(draft[key] ?? '-').padStart(10)}\n`;
  const list = (title: string, alerts: readonly PreviewAlert[], count: number) =>
    count === 0
      ? ''
      : `\n${title}: ${count}\n${alerts
          .slice(0, LISTED)
          .map((alert) => line(alert, zone))
          .join('')}${count > LISTED ? `  and ${count - LISTED} more\n` : ''}`;
  return (
    `${patients} patients, ${readings} readings, ${days} days\n\n  ${''.padEnd(28)}${'today'.padStart(10)}${'draft'.padStart(10)}\n` +
    row('alerts', 'alerts') +
    row('  told as late', 'late') +
    row('  at night (22 to 6)', 'atNight') +
    row('  a day', 'perDay') +
    row('patients with one', 'patients') +
    row('hours to the first, median', 'firstAfterHours') +
    row('messages', 'messages') +
    row('minutes of work, about', 'minutesOfWork') +
    `\n${byRule.map(({ rule, today: before, draft: after }) => `  ${rule.padEnd(28)}${String(before).padStart(10)}${String(after).padStart(10)}\n`).join('')}` +
    (addedCount + goneCount > 0 ? `\ntimes are those of ${zone}, the clinic's zone\n` : '') +
    list('new with the draft', added, addedCount) +
    list('gone with the draft', gone, goneCount)
  );
}

const line = ({ patient, rule, opened, day, night, late }: PreviewAlert, zone: string): string =>
  `  ${Temporal.Instant.fromEpochMilliseconds(opened).toZonedDateTimeISO(zone).toString().slice(0, 16)}  ${patient}  ${rule}${night ? ', at night' : ''}${late ? `, late: heard on ${day}` : ''}\n`;
