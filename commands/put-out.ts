import { writeFileSync } from 'node:fs';
import type { Out } from './command.ts';

/** What was asked for: into the file that was named, or to whoever reads along. */
export function putOut(out: Out, text: string | Uint8Array, file: string | undefined): void {
  if (file === undefined) out.write(String(text));
  else {
    writeFileSync(file, text);
    out.say(`${file} is written.\n`);
  }
}
