import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../commands/audit.ts';
import { proveBundle } from '../domain/bundle.ts';
import { openTestHouse, pressure, type TestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import { auditKeyOf } from './audit-key.ts';
import { hashKey, newSecret } from './secrets.ts';

/** One incident as it happens: a cuff over MQTT, an alert, a message, a person who resolves it; then its bundle over HTTP. */

let house: TestHouse;
let bundle: string;
let alert: string;
let cookie: string;
const key = () => auditKeyOf(house.folder);
const get = (path: string) => fetch(`${house.url}/api/v1${path}`, { headers: { cookie } });

beforeAll(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', ['cuff-1']);
  const secret = newSecret();
  const now = Date.now();
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'dr.li', name: 'Li', role: 'administrator', language: 'en' });
    await records.sessions.open({ keyHash: hashKey(secret), user: 'dr.li', since: now, until: now + 3_600_000, once: false });
    await records.identities.save('p1', { name: 'Canary Testperson' });
    const limit = { scope: 'p1', rule: 'bp.crisis', name: 'systolic', value: 175, by: 'dr.li', reason: 'aneurysm', since: now - 1000 };
    await records.thresholds.set(limit);
  });
  cookie = `hearth=${secret}`;
  const cuff = await house.connect('cuff-1');
  await cuff.publishAsync('hearth/v1/cuff-1/gatt/2a35', pressure(190, 125), { qos: 1 });
  await cuff.endAsync();
  await house.settle();
  alert = (await house.store.alerts.open('p1')).find(({ rule }) => rule.id === 'bp.crisis')!.id;
  await house.alertDesk.acknowledge(alert, 'dr.li', 30);
  await house.alertDesk.resolve(alert, 'dr.li', { outcome: 'spoken', note: 'called' });
  const answer = await get(`/alerts/${alert}/bundle`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toContain(`incident-${alert}.json`);
  bundle = await answer.text();
});
afterAll(() => house.close());

const prove = (text: string | Uint8Array, by = key().open) => proveBundle(typeof text === 'string' ? Buffer.from(text) : text, by);

test('it holds what happened from the bytes to the outcome, under a pseudonym, and proves itself', () => {
  const { files, manifest } = JSON.parse(bundle);
  expect(prove(bundle)).toMatchObject({ findings: [], manifest: { alert, by: 'dr.li' }, acts: files.acts.length, unsealed: 0 });
  expect(Object.keys(manifest.files)).toEqual(Object.keys(files));
  expect(files.alert).toMatchObject({ id: alert, state: { is: 'resolved', outcome: 'spoken', by: 'dr.li', note: 'called' } });
  expect(files.readings).toMatchObject([
    { reading: { systolicMmHg: 190 }, judgement: { is: 'judged', rules: files.rule.ruleSetNow }, history: [] },
  ]);
  expect(files.rule).toMatchObject({
    id: 'bp.crisis',
    isTheOneThatRaisedIt: true,
    rule: { source: expect.anything(), when: expect.anything() },
  });
  expect(files.limits.patient).toMatchObject([{ name: 'systolic', value: 175, reason: 'aneurysm' }]);
  expect(files.decisions[0]).toMatchObject({ decision: { do: 'open-alert' } });
  expect(files.messages.length).toBeGreaterThan(0);
  expect(files.sends.length).toBeGreaterThan(0);
  expect(files.sends[0].steps).toHaveProperty('accepted');
  expect(files.life.changes.map(({ to }: { to: { is: string } }) => to.is)).toEqual(['acknowledged', 'resolved']);
  expect(files.acts.map(({ did }: { did: string }) => did)).toEqual(expect.arrayContaining(['alert.acknowledged', 'alert.resolved']));
  expect(files.heads.length).toBeGreaterThan(0);
  expect(bundle).not.toContain('Canary');
});

test('whoever fetches it is in the audit; nobody of that name is an error', async () => {
  expect(await house.store.audit.search({ patient: 'p1', did: 'read' }, 9)).toMatchObject([{ by: 'dr.li', about: { kind: 'bundle' } }]);
  expect((await get('/alerts/nothing/bundle')).status).toBe(404);
});

