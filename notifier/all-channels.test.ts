import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { openSqlite } from '../store/sqlite.ts';
import { verifyWebhook } from './channels/webhook.ts';
import { createNotifier } from './dispatch.ts';
import { channelSettings, openChannels } from './registry.ts';

/** One message from the outbox to a real mail server, a real webhook and the inbox, over the real store. */
test('an urgent task reaches the team on every way that is set up, with one key for each', async () => {
  const now = Date.UTC(2026, 2, 2, 15); // 23:00 in Shanghai: urgent all the same
  const clock = createReplayClock(now);
  const folder = mkdtempSync(join(tmpdir(), 'hearth-channels-'));
  const store = openSqlite({ path: join(folder, 'hearth.db'), identityKey: new Uint8Array(32), now: clock.now });
  const secret = 'thirty-two characters and a few more';

  const mails: string[] = [];
  const mail = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  mail.listen(0, '127.0.0.1');
  const posts: { readonly body: string; readonly headers: Record<string, string> }[] = [];
  const hook = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    posts.push({ body: Buffer.concat(chunks).toString(), headers: request.headers as Record<string, string> });
    response.writeHead(204).end();
  });
  hook.listen(0, '127.0.0.1');
  await Promise.all([once(mail.server, 'listening'), once(hook, 'listening')]);

  const channels = openChannels(
    channelSettings.parse({
      smtp: { host: '127.0.0.1', port: (mail.server.address() as AddressInfo).port, encryption: 'none', from: 'hearth@clinic.example' },
      webhook: { url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`, secret },
    }),
    { clock, store },
  );
  const notifier = createNotifier({
    store,
    clock,
    channels,
    addresses: async () => [
      { channel: 'inbox', address: 'team:coordinator', language: 'zh-CN' },
      { channel: 'webhook', address: 'team', language: 'zh-CN' },
      { channel: 'smtp', address: 'wang@clinic.example', language: 'en' },
    ],
    words: () => undefined,
    teamZone: 'Asia/Shanghai',
    links: ({ about }) => `https://hearth.example/patients/${about}`,
  });
  await store.transact(async (records) => {
    const patient = { id: 'p1', language: 'zh-CN', zone: 'Asia/Shanghai', glucoseUnit: 'mmol/L', group: 'adult' } as const;
    await records.patients.save({ ...patient, conditions: [], medicines: [], allergies: [], plan: [] });
    const values = { 'text.zh-CN': '请立即电话联系患者。', 'text.en': 'Please phone the patient now.' };
    const message = {
      key: 'k1',
      to: { person: 'team', role: 'coordinator' },
      about: 'p1',
      template: 'task',
      values,
      urgent: true,
      due: now,
    } as const;
    await records.decisions.apply([{ do: 'send', message }], now);
  });

  expect(await notifier.dispatch(new AbortController().signal)).toBe(1);
  expect(await store.outbox.of('p1', 9)).toMatchObject([{ delivery: { is: 'accepted', channel: 'inbox, webhook, smtp' } }]);
  const [entry] = await store.inbox.of('p1', 9);
  expect(entry).toMatchObject({
    address: 'team:coordinator',
    subject: '待办：患者 p1',
    text: expect.stringContaining('请立即电话联系患者。'),
  });
  const [post] = posts;
  expect(JSON.parse(post!.body)).toMatchObject({ to: 'team', about: 'p1', urgent: true, subject: '待办：患者 p1' });
  const signed = { timestamp: post!.headers['hearth-timestamp']!, signature: post!.headers['hearth-signature']! };
  expect(verifyWebhook({ secret, body: post!.body, now, ...signed })).toBe(true);
  expect(mails).toEqual([expect.stringContaining('Task: patient p1')]);
  const keys = [entry!.key, post!.headers['idempotency-key']!, /^Message-ID: <(.*)@/im.exec(mails[0]!)![1]!];
  expect(new Set(keys).size).toBe(3);
  expect(keys).not.toContain(undefined);

  for (const channel of channels.values()) await channel.close?.();
  await new Promise<void>((resolve) => mail.close(() => resolve()));
  hook.closeAllConnections();
  hook.close();
  await store.close();
  rmSync(folder, { recursive: true });
});
