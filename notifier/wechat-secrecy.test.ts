import { expect, test } from 'vitest';
import { decrypted, encrypted, isSignedBy, wechatSignature } from './wechat-secrecy.ts';

/** The key, token and account that WeChat's own sample code has (WXBizMsgCrypt). */
const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const appId = 'wxb11529c136998cb6';

test('the signature sorts what it is made of', () => {
  expect(wechatSignature('pamtest', '1409304348', 'xxxxxx')).toBe(wechatSignature('xxxxxx', 'pamtest', '1409304348'));
  // printf %s 1409304348pamtestxxxxxx | sha1sum
  expect(wechatSignature('pamtest', '1409304348', 'xxxxxx')).toBe('76480565cbe296026c53aaacd1ad523a1ddba24f');
  expect(isSignedBy(wechatSignature('pamtest', '1', '2'), 'pamtest', '1', '2')).toBe(true);
  expect(isSignedBy(wechatSignature('pamtest', '1', '2'), 'pamtest', '1', '3')).toBe(false);
  expect(isSignedBy('', 'pamtest', '1', '2')).toBe(false);
});

test.each(['', 'a', '中文', 'x'.repeat(11), 'x'.repeat(12), 'x'.repeat(5000)])('what was encrypted is read again: %#', (text) => {
  expect(decrypted(encrypted(text, key, appId), key, appId)).toBe(text);
});

test('the frame is as WeChat documents it: 16 random bytes, 4 bytes length, text, account, padded to 32', () => {
  const openssl = 'Q3stYC6hdFzMh9T8HCvyDOKstB5xrxAIe3ABnTlqIfch0pOelLaGC9FFOV02z8xB2OmfiXCKX3IHv8LVNpiHFg==';
  expect(encrypted('hello', key, appId, Buffer.from('0123456789abcdef'))).toBe(openssl);
});

test('another key, another account, another length, or no cipher at all is nothing', () => {
  const secret = encrypted('hello', key, appId);
  expect(decrypted(secret, key, 'wx0000000000000000')).toBeUndefined();
  expect(decrypted(secret, key.replace('a', 'b'), appId)).toBeUndefined();
  expect(decrypted('', key, appId)).toBeUndefined();
  expect(decrypted('not base64 of blocks', key, appId)).toBeUndefined();
  expect(decrypted(Buffer.alloc(16).toString('base64'), key, appId)).toBeUndefined();
});
