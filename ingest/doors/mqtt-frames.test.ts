import { generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { frameAt } from './mqtt-frames.ts';

const MOST = 65_536;

test.each([0, 1, 120, 127, 128, 16_383, 16_384, 65_000])('a packet with a payload of %d bytes, behind another', (length) => {
  const packet = generate({ cmd: 'publish', topic: 't', payload: Buffer.alloc(length), qos: 1, messageId: 7, dup: false, retain: false });
  const bytes = Buffer.concat([Buffer.from([0xc0, 0]), packet, Buffer.from([0xc0, 0])]);
  expect(frameAt(bytes, 0, MOST)).toEqual({ first: 0xc0, from: 2, to: 2 });
  const frame = frameAt(bytes, 2, MOST);
  expect(frame).toMatchObject({ first: 0x32, to: 2 + packet.length });
  expect(typeof frame === 'object' && frame.to - frame.from).toBe(length + 5);
  for (const short of [1, 2, packet.length - 1]) {
    if (short < packet.length) expect(frameAt(packet.subarray(0, short), 0, MOST)).toBe('more');
  }
});

test('what is announced counts, not what has come', () => {
  expect(frameAt(Buffer.from([0x32, 0x80, 0x80, 0x04]), 0, MOST)).toBe('more');
  expect(frameAt(Buffer.from([0x32, 0x81, 0x80, 0x04]), 0, MOST)).toBe('too-large');
  expect(frameAt(Buffer.from([0x32, 0xff, 0xff, 0xff, 0x7f]), 0, MOST)).toBe('too-large');
});

test('a length that runs over four bytes is none', () => {
  expect(frameAt(Buffer.from([0x32, 0xff, 0xff, 0xff, 0xff, 0x01]), 0, MOST)).toBe('garbage');
  expect(frameAt(Buffer.from([0x32, 0xff, 0xff, 0xff]), 0, MOST)).toBe('more');
});
