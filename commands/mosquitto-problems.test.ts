import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mosquittoProblems } from './mosquitto-problems.ts';

const shipped = readFileSync(new URL('../mosquitto/mosquitto.conf', import.meta.url), 'utf8');

test('the configuration that comes with Hearth passes', () => {
  expect(mosquittoProblems(shipped)).toEqual([]);
});

test.each([
  [
    'the defaults',
    'listener 1883\n',
    ['persistence', 'autosave_interval', 'autosave_on_changes', 'max_queued_messages', 'allow_anonymous', 'acl_file'],
  ],
  ['persistence alone', `${shipped}\nautosave_interval 1800\n`, ['autosave_interval']],
  ['a limit on the queue', `${shipped}\nmax_queued_messages 1000\n`, ['max_queued_messages']],
  ['strangers', `${shipped}\nallow_anonymous true\n`, ['allow_anonymous']],
  ['commented out', shipped.replace('autosave_on_changes true', '# autosave_on_changes true'), ['autosave_on_changes']],
])('%s are refused', (_, configuration, named) => {
  expect(mosquittoProblems(configuration).map((problem) => problem.split(' ')[0])).toEqual(named);
});
