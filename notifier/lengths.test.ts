import { expect, test } from 'vitest';
import { lengthsOf, segmentsOf } from './lengths.ts';

test.each([
  ['160 plain letters', 'a'.repeat(160), 'gsm-7', 160, 1],
  ['161 plain letters', 'a'.repeat(161), 'gsm-7', 161, 2],
  ['306 plain letters', 'a'.repeat(306), 'gsm-7', 306, 2],
  ['307 plain letters', 'a'.repeat(307), 'gsm-7', 307, 3],
  ['a bracket takes two places', '['.repeat(80), 'gsm-7', 160, 1],
  ['and is not torn', `${'a'.repeat(152)}[${'a'.repeat(152)}`, 'gsm-7', 306, 3],
  ['70 Chinese letters', '血'.repeat(70), 'ucs-2', 70, 1],
  ['71 Chinese letters', '血'.repeat(71), 'ucs-2', 71, 2],
  ['135 Chinese letters', '血'.repeat(135), 'ucs-2', 135, 3],
  ['one curled quote among plain letters', `${'a'.repeat(70)}’`, 'ucs-2', 71, 2],
  ['a picture takes two places', '🙂'.repeat(35), 'ucs-2', 70, 1],
] as const)('%s', (_what, text, alphabet, units, segments) => {
  expect(segmentsOf(text)).toEqual({ alphabet, units, segments });
});

test('a long message is cut where there is little room, and the link stays', () => {
  const link = 'https://h.example/p/abc';
  const text = `${'word '.repeat(300)}\n${link}`;
  const lengths = new Map(lengthsOf({ subject: 'A subject of more than twenty letters', text, link }).map((one) => [one.channel, one]));
  expect(lengths.get('sms')).toMatchObject({ size: 1000, cut: true, segments: 15, alphabet: 'ucs-2' });
  expect(lengths.get('push')).toMatchObject({ cut: true });
  expect(lengths.get('wecom')).toMatchObject({ cut: false, in: 'bytes' });
  expect(lengths.get('wechat')).toMatchObject({ cut: true, most: 20 });
  expect(lengthsOf({ subject: 'Short', text: `Short too: ${link}`, link }).filter(({ cut }) => cut)).toEqual([]);
});
