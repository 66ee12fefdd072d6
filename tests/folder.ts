import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for all that the tests of a run write: it goes with the run, whatever became of a test, its worker or its server. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
