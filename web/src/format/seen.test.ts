import { expect, test } from 'vitest';
import type { SeenView } from '../../../api/audit-contract.ts';
import { LOOK_KINDS } from '../../../domain/look.ts';
import { en } from '../words/en.ts';
import { zhCN } from '../words/zh-CN.ts';
import { seenText, sittings } from './seen.ts';

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

test('what one person looked at in one sitting is one entry; another person, another hour, and what was done are others', () => {
  const MINUTE = 60_000;
  const look = (minute: number, kind: string, who: SeenView['who'] = li): SeenView => ({
    at: minute * MINUTE,
    who,
    what: { is: 'looked', kind },
  });
  const wrote: SeenView = { at: 57 * MINUTE, who: li, what: { is: 'did', did: 'plan.change' } };
  const list = [
    look(60, 'readings'),
    look(60, 'alerts'),
    look(59, 'readings'),
    look(58, 'plan'),
    wrote,
    look(56, 'record'),
    look(40, 'record'),
    look(39, 'record', { is: 'patient' }),
  ];
  expect(sittings(list).map(({ seen, more }) => [seen.at / MINUTE, more.length])).toEqual([
    [60, 2],
    [57, 0],
    [56, 0],
    [40, 0],
    [39, 0],
  ]);
});
