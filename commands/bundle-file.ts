import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { differing, type Manifest, proveBundle } from '../domain/bundle.ts';
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

/**
 * Whether a bundle is what was signed, to the byte; by the public key alone. `sealed`: an auditor's own file of the same alert, which must hold
 * the hashes of the same files.
 */
export function verifyBundle(file: string, keyFile: string, out: Out, sealed?: string): number {
  const key = publicKeyIn(keyFile);
  const prove = (one: string) => {
    if (!existsSync(one)) throw new UsageError(`${one}: there is no such file.`);
    return proveBundle(readFileSync(one), key);
  };
  const { findings, manifest, acts, unsealed } = prove(file);
  const wrong = [...findings];
  if (sealed !== undefined && manifest) {
    const other = prove(sealed);
    wrong.push(...other.findings.map((finding) => `${sealed}: ${finding}`), ...(other.manifest ? compared(manifest, other.manifest) : []));
  }
  if (wrong.length > 0 || !manifest) {
    for (const finding of wrong) out.say(`${finding}\n`);
    return 1;
  }
  const open = unsealed === 0 ? '' : `, ${unsealed} of them since the last signed head`;
  const { alert, made, by, files, withheld = [] } = manifest;
  const hidden = withheld.length === 0 ? '' : `, ${withheld.length} of them by their hash alone`;
  const same = sealed === undefined ? '' : ` Every file is the one whose hash ${sealed} holds.`;
  out.write(
    `The bundle is whole: alert ${alert}, made at ${time(made)} by ${by}, ${Object.keys(files).length} files${hidden}, ${acts} acts of the audit${open}.${same}\n`,
  );
  return 0;
}

function compared(manifest: Manifest, sealed: Manifest): readonly string[] {
  if (manifest.alert !== sealed.alert) return [`One is of the alert ${manifest.alert}, the other of ${sealed.alert}.`];
  return differing(manifest, sealed).map(
    (name) => `${name} is not what it was at ${time(sealed.made)}: it went on since, or was changed by somebody who has the key.`,
  );
}
