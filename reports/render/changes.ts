import type { MedicineChange } from '../../domain/medicine-change.ts';
import type { Change } from '../change.ts';
import type { Shortfall } from '../figure.ts';
import type { SectionOf } from '../report.ts';
import type { Block, Part } from './blocks.ts';
import type { Speech } from './speech.ts';
import { shortfall, signed } from './tile.ts';

/** What changed, one line for each figure; grey where two periods cannot be compared, with the reason. */
export function changesPart({ since, now, before, figures, medicines }: SectionOf<'changes'>, speech: Speech): Part {
  const { say, day } = speech;
  const heads = ['', span(now, speech), span(before, speech), say('change')];
  const rows = figures.map((one) => [
    say(`changed.${one.figure}`),
    textOf(one, one.now, speech),
    textOf(one, one.before, speech),
    changeOf(one, speech),
  ]);
  const table: Block = {
    is: 'table',
    heads,
    rows,
    muted: figures.flatMap(({ comparable }, i) => (comparable ? [] : [i])),
    numbers: [1, 2],
  };
  return {
    name: 'changes',
    title: since === 'last-visit' ? say('sinceVisit', { day: day(now.from) }) : say('sinceBefore'),
    blocks: [
      ...(rows.length > 0 ? [table] : []),
      ...(medicines.length > 0 ? [{ is: 'list' as const, items: medicines.map((one) => ({ text: medicineText(one, speech) })) }] : []),
    ],
  };
}

export const medicineText = ({ at, what, medicine }: MedicineChange, { say, day, named }: Speech): string =>
  say(`medicine.${what}`, { day: day(at), medicine: named(medicine) });

const span = ({ from, to }: { readonly from: number; readonly to: number }, { shortDay }: Speech): string =>
  [...new Set([shortDay(from), shortDay(to - 1)])].join(' – ');

const DECIMALS: Readonly<Partial<Record<Change['figure'], number>>> = {
  'glucose.target-share': 1,
  'glucose.low-share': 1,
  'glucose.high-share': 1,
  'glucose.cv': 1,
  'weight.mean': 1,
};

function textOf({ figure, unit }: Change, value: number | null, { glucose, say }: Speech): string {
  if (value === null) return '–';
  if (unit === 'mmol/L') return glucose(value);
  const text = value.toFixed(DECIMALS[figure] ?? 0);
  if (unit === 'steps') return `${text} ${say('stepsUnit')}`;
  return unit === 'count' ? text : unit === 'days' ? `${text} ${say(text === '1' ? 'of.day' : 'of.days')}` : `${text} ${unit}`;
}

const lacking = (when: 'now' | 'earlier', missing: Shortfall, speech: Speech): string =>
  speech.say(`${when}.lacks`, { what: missing.have === 0 ? speech.say('noData') : shortfall(missing, speech) });

function changeOf(one: Change, speech: Speech): string {
  const { say, glucose } = speech;
  if (one.change !== undefined) {
    const size = Math.abs(one.change);
    if (one.unit === 'mmol/L') return signed(glucose(size), one.change);
    const unit =
      one.unit === '%' ? ` ${say('points')}` : one.unit === 'count' || one.unit === 'days' || one.unit === 'steps' ? '' : ` ${one.unit}`;
    return signed(`${size.toFixed(DECIMALS[one.figure] ?? 0)}${unit}`, one.change);
  }
  const { now, before } = one.why ?? {};
  const reasons = [...(now ? [lacking('now', now, speech)] : []), ...(before ? [lacking('earlier', before, speech)] : [])];
  return `${say('notComparable')}${say('colon')}${reasons.join(say('semicolon'))}`;
}
