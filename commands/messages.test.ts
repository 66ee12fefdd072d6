import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../house/open-database.ts';
import { MORNING, message, patient } from '../store/conformance/samples.ts';
import { temporaryFolder } from '../tests/services.ts';
import { messages } from './messages.ts';

test('what was given up is told with its reason, and tried again by its key or altogether, but not what has expired', async () => {
  const folder = temporaryFolder();
  const config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\n`);
  const filling = await openDatabase(folder);
  await filling.transact(async (records) => {
    await records.patients.save(patient('p1'));
    const owed = [message('m1'), message('m2'), message('late', { expires: MORNING + 1 })];
    await records.decisions.apply(
      owed.map((one) => ({ do: 'send', message: one })),
      MORNING,
    );
    for (const { key } of owed) await records.outbox.settle(key, { is: 'dead', at: MORNING, why: 'nobody is known as caregiver' });
    const send = {
      key: 's1',
      message: 'm1',
      about: 'p1',
      person: 'patient:p1',
      channel: 'smtp',
      mark: '',
      template: 'advice',
      urgent: false,
    };
    await records.sends.note([{ ...send, tried: MORNING, steps: { accepted: MORNING } }]);
    await records.sends.reached('s1', 'read', MORNING + 1);
  });
  await filling.close();
  const run = async (...args: string[]) => {
    let said = '';
    await messages.run([...args, '--config', config], {
      write: (text) => (said += text),
      say: (text) => (said += text),
      isTerminal: false,
    });
    return said;
  };
  expect(await run('dead')).toMatch(/m1\t2026-03-01T08:00\t.*nobody is known as caregiver/);
  expect(await run('p1')).toBe('2026-03-01T08:00\tadvice\tpatient:p1\tsmtp\tread\t\n');
  expect(await run('replay', 'm1')).toBe('1 to be sent again.\n');
  expect(await run('replay', '--all')).toBe('1 to be sent again.\n');
  expect(await run('dead')).toBe('Nothing was given up.\n');
  expect(await run('expired')).toMatch(/^late\t2026-03-01T08:00\t.*nobody is known as caregiver\n$/);
  await expect(run('replay', 'm1')).rejects.toThrow('There is no message m1 that was given up and can still be sent.');
  await expect(run('replay', 'late')).rejects.toThrow('can still be sent');
  await expect(run('replay')).rejects.toThrow('Which?');
  await expect(run('nobody')).rejects.toThrow('There is no patient nobody');
});
