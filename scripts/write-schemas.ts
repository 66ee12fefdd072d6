/** Writes the JSON Schemas of packs and of their cases, which editors read. A test goes red when they are out of date. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { home } from '../packs.ts';
import { casesSchema, packSchema } from '../rules/schema.ts';

for (const [name, schema] of [
  ['pack', packSchema()],
  ['cases', casesSchema()],
] as const) {
  const file = join(home, `rules/packs/${name}.schema.json`);
  writeFileSync(file, `${JSON.stringify(schema, undefined, 1)}\n`);
  console.log(`${file} is written.`);
}
