/**
 * What a real meter and a real cuff would notify, byte by byte: the other side of devices/gatt/, written from the profiles
 * (Bluetooth SIG, GATT Specification Supplement) and not from the decoders.
 */

/** 2A35: mmHg, pulse, no time stamp: a cuff without a clock. */
export function pressureNotification({ systolic, diastolic, pulse }: { systolic: number; diastolic: number; pulse: number }): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeUInt8(0b0000_0100, 0); // pulse follows
  bytes.writeUInt16LE(systolic, 1);
  bytes.writeUInt16LE(diastolic, 3);
  bytes.writeUInt16LE(Math.round((systolic + 2 * diastolic) / 3), 5);
  bytes.writeUInt16LE(pulse, 7);
  return bytes;
}

/** 2A18: mg/dL as kg/L, capillary plasma, finger, with the meter's own wall clock; a context follows when the meal is known. */
export function glucoseNotification({
  sequence,
  clock,
  mgPerDl,
  contextFollows,
}: {
  sequence: number;
  clock: Temporal.PlainDateTime;
  mgPerDl: number;
  contextFollows: boolean;
}): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt8(0b0000_0010 | (contextFollows ? 0b0001_0000 : 0), 0);
  bytes.writeUInt16LE(sequence, 1);
  bytes.writeUInt16LE(clock.year, 3);
  bytes.set([clock.month, clock.day, clock.hour, clock.minute, clock.second], 5);
  bytes.writeUInt16LE((0xb << 12) | mgPerDl, 10); // SFLOAT: mantissa in mg/dL, exponent -5
  bytes.writeUInt8(0x12, 12);
  return bytes;
}

const MEAL_CODE = { before: 1, after: 2, fasting: 3 } as const;

/** 2A34: the meal of the record with the same sequence number. */
export const contextNotification = (sequence: number, meal: keyof typeof MEAL_CODE): Buffer =>
  Buffer.from([0b0000_0010, sequence & 0xff, sequence >> 8, MEAL_CODE[meal]]);

/** 2A9D: kg in steps of 5 g, no time stamp: a scale without a clock. */
export function weightNotification(weightKg: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUInt16LE(Math.round(weightKg * 200), 1);
  return bytes;
}
