import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, the longest first. One that is gone or new costs a little time at the end of a run, nothing else. */
const LONG = [
  'tests/kill.test.ts',
  'tests/console.test.ts',
  'tests/console-rooms.test.ts',
  'tests/soak.test.ts',
  'tests/roles-console.test.ts',
  'tests/console-days.test.ts',
  'commands/wrong-starts.test.ts',
  'tests/gateway.test.ts',
  'tests/words-console.test.ts',
  'tests/duty-kill.test.ts',
  'tests/access-console.test.ts',
  'tests/report-kill.test.ts',
  'tests/monday.test.ts',
  'tests/low-glucose-walk.test.ts',
  'tests/own-offline.test.ts',
  'tests/approval-kill.test.ts',
  'tests/gateway-memory.test.ts',
];

/** Begins with the longest files, so that none of them is left alone at the end; on a fresh clone nobody remembers which they were. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
