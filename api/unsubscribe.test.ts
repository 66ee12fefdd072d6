import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createUnsubscribe } from '../house/links.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { readUnsubscribe, signUnsubscribe } from './unsubscribe-link.ts';

const key = new Uint8Array(32).fill(7);

test('the address names one patient, opens nothing, and cannot be made up', () => {
  const token = signUnsubscribe('p1', key);
  expect(readUnsubscribe(token, key)).toBe('p1');
  expect(readUnsubscribe(token, new Uint8Array(32))).toBeUndefined();
  expect(readUnsubscribe(`${Buffer.from('p2').toString('base64url')}.${token.split('.')[1]}`, key)).toBeUndefined();
  expect(readUnsubscribe('nothing', key)).toBeUndefined();
});

test('only what can wait, to a patient, has one', () => {
  const of = createUnsubscribe({ base: 'https://h.example', key });
  const message = { to: { person: 'p1', role: 'patient' }, about: 'p1', urgent: false, template: 'advice' } as const;
  expect(of(message)).toMatch(/^https:\/\/h\.example\/api\/v1\/unsubscribe\//);
  expect(of({ ...message, urgent: true })).toBeUndefined();
  expect(of({ ...message, template: 'drill' })).toBeUndefined();
  expect(of({ ...message, to: { person: 'team', role: 'coordinator' } })).toBeUndefined();
});

let house: TestHouse;
let mails: { readonly head: string; close(): Promise<void>; readonly port: number };
beforeAll(async () => {
  mails = await mailbox();
  house = await openTestHouse({
    settings: {
      channels: { smtp: { host: '127.0.0.1', port: mails.port, encryption: 'none', from: 'hearth@clinic.example' } },
      clinic: { name: 'Clinic', zone: 'Europe/London', language: 'en' },
    },
    clock: createReplayClock(Date.UTC(2026, 2, 20, 12)),
  });
});
afterAll(async () => {
  await house.close();
  await mails.close();
});

test('from a real mail: looking changes nothing, the click leaves only what is urgent, and is kept in the audit', async () => {
  await house.moveIn('p1', [], { language: 'zh-CN' });
  await house.store.transact(async (records) => {
    await records.identities.save('p1', { name: 'Plainly Invented', email: 'p1@home.example' });
    const message = { key: 'm1', to: { person: 'p1', role: 'patient' }, about: 'p1', template: 'advice', urgent: false } as const;
    await records.decisions.apply([{ do: 'send', message: { ...message, values: { text: '少吃点盐。' }, due: 0 } }], 0);
  });
  await house.settle();
  const address = /List-Unsubscribe: <(?:https?:\/\/[^/]+)(\/[^>]+)>/.exec(mails.head)![1]!;
  const url = house.url + address;
  const nonUrgent = async () => (await house.store.contacts.get(['patient:p1'])).get('patient:p1')?.preferences.nonUrgent ?? 'all';

  const looked = await fetch(url);
  expect(looked.status).toBe(200);
  const page = await looked.text();
  expect(page).toContain('lang="zh-CN"');
  expect(page).toContain('只接收紧急消息');
  expect(page).not.toContain('p1');
  expect(await nonUrgent()).toBe('all');

  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await fetch(url, { method: 'POST', headers, body: 'something=else' })).status).toBe(400);
  expect(await nonUrgent()).toBe('all');
  for (let twice = 0; twice < 2; twice++)
    expect((await fetch(url, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' })).status).toBe(200);
  expect(await nonUrgent()).toBe('off');
  expect((await house.store.audit.list(9)).filter(({ did }) => did === 'mail.unsubscribe')).toHaveLength(1);
  expect((await fetch(`${url.slice(0, -4)}AAAA`, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' })).status).toBe(401);
});

test('as mail programs post it in parts', async () => {
  const base = mails.head.match(/unsubscribe\/([^>]+)>/)![1]!;
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  const answer = await fetch(`${house.url}/api/v1/unsubscribe/${base}`, { method: 'POST', body: form });
  expect(answer.status).toBe(200);
});

/** A real mail server that keeps the head of the last mail. */
async function mailbox() {
  let head = '';
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        head = Buffer.concat(chunks)
          .toString()
          .split('\r\n\r\n')[0]!
          .replaceAll(/\r\n\s+/g, ' ');
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    get head() {
      return head;
    },
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
