import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followReactions } from '../adverse/follow.ts';
import { fullContent } from '../adverse/sample.ts';
import { adverse } from '../commands/adverse.ts';
import { DAY } from '../domain/clock.ts';
import type { Committed } from '../domain/follower.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey, newSecret } from '../house/secrets.ts';
import { glucose, openTestHouse, type TestHouse } from '../tests/house.ts';
import type { AdverseRow, AdverseView, OwnAdverseView } from './adverse-contract.ts';
import type { Problem } from './contract.ts';

let house: TestHouse;
const cookies = new Map<string, string>();
const NOW = Date.UTC(2026, 2, 20, 9);
const clock = createReplayClock(NOW);

beforeAll(async () => {
  house = await openTestHouse({ clock });
  for (const role of ['doctor', 'coordinator', 'administrator'] as const) {
    await house.store.transact((records) => records.users.save({ id: role, name: `The ${role}`, role, language: 'en' }));
    const key = newSecret();
    await house.store.transact((records) =>
      records.sessions.open({ keyHash: hashKey(key), user: role, since: NOW, seen: NOW + 99 * DAY, until: NOW + 99 * DAY, once: false }),
    );
    cookies.set(role, `hearth=${key}`);
  }
});
afterAll(() => house.close());

const call = (who: string, method: string, path: string, body?: unknown, language = 'en') =>
  fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: {
      'hearth-request': '1',
      'accept-language': language,
      cookie: cookies.get(who) ?? '',
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const ask = async <T>(who: string, method: string, path: string, body?: unknown) =>
  (await (await call(who, method, path, body)).json()) as T;
const told = async (patient: string) =>
  (await house.store.outbox.of(patient, 99)).map(({ message }) => message).filter(({ template }) => template === 'adverse.report');
const token = async (patient: string) =>
  (await ask<{ path: string }>('doctor', 'POST', `/patients/${patient}/own-page`, {})).path.slice('/p/'.length);

const own = (more: Record<string, unknown> = {}) => ({
  key: 'made-up-once',
  language: 'en',
  what: 'I have a rash',
  medicines: [
    { name: 'metformin', suspect: true, stopped: 'stopped', better: 'better' },
    { name: 'amlodipine', suspect: false },
  ],
  ...more,
});

test('from the patient’s form to the export, with every version kept', async () => {
  await house.moveIn('p1', ['meter-1'], { medicines: ['metformin'], conditions: ['type-2-diabetes'], birthYear: 1959, sex: 'female' });
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(7.8, Date.UTC(2026, 2, 18, 7)), { qos: 1 });
  await meter.endAsync();
  const link = await token('p1');
  expect((await ask<OwnAdverseView>('nobody', 'GET', `/own-page/${link}/adverse-reactions`)).medicines).toEqual(['metformin']);
  expect((await call('nobody', 'POST', `/own-page/${link}/adverse-reactions`, own({ medicines: [] }))).status).toBe(400);
  expect(
    (await call('nobody', 'POST', `/own-page/${link}/adverse-reactions`, own({ medicines: [{ name: 'x', suspect: false }] }))).status,
  ).toBe(422);
  const handIn = () => ask<{ id: string; serious: boolean }>('nobody', 'POST', `/own-page/${link}/adverse-reactions`, own());
  const { id, serious } = await handIn();
  expect(serious).toBe(false);
  // Pressed twice: one report.
  expect((await handIn()).id).toBe(id);
  expect(await told('p1')).toEqual([]);

  const [row] = await ask<AdverseRow[]>('administrator', 'GET', '/adverse-reactions');
  expect(row).toMatchObject({ id, state: 'submitted', suspects: ['metformin'], deadline: { kind: 'serious-or-new', due: NOW + 15 * DAY } });
  const at = `/adverse-reactions/${id}`;
  const first = await ask<AdverseView>('doctor', 'GET', at);
  expect(first.content).toMatchObject({ patient: { ageYears: 67, sex: 'female' }, reporter: { profession: 'consumer' } });
  expect(first.content.drugs[0]).toMatchObject({ action: 'withdrawn', dechallenge: 'better' });

  // Not complete: each item in a sentence.
  const refused = await ask<Problem>('doctor', 'POST', `${at}/complete`, { version: 1 });
  expect(refused).toMatchObject({ status: 422, code: 'adverse.incomplete' });
  expect(refused.errors!.map(({ detail }) => detail)).toContain('The patient’s initials are missing.');
  const inChinese = (await (await call('doctor', 'POST', `${at}/complete`, { version: 1 }, 'zh-CN')).json()) as Problem;
  expect(inChinese).toMatchObject({ title: '报告缺少必填内容。', detail: expect.stringContaining('缺少患者姓名缩写。') });
  expect(inChinese.errors).toContainEqual({ pointer: '/patient/initials', detail: '缺少患者姓名缩写。' });
  expect((await call('doctor', 'POST', `${at}/export`, { format: 'e2b' })).status).toBe(409);

  const onset = '2026-03-17';
  const dated = { ...first.content, reactions: [{ ...first.content.reactions[0]!, onset }] };
  expect((await call('administrator', 'PUT', at, { version: 1, content: dated })).status).toBe(403);
  expect(await ask('doctor', 'PUT', at, { version: 1, content: dated })).toMatchObject({ version: 2, state: 'under-review' });
  // Somebody who still looks at the first version overwrites nothing.
  expect((await call('coordinator', 'PUT', at, { version: 1, content: first.content })).status).toBe(409);
  const around = await ask<{ id: string; said: string }[]>('doctor', 'GET', `${at}/readings`);
  expect(around).toMatchObject([{ said: '7.8 mmol/L' }]);
  const full = {
    ...fullContent(),
    reactions: [{ ...fullContent().reactions[0]!, onset }],
    readings: [{ ...around[0], said: 'something else' }],
  };
  expect(
    (await call('doctor', 'PUT', at, { version: 2, content: { ...full, readings: [{ ...around[0], id: 'not-theirs' }] } })).status,
  ).toBe(400);
  const saved = await ask<AdverseView>('doctor', 'PUT', at, { version: 2, content: full });
  // A reading says what the record says, not what was sent.
  expect(saved.content.readings).toMatchObject([{ said: '7.8 mmol/L' }]);
  expect(saved.missing).toEqual([]);
  expect(saved.naranjo).toEqual([{ drug: 0, score: 7, grade: 'probable' }]);
  expect(await ask('coordinator', 'POST', `${at}/complete`, { version: 3 })).toMatchObject({ state: 'completed' });
  expect((await call('doctor', 'PUT', at, { version: 4, content: full })).status).toBe(409);

  const e2b = await call('doctor', 'POST', `${at}/export`, { format: 'e2b' });
  expect(e2b.headers.get('content-type')).toContain('application/xml');
  new SaxesParser({ xmlns: true }).write(await e2b.text()).close();
  expect(await ask('doctor', 'POST', `${at}/export`, { format: 'fhir' })).toMatchObject({ resourceType: 'AdverseEvent', id });
  expect(await (await call('doctor', 'GET', `${at}/form?language=zh-CN`)).text()).toContain('药品不良反应/事件报告表');
  const pdf = new Uint8Array(await (await call('doctor', 'POST', `${at}/export`, { format: 'pdf', language: 'zh-CN' })).arrayBuffer());
  expect(new TextDecoder().decode(pdf.slice(0, 5))).toBe('%PDF-');
  const last = await ask<AdverseView>('doctor', 'GET', at);
  expect(last).toMatchObject({ state: 'exported', exported: { format: 'pdf', times: 3 } });
  expect(last.versions.map(({ did }) => did)).toEqual(['submitted', 'changed', 'changed', 'completed', 'exported', 'exported', 'exported']);
  expect(await ask('doctor', 'GET', `${at}/versions/1`)).toEqual(first.content);
  expect((await house.store.audit.list(99, 'p1')).filter(({ did }) => did.startsWith('adverse.'))).toHaveLength(7);
  expect((await house.store.timers.due(NOW + 99 * DAY, 99)).filter(({ what }) => what.startsWith('adverse:'))).toEqual([]);

  expect((await call('doctor', 'POST', `${at}/reopen`, { version: 7, reason: '' })).status).toBe(400);
  expect(await ask('doctor', 'POST', `${at}/reopen`, { version: 7, reason: 'she called' })).toMatchObject({
    state: 'under-review',
    reason: 'she called',
  });
});