test('a byte changed in any file of it is found, and the file is named', () => {
  const { files } = JSON.parse(bundle);
  for (const name of Object.keys(files)) {
    const at = bundle.lastIndexOf(`\n  "${name}": `);
    const from = bundle.slice(at).search(/[0-9a-z]+"?,?\n/) + at;
    const bytes = Buffer.from(bundle);
    bytes[from]! ^= 1;
    expect(prove(bytes).findings.length, name).toBeGreaterThan(0);
    const changed = JSON.parse(bundle);
    changed.files[name] = [...[changed.files[name]].flat(), 'more'];
    expect(prove(`${JSON.stringify(changed, undefined, 1)}\n`).findings).toContain(`${name} was changed after the bundle was signed.`);
    delete changed.files[name];
    expect(prove(`${JSON.stringify(changed, undefined, 1)}\n`).findings).toContain(`${name} is missing.`);
  }
});

test('any byte, anywhere, and any that is put in or cut off', () => {
  const whole = Buffer.from(bundle);
  const step = Math.ceil(whole.length / 400);
  for (let at = 0; at < whole.length; at += step) {
    const bytes = Buffer.from(whole);
    bytes[at]! ^= 1;
    expect(prove(bytes).findings.length, `byte ${at}`).toBeGreaterThan(0);
  }
  expect(prove(bundle.replace('": ', '":  ')).findings).toEqual([
    'The file was changed, though not what it says: it is not the text that was signed.',
  ]);
  expect(prove(bundle.slice(0, -1)).findings.length).toBeGreaterThan(0);
  expect(prove(`${bundle} `).findings.length).toBeGreaterThan(0);
  expect(prove(bundle.slice(0, 500)).findings).toEqual(['This is no bundle: it is not JSON, or was damaged.']);
});

test('another key, and an act that was put in by whoever holds the key but not the heads', async () => {
  expect(prove(bundle, generateKeyPairSync('ed25519').publicKey).findings.join()).toContain('was signed by the key');
  const { sealBundle } = await import('../domain/bundle.ts');
  const { files, manifest } = JSON.parse(bundle);
  const acts = structuredClone(files.acts);
  acts[0].by = 'dr.evil';
  const { key: _, files: __, ...about } = manifest;
  const forged = prove(sealBundle({ ...files, acts }, about, key().secret));
  expect(forged.findings).toEqual([
    expect.stringMatching(/^Act \d+ of .* is not what its hash says/),
    expect.stringMatching(/^Act \d+ of .* is not the act that head \d+ was signed over\.$/),
  ]);
});

test('the command writes one too and verifies both, by a key from elsewhere, without a database', async () => {
  const elsewhere = temporaryFolder();
  const config = join(elsewhere, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\n`);
  let said = '';
  const out = { write: (text: string) => void (said += text), say: (text: string) => void (said += text), isTerminal: false };
  const [file, pem] = [join(elsewhere, 'incident.json'), join(elsewhere, 'key.pem')];
  expect(await audit.run(['bundle', alert, '--output', file, '--config', config], out)).toBe(0);
  writeFileSync(pem, key().open.export({ type: 'spki', format: 'pem' }));
  expect(await audit.run(['bundle-verify', file, '--public-key', pem], out)).toBe(0);
  expect(said).toContain(`The bundle is whole: alert ${alert}`);
  writeFileSync(file, bundle.replace('called', 'killed'));
  expect(await audit.run(['bundle-verify', file, '--public-key', pem], out)).toBe(1);
  expect(said).toContain('alert was changed after the bundle was signed.');
  await expect(audit.run(['bundle', 'nothing', '--config', config], out)).rejects.toThrow('There is no alert nothing.');
});

test('an administrator sees the last head, asks for a proof, and finds acts by person, patient and kind', async () => {
  const proof = await fetch(`${house.url}/api/v1/audit/proof`, { method: 'POST', headers: { cookie, 'hearth-request': '1' } });
  const state = (await proof.json()) as { proof: { ok: boolean; findings: string[] }; head: { seq: number }; publicKey: string };
  expect(state.proof).toMatchObject({ ok: true, findings: [] });
  expect(state.head.seq).toBeGreaterThan(0);
  expect(state.publicKey).toContain('BEGIN PUBLIC KEY');
  const acts = (await (await get('/audit?by=dr.li&patient=p1&did=alert.&limit=1')).json()) as {
    seq: number;
    did: string;
    byName: string;
  }[];
  expect(acts).toMatchObject([{ did: 'alert.resolved', byName: 'Li' }]);
  const older = (await (await get(`/audit?by=dr.li&patient=p1&did=alert.&before=${acts[0]!.seq}`)).json()) as { did: string }[];
  expect(older.map(({ did }) => did)).toEqual(['alert.acknowledged']);
});
