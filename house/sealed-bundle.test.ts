import { createHash, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../commands/audit.ts';
import { proveBundle, sealBundle } from '../domain/bundle.ts';
import { staySignedIn } from '../tests/callers.ts';
import { openTestHouse, pressure, type TestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import { auditKeyOf } from './audit-key.ts';

/** What an auditor gets of an incident: proof of all of it, and nothing clinical; and how that is held against the file of the clinic. */

let house: TestHouse;
let alert: string;
const bundles = { doctor: '', auditor: '' };

beforeAll(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', ['cuff-1']);
  const cuff = await house.connect('cuff-1');
  await cuff.publishAsync('hearth/v1/cuff-1/gatt/2a35', pressure(190, 125), { qos: 1 });
  await cuff.endAsync();
  await house.settle();
  alert = (await house.store.alerts.open('p1')).find(({ rule }) => rule.id === 'bp.crisis')!.id;
  await house.alertDesk.acknowledge(alert, 'dr.li', 30);
  await house.alertDesk.resolve(alert, 'dr.li', { outcome: 'spoken', note: 'told to rest' });
  for (const role of ['doctor', 'auditor'] as const) bundles[role] = await fetchAs(role);
});
afterAll(() => house.close());

async function fetchAs(role: 'doctor' | 'auditor'): Promise<string> {
  const cookie = await staySignedIn(house, { id: role, name: role, role, language: 'en' });
  const answer = await fetch(`${house.url}/api/v1/alerts/${alert}/bundle`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  if (role === 'auditor') expect(answer.headers.get('content-disposition')).toContain(`incident-sealed-${alert}.json`);
  return answer.text();
}
const prove = (text: string) => proveBundle(Buffer.from(text), auditKeyOf(house.folder).open);

test('an auditor gets the acts with their heads, and of all else the hash: no value, no note, no rule', () => {
  const { manifest, files, salts } = JSON.parse(bundles.auditor);
  expect(Object.keys(files)).toEqual(['acts', 'heads']);
  expect(Object.keys(salts)).toEqual(['acts', 'heads']);
  expect(manifest.withheld).toEqual(
    expect.arrayContaining(['alert', 'readings', 'rule', 'limits', 'patient', 'messages', 'life', 'notes']),
  );
  expect(files.acts.map(({ did }: { did: string }) => did)).toEqual(['alert.acknowledged', 'alert.resolved']);
  for (const clinical of ['systolicMmHg', 'told to rest', 'bp.crisis'])
    expect([clinical, bundles.auditor.includes(clinical), bundles.doctor.includes(clinical)]).toEqual([clinical, false, true]);
  expect(prove(bundles.auditor)).toMatchObject({ findings: [], manifest: { by: 'auditor' }, acts: 2 });
});

test('the hashes are those of the clinic’s own file, salted: nobody tries values against them', () => {
  const [clinic, auditor] = [JSON.parse(bundles.doctor), JSON.parse(bundles.auditor)];
  expect(auditor.manifest.files).toEqual(clinic.manifest.files);
  const plain = createHash('sha256')
    .update(JSON.stringify(clinic.files.patient, undefined, 1))
    .digest('hex');
  expect(Object.values(auditor.manifest.files)).not.toContain(plain);
});

test('what is withheld can be neither slipped in nor left out of the list unseen', () => {
  const put = JSON.parse(bundles.auditor);
  put.files.life = JSON.parse(bundles.doctor).files.life;
  put.salts.life = JSON.parse(bundles.doctor).salts.life;
  expect(prove(`${JSON.stringify(put, undefined, 1)}\n`).findings).toContain('life was put in: the manifest does not know it.');
  const listed = JSON.parse(bundles.doctor);
  delete listed.files.life;
  listed.manifest.withheld = ['life'];
  expect(prove(`${JSON.stringify(listed, undefined, 1)}\n`).findings).toEqual([
    'The manifest does not bear the signature of the house: it was changed.',
  ]);
});

test('the patient and the audit see that an auditor took a sealed file', async () => {
  const looks = (await house.store.audit.search({ patient: 'p1', did: 'read' }, 9)).map(({ by, about }) => [by, about.kind]);
  expect(looks).toEqual([
    ['auditor', 'sealed-bundle'],
    ['doctor', 'bundle'],
  ]);
});

test('the command holds the clinic’s file against the auditor’s, and names what differs', async () => {
  const folder = temporaryFolder();
  const [full, sealed, pem] = ['full.json', 'sealed.json', 'key.pem'].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(full, bundles.doctor);
  writeFileSync(sealed, bundles.auditor);
  writeFileSync(pem, auditKeyOf(house.folder).open.export({ type: 'spki', format: 'pem' }));
  let said = '';
  const out = { write: (text: string) => void (said += text), say: (text: string) => void (said += text), isTerminal: false };
  const verify = (...args: string[]) => audit.run(['bundle-verify', ...args, '--public-key', pem], out);
  expect(await verify(sealed)).toBe(0);
  expect(said).toMatch(/15 files, 13 of them by their hash alone, 2 acts of the audit/);
  expect(await verify(full, '--sealed', sealed)).toBe(0);
  expect(said).toContain(`Every file is the one whose hash ${sealed} holds.`);
  // Whoever has the key signs another story: the auditor’s hashes do not fit it.
  const { files, manifest } = JSON.parse(bundles.doctor);
  const { key: _, files: __, ...about } = manifest;
  const life = { ...files.life, state: { ...files.life.state, note: 'never reached' } };
  writeFileSync(full, sealBundle({ ...files, life }, about, auditKeyOf(house.folder).secret));
  expect(await verify(full)).toBe(0);
  expect(await verify(full, '--sealed', sealed)).toBe(1);
  expect(said).toMatch(/\nlife is not what it was at .*: it went on since, or was changed by somebody who has the key\.\n$/);
});

test('a bundle of the first form, without salts, is still proved', async () => {
  const text = (value: unknown) => JSON.stringify(value, undefined, 1);
  const { files, manifest: now } = JSON.parse(bundles.doctor);
  const hashes = Object.entries(files).map(([name, value]) => [name, createHash('sha256').update(text(value)).digest('hex')]);
  const manifest = { ...now, files: Object.fromEntries(hashes) };
  const format = 'hearth incident bundle 1';
  const signature = sign(null, Buffer.from(text([format, manifest])), auditKeyOf(house.folder).secret).toString('base64url');
  const old = `${text({ format, manifest, signature, files })}\n`;
  expect(prove(old).findings).toEqual([]);
  expect(prove(old.replace('told to rest', 'told to walk')).findings).toContain('alert was changed after the bundle was signed.');
});