test('a serious one is told at once, once for the same criteria; the deadline is reminded of, and told when it is over', async () => {
  await house.moveIn('p2', []);
  const link = await token('p2');
  const { id, serious } = await ask<{ id: string; serious: boolean }>(
    ...(['nobody', 'POST', `/own-page/${link}/adverse-reactions`, own({ seriousness: ['hospitalisation'] })] as const),
  );
  expect(serious).toBe(true);
  const messages = await told('p2');
  expect(messages.map(({ to, urgent }) => [to.role, urgent]).sort()).toEqual([
    ['coordinator', true],
    ['doctor', true],
  ]);
  for (const { values } of messages) {
    expect(values['text.en']).toContain('hospital stay');
    expect(values['text.zh-CN']).toContain('住院');
    // Not in the patient's words: others may read a message.
    expect(JSON.stringify(values)).not.toContain('rash');
  }
  const view = await ask<AdverseView>('doctor', 'GET', `/adverse-reactions/${id}`);
  const same = await ask<AdverseView>('doctor', 'PUT', `/adverse-reactions/${id}`, { version: 1, content: view.content });
  expect(await told('p2')).toHaveLength(2);
  const worse = { ...same.content, reactions: [{ ...same.content.reactions[0]!, seriousness: ['hospitalisation', 'life-threatening'] }] };
  await ask('doctor', 'PUT', `/adverse-reactions/${id}`, { version: 2, content: worse });
  expect(await told('p2')).toHaveLength(4);

  clock.advance(NOW + 13 * DAY);
  await house.settle();
  expect((await told('p2')).filter(({ values }) => String(values['text.en']).includes('within two days'))).toHaveLength(2);
  clock.advance(NOW + 15 * DAY);
  await house.settle();
  await house.settle();
  expect((await told('p2')).filter(({ values }) => String(values['text.en']).includes('overdue'))).toHaveLength(2);
  await ask('doctor', 'POST', `/adverse-reactions/${id}/dismiss`, { version: 3, reason: 'told twice' });
  clock.advance(NOW + 40 * DAY);
  await house.settle();
  expect(await told('p2')).toHaveLength(8);
  expect((await house.store.inbox.of('p2', 99)).some(({ text }) => text.includes(`/adverse/${id}`))).toBe(true);
});

