import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { proveBundle } from '../domain/bundle.ts';
import { createBundler } from '../house/audit-bundle.ts';
import { headsFile } from '../house/audit-heads.ts';
import { auditKeyOf, publicKeyIn } from '../house/audit-key.ts';
import { time } from '../house/audit-proof.ts';
import { readRules } from '../house/packs.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Out, UsageError } from './command.ts';
import { COMMAND_LINE, noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';

/** Everything about one alert, signed, into a file or to stdout. */
export async function writeBundle(id: string, file: string | undefined, config: string | undefined, out: Out): Promise<number> {
  const { store, config: settings } = await openRecords(config, out);
  try {
    const alert = await store.alerts.get(id);
    if (!alert) throw new UsageError(`There is no alert ${id}.`);
    await noteLooks(store, 'bundle', { patient: alert.patient });
    const rules = readRules(settings.packs);
    const bundle = createBundler({
      store,
      rules: () => rules,
      key: auditKeyOf(settings.data),
      heads: headsFile(settings.data, settings.audit),
      clinic: settings.clinic.name,
      clock: systemClock,
    });
    const text = await bundle(id, COMMAND_LINE);
    if (file === undefined) out.write(text);
    else {
      writeFileSync(file, text, { mode: 0o600 });
      out.say(`${file} is written. Whoever shall check it needs the public key as well: audit.pub.\n`);
    }
    return 0;
  } finally {
    await store.close();
  }
}

/** Whether a bundle is what was signed, to the byte; by the public key alone. */
export function verifyBundle(file: string, keyFile: string, out: Out): number {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file.`);
  const { findings, manifest, acts, unsealed } = proveBundle(readFileSync(file), publicKeyIn(keyFile));
  if (findings.length > 0) {
    for (const finding of findings) out.say(`${finding}\n`);
    return 1;
  }
  const open = unsealed === 0 ? '' : `, ${unsealed} of them since the last signed head`;
  out.write(
    `The bundle is whole: alert ${manifest?.alert}, made at ${time(manifest?.made)} by ${manifest?.by}, ${Object.keys(manifest?.files ?? {}).length} files, ${acts} acts of the audit${open}.\n`,
  );
  return 0;
}
