/** Writes the JSON Schemas of packs and of their cases, which editors read, and of the report. A test goes red when they are out of date. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../house/packs.ts';
import { reportSchema } from '../reports/report-schema.ts';
import { casesSchema, packSchema } from '../rules/schema.ts';

for (const [path, schema] of [
  ['rules/packs/pack.schema.json', packSchema()],
  ['rules/packs/cases.schema.json', casesSchema()],
  ['reports/report.v1.schema.json', reportSchema()],
] as const) {
  const file = join(home, path);
  writeFileSync(file, `${JSON.stringify(schema, undefined, 1)}\n`);
  console.log(`${file} is written.`);
}
