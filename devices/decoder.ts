import type { Instant } from '../domain/clock.ts';
import type { Measurement } from '../domain/reading.ts';
import type { Source } from '../domain/source.ts';

/** What a decoder may know besides the bytes. It never knows a patient. */
export interface Context {
  /** When Hearth heard the payload, by the server's clock. */
  readonly received: Instant;
  /** When the gateway heard the notification, where it said so: `hearth/v1/cuff-1/gatt/2a35/1767225600000`. */
  readonly stamped?: Instant;
  /** When the sensor's session began, where the gateway read it: `hearth/v1/sensor-1/gatt/2aa7/1767225600000/1767200000000`. */
  readonly session?: Instant;
  /** How far the device's clock was ahead of the right time when somebody last looked, within the day; behind is negative. */
  readonly clockSkewMs?: number;
  /** The zone of the device's wall clock, for profiles whose time stamps have none. IANA name. */
  readonly zone: string;
  readonly topic: string;
}

/** One format, whole: what it is called, who defines it, where it is heard, how it is read. */
export interface Decoder {
  /** `gatt/2a35`, `dialect/native`. */
  readonly id: string;
  readonly title: string;
  readonly source: Source;
  /**
   * A GATT characteristic, or a topic pattern: the first `+` is the device. One more level may follow, and says what the payload does not:
   * `hearth/v1/+/esphome/+` needs it, `hearth/v1/+/home-assistant/#` can do without.
   */
  readonly hears: { readonly characteristic: number } | { readonly topic: string };
  /** Throws DecodeError and nothing else. Never empty-handed without saying why. */
  decode(payload: Uint8Array, context: Context): readonly Measurement[];
  /**
   * Formats in which one gateway speaks for many sensors: whose message this is, a MAC address as 12 small hexadecimal digits.
   * `speaker.ts` makes a device's name of it. Throws DecodeError.
   */
  sensorOf?(payload: Uint8Array): string | undefined;
}

/** In which way bytes are not what they should be; `invalid` is everything else. */
export type Wrong = 'truncated' | 'overlong' | 'invalid-date' | 'crc' | 'invalid';

/** The payload is not what its format promises. Names the field and the byte, so that a person can find it. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly field: string;
  readonly offset: number | undefined;
  readonly kind: Wrong;
  constructor(field: string, problem: string, offset?: number, kind: Wrong = 'invalid') {
    super(`${field}${offset === undefined ? '' : ` at byte ${offset}`}: ${problem}`);
    this.field = field;
    this.offset = offset;
    this.kind = kind;
  }
}

/** Some of a list was read and some was not: what was read counts, and the whole waits for a person because of the rest. */
export class PartlyRead extends DecodeError {
  readonly readable: readonly Measurement[];
  constructor({ message, field }: DecodeError, readable: readonly Measurement[]) {
    super(field, message.replace(`${field}: `, ''));
    this.readable = readable;
  }
}

/**
 * Read to its end, and it says nothing about a body: a room's temperature, a gateway's `online`, a weighed suitcase. Gateways say such
 * things all day; they are acknowledged, and nobody has to look at them. What might hold a measurement is a DecodeError, and waits.
 */
export class NothingToKeep extends DecodeError {}
