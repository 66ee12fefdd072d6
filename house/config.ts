import { existsSync, readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { OpenAiSettings } from '../advice/models/settings.ts';
import { QuestionSettings } from '../advice/questions/settings.ts';
import { ApiSettings } from '../api/settings.ts';
import { WrittenClinic } from '../domain/clinic.ts';
import { WatchSettings } from '../duty/watch-settings.ts';
import { MqttBrokerSettings } from '../ingest/doors/mqtt-broker.ts';
import { MqttSubscriberSettings } from '../ingest/doors/mqtt-subscriber.ts';
import { ReachSettings } from '../notifier/reach.ts';
import { channelSettings } from '../notifier/registry.ts';
import { Influx1Settings } from '../store/projections/influx1.ts';
import { Influx2Settings } from '../store/projections/influx2.ts';
import { AuditSettings } from './audit-settings.ts';

/** The whole of hearth.yaml: each part brings its own schema and defaults, this adds them up. */
export const Config = z.strictObject({
  data: z.string().default('data').describe('The folder of the database and of the key that encrypts identities.'),
  clinic: WrittenClinic.prefault({}).describe('What is left out, an administrator sets in the console.'),
  http: ApiSettings.prefault({}),
  mqtt: MqttBrokerSettings.prefault({}),
  subscriber: MqttSubscriberSettings.optional(),
  influx1: Influx1Settings.optional(),
  influx2: Influx2Settings.optional(),
  channels: channelSettings.prefault({ inbox: {} }),
  reach: ReachSettings.prefault({}).describe('Tests of the ways to people, and when one counts as silent.'),
  model: OpenAiSettings.optional().describe('Writes advice; without one, the curated texts.'),
  reviewer: OpenAiSettings.optional().describe('A second model that must agree before a text of the first goes out.'),
  triage: OpenAiSettings.optional().describe('Says how urgent a patient’s message is; left out, `model` says it.'),
  questions: QuestionSettings.prefault({}).describe('What patients ask, and how soon a person answers.'),
  watch: WatchSettings.prefault({}),
  audit: AuditSettings.prefault({}),
  packs: z.array(z.string()).default([]).describe('Folders of further rule packs, beside those that come with Hearth.'),
  mappings: z.array(z.string()).default([]).describe('Folders of mapping files: the clinic’s own dialects, as YAML with JSONata.'),
  medications: z.array(z.string()).default([]).describe('Folders of further medication facts, beside those that come with Hearth.'),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info') }).prefault({}),
});
export type Config = z.infer<typeof Config>;

/** Everything that is wrong with the settings, each with where it stands and what was expected. The command line exits with 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * hearth.yaml (or the file named), with HEARTH_* variables above it: HEARTH_MQTT_MAX_CONNECTIONS is mqtt.maxConnections.
 * Throws ConfigError with all problems at once.
 */
export function readConfig(file: string | undefined, env: Readonly<Record<string, string | undefined>>): Config {
  // A compose file that passes on what is not set passes on nothing.
  const asked = file ?? (env.HEARTH_CONFIG || undefined);
  if (asked === '') throw new ConfigError('--config: which file?');
  const path = asked ?? 'hearth.yaml';
  if (asked !== undefined && !existsSync(asked)) throw new ConfigError(`${asked}: there is no such file`);
  const { value: written, lineOf } = existsSync(path) ? parseYaml(path) : { value: {}, lineOf: () => undefined };
  const { value, problems, variables } = withEnvironment(written, env);

  const parsed = Config.safeParse(value);
  if (parsed.success && problems.length === 0) return parsed.data;
  for (const issue of parsed.error?.issues ?? []) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const key of keys) {
      const at = key.join('.');
      const line = lineOf(key);
      const where = variables.get(at) ?? (line === undefined ? path : `${path}:${line}`);
      problems.push(`${where}: ${at || 'the file'}: ${issue.code === 'unrecognized_keys' ? 'there is no such setting' : issue.message}`);
    }
  }
  throw new ConfigError(problems.join('\n'));
}

type Path = readonly PropertyKey[];

function parseYaml(path: string): { value: unknown; lineOf: (key: Path) => number | undefined } {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(({ message, pos }) => `${path}:${lines.linePos(pos[0]).line}: ${message.split('\n')[0]}`).join('\n'),
    );
  }
  const lineOf = (key: Path): number | undefined => {
    for (let depth = key.length; depth > 0; depth--) {
      const node = document.getIn(key.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  };
  return { value: document.toJS() ?? {}, lineOf };
}

/** Variables that are no settings: the file's own name, and switches of the test run. */
const NOT_SETTINGS = new Set(['HEARTH_CONFIG', 'HEARTH_REQUIRE_SERVICES', 'HEARTH_KILLS', 'HEARTH_SEED']);

function withEnvironment(
  written: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { value: unknown; problems: string[]; variables: Map<string, string> } {
  // A file that holds no settings at all is told as such by the schema: nothing can be put into it.
  if (!isGroup(written)) return { value: written, problems: [], variables: new Map() };
  const value = structuredClone(written);
  const known = new Map(leaves(z.toJSONSchema(Config, { io: 'input' }) as Schema, []).map((leaf) => [variableOf(leaf.path), leaf]));
  const problems: string[] = [];
  const variables = new Map<string, string>();
  for (const [variable, text] of Object.entries(env)) {
    // A compose file that passes on what is not set passes on nothing.
    if (!variable.startsWith('HEARTH_') || !text || NOT_SETTINGS.has(variable)) continue;
    const leaf = known.get(variable);
    if (!leaf) {
      problems.push(`${variable}: there is no such setting; did you mean ${nearest(variable, [...known.keys()])}?`);
      continue;
    }
    variables.set(leaf.path.join('.'), variable);
    let place = value;
    for (const key of leaf.path.slice(0, -1)) {
      // What stands where a group of settings should is told by the schema, unless it is hidden here.
      if (!isGroup(place[key] ?? {})) break;
      place = (place[key] ??= {}) as Record<string, unknown>;
    }
    place[leaf.path.at(-1)!] = leaf.type === 'string' ? text : leaf.type === 'array' ? text.split(',') : jsonOr(text);
  }
  return { value, problems, variables };
}

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

type Schema = { readonly type?: string; readonly properties?: Readonly<Record<string, Schema>>; readonly anyOf?: readonly Schema[] };

const leaves = (schema: Schema, path: readonly string[]): { path: readonly string[]; type: string | undefined }[] =>
  schema.properties
    ? Object.entries(schema.properties).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [{ path, type: schema.type }];

const variableOf = (path: readonly string[]): string =>
  `HEARTH_${path.map((key) => key.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()).join('_')}`;

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The setting that shares the longest beginning with what was typed. */
function nearest(typed: string, names: readonly string[]): string {
  const shared = (name: string) => [...name].findIndex((letter, i) => letter !== typed[i]) >>> 0;
  return [...names].sort((a, b) => Math.min(shared(b), b.length) - Math.min(shared(a), a.length))[0] ?? '';
}
