import { expect, test } from 'vitest';
import { aliyunReports, REPORTED } from './aliyun-reports.ts';

const token = 'a-token-of-24-letters-or-more';
const hear = aliyunReports(token);
const posted = (rows: unknown, given = token) => ({ query: new Map([['token', given]]), body: JSON.stringify(rows) });
/** As Alibaba Cloud documents SmsReport. */
const row = (more: Record<string, unknown> = {}) => ({
  phone_number: '13800000001',
  send_time: '2026-03-02 20:00:00',
  report_time: '2026-03-02 20:00:04',
  success: true,
  err_code: 'DELIVERED',
  err_msg: '用户接收成功',
  sms_size: '1',
  biz_id: '900619746936498440^0',
  out_id: 'k1',
  ...more,
});

test('each row of a batch is a message, and the answer is the one that it wants to hear', () => {
  expect(hear(posted([row(), row({ out_id: 'k2', success: false, err_code: 'MOBILE_IN_BLACK' })]))).toEqual({
    is: 'heard',
    reports: [
      { of: { key: 'k1' }, report: { is: 'delivered' } },
      {
        of: { key: 'k2' },
        report: {
          is: 'failed',
          why: 'this person has told the carrier to send nothing more (MOBILE_IN_BLACK)',
          wrongAddress: true,
        },
      },
    ],
    answer: { type: 'application/json', body: '{"code":0,"msg":"接收成功"}' },
  });
});

test('without the token of the address it is nobody’s', () => {
  for (const given of ['', token.slice(1), `${token}x`]) expect(hear(posted([row()], given))).toEqual({ is: 'forged' });
  expect(hear({ query: new Map(), body: '[]' })).toEqual({ is: 'forged' });
});

test.each([
  ['a row without a key', [row({ out_id: undefined }), row()]],
  ['a row that is none', [null, 7, 'x', row()]],
  ['a success that is no yes or no', [row({ success: 'true' }), row()]],
])('%s is passed over, the others count', (_, rows) => {
  expect(hear(posted(rows))).toMatchObject({ is: 'heard', reports: [{ of: { key: 'k1' }, report: { is: 'delivered' } }] });
});

test.each(['', '{', '{}', '"x"', 'null'])('the body %j says nothing, and is not asked for again', (body) => {
  expect(hear({ query: new Map([['token', token]]), body })).toMatchObject({ is: 'heard', reports: [] });
});

test.each(Object.entries(REPORTED))('code %s', (err_code, [means, says]) => {
  const heard = hear(posted([row({ success: false, err_code })]));
  expect(heard).toMatchObject({ reports: [{ report: { is: 'failed', why: `${says} (${err_code})`, wrongAddress: means === 'address' } }] });
});

test('what the provider wrote by itself is told only where it looks like a code', () => {
  const of = (err_code: unknown) => JSON.stringify(hear(posted([row({ success: false, err_code })])));
  expect(of('MK:0012')).toContain('could not be delivered (MK:0012)');
  expect(of('call 13800000001 now <b>')).not.toContain('13800000001');
  expect(of('constructor')).toContain('could not be delivered (constructor)');
  expect(of(7)).toContain('"the SMS could not be delivered"');
});
