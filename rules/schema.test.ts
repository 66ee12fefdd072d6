import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { casesSchema, packSchema } from './schema.ts';

const published = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, 'packs', name), 'utf8'));

test.each([
  ['pack.schema.json', packSchema],
  ['cases.schema.json', casesSchema],
] as const)('%s, as it is published, is what is read: run `node scripts/write-schemas.ts`', (name, schema) => {
  expect(published(name)).toEqual(JSON.parse(JSON.stringify(schema())));
});

test('every pack and its cases name their schema for editors', () => {
  for (const file of globSync(join(import.meta.dirname, 'packs/*.yaml'))) {
    const schema = file.endsWith('.cases.yaml') ? 'cases' : 'pack';
    expect(readFileSync(file, 'utf8').split('\n')[0], file).toBe(`# yaml-language-server: $schema=${schema}.schema.json`);
  }
});

test('an editor learns the keys of a rule, and that there are no others', () => {
  const schema = packSchema() as {
    properties: { rules: { items: { required: string[]; additionalProperties: boolean; properties: object } } };
  };
  const rule = schema.properties.rules.items;
  expect(rule.additionalProperties).toBe(false);
  expect(rule.required).toContain('source');
  expect(rule.required).not.toContain('tells');
  expect(JSON.stringify(schema)).toContain('"lasting"');
  expect(JSON.stringify(schema).length).toBeLessThan(60_000);
});
