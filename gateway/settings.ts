import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { Zone } from '../domain/patient.ts';
import { type KindName, kinds } from './kinds.ts';

const seconds = (value: number) => z.number().positive().max(86_400).default(value);

const GatewayDevice = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'the name that `hearth device add` was given: letters, digits, dots, dashes'),
    kind: z.enum(Object.keys(kinds) as [KindName, ...KindName[]], `one of ${Object.keys(kinds).join(', ')}`),
    address: z
      .string()
      .regex(/^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$/, 'a Bluetooth address in quotes, e.g. "C0:26:DA:01:02:03"')
      .transform((address) => address.toUpperCase()),
    secret: z.string().min(1).optional().describe('What `hearth device add` printed. Or, better, in a file of its own: secretFile.'),
    secretFile: z.string().min(1).optional(),
    zone: Zone.optional().describe('The zone of the clock on its display, where it is not that of the gateway.'),
    bond: z.boolean().default(true).describe('false for a device that knows no pairing.'),
    passkey: z
      .preprocess(
        (typed) => (typeof typed === 'string' && /^\d{6}$/.test(typed) ? Number(typed) : typed),
        z.int('six digits').min(0).max(999_999),
      )
      .optional()
      .describe('Six digits that are printed on the device, or shown by it while it pairs.'),
    setClock: z.boolean().default(true).describe("false where the device's clock must not be touched: its skew is then only measured."),
  })
  .refine(({ secret, secretFile }) => (secret === undefined) !== (secretFile === undefined), 'needs either secret or secretFile');

/** gateway.yaml. Every number has its reason. */
export const GatewaySettings = z.strictObject({
  server: z.string().regex(/^(mqtts?|wss?):\/\/[^\s/]+/, "the server's address, e.g. mqtts://hearth.example:8883"),
  caFile: z.string().optional().describe('The certificate authority of the server, where it is one of your own.'),
  data: z.string().default('gateway-data').describe('The folder of the queue.'),
  queueMegabytes: z.number().positive().max(65_536).default(256).describe('A million readings or so: of a home, those of decades.'),
  adapter: z
    .string()
    .regex(/^hci\d+$/, 'a Bluetooth adapter, e.g. hci0')
    .optional(),
  zone: Zone.describe("The zone of the home: that of the clocks on the devices' displays."),
  scanSeconds: seconds(10).describe('One look around. A meter advertises for half a minute after a measurement.'),
  connectSeconds: seconds(30).describe('BlueZ gives up after about 20.'),
  pairSeconds: seconds(60).describe('A person may have to press a button.'),
  silenceSeconds: seconds(30).describe('Glucose Service 1.0.1: a procedure without an answer for 30 s has failed.'),
  quietSeconds: seconds(10).describe('A cuff without a memory to ask for is listened to until it has been quiet for so long.'),
  restSeconds: seconds(30).describe('A device that was visited is left alone for so long, even if it still advertises.'),
  mostBackoffSeconds: seconds(300).describe('A device that fails again and again is tried so often at least.'),
  acknowledgeSeconds: seconds(30).describe('A server that has not answered by then is called anew.'),
  devices: z.array(GatewayDevice).min(1, 'at least one device').max(64),
});
export type GatewaySettings = Omit<z.infer<typeof GatewaySettings>, 'devices'> & { readonly devices: readonly GatewayDevice[] };
export type GatewayDevice = Omit<z.infer<typeof GatewayDevice>, 'secret' | 'secretFile'> & { readonly secret: string };

/** What is wrong with gateway.yaml: one sentence each, with file and line. */
export class GatewaySettingsError extends Error {
  override readonly name = 'GatewaySettingsError';
}

/** Reads gateway.yaml and the files that it names, relative to it. Throws GatewaySettingsError with all problems at once. */
export function readGatewaySettings(path: string): GatewaySettings {
  if (!existsSync(path)) throw new GatewaySettingsError(`${path}: there is no such file; docs/gateway.md shows one`);
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  const lineAt = (offset: number) => `${path}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw new GatewaySettingsError(document.errors.map(({ message, pos }) => `${lineAt(pos[0])}: ${message.split('\n')[0]}`).join('\n'));
  }
  const where = (key: readonly PropertyKey[]): string => {
    for (let depth = key.length; depth > 0; depth--) {
      const node = document.getIn(key.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lineAt(node.range[0]);
    }
    return path;
  };

  const problems: string[] = [];
  const parsed = GatewaySettings.safeParse(document.toJS() ?? {});
  for (const issue of parsed.error?.issues ?? []) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const key of keys) {
      const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
      const said = issue.code === 'unrecognized_keys' ? 'there is no such setting' : missing ? 'is missing' : issue.message;
      problems.push(`${where(key)}: ${key.join('.') || 'the file'}: ${said}`);
    }
  }
  if (!parsed.success) throw new GatewaySettingsError(problems.join('\n'));

  const besideIt = (file: string) => resolve(dirname(path), file);
  const devices = parsed.data.devices.map(({ secret, secretFile, ...device }, i): GatewayDevice => {
    if (secret !== undefined) return { ...device, secret };
    const file = besideIt(secretFile!);
    if (existsSync(file)) return { ...device, secret: readFileSync(file, 'utf8').trim() };
    problems.push(`${where(['devices', i, 'secretFile'])}: devices.${i}.secretFile: ${file}: there is no such file`);
    return { ...device, secret: '' };
  });
  for (const key of ['name', 'address'] as const) {
    devices.forEach((device, i) => {
      if (devices.findIndex((other) => other[key] === device[key]) < i) {
        problems.push(`${where(['devices', i, key])}: devices.${i}.${key}: ${device[key]} is there twice`);
      }
    });
  }
  if (parsed.data.caFile !== undefined && !existsSync(besideIt(parsed.data.caFile))) {
    problems.push(`${where(['caFile'])}: caFile: ${besideIt(parsed.data.caFile)}: there is no such file`);
  }
  if (problems.length > 0) throw new GatewaySettingsError(problems.join('\n'));
  const { caFile, data } = parsed.data;
  return { ...parsed.data, ...(caFile === undefined ? {} : { caFile: besideIt(caFile) }), data: besideIt(data), devices };
}
