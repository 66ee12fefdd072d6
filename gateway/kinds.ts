import type { Source } from '../domain/source.ts';

/** What a kind of device says, and how: short numbers of the Bluetooth SIG. */
export interface Kind {
  readonly service: string;
  /** Characteristics that measure. All that the device has are subscribed to; a context comes after what it belongs to. */
  readonly measures: readonly string[];
  /** The characteristic through which a memory with sequence numbers is asked for: the Record Access Control Point. */
  readonly memory?: string;
  /** Where a sensor says when its session began: its records count minutes from there. */
  readonly session?: string;
}

export const KINDS_SOURCE: Source = {
  organisation: 'Bluetooth SIG',
  title: 'Assigned Numbers: GATT services and characteristics',
  year: 2024,
  section: '3.4 Services by Name, 3.8 Characteristics by Name',
  url: 'https://www.bluetooth.com/specifications/assigned-numbers/',
  evidence: 'secondary',
};

export const kinds = {
  'continuous-glucose-sensor': { service: '181f', measures: ['2aa7'], memory: '2a52', session: '2aaa' },
  'glucose-meter': { service: '1808', measures: ['2a18', '2a34'], memory: '2a52' },
  'blood-pressure-cuff': { service: '1810', measures: ['2a35'] },
  'weight-scale': { service: '181d', measures: ['2a9d'] },
  'body-composition-scale': { service: '181b', measures: ['2a9c'] },
  thermometer: { service: '1809', measures: ['2a1c'] },
  'pulse-oximeter': { service: '1822', measures: ['2a5e'] },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;
export const kindOf = (name: KindName): Kind => kinds[name];

/** Why a device is not what the settings call it, by the characteristics that it has (`1822/2a5f`): what it is instead, where that can be told. */
export function whyNoSuch(name: KindName, has: Iterable<string>): string {
  const there = [...has];
  const { service, measures } = kindOf(name);
  if (there.some((path) => path.startsWith(`${service}/`)))
    return `it has the service ${service} of a ${name}, but not ${measures[0]}, the characteristic that measures`;
  const instead = Object.entries(kinds).find(([, kind]) => there.includes(`${kind.service}/${kind.measures[0]}`))?.[0];
  return `it is no ${name}: it has no service ${service}${instead === undefined ? '' : `; it is a ${instead}`}`;
}
