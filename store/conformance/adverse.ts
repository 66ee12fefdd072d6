import { describe, expect, test } from 'vitest';
import { AdverseContent } from '../../domain/adverse-content.ts';
import type { AdverseReport } from '../../domain/adverse-report.ts';
import type { Open } from './samples.ts';

/** Reports of adverse reactions, with every version of each. */
export function adverseConformance(open: Open): void {
  describe('reports of adverse reactions', () => {
    const report = (id: string, begun: number, more: Partial<AdverseReport> = {}): AdverseReport => ({
      ...{ id, patient: 'p1', state: 'under-review', version: 1, begun, by: 'd1', from: 'clinician', aware: begun },
      content: AdverseContent.parse({ language: 'zh-CN', reactions: [{ term: '皮疹' }] }),
      ...more,
    });
    const by = (did: string, at = 1) => ({ at, by: 'd1', did });

    test('are found by id and by patient: what is open first, then the newest', async () => {
      const store = await open();
      await store.transact(async (records) => {
        await records.adverse.save(report('r1', 1), by('begun'));
        await records.adverse.save(report('r2', 2, { state: 'exported' }), by('begun'));
        await records.adverse.save(report('r3', 3, { patient: 'p2' }), by('begun'));
        await records.adverse.save(report('r4', 4, { state: 'dismissed' }), by('begun'));
      });
      expect(await store.adverse.get('r1')).toEqual(report('r1', 1));
      expect(await store.adverse.get('r9')).toBeUndefined();
      expect((await store.adverse.list(9)).map(({ id }) => id)).toEqual(['r3', 'r1', 'r4', 'r2']);
      expect((await store.adverse.list(9, 'p1')).map(({ id }) => id)).toEqual(['r1', 'r4', 'r2']);
      expect(await store.adverse.list(1)).toHaveLength(1);
      expect(await store.adverse.openCount()).toBe(2);
    });

    test('keep every version, and a version once', async () => {
      const store = await open();
      const second = report('r1', 1, { version: 2, state: 'completed', content: AdverseContent.parse({ language: 'en' }) });
      await store.transact(async (records) => {
        await records.adverse.save(report('r1', 1), by('begun'));
        await records.adverse.save(second, by('completed', 2));
        await records.adverse.save(second, by('again', 3));
      });
      expect(await store.adverse.get('r1')).toEqual(second);
      expect(await store.adverse.versions('r1')).toEqual([
        { report: 'r1', version: 1, ...by('begun'), state: 'under-review', content: report('r1', 1).content },
        { report: 'r1', version: 2, ...by('completed', 2), state: 'completed', content: second.content },
      ]);
      expect(await store.adverse.versions('r9')).toEqual([]);
    });
  });
}
