import { parseArgs } from 'node:util';
import { DAY } from '../domain/clock.ts';
import { durationText } from '../domain/duration-words.ts';
import { readRules } from '../house/packs.ts';
import { systemClock } from '../house/system-clock.ts';
import { type AlarmBudget, alarmBudget } from '../reports/metrics/alarm-budget.ts';
import { type Command, noMoreThan, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';

export const alerts: Command = {
  name: 'alerts',
  summary: 'The alarm budget: which rules led to something, which made noise, who answered how fast.',
  usage: 'hearth alerts budget [--days 30] [--json]',

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { days: { type: 'string', default: '30' }, json: { type: 'boolean', default: false }, config: { type: 'string' } },
    });
    noMoreThan(1, positionals);
    const [verb = 'budget'] = positionals;
    if (verb !== 'budget') throw new UsageError(`hearth alerts knows budget, not "${verb}".`);
    const days = Number(values.days);
    if (!Number.isInteger(days) || days < 1 || days > 400)
      throw new UsageError(`--days is a whole number from 1 to 400, not ${values.days}.`);
    const { store, config } = await openRecords(values.config, out);
    try {
      const to = systemClock.now();
      const from = to - days * DAY;
      const budget = alarmBudget(await store.alerts.lives(from, to), { from, to }, await store.deskNotes.onAlertsRaised(from, to));
      if (values.json) out.write(`${JSON.stringify(budget, undefined, 2)}\n`);
      else {
        const titles = new Map(readRules(config.packs).rules.map(({ id, title }) => [id, title[config.clinic.language]]));
        out.write(textOf(budget, days, (rule) => titles.get(rule) ?? rule));
      }
      return 0;
    } finally {
      await store.close();
    }
  },
};

function textOf(budget: AlarmBudget, days: number, titleOf: (rule: string) => string): string {
  if (budget.alerts === 0) return `No alerts in ${days} days.\n`;
  const time = (minutes: number | undefined) => (minutes === undefined ? '–' : durationText(minutes, 'en'));
  const rules = budget.rules.map(({ rule, alerts: n, acted, noise, stillOpen, actedPercent, medianMinutesToAnswer }) => [
    rule,
    String(n),
    String(acted),
    String(noise),
    String(stillOpen),
    actedPercent === undefined ? '–' : `${actedPercent} %`,
    time(medianMinutesToAnswer),
    titleOf(rule),
  ]);
  const people = budget.people.map(({ by, answered, closed, perDay, medianMinutesToAnswer, slowestMinutes }) => [
    by,
    String(answered),
    String(closed),
    String(perDay),
    time(medianMinutesToAnswer),
    time(slowestMinutes),
  ]);
  return [
    `${budget.alerts} alerts in ${days} days, ${budget.perDay} a day.`,
    '',
    table([['rule', 'alerts', 'acted on', 'noise', 'open', 'led to action', 'answered after', ''], ...rules]),
    ...(budget.noisiest.length > 0 ? ['', `Seven tenths of the noise: ${budget.noisiest.join(', ')}.`] : []),
    ...(people.length > 0 ? ['', table([['who', 'answered', 'closed', 'a day', 'median', 'slowest'], ...people])] : []),
    '',
  ].join('\n');
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
