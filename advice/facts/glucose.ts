import { DAY } from '../../domain/clock.ts';
import type { Glucose } from '../../domain/reading.ts';
import { minuteOf } from '../../reports/wall-time.ts';
import { type Fact, say } from '../fact.ts';
import type { FactSlot } from '../fact-ids.ts';
import { isAbove, isBelow, type Limits, limitText } from './limits.ts';
import { dayText, momentText, type Reader, readingText, type TimeOfDay, timeNames, timeOfDay, valueText } from './reader.ts';
import { ENOUGH, meanOf, slotFacts } from './slots.ts';

/** Fewer readings in either week show no trend: an engineering choice, on the side of saying nothing. */
const ENOUGH_FOR_TREND = 5;
/** A smaller difference between two weeks is called none: within what two meters of ISO 15197 may differ by. In the reader's unit. */
const SAME = { 'mmol/L': 0.3, 'mg/dL': 5 } as const;

/**
 * What the last 14 days of glucose say. Values beyond the meter's range count above or below a limit, and enter no mean.
 * @param readings plausible ones of the patient's own body, oldest first, up to `reader.now`
 * @param here the slot of the reading that raised the alert
 */
export function glucoseFacts(reader: Reader, readings: readonly Glucose[], limits: Limits, here: FactSlot | undefined): readonly Fact[] {
  const { language, unit, now } = reader;
  const last = readings.at(-1);
  if (!last) return [];
  const facts: Fact[] = lastFacts(reader, last);
  const window = (days: number, before = 0) => readings.filter(({ at }) => at > now - (days + before) * DAY && at <= now - before * DAY);
  const [week, fortnight, weekBefore] = [window(7), window(14), window(7, 7)];
  const span = (days: number) => ({ from: now - days * DAY, to: now });
  const spanText = (days: number) =>
    say(
      language,
      `最近${days}天（${dayText(reader, now - days * DAY)}至${dayText(reader, now)}）`,
      `In the last ${days} days (${dayText(reader, now - days * DAY)} to ${dayText(reader, now)})`,
    );
  const count = (id: string, n: number, days: number, statement: string) =>
    facts.push({ id, text: String(n), statement, values: [n], unit: 'times', ...span(days) });

  if (week.length > 0)
    count(
      'glucose.count-7d',
      week.length,
      7,
      say(language, `${spanText(7)}测血糖${week.length}次。`, `${spanText(7)}, number of glucose readings: ${week.length}.`),
    );
  for (const [id, days, of] of [
    ['glucose.mean-7d', 7, week],
    ['glucose.mean-14d', 14, fortnight],
  ] as const) {
    const value = meanOf(of);
    if (value === undefined) continue;
    const text = valueText(reader, value);
    facts.push({
      id,
      text,
      statement: say(
        language,
        `${spanText(days)}血糖平均${text}，共${of.length}次。`,
        `${spanText(days)} the mean of ${of.length} readings is ${text}.`,
      ),
      values: [value],
      unit,
      ...span(days),
    });
  }
  facts.push(...trendFacts(reader, week, weekBefore));
  facts.push(...extremes(reader, week));

  const low = limits.glucose('limit.low');
  const goal = limits.glucose('limit.after-meal');
  const continuous = fortnight.filter(({ specimen }) => specimen === 'interstitial').length > fortnight.length / 2;
  if (low && goal) {
    const [above, below] = [week.filter((one) => isAbove(one, goal)).length, week.filter((one) => isBelow(one, low)).length];
    const [aboveText, belowText] = [limitText(goal, unit), limitText(low, unit)];
    if (continuous && week.length > 0) {
      const share = (id: string, n: number, zh: string, en: string) => {
        const percent = Math.round((100 * n) / week.length);
        facts.push({
          id,
          text: `${percent}%`,
          statement: say(
            language,
            `${spanText(7)}血糖${zh}的时间约占${percent}%。`,
            `${spanText(7)} glucose was ${en} for about ${percent}% of the time.`,
          ),
          values: [percent],
          unit: '%',
          ...span(7),
        });
      };
      share('glucose.share-above-7d', above, `高于${aboveText}`, `above ${aboveText}`);
      share('glucose.share-below-7d', below, `低于${belowText}`, `below ${belowText}`);
      share(
        'glucose.share-in-range-7d',
        week.length - above - below,
        `在${belowText}至${aboveText}之间`,
        `between ${belowText} and ${aboveText}`,
      );
    } else {
      count(
        'glucose.above-7d',
        above,
        7,
        say(
          language,
          `${spanText(7)}有${above}次血糖高于${aboveText}。`,
          `${spanText(7)}, number of readings above ${aboveText}: ${above}.`,
        ),
      );
      count(
        'glucose.below-7d',
        below,
        7,
        say(
          language,
          `${spanText(7)}有${below}次血糖低于${belowText}。`,
          `${spanText(7)}, number of readings below ${belowText}: ${below}.`,
        ),
      );
      const lately = fortnight.filter((one) => isBelow(one, low)).length;
      count(
        'glucose.below-14d',
        lately,
        14,
        say(
          language,
          `${spanText(14)}有${lately}次血糖低于${belowText}。`,
          `${spanText(14)}, number of readings below ${belowText}: ${lately}.`,
        ),
      );
    }
    const lowTime = mostOf(fortnight.filter((one) => isBelow(one, low)).map(({ at }) => timeOfDay(minuteOf(reader.wall(at)))));
    if (lowTime) {
      const name = timeNames[lowTime][language];
      facts.push({
        id: 'glucose.low-time',
        text: name,
        statement: say(language, `${spanText(14)}低血糖多出现在${name}。`, `${spanText(14)} most of the low readings came ${name}.`),
        values: [],
        ...span(14),
      });
    }
  }
  facts.push(
    ...slotFacts(
      reader,
      fortnight.filter(({ specimen }) => specimen !== 'interstitial'),
      limits,
      here,
      spanText(14),
    ),
  );
  return facts;
}

