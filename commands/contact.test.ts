import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../house/open-database.ts';
import { patient } from '../store/conformance/samples.ts';
import { temporaryFolder } from '../tests/services.ts';
import { contact } from './contact.ts';

async function house() {
  const folder = temporaryFolder();
  const config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\n`);
  const store = await openDatabase(folder);
  await store.transact(async (records) => {
    await records.patients.save(patient('p1'));
    await records.users.save({ id: 'dr.li', name: 'Li', role: 'doctor', language: 'en' });
  });
  await store.close();
  return async (...args: string[]) => {
    let said = '';
    const out = { write: (text: string) => void (said += text), say: (text: string) => void (said += text), isTerminal: false };
    await contact.run([...args, '--config', config], out);
    return said;
  };
}

test('what is said is kept, what is not said stays, and an empty text takes away', async () => {
  const run = await house();
  await run('p1', '--wechat', 'oABCDEFGHIJKLMNOPQRSTUVWXYZ12', '--consent', 'wechat, email', '--quiet', '21:00-06:30');
  const later = await run('p1', '--order', 'wechat,email', '--non-urgent', 'digest');
  expect(later).toContain('oABCDEFGHIJKLMNOPQRSTUVWXYZ12');
  expect(later).toMatch(/agreed to +wechat, email \(20\d\d-\d\d-\d\d, noted by command line\)/);
  expect(later).toMatch(/quiet hours +21:00-06:30/);
  expect(later).toMatch(/non-urgent +digest at 08:00/);
  expect(await run('p1', '--wechat', '')).not.toContain('oABC');
  expect(await run('p1')).toMatch(/order +wechat, email/);
  expect(await run('--user', 'dr.li', '--phone', '+86 138 0000 0000', '--wecom', 'li.na')).toContain('+86 138 0000 0000');
});

test.each([
  [['nobody'], 'There is no patient nobody.'],
  [['p1', '--order', 'pigeon'], 'preferences.order.0'],
  [['p1', '--quiet', 'late'], 'a time of day like 22:00'],
  [['p1', '--mqtt', 'hub-9'], 'hub-9 is not a device of this patient: assign it first.'],
  [['p1', '--phone', '1'], 'change it in the console'],
  [['--user', 'dr.li', '--phone', 'hello'], 'a telephone number, with the country in front: +86 138 0000 0000'],
  [['--user', 'dr.li', '--consent', 'sms'], '--consent and --mqtt are for patients.'],
])('%j is refused: %s', async (args, sentence) => {
  await expect((await house())(...args)).rejects.toThrow(sentence);
});
