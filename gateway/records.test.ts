import { expect, test } from 'vitest';
import { parseRecordAccess } from '../devices/gatt/record-access.ts';
import { createProcedure, type Next } from './records.ts';

const hex = (next: Next): string => (next.do === 'write' ? Buffer.from(next.bytes).toString('hex') : next.do);
/** A conversation: what the meter says is hex, `r7` a new record with sequence number 7, `k7` one that is known. */
function talk(last: number | undefined, said: readonly string[]) {
  const procedure = createProcedure(last);
  const answers: string[] = [hex(procedure.begin())];
  const completes: (number | undefined)[] = [];
  let end: Next | undefined;
  for (const word of said) {
    if (/^[rk]/.test(word)) {
      completes.push(procedure.record(Number(word.slice(1)), word.startsWith('k')));
      continue;
    }
    end = procedure.answer(parseRecordAccess(Buffer.from(word, 'hex')));
    answers.push(hex(end));
  }
  return { answers, completes, end, procedure };
}

test.each<[string, number | undefined, readonly string[], readonly string[], unknown]>([
  ['the first visit asks for all', undefined, ['05000200', 'r1', 'r2', '06000101'], ['0401', '0101', 'end'], { records: 2, reached: 2 }],
  ['an empty meter', undefined, ['05000000'], ['0401', 'end'], { records: 0 }],
  ['an empty meter that says so with a code', undefined, ['06000406'], ['0401', 'end'], { records: 0 }],
  [
    'later, from the last on',
    258,
    ['05000200', 'k258', 'r259', '06000101'],
    ['0403010201', '0103010201', 'end'],
    { records: 2, reached: 259 },
  ],
  ['nothing new: the known record comes again', 2, ['05000100', 'k2', '06000101'], ['0403010200', '0103010200', 'end'], { reached: 2 }],
  [
    'the numbers began anew: nothing from there on, so all',
    400,
    ['05000000', '05000100', 'r1', '06000101'],
    ['0403019001', '0401', '0101', 'end'],
    { records: 1, reached: 1 },
  ],
  [
    'the numbers began anew, and have passed the last: the known record is another one, so all',
    2,
    ['05000200', 'r2', 'r3', '06000101', '05000300', 'r1', 'k2', 'k3', '06000101'],
    ['0403010200', '0103010200', '0401', '0101', 'end'],
    { records: 3, reached: 3 },
  ],
  ['it cannot count', undefined, ['06000402', 'r1', '06000101'], ['0401', '0101', 'end'], { records: 1 }],
  [
    'it knows no "from"',
    5,
    ['06000404', '06000104', '05000100', 'k5', '06000101'],
    ['0403010500', '0103010500', '0401', '0101', 'end'],
    { records: 1, reached: 5 },
  ],
  [
    'a record was lost on the way',
    undefined,
    ['05000300', 'r1', 'r3', '06000101'],
    ['0401', '0101', 'fail'],
    { why: 'it counted 3 records, and 2 of them were heard' },
  ],
  ['it did not finish', undefined, ['05000300', 'r1', '06000108'], ['0401', '0101', 'fail'], { why: 'the procedure was not completed' }],
  ['it has no such procedure', undefined, ['06000402', '06000102'], ['0401', '0101', 'fail'], { why: 'the op code is not supported' }],
  [
    'an answer to another question',
    undefined,
    ['06000301', '05000100', '06000401', 'r1', '06000101'],
    ['0401', 'wait', '0101', 'wait', 'end'],
    {},
  ],
  ['a code of tomorrow', undefined, ['060004c8'], ['0401', 'fail'], { why: 'it answered with code 200, which no profile knows' }],
])('%s', (_, last, said, answers, end) => {
  const talked = talk(last, said);
  expect(talked.answers).toEqual(answers);
  expect(talked.end).toMatchObject(end as object);
});

test.each<[string, number | undefined, readonly string[], readonly (number | undefined)[], boolean]>([
  ['oldest first: from the second record on the order is known', undefined, ['r1', 'r2', 'r4'], [undefined, 2, 4], false],
  ['from the known record on', 7, ['k7', 'r8', 'r9'], [7, 8, 9], false],
  ['the known record is not at the head', 7, ['r8', 'r9', 'k7'], [undefined, undefined, undefined], true],
  ['newest first: a part says nothing of the rest', undefined, ['r4', 'r3', 'r2'], [undefined, undefined, undefined], true],
  ['a number in between', undefined, ['r1', 'r2', 'r401', 'r3', 'r402'], [undefined, 2, 401, undefined, undefined], true],
])('up to where a part of a memory is complete: %s', (_, last, said, completes, disordered) => {
  const talked = talk(last, ['05000900', ...said]);
  expect(talked.completes).toEqual(completes);
  expect(talked.procedure.isDisordered()).toBe(disordered);
});
