/** Writes the list of figures into docs/metrics.md, from the code: `node scripts/write-metric-list.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Source } from '../domain/source.ts';
import { ACTIVITY_METRICS, GLUCOSE_METRICS, type MetricFact, type Need, PRESSURE_METRICS } from '../reports/metrics/catalogue.ts';
import { sources } from '../reports/sources.ts';

const DOC = new URL('../docs/metrics.md', import.meta.url);
const [BEGIN, END] = ['<!-- the list: node scripts/write-metric-list.ts -->', '<!-- end of the list -->'];

/** The page as it should be. */
export function withMetricList(page: string): string {
  const [before, rest = ''] = page.split(BEGIN);
  const lists = `## Glucose\n\n${table(GLUCOSE_METRICS)}\n\n## Blood pressure\n\n${table(PRESSURE_METRICS)}\n\n## Activity\n\n${table(ACTIVITY_METRICS)}`;
  return `${before}${BEGIN}\n${lists}\n\n## Sources\n\n${sourceList()}\n${END}${rest.split(END)[1] ?? ''}`;
}

const table = (facts: readonly MetricFact[]): string =>
  [
    '| figure | unit | formula | needs | source |',
    '| --- | --- | --- | --- | --- |',
    ...facts.map(
      ({ name, unit, formula, need, source }) =>
        `| \`${name}\` | ${unit === 'glucose' ? 'as the data' : unit} | ${formula.replaceAll('|', '\\|')} | ${needText(need)} | \`${source}\` |`,
    ),
  ].join('\n');

const needText = (need: Need): string =>
  'wear' in need ? '14 days of a sensor, 70 %' : 'readings' in need ? `${need.readings} readings` : `${need.days} days`;

const sourceList = (): string =>
  Object.entries(sources as Readonly<Record<string, Source>>)
    .map(
      ([id, { organisation, title, year, section, evidence }]) =>
        `- \`${id}\` (${evidence}): ${organisation}, ${title}, ${year}. ${section ?? ''}`,
    )
    .join('\n');

if (import.meta.main) {
  writeFileSync(DOC, withMetricList(readFileSync(DOC, 'utf8')));
  console.log(`${DOC.pathname} is written.`);
}
