import { asideOf } from '../asides.ts';
import { DecodeError, type Decoder, NothingToKeep } from '../decoder.ts';
import { decoderOf, shortForm } from '../gatt-decoders.ts';
import { macOf } from '../speaker.ts';
import { objectOf, parseJson } from './native.ts';

/**
 * What Tasmota on an ESP32 publishes on `tele/<gateway>/BLE` when a command of `BLEOp` is done: the bytes of a characteristic in hexadecimal,
 * which the Bluetooth profiles here read. A `+` at their end says that Tasmota cut them off.
 */
export const tasmotaBle: Decoder = {
  id: 'dialect/tasmota-ble',
  title: 'Tasmota BLE: bytes of Bluetooth profiles',
  source: {
    organisation: 'Tasmota',
    title: 'xdrv_79_esp32_ble: BLEOperation',
    year: 2023,
    url: 'https://github.com/arendst/Tasmota',
    evidence: 'primary',
  },
  hears: { topic: 'hearth/v1/+/tasmota-ble' },

  sensorOf(payload) {
    const { MAC } = operationIn(payload);
    return MAC === undefined ? undefined : macOf(MAC, '/BLEOperation/MAC');
  },

  decode(payload, context) {
    const operation = operationIn(payload);
    const { state } = operation;
    const done = DONE.get(state);
    if (!done) throw new NothingToKeep('/BLEOperation/state', `no bytes yet, or none at all: ${JSON.stringify(state)?.slice(0, 40)}`);
    const { bytes: field, of } = done;
    const named = of.find((name) => operation[name] !== undefined) ?? of[0]!;
    const said = operation[named];
    if (typeof said !== 'string') throw new DecodeError(`/BLEOperation/${named}`, 'the characteristic whose bytes these are');
    const characteristic = shortForm(said.replace(/^0x/i, ''));
    const decoder = decoderOf(characteristic) ?? asideOf(characteristic);
    if (!decoder) throw new DecodeError(`/BLEOperation/${named}`, `no decoder for the characteristic ${characteristic.slice(0, 40)}`);
    return decoder.decode(bytesOf(operation[field], `/BLEOperation/${field}`), context);
  },
};

/** States in which bytes have arrived: in which field, and which field names their characteristic. */
const DONE: ReadonlyMap<unknown, { readonly bytes: string; readonly of: readonly string[] }> = new Map([
  ['DONEREAD', { bytes: 'read', of: ['char'] }],
  ['DONENOTIFIED', { bytes: 'notify', of: ['notifychar', 'char'] }],
]);

function operationIn(payload: Uint8Array): Readonly<Record<string, unknown>> {
  const { BLEOperation: operation } = objectOf(parseJson(payload));
  if (operation === undefined) throw new NothingToKeep('payload', 'no BLEOperation');
  return objectOf(operation);
}

function bytesOf(hex: unknown, pointer: string): Uint8Array {
  if (typeof hex !== 'string' || !/^([0-9A-Fa-f]{2})+\+?$/.test(hex)) throw new DecodeError(pointer, 'bytes in hexadecimal');
  if (hex.endsWith('+')) throw new DecodeError(pointer, 'Tasmota cut the bytes off');
  return Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}
