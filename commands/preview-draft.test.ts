import { expect, test } from 'vitest';
import type { PreviewAlert } from '../rules/preview.ts';
import { compare } from '../rules/preview-summary.ts';
import { inWords } from './preview-draft.ts';

test('times are the clinic’s, and it is said', () => {
  const opened = Date.UTC(2026, 2, 2, 20);
  const alert = { patient: 'p1', rule: 'bp.crisis', opened, day: '2026-03-03', night: true, late: false } as PreviewAlert;
  const text = inWords(
    compare([], [alert], { patients: 1, readings: 9, from: opened - 86_400_000, to: opened + 86_400_000 }),
    'Asia/Shanghai',
  );
  expect(text).toContain('times are those of Asia/Shanghai');
  expect(text).toContain('  2026-03-03T04:00  p1  bp.crisis, at night\n');
});
