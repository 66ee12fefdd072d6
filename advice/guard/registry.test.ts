import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Draft } from '../generator.ts';
import { sampleBrief } from '../guard-cases.ts';
import { checks, guard } from './registry.ts';

test('every file of the folder is a check of the registry, and has its table', () => {
  const files = globSync(join(import.meta.dirname, '*.ts')).map((file) => basename(file, '.ts'));
  const named = files.filter((file) => !file.endsWith('.test') && file !== 'check' && file !== 'registry');
  expect(Object.keys(checks).toSorted()).toEqual(named.toSorted());
  expect(files).toEqual(expect.arrayContaining(named.map((name) => `${name}.test`)));
});

test('a finding says which check found it and where', () => {
  const draft: Draft = {
    sentences: [
      { text: 'Have a walk.', topic: 'exercise', facts: [], source: 'walk' },
      { text: 'Stop your metformin.', topic: 'diet', facts: [], source: 'walk' },
    ],
  };
  const brief = sampleBrief('en', { offers: [{ id: 'walk', topic: 'exercise', part: 'step', text: 'x', facts: [], fit: 0 }] });
  expect(guard(draft, [], brief)).toEqual([
    { sentence: 1, why: 'dose: “stop your metformin” changes a medicine' },
    { sentence: 1, why: 'medicine: “metformin” is named other than to be careful with it' },
  ]);
});

test.each([[undefined], [null], [{}], [{ sentences: 'x' }], [{ sentences: [null] }], [{ sentences: [{ text: 1 }] }]])(
  'what is no draft at all is turned down: %j',
  (draft) => {
    expect(guard(draft as unknown as Draft, [], sampleBrief('en'))).not.toEqual([]);
  },
);
