import type { ApiParts } from '../api/parts.ts';
import type { Clock } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { createBundler } from './audit-bundle.ts';
import { copyFile, createHeads, headsFile } from './audit-heads.ts';
import { auditKeyOf } from './audit-key.ts';
import { auditState, createProver } from './audit-prover.ts';
import type { Settings } from './settings.ts';

/** What proves that the audit is as it was written: heads signed outside of the database, proofs, and incidents in one signed file. */
export function openAudit(parts: {
  readonly store: Store;
  readonly rules: () => RuleSet;
  readonly clock: Clock;
  readonly config: Settings;
  readonly onTrouble: (error: unknown) => void;
}): Pick<ApiParts, 'audit' | 'bundle'> & { run(signal: AbortSignal): Promise<void>; close(): Promise<void> } {
  const { store, rules, clock, config, onTrouble } = parts;
  const key = auditKeyOf(config.data);
  const file = headsFile(config.data, config.audit);
  const heads = createHeads({ store, clock, key, file, copy: copyFile(config.audit), onTrouble });
  const bundler = createBundler({ store, rules, key, heads: file, clinic: config.clinic.name, clock });
  const prover = createProver({ place: { data: config.data, heads: file }, clock, everyHours: config.audit.verifyHours, onTrouble });
  return {
    audit: auditState({ heads, prover, key }),
    async bundle(alert, by, sealed) {
      await heads.tick();
      return bundler(alert, by, sealed);
    },
    run: (signal) => heads.run(signal, prover.tick),
    async close() {
      await prover.close();
      await heads.tick();
    },
  };
}