test('what a question hears becomes a draft, once; the patient completes it; another patient cannot', async () => {
  await house.moveIn('p3', [], { medicines: ['simvastatin', 'amlodipine'] });
  await house.moveIn('p4', []);
  const decision = { do: 'adverse-reaction', patient: 'p3', said: 's-1', text: 'My legs hurt since the new pill.', at: clock.now() };
  const heard = [{ position: 1, decision, decided: clock.now() }] as unknown as readonly Committed[];
  const follower = followReactions(house.store);
  for (let i = 0; i < 2; i++) await follower.follow(heard, new AbortController().signal);
  const link = await token('p3');
  const { drafts, handedIn } = await ask<OwnAdverseView>('nobody', 'GET', `/own-page/${link}/adverse-reactions`);
  expect(drafts).toMatchObject([{ words: 'My legs hurt since the new pill.' }]);
  expect(handedIn).toEqual([]);
  const draft = drafts[0]!.id;
  expect((await call('nobody', 'POST', `/own-page/${await token('p4')}/adverse-reactions`, own({ draft }))).status).toBe(404);
  const { id } = await ask<{ id: string }>('nobody', 'POST', `/own-page/${link}/adverse-reactions`, own({ draft }));
  expect(id).toBe(draft);
  expect(await ask('doctor', 'GET', `/adverse-reactions/${id}`)).toMatchObject({ state: 'submitted', words: decision.text, version: 2 });
});

test('a clinician begins one with what the record says, and the graph’s findings on the suspected medicine are shown', async () => {
  await house.moveIn('p5', [], { medicines: ['simvastatin', 'clarithromycin'] });
  const begin = () => ask<AdverseView>('doctor', 'POST', '/adverse-reactions', { patient: 'p5', key: 'one-press-of-a-button' });
  const begun = await begin();
  expect((await begin()).id).toBe(begun.id);
  expect((await call('doctor', 'POST', '/adverse-reactions', { patient: 'nobody', key: 'one-press-of-a-button' })).status).toBe(404);
  expect(begun.content.drugs.map(({ role, name }) => [role, name])).toEqual([
    ['concomitant', 'simvastatin'],
    ['concomitant', 'clarithromycin'],
  ]);
  expect(begun.findings).toEqual([]);
  const content = { ...begun.content, drugs: [{ ...begun.content.drugs[0]!, role: 'suspect' }, begun.content.drugs[1]!] };
  const saved = await ask<AdverseView>('doctor', 'PUT', `/adverse-reactions/${begun.id}`, { version: 1, content });
  expect(saved.findings[0]).toMatchObject({ severity: 'contraindicated', source: { evidence: expect.any(String) } });
});

test('hearth adverse lists, shows and exports; what is missing is said in a sentence each', async () => {
  const config = join(house.folder, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\n`);
  const run = async (...args: readonly string[]) => {
    let text = '';
    const write = (more: string) => void (text += more);
    return { code: await adverse.run([...args, '--config', config], { write, say: write, isTerminal: false }), text };
  };
  const [report] = await house.store.adverse.list(9, 'p5');
  expect((await run('list')).text).toContain(report!.id);
  expect((await run('show', report!.id, '--language', 'zh-CN')).text).toContain('- 缺少患者姓名缩写。');
  const out = join(house.folder, 'report.xml');
  const refused = await run('export', report!.id, '--out', out);
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('Complete the report before it is exported.') });
  await expect(run('show', 'nothing')).rejects.toThrow('There is no report nothing.');
  await expect(run('export', report!.id, '--format', 'word', '--out', out)).rejects.toThrow('not as "word"');
});