function lastFacts(reader: Reader, last: Glucose): Fact[] {
  const { language, unit, now } = reader;
  const [text, moment, days] = [readingText(reader, last), momentText(reader, last.at), Math.floor((now - last.at) / DAY)];
  const at = { from: last.at, to: last.at };
  const statement = say(language, `最近一次血糖：${moment}，${text}。`, `Latest glucose: ${moment}, ${text}.`);
  return [
    { id: 'glucose.last', text, statement, values: [last.glucoseMmolL], unit, ...at },
    { id: 'glucose.last-when', text: moment, statement, values: [], ...at },
    ...(days >= 1
      ? [
          {
            id: 'glucose.days-since',
            text: say(language, `${days}天`, days === 1 ? '1 day' : `${days} days`),
            statement: say(language, `距最近一次测血糖已有${days}天。`, `Days since the latest glucose reading: ${days}.`),
            values: [days],
            unit: 'days' as const,
            ...at,
          },
        ]
      : []),
  ];
}

function trendFacts(reader: Reader, week: readonly Glucose[], weekBefore: readonly Glucose[]): readonly Fact[] {
  const { language, unit, now } = reader;
  const [value, before] = [meanOf(week, ENOUGH_FOR_TREND), meanOf(weekBefore, ENOUGH_FOR_TREND)];
  if (value === undefined || before === undefined) return [];
  const beforeText = valueText(reader, before);
  // What people see subtracted, so that 9.3 after 8.4 is 0.9 and not the 0.8 of the unrounded means.
  const difference = Number.parseFloat(valueText(reader, value)) - Number.parseFloat(beforeText);
  const size = `${Math.abs(difference).toFixed(unit === 'mmol/L' ? 1 : 0)} ${unit}`;
  const text =
    Math.abs(difference) < SAME[unit]
      ? say(language, '与前一周相近', 'about the same as the week before')
      : difference > 0
        ? say(language, `比前一周高${size}`, `${size} higher than the week before`)
        : say(language, `比前一周低${size}`, `${size} lower than the week before`);
  const span = { from: now - 14 * DAY, to: now };
  return [
    {
      id: 'glucose.week-before',
      text: beforeText,
      statement: say(language, `前一周血糖平均${beforeText}。`, `The week before, the mean was ${beforeText}.`),
      values: [before],
      unit,
      ...span,
    },
    {
      id: 'glucose.trend',
      text,
      statement: say(language, `最近一周血糖平均水平${text}。`, `The mean of the last week is ${text}.`),
      values: [difference],
      unit,
      ...span,
    },
  ];
}

function extremes(reader: Reader, week: readonly Glucose[]): readonly Fact[] {
  const sorted = week.toSorted((a, b) => a.glucoseMmolL - b.glucoseMmolL);
  const [lowest, highest] = [sorted.at(0), sorted.at(-1)];
  if (!lowest || !highest || week.length < ENOUGH) return [];
  const fact = (id: string, one: Glucose, zh: string, en: string): Fact => {
    const text = readingText(reader, one);
    const statement = say(
      reader.language,
      `最近7天${zh}血糖：${momentText(reader, one.at)}，${text}。`,
      `The ${en} reading of the last 7 days: ${momentText(reader, one.at)}, ${text}.`,
    );
    return { id, text, statement, values: [one.glucoseMmolL], unit: reader.unit, from: one.at, to: one.at };
  };
  return [fact('glucose.highest-7d', highest, '最高', 'highest'), fact('glucose.lowest-7d', lowest, '最低', 'lowest')];
}

/** The time of day that holds at least two, and at least half, of what is given. */
function mostOf(times: readonly TimeOfDay[]): TimeOfDay | undefined {
  const [top] = Object.entries(Object.groupBy(times, (time) => time)).sort(([, a], [, b]) => b!.length - a!.length);
  return top && top[1]!.length >= 2 && top[1]!.length >= times.length / 2 ? (top[0] as TimeOfDay) : undefined;
}
