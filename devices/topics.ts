import type { Instant } from '../domain/clock.ts';
import type { DeviceId } from '../domain/reading.ts';
import { asideOf } from './asides.ts';
import type { Decoder } from './decoder.ts';
import { decoderOf, shortForm } from './gatt-decoders.ts';
import { decoders } from './registry.ts';
import { type SelfReport, selfReports } from './self-report.ts';

/** Who speaks on a topic, in which format (of a body, or of the device itself), and when a gateway heard it. */
export type Heard = { readonly device: DeviceId; readonly stamped?: Instant; readonly session?: Instant } & (
  | { readonly decoder: Decoder }
  | { readonly selfReport: SelfReport }
);

const DEVICE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const REMEMBERED = 20_000;

const known = new Map<string, Heard>();

/** `hearth/v1/<device>/<dialect>[/<what>]`, `…/status` or `hearth/v1/<device>/gatt/<characteristic>[/<unix ms>[/<session, unix ms>]]`. */
export function hear(topic: string): Heard | { readonly problem: string } {
  const remembered = known.get(topic);
  if (remembered) return remembered;
  const heard = read(topic);
  // A stamp makes each topic a new one: only topics that come again are worth remembering.
  if (!('problem' in heard) && heard.stamped === undefined) {
    if (known.size >= REMEMBERED) known.clear();
    known.set(topic, heard);
  }
  return heard;
}

function read(topic: string): Heard | { readonly problem: string } {
  const levels = topic.split('/');
  const [hearth, version, device = '', what, characteristic = '', stamp, session] = levels;
  if (hearth !== 'hearth' || version !== 'v1') return { problem: 'topics begin with hearth/v1/' };
  if (!DEVICE.test(device)) return { problem: 'a device is named with 1 to 64 letters, digits, dots, dashes and underscores' };
  const dialect = decoders.find(({ hears }) => 'topic' in hears && fits(hears.topic, what, levels.slice(4)));
  if (dialect) return { device, decoder: dialect };
  const status = levels.length === 4 && selfReports.find(({ hears }) => 'topic' in hears && hears.topic === `hearth/v1/+/${what}`);
  if (status) return { device, selfReport: status };
  if (what !== 'gatt' || levels.length > 7)
    return {
      problem: `devices publish on ${dialects()
        .map((name) => `…/${name}`)
        .join(', ')}, …/status or …/gatt/<characteristic>[/<unix ms>[/<session, unix ms>]]`,
    };
  const format = formatOf(characteristic);
  if (!format)
    return { problem: `no decoder for the characteristic ${characteristic.slice(0, 40)}; there are ${characteristics().join(', ')}` };
  if (stamp === undefined) return { device, ...format };
  if (!isStamp(stamp)) return { problem: 'the stamp behind the characteristic is the time in Unix milliseconds' };
  if (session === undefined) return { device, ...format, stamped: Number(stamp) };
  if (!isStamp(session)) return { problem: 'the session behind the stamp is its beginning in Unix milliseconds' };
  return { device, ...format, stamped: Number(stamp), session: Number(session) };
}

/** Whether a dialect's pattern takes this name, and what stands behind it: nothing, one level (`/+`), or either (`/#`). */
function fits(pattern: string, what: string | undefined, behind: readonly string[]): boolean {
  const [, , , name, more] = pattern.split('/');
  if (name !== what || behind.length > 1 || behind[0] === '') return false;
  return more === '#' || (more === '+') === (behind.length === 1);
}

const isStamp = (text: string): boolean => /^\d{12,14}$/.test(text);

function formatOf(characteristic: string): { readonly decoder: Decoder } | { readonly selfReport: SelfReport } | undefined {
  const decoder = decoderOf(characteristic);
  if (decoder) return { decoder };
  const short = shortForm(characteristic);
  const selfReport = /^[0-9a-f]{4}$/.test(short)
    ? selfReports.find(({ hears }) => 'characteristic' in hears && hears.characteristic === Number.parseInt(short, 16))
    : undefined;
  if (selfReport) return { selfReport };
  const aside = asideOf(characteristic);
  return aside && { decoder: aside };
}

/** `readings`, `fhir`, `esphome/<what>`, …: how the topics of Hearth's own and of other JSON end. */
export const dialects = (): readonly string[] =>
  decoders.flatMap(({ hears }) =>
    'topic' in hears ? [hears.topic.slice('hearth/v1/+/'.length).replace('/#', '').replace('+', '<what>')] : [],
  );

const characteristics = (): readonly string[] =>
  [...decoders, ...selfReports].flatMap(({ hears }) => ('characteristic' in hears ? [hears.characteristic.toString(16)] : [])).sort();
