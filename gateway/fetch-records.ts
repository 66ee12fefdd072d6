import { on } from 'node:events';
import type { GattCharacteristic } from 'node-ble';
import { DecodeError } from '../devices/decoder.ts';
import { parseRecordAccess } from '../devices/gatt/record-access.ts';
import { type Clock, SECOND } from '../domain/clock.ts';
import { BluetoothTrouble, CALL_MS, type Within } from './bluez.ts';
import { createQuiet } from './quiet.ts';
import { abort, type Next, type Procedure } from './records.ts';

const ABORTED_WITHIN_MS = 5 * SECOND;
/** 0x80 and 0xFE: a procedure of an earlier visit is still running in the meter. */
const IN_PROGRESS = /InProgress|ATT error: 0x(80|fe)/i;

export interface FetchParts {
  /** Already subscribed to. */
  readonly control: GattCharacteristic;
  readonly procedure: Procedure;
  readonly clock: Clock;
  readonly within: Within;
  readonly atLast: Within;
  readonly silenceMs: number;
  /** Aborts when the device is gone, the gateway ends or a record could not be kept. */
  readonly signal: AbortSignal;
  /** Called with a function that each notification must call: the meter still speaks. */
  readonly onBegin: (touch: () => void) => void;
}

/** The whole procedure, to its end. Throws BluetoothTrouble; the meter was then told to stop, if it still listens. */
export async function fetchRecords(parts: FetchParts): Promise<Extract<Next, { do: 'end' }>> {
  const { control, procedure, clock, within, atLast, silenceMs } = parts;
  const over = new AbortController();
  const signal = AbortSignal.any([parts.signal, over.signal]);
  const quiet = createQuiet(clock, silenceMs, signal);
  quiet.comes.then(
    () => over.abort(new BluetoothTrouble(`its memory: the meter has said nothing for ${Math.round(silenceMs / SECOND)} s`)),
    () => {},
  );
  parts.onBegin(quiet.touch);
  const write = (bytes: Uint8Array, by: Within = within) => by(CALL_MS, 'its memory', control.writeValueWithResponse(Buffer.from(bytes)));
  const answers = on(control, 'valuechanged', { signal });

  async function carryOut(next: Next): Promise<Next> {
    if (next.do !== 'write') return next;
    try {
      await write(next.bytes);
    } catch (error) {
      if (!IN_PROGRESS.test(String(error))) throw error;
      await write(abort);
      await write(next.bytes);
    }
    return next;
  }

  try {
    let next = await carryOut(procedure.begin());
    for await (const [bytes] of answers as AsyncIterable<[Buffer]>) {
      quiet.touch();
      next = await carryOut(procedure.answer(parseRecordAccess(bytes)));
      if (next.do === 'end') return next;
      if (next.do === 'fail') throw new BluetoothTrouble(`its memory: ${next.why}`);
    }
    throw new Error('the control point has fallen silent without a reason');
  } catch (error) {
    const why = signal.aborted ? signal.reason : error instanceof DecodeError ? unreadable(error) : error;
    if (!(why instanceof BluetoothTrouble && why.message.includes('disconnected'))) {
      await write(abort, (_ms, doing, work) => atLast(ABORTED_WITHIN_MS, doing, work)).catch(() => {}); // it may be gone already
    }
    throw why;
  } finally {
    over.abort(new BluetoothTrouble('its memory: over'));
  }
}

const unreadable = (error: DecodeError) => new BluetoothTrouble(`its memory: an answer that no profile knows (${error.message})`);
