import { expect, test } from 'vitest';
import { LOOK_KINDS } from '../../../domain/look.ts';
import { en } from '../words/en.ts';
import { zhCN } from '../words/zh-CN.ts';
import { seenText } from './seen.ts';

const li = { is: 'staff', name: 'Li Na', role: 'doctor' } as const;

test.each([
  [{ who: li, what: { is: 'looked', kind: 'readings' } }, 'Li Na (Doctor) looked at the measurements', 'Li Na（医生）查看了测量值'],
  [{ who: li, what: { is: 'looked', kind: 'of-tomorrow' } }, 'Li Na (Doctor) looked at part of the record', 'Li Na（医生）查看了部分档案'],
  [
    { who: { is: 'hearth' }, what: { is: 'did', did: 'alert.again' } },
    'Hearth, by itself, told the team of an alert again',
    'Hearth 系统自动再次向团队通知提醒',
  ],
  [
    { who: { is: 'hearth' }, what: { is: 'did', did: 'of.tomorrow' } },
    'Hearth, by itself, did something with the record',
    'Hearth 系统自动对档案进行了操作',
  ],
  [
    { who: { is: 'caregiver', name: 'Wu Mei', relation: 'daughter' }, what: { is: 'told', template: 'alert.caregiver', channel: 'smtp' } },
    /^Wu Mei \(daughter\) was sent “Alert to the caregiver” \(.+\)$/,
    /^Wu Mei（daughter）收到了“.+”（.+）$/,
  ],
  [
    { who: { is: 'patient' }, what: { is: 'looked', kind: 'own-page' } },
    /^You, or somebody with your link, opened/,
    /^您本人或持有您链接的人打开/,
  ],
] as const)('%j', (seen, english, chinese) => {
  expect(seenText(seen, en, true)).toMatch(typeof english === 'string' ? new RegExp(`^${english.replaceAll(/[()]/g, '\\$&')}$`) : english);
  expect(seenText(seen, zhCN, true)).toMatch(chinese);
});

test('every kind of look has its words', () => {
  expect(Object.keys(en.seen.looked).toSorted()).toEqual([...LOOK_KINDS].toSorted());
});
