import { DAY } from '../../domain/clock.ts';
import type { Glucose } from '../../domain/reading.ts';
import { slotOf } from '../../reports/metrics/meal-profile.ts';
import { minuteOf } from '../../reports/wall-time.ts';
import { type Fact, say } from '../fact.ts';
import { FACT_SLOTS, type FactSlot } from '../fact-ids.ts';
import { goalOf, isAbove, type Limits, limitText } from './limits.ts';
import { mean, type Reader, slotNames, valueText } from './reader.ts';

/** Fewer readings make no mean, no pattern and no share: an engineering choice, on the side of saying nothing. */
export const ENOUGH = 3;

/** The slot of the diary that a reading belongs to; undefined when nobody said what it stands to a meal. */
export function slotAt(reader: Reader, { meal, at }: Glucose): FactSlot | undefined {
  const slot = slotOf(meal, minuteOf(reader.wall(at)));
  return slot === 'other' ? undefined : slot;
}

/** By what the readings stand to meals: how often above the goal, and which time of the day stands out. */
export function slotFacts(
  reader: Reader,
  readings: readonly Glucose[],
  limits: Limits,
  here: FactSlot | undefined,
  spanText: string,
): readonly Fact[] {
  const { language, unit, now } = reader;
  const span = { from: now - 14 * DAY, to: now };
  const facts: Fact[] = [];
  let worst: { slot: FactSlot; share: number } | undefined;
  for (const slot of FACT_SLOTS) {
    const of = readings.filter((one) => slotAt(reader, one) === slot);
    const goal = limits.glucose(goalOf(slot));
    if (!goal || of.length === 0) continue;
    const name = slotNames[slot][language];
    const above = of.filter((one) => isAbove(one, goal)).length;
    const goalText = limitText(goal, unit);
    const counted = say(
      language,
      `${spanText}${name}测血糖${of.length}次，其中${above}次高于${goalText}。`,
      `${spanText}, readings ${name} above ${goalText}: ${above} of ${of.length}.`,
    );
    const value = meanOf(of);
    const mine: Fact[] = [
      { id: 'count', text: String(of.length), statement: counted, values: [of.length], unit: 'times', ...span },
      { id: 'above', text: String(above), statement: counted, values: [above], unit: 'times', ...span },
    ];
    if (value !== undefined) {
      const text = valueText(reader, value);
      mine.push({
        id: 'mean',
        text,
        statement: say(language, `${spanText}${name}血糖平均${text}。`, `${spanText}, the mean ${name} is ${text}.`),
        values: [value],
        unit,
        ...span,
      });
    }
    facts.push(...mine.map((fact) => ({ ...fact, id: `glucose.${slot}.${fact.id}` })));
    // "1 of 1" says nothing.
    if (slot === here && of.length >= ENOUGH) {
      facts.push(...mine.map((fact) => ({ ...fact, id: `slot.${fact.id}` })));
      facts.push({
        id: 'slot.name',
        text: name,
        statement: say(language, `本次提醒的血糖测于${name}。`, `The reading of this alert was taken ${name}.`),
        values: [],
        from: now,
        to: now,
      });
      facts.push({
        id: 'slot.goal',
        text: goalText,
        statement: say(language, `${name}血糖的上限为${goalText}。`, `The upper limit ${name} is ${goalText}.`),
        values: [goal[unit]],
        unit,
        from: now,
        to: now,
        ...(goal.source ? { source: goal.source } : {}),
      });
    }
    const share = above / of.length;
    if (of.length >= ENOUGH && share >= 0.5 && share > (worst?.share ?? 0)) worst = { slot, share };
  }
  if (worst) {
    const name = slotNames[worst.slot][language];
    facts.push({
      id: 'glucose.high-time',
      text: name,
      statement: say(language, `${spanText}${name}的血糖最常偏高。`, `${spanText}, glucose was high most often ${name}.`),
      values: [],
      ...span,
    });
  }
  return facts;
}

/** In mmol/L, without values beyond the meter's range; undefined when there are too few. */
export function meanOf(readings: readonly Glucose[], enough: number = ENOUGH): number | undefined {
  const values = readings.filter(({ beyond }) => beyond === undefined).map(({ glucoseMmolL }) => glucoseMmolL);
  return values.length >= enough ? mean(values) : undefined;
}
