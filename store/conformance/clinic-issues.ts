import { describe, expect, test } from 'vitest';
import type { ClinicIssue, OwedClinicIssue } from '../../domain/clinic-issue.ts';
import { HOUR } from '../../domain/clock.ts';
import { MORNING, type Open } from './samples.ts';

const owed = (id: string, free = MORNING): OwedClinicIssue => ({ id, period: '2026-02', due: MORNING, free, failed: 0 });
const issue = (id: string, issued = MORNING): ClinicIssue => ({
  id,
  period: '2026-02',
  from: 0,
  to: MORNING,
  issued,
  by: 'hearth',
  patients: 3,
  schema: 1,
  sha256: 'ab',
  bytes: 2,
});

/** The clinic's reports as they were issued. */
export function clinicIssueConformance(open: Open): void {
  describe('clinic issues', () => {
    test('what was issued is kept word for word, once, the last first', async () => {
      const store = await open();
      await store.transact(async ({ clinicIssues }) => {
        expect(await clinicIssues.keep(issue('a'), '{"说":"血糖"}')).toBe(true);
        expect(await clinicIssues.keep(issue('a', MORNING + 1), 'other')).toBe(false);
        await clinicIssues.keep(issue('b', MORNING + HOUR), 'b');
      });
      expect(await store.clinicIssues.get('a')).toEqual(issue('a'));
      expect(await store.clinicIssues.content('a')).toBe('{"说":"血糖"}');
      expect([await store.clinicIssues.get('no'), await store.clinicIssues.content('no')]).toEqual([undefined, undefined]);
      expect((await store.clinicIssues.list(9)).map(({ id }) => id)).toEqual(['b', 'a']);
      expect((await store.clinicIssues.list(1)).map(({ id }) => id)).toEqual(['b']);
    });

    test('what is owed waits for its moment, is put off, and written; owed twice it is owed once', async () => {
      const store = await open();
      await store.transact(async ({ clinicIssues }) => {
        await clinicIssues.owe(owed('b', MORNING + HOUR));
        await clinicIssues.owe(owed('a'));
        await clinicIssues.owe(owed('a', MORNING + 9 * HOUR));
      });
      expect(await store.clinicIssues.next()).toBe(MORNING);
      expect(await store.clinicIssues.owed(MORNING - 1)).toBeUndefined();
      expect(await store.clinicIssues.owed(MORNING)).toEqual(owed('a'));
      await store.transact(({ clinicIssues }) => clinicIssues.putOff({ ...owed('a'), failed: 1, why: 'no ink' }, MORNING + 2 * HOUR));
      expect(await store.clinicIssues.owed(MORNING + HOUR)).toEqual(owed('b', MORNING + HOUR));
      await store.transact(({ clinicIssues }) => clinicIssues.keep(issue('b'), 'b'));
      expect(await store.clinicIssues.owed(MORNING + 2 * HOUR)).toMatchObject({ id: 'a', failed: 1, why: 'no ink' });
      await store.transact(async ({ clinicIssues }) => {
        await clinicIssues.keep(issue('a'), 'a');
        await clinicIssues.owe(owed('b'));
      });
      expect([await store.clinicIssues.next(), await store.clinicIssues.owed(MORNING + 99 * HOUR)]).toEqual([undefined, undefined]);
    });
  });
}
