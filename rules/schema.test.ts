import { expect, test } from 'vitest';
import { packSchema } from './schema.ts';

test('an editor learns the keys of a rule, and that there are no others', () => {
  const schema = packSchema() as {
    properties: { rules: { items: { required: string[]; additionalProperties: boolean; properties: object } } };
  };
  const rule = schema.properties.rules.items;
  expect(rule.additionalProperties).toBe(false);
  expect(rule.required).toContain('source');
  expect(rule.required).not.toContain('tells');
  expect(JSON.stringify(schema)).toContain('"lasting"');
  expect(JSON.stringify(schema).length).toBeLessThan(40_000);
});
