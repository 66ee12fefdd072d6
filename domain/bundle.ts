import { createHash, createHmac, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
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
  withheld: z.array(z.string()).optional().describe('files of which it holds the hash alone'),
  files: z.record(z.string(), z.string()).describe('SHA-256 of each file with its salt, hex'),
});
export type Manifest = z.infer<typeof Manifest>;

/** The first form hashed a file without a salt, and withheld none. */
const FORMATS = ['hearth incident bundle 1', 'hearth incident bundle 2'] as const;
type Format = (typeof FORMATS)[number];

const Bundle = z.strictObject({
  format: z.enum(FORMATS),
  manifest: Manifest,
  signature: z.string(),
  salts: z.record(z.string(), z.string()).optional(),
  files: z.record(z.string(), z.unknown()),
});

const text = (value: unknown): string => JSON.stringify(value, undefined, 1);
const hash = (value: unknown, salt?: string): string =>
  createHash('sha256')
    .update(text(salt === undefined ? value : [salt, value]))
    .digest('hex');
const signed = (format: Format, manifest: Manifest): Buffer => Buffer.from(text([format, manifest]));

/**
 * The same content of the same alert has the same salt, so that a withheld file can be held against a shown one; whoever lacks the key of the
 * house cannot guess a blood pressure and try its hash.
 */
const saltOf = (alert: string, name: string, value: unknown, key: KeyObject): string =>
  createHmac('sha256', key.export({ type: 'pkcs8', format: 'der' }))
    .update(text(['salt of an incident bundle', alert, name, value]))
    .digest('base64url');

/**
 * All that is known of one incident, in one text: each file under its name, a manifest of their hashes, a signature over the manifest. Files
 * that are `withheld` are in the manifest, and not shown.
 */
export function sealBundle(
  files: Readonly<Record<string, unknown>>,
  about: Omit<Manifest, 'key' | 'files' | 'withheld'>,
  key: KeyObject,
  withheld: readonly string[] = [],
): string {
  // As it will be read: what JSON leaves out is left out before it is hashed.
  const plain = Object.entries(JSON.parse(text(files)) as Record<string, unknown>);
  const salts = new Map(plain.map(([name, value]) => [name, saltOf(about.alert, name, value, key)]));
  const shown = plain.filter(([name]) => !withheld.includes(name));
  const format: Format = 'hearth incident bundle 2';
  const manifest: Manifest = {
    ...about,
    key: keyName(createPublicKey(key)),
    ...(withheld.length === 0 ? {} : { withheld: [...withheld] }),
    files: Object.fromEntries(plain.map(([name, value]) => [name, hash(value, salts.get(name))])),
  };
  const signature = sign(null, signed(format, manifest), key).toString('base64url');
  const salt = Object.fromEntries(shown.map(([name]) => [name, salts.get(name)]));
  return `${text({ format, manifest, signature, salts: salt, files: Object.fromEntries(shown) })}\n`;
}

/** The files that are not in the one bundle as the other says by its hash alone. Both are proved before. */
export const differing = (one: Manifest, other: Manifest): readonly string[] =>
  [...new Set([...Object.keys(one.files), ...Object.keys(other.files)])].filter((name) => one.files[name] !== other.files[name]);

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
  const { format, manifest, files, salts = {} } = bundle;
  const withheld = new Set(manifest.withheld);
  const findings: string[] = [];
  if (manifest.key !== keyName(key)) findings.push(`It was signed by the key ${manifest.key}, and this is the key ${keyName(key)}.`);
  if (!verify(null, signed(format, manifest), key, Buffer.from(bundle.signature, 'base64url')))
    findings.push('The manifest does not bear the signature of the house: it was changed.');
  for (const name of new Set([...Object.keys(manifest.files), ...Object.keys(files)])) {
    if (!(name in files) && !withheld.has(name)) findings.push(`${name} is missing.`);
    else if (!(name in files)) continue;
    else if (!(name in manifest.files) || withheld.has(name)) findings.push(`${name} was put in: the manifest does not know it.`);
    else if (hash(files[name], salts[name]) !== manifest.files[name]) findings.push(`${name} was changed after the bundle was signed.`);
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
