import { expect, test } from 'vitest';
import { match } from './match.ts';

test.each([
  ['/patients/:id', '/patients/demo-lin', { id: 'demo-lin' }],
  ['/patients/:id', '/patients/demo-lin/', { id: 'demo-lin' }],
  ['/patients/:id/:tab', '/patients/demo-lin/report', { id: 'demo-lin', tab: 'report' }],
  ['/p/:token', '/p/a%2Fb', { token: 'a/b' }],
  ['/p/:token', '/p/%E0%A4%A', { token: '%E0%A4%A' }],
  ['/patients/:id', '/patients', undefined],
  ['/patients/:id', '/patients/', undefined],
  ['/patients/:id', '/devices/cuff-1', undefined],
  ['/patients/:id', '/patients/demo-lin/report', undefined],
])('%s on %s', (pattern, path, parts) => {
  expect(match(pattern, path)).toEqual(parts);
});
