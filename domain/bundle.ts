import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { coversFrom, Head, isSigned, keyName, memoryOf } from './head.ts';

/** An act as a bundle shows it, with what its hash is made of. */
export const BundledAct = z.strictObject({
  seq: z.int().min(1),
  at: z.int(),
  by: z.string(),
  did: z.string(),
  patient: z.string().optional(),
  about: z.record(z.string(), z.unknown()),
  before: z.string(),
  hash: z.string(),
});

export const Manifest = z.strictObject({
  alert: z.string(),
  made: z.int().describe('Unix milliseconds'),
  by: z.string(),
  clinic: z.string(),
  key: z.string().describe('which key has signed it'),
  files: z.record(z.string(), z.string()).describe('SHA-256 of each file, hex'),
});
export type Manifest = z.infer<typeof Manifest>;

const Bundle = z.strictObject({
  format: z.literal('hearth incident bundle 1'),
  manifest: Manifest,
  signature: z.string(),
  files: z.record(z.string(), z.unknown()),
});

const text = (value: unknown): string => JSON.stringify(value, undefined, 1);
const hash = (value: unknown): string => createHash('sha256').update(text(value)).digest('hex');
const signed = (manifest: Manifest): Buffer => Buffer.from(text(['hearth incident bundle 1', manifest]));

/** All that is known of one incident, in one text: each file under its name, a manifest of their hashes, a signature over the manifest. */
export function sealBundle(files: Readonly<Record<string, unknown>>, about: Omit<Manifest, 'key' | 'files'>, key: KeyObject): string {
  // As it will be read: what JSON leaves out is left out before it is hashed.
  const plain = JSON.parse(text(files)) as Record<string, unknown>;
  const manifest: Manifest = {
    ...about,
    key: keyName(createPublicKey(key)),
    files: Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, hash(value)])),
  };
  const signature = sign(null, signed(manifest), key).toString('base64url');
  return `${text({ format: 'hearth incident bundle 1', manifest, signature, files: plain })}\n`;
}

/**
 * What is wrong with a bundle, a sentence each; empty when it is what was signed, to the byte. Needs the public key and nothing else.
 * `unsealed`: acts that no signed head in it covers, which only the bundle's own signature vouches for.
 */
export function proveBundle(
  bytes: Uint8Array,
  key: KeyObject,
): { readonly findings: readonly string[]; readonly manifest?: Manifest; readonly acts: number; readonly unsealed: number } {
  const nothing = (finding: string) => ({ findings: [finding], acts: 0, unsealed: 0 });
  const whole = Buffer.from(bytes).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(whole);
  } catch {
    return nothing('This is no bundle: it is not JSON, or was damaged.');
  }
  const { data: bundle, error } = Bundle.safeParse(json);
  if (!bundle) return nothing(`This is no bundle: ${error.issues[0]?.path.join('.') || 'the file'} is not as it should be.`);
  const { manifest, files } = bundle;
  const findings: string[] = [];
  if (manifest.key !== keyName(key)) findings.push(`It was signed by the key ${manifest.key}, and this is the key ${keyName(key)}.`);
  if (!verify(null, signed(manifest), key, Buffer.from(bundle.signature, 'base64url')))
    findings.push('The manifest does not bear the signature of the house: it was changed.');
  for (const name of new Set([...Object.keys(manifest.files), ...Object.keys(files)])) {
    if (!(name in files)) findings.push(`${name} is missing.`);
    else if (!(name in manifest.files)) findings.push(`${name} was put in: the manifest does not know it.`);
    else if (hash(files[name]) !== manifest.files[name]) findings.push(`${name} was changed after the bundle was signed.`);
  }
  // The same content is the same text: a byte between two values counts too.
  if (findings.length === 0 && !Buffer.from(`${text(json)}\n`).equals(Buffer.from(bytes)))
    findings.push('The file was changed, though not what it says: it is not the text that was signed.');
  const acts = proveActs(files, key);
  return { findings: [...findings, ...acts.findings], manifest, acts: acts.acts, unsealed: acts.unsealed };
}

/** Each act is what its hash says, and the head that covers it remembers that hash. */
function proveActs(files: Readonly<Record<string, unknown>>, key: KeyObject) {
  const acts = z.array(BundledAct).safeParse(files.acts).data;
  const heads = z.array(Head).safeParse(files.heads).data;
  if (!acts || !heads) return { findings: ['The acts or the signed heads in it are not as they should be.'], acts: 0, unsealed: 0 };
  const findings = heads
    .filter((head) => !isSigned(head, key))
    .map(({ n }) => `Head ${n} does not bear the signature of the house: it was changed.`);
  const memories = heads.map((head) => ({ head, first: coversFrom(head), remembers: memoryOf(head) }));
  let unsealed = 0;
  for (const act of acts) {
    const { seq, at, by, did, patient, about, before } = act;
    const own = createHash('sha256')
      .update(JSON.stringify([before, seq, at, by, did, patient ?? null, JSON.stringify(about)]))
      .digest('hex');
    if (own !== act.hash) findings.push(`Act ${seq} of ${new Date(at).toISOString()} is not what its hash says: it was changed.`);
    const cover = memories.find(({ head, first }) => first <= seq && seq <= head.seq);
    if (!cover) unsealed++;
    else if (!cover.remembers(seq, own))
      findings.push(`Act ${seq} of ${new Date(at).toISOString()} is not the act that head ${cover.head.n} was signed over.`);
  }
  return { findings, acts: acts.length, unsealed };
}
