import { describe, expect, test } from 'vitest';
import type { KeptClinic } from '../../domain/clinic.ts';
import { MORNING, type Open } from './samples.ts';

/** What an administrator set of the clinic. */
export function clinicConformance(open: Open): void {
  describe('the clinic', () => {
    test('is nothing until somebody sets it; what was set last holds, whole', async () => {
      const store = await open();
      expect(await store.clinic.kept()).toBeUndefined();
      const first: KeptClinic = {
        fields: { name: '城东诊所', zone: 'Asia/Urumqi', telephone: '010 1234 5678' },
        by: 'admin',
        since: MORNING,
      };
      await store.transact(({ clinic }) => clinic.keep(first));
      expect(await store.clinic.kept()).toEqual(first);
      // Of the same moment: the order in which they were set decides.
      const second: KeptClinic = { fields: { name: 'East ward', emergencyNumber: '999' }, by: 'dr.ma', since: MORNING };
      await store.transact(({ clinic }) => clinic.keep(second));
      expect(await store.clinic.kept()).toEqual(second);
    });
  });
}
