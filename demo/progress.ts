import type { Out } from '../commands/command.ts';

/** A bar that fills in place on a terminal, and says each tenth on a line of its own elsewhere. */
export function createProgress(out: Out, total: number) {
  let told = -1;
  return {
    show(done: number, said: string): void {
      const share = total === 0 ? 1 : done / total;
      if (out.isTerminal) {
        const full = Math.round(share * 30);
        out.say(`\r\u001b[2K${'█'.repeat(full)}${'░'.repeat(30 - full)} ${String(Math.round(share * 100)).padStart(3)} %  ${said}`);
      } else if (Math.floor(share * 10) > told) {
        told = Math.floor(share * 10);
        out.say(`${String(told * 10).padStart(3)} %  ${said}\n`);
      }
    },
    end(): void {
      if (out.isTerminal) out.say('\n');
    },
  };
}
