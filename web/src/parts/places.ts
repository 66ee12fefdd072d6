import type { IconName } from './icon.tsx';
import type { May } from './may.tsx';

/** Where the console leads: address, name, icon, and what one must be allowed for it. */
export const PLACES = [
  ['/', 'alerts', 'bell', 'seePatients'],
  ['/questions', 'questions', 'speech', 'read'],
  ['/advice', 'advice', 'check', 'read'],
  ['/adverse', 'adverse', 'warning', 'read'],
  ['/patients', 'patients', 'people', 'seePatients'],
  ['/reports', 'reports', 'report', 'read'],
  ['/devices', 'devices', 'device', 'read'],
  ['/limits', 'limits', 'limits', 'treat'],
  ['/duty', 'duty', 'clock', 'treat'],
  ['/words', 'wording', 'pen', 'read'],
  ['/knowledge', 'knowledge', 'book', 'read'],
  ['/quarantine', 'quarantine', 'tray', 'treat'],
  ['/people', 'people', 'key', 'seePeople'],
  ['/audit', 'audit', 'history', 'seeAudit'],
  ['/system', 'system', 'pulse', 'seeSystem'],
] as const satisfies readonly (readonly [string, string, IconName, keyof May])[];

/** Pages that stand beside the places, or ask more than the place that they are in. */
const FURTHER: readonly (readonly [string, keyof May])[] = [
  ['/welcome', 'manage'],
  ['/clinic', 'seeSystem'],
  ['/reports/cohort', 'treat'],
  ['/duty/budget', 'treat'],
  ['/reach', 'treat'],
];

/** Whether a page is for whoever asks: the server refuses what is not, and a page of refusals helps nobody. Unknown addresses are for everybody. */
export function mayOpen(path: string, may: May): boolean {
  const own = FURTHER.find(([to]) => path === to) ?? PLACES.map(([to, , , needs]) => [to, needs] as const).find(([to]) => isIn(to, path));
  return own === undefined || may[own[1]];
}

/** The start is what every address begins with, and a page of its own. */
const isIn = (to: string, path: string): boolean => to !== '/' && (path === to || path.startsWith(`${to}/`));
