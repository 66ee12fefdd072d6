import { expect, test } from 'vitest';
import { withoutKeys, withoutLinkLine } from './own-link.ts';

const text = 'How do you feel?\n\nAnswer here: https://hearth.example/p/ZGVtbw.6dVp4-R_4k\n\nCall 120 if it is urgent.';

test('the team reads a message without the key in its link', () => {
  expect(withoutKeys(text)).toBe('How do you feel?\n\nAnswer here: https://hearth.example/p/…\n\nCall 120 if it is urgent.');
});

test('the own page leaves out the line that leads to itself', () => {
  expect(withoutLinkLine(text)).toBe('How do you feel?\n\nCall 120 if it is urgent.');
});
