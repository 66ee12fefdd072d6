import { expect, test } from 'vitest';
import { withoutKeys, withoutLinkLine } from './own-link.ts';

const text = 'How do you feel?\n\nAnswer here: https://hearth.example/p/ZGVtbw.6dVp4-R_4k\n\nCall 120 if it is urgent.';

test('the team reads a message without the key in its link', () => {
  expect(withoutKeys(text)).toBe('How do you feel?\n\nAnswer here: https://hearth.example/p/…\n\nCall 120 if it is urgent.');
});

test('nor with the key of a test, nor with what says which message was opened', () => {
  expect(withoutKeys('https://hearth.example/r/k3y.mac and https://hearth.example/p/tok.en?m=k3y.mac.')).toBe(
    'https://hearth.example/r/… and https://hearth.example/p/…',
  );
});

test('the own page leaves out the line that leads to itself', () => {
  expect(withoutLinkLine(text)).toBe('How do you feel?\n\nCall 120 if it is urgent.');
});
