/** One record of a memory, on its own: its number, and its bytes. */
export interface MemoryRecord {
  /** The sequence number of a meter, or the minute of a sensor's session: both count the memory. */
  readonly number: number;
  readonly bytes: Buffer;
}

/**
 * The counted records of a notification, or undefined for what is not counted (the context of a measurement), or cannot be told apart and
 * goes to the server as it is. Glucose Measurement: one, its number behind the flags. CGM Measurement: one or several, each behind its
 * own size (Bluetooth SIG, CGM Service 1.0.1, 3.1, as quoted; secondary); a sensor packs them as it likes, so that only single ones
 * are known again.
 */
export function recordsIn(characteristic: string, payload: Buffer): readonly MemoryRecord[] | undefined {
  if (characteristic === '2a18') return payload.length < 3 ? undefined : [{ number: payload.readUInt16LE(1), bytes: payload }];
  if (characteristic !== '2aa7') return undefined;
  const records: MemoryRecord[] = [];
  for (let from = 0; from < payload.length; ) {
    const size = payload[from]!;
    if (size < LEAST_CGM_RECORD || from + size > payload.length) return undefined;
    records.push({ number: payload.readUInt16LE(from + 4), bytes: payload.subarray(from, from + size) });
    from += size;
  }
  return records;
}

/** Size, flags, glucose, time offset. */
const LEAST_CGM_RECORD = 6;
