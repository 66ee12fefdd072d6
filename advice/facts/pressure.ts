import { DAY } from '../../domain/clock.ts';
import { isSeated } from '../../domain/counts.ts';
import type { BloodPressure } from '../../domain/reading.ts';
import type { Language } from '../../domain/source.ts';
import { protocolMean, sessionDay, sessionOf } from '../../reports/metrics/blood-pressure.ts';
import { dayOf, minuteOf } from '../../reports/wall-time.ts';
import { type Fact, say } from '../fact.ts';
import type { Limits } from './limits.ts';
import { dayText, mean, momentText, type Reader } from './reader.ts';

/** Fewer readings make no mean: an engineering choice, on the side of saying nothing. */
const ENOUGH = 3;
/** mmHg. A smaller systolic difference is called none: an automatic cuff may err by as much (ISO 81060-2 allows a mean error of 5). */
const SAME_MMHG = 5;

/**
 * What the last 7 days of blood pressure say: the home protocol's mean (the report's own) where there are readings enough for it, else
 * the plain one; morning and evening apart.
 * @param readings plausible ones of the patient's own body, of every posture, oldest first, up to `reader.now`
 * @param ruled the mean that the alert's rule took, if it took one: goes before any other
 */
export function pressureFacts(
  reader: Reader,
  readings: readonly BloodPressure[],
  limits: Limits,
  ruled: RuledMean | undefined,
): readonly Fact[] {
  const { language, now } = reader;
  const last = readings.at(-1);
  if (!last) return [];
  const facts: Fact[] = lastFacts(reader, last);
  // Means and limits are of the sitting patient; only the latest reading may be of another posture, and says so.
  const seated = readings.filter(isSeated);
  const window = (days: number, before = 0) => seated.filter(({ at }) => at > now - (days + before) * DAY && at <= now - before * DAY);
  const [week, weekBefore] = [window(7), window(7, 7)];
  const span = { from: now - 7 * DAY, to: now };
  const spanText = say(
    language,
    `最近7天（${dayText(reader, span.from)}至${dayText(reader, now)}）`,
    `In the last 7 days (${dayText(reader, span.from)} to ${dayText(reader, now)})`,
  );
  const add = (id: string, text: string, statement: string, values: readonly number[], unit: NonNullable<Fact['unit']>) =>
    facts.push({ id, text, statement, values, unit, ...span });

  if (week.length > 0) {
    add(
      'bp.count-7d',
      String(week.length),
      say(language, `${spanText}测血压${week.length}次。`, `${spanText}, number of blood-pressure readings: ${week.length}.`),
      [week.length],
      'times',
    );
  }
  const all: PressureMean | undefined = ruled ? { ...ruled, byProtocol: true } : weekMean(reader, week);
  if (all) {
    const text = pressureText(all.systolic, all.diastolic);
    const how = all.byProtocol
      ? say(language, `按家庭血压规范取${all.n}次读数`, `by the home protocol, from ${all.n} readings`)
      : say(language, `共${all.n}次读数`, `from ${all.n} readings`);
    add(
      'bp.mean-7d',
      text,
      say(language, `${spanText}血压平均${text}（${how}）。`, `${spanText} the mean is ${text} (${how}).`),
      [all.systolic, all.diastolic],
      'mmHg',
    );
  }
  const bySession = (session: 'morning' | 'evening') =>
    plainMean(week.filter(({ at }) => sessionOf(minuteOf(reader.wall(at))) === session));
  const [morning, evening] = [bySession('morning'), bySession('evening')];
  for (const [id, of, zh, en] of [
    ['bp.morning-mean', morning, '早晨', 'morning'],
    ['bp.evening-mean', evening, '晚间', 'evening'],
  ] as const) {
    if (!of) continue;
    const text = pressureText(of.systolic, of.diastolic);
    add(
      id,
      text,
      say(language, `${spanText}${zh}血压平均${text}，共${of.n}次。`, `${spanText} the ${en} mean of ${of.n} readings is ${text}.`),
      [of.systolic, of.diastolic],
      'mmHg',
    );
  }
  const limit = limits.pressure('limit.pressure');
  const goalText = limit && pressureText(...limit.values);
  if (limit && goalText && week.length >= ENOUGH) {
    const above = week.filter(
      ({ systolicMmHg, diastolicMmHg }) => systolicMmHg >= limit.values[0] || diastolicMmHg >= limit.values[1],
    ).length;
    add(
      'bp.above-7d',
      String(above),
      say(
        language,
        `${spanText}测血压${week.length}次，其中${above}次达到或超过${goalText}。`,
        `${spanText}, readings at or above ${goalText}: ${above} of ${week.length}.`,
      ),
      [above],
      'times',
    );
  }
  if (morning && evening && limit && Math.abs(morning.systolic - evening.systolic) >= SAME_MMHG) {
    const [zh, en, higher] =
      morning.systolic > evening.systolic ? (['早晨', 'in the morning', morning] as const) : (['晚间', 'in the evening', evening] as const);
    if (higher.systolic >= limit.values[0] || higher.diastolic >= limit.values[1]) {
      const name = say(language, zh, en);
      facts.push({
        id: 'bp.high-time',
        text: name,
        statement: say(language, `${spanText}${name}的血压较高。`, `${spanText} blood pressure was higher ${name}.`),
        values: [],
        ...span,
      });
    }
  }
  const before = weekMean(reader, weekBefore);
  if (all && before) {
    const difference = Math.round(all.systolic) - Math.round(before.systolic);
    const size = `${Math.abs(difference)} mmHg`;
    const text =
      Math.abs(difference) < SAME_MMHG
        ? say(language, '与前一周相近', 'about the same as the week before')
        : difference > 0
          ? say(language, `比前一周高${size}`, `${size} higher than the week before`)
          : say(language, `比前一周低${size}`, `${size} lower than the week before`);
    const beforeText = pressureText(before.systolic, before.diastolic);
    add(
      'bp.week-before',
      beforeText,
      say(language, `前一周血压平均${beforeText}。`, `The week before, the mean was ${beforeText}.`),
      [before.systolic, before.diastolic],
      'mmHg',
    );
    add(
      'bp.trend',
      text,
      say(language, `最近一周收缩压平均水平${text}。`, `The systolic mean of the last week is ${text}.`),
      [difference],
      'mmHg',
    );
  }
  const pulses = week.flatMap(({ pulsePerMin }) => (pulsePerMin === undefined ? [] : [pulsePerMin]));
  if (pulses.length >= ENOUGH) {
    const value = Math.round(mean(pulses));
    add(
      'bp.pulse-mean-7d',
      say(language, `${value}次/分`, `${value} beats a minute`),
      say(language, `${spanText}脉搏平均${value}次/分。`, `${spanText} the mean pulse is ${value} beats a minute.`),
      [mean(pulses)],
      'times',
    );
  }
  return facts;
}

/** `146/88 mmHg` */
export const pressureText = (systolicMmHg: number, diastolicMmHg: number): string =>
  `${Math.round(systolicMmHg)}/${Math.round(diastolicMmHg)} mmHg`;

/** `118/76 mmHg (standing)`: of one reading, with its posture where it is not the usual one. */
export const readPressureText = (language: Language, { systolicMmHg, diastolicMmHg, posture }: BloodPressure): string => {
  const text = pressureText(systolicMmHg, diastolicMmHg);
  if (posture === undefined || posture === 'sitting') return text;
  return posture === 'standing'
    ? say(language, `${text}（站立位）`, `${text} (standing)`)
    : say(language, `${text}（卧位）`, `${text} (lying)`);
};

function lastFacts(reader: Reader, last: BloodPressure): Fact[] {
  const { language, now } = reader;
  const [text, moment, days] = [readPressureText(language, last), momentText(reader, last.at), Math.floor((now - last.at) / DAY)];
  const at = { from: last.at, to: last.at };
  const statement = say(language, `最近一次血压：${moment}，${text}。`, `Latest blood pressure: ${moment}, ${text}.`);
  return [
    { id: 'bp.last', text, statement, values: [last.systolicMmHg, last.diastolicMmHg], unit: 'mmHg', ...at },
    { id: 'bp.last-when', text: moment, statement, values: [], ...at },
    ...(days >= 1
      ? [
          {
            id: 'bp.days-since',
            text: say(language, `${days}天`, days === 1 ? '1 day' : `${days} days`),
            statement: say(language, `距最近一次测血压已有${days}天。`, `Days since the latest blood-pressure reading: ${days}.`),
            values: [days],
            unit: 'days' as const,
            ...at,
          },
        ]
      : []),
  ];
}

/** A 7-day mean that a rule has taken already. */
export interface RuledMean {
  readonly systolic: number;
  readonly diastolic: number;
  readonly n: number;
}

interface PressureMean extends RuledMean {
  readonly byProtocol: boolean;
}

function weekMean(reader: Reader, week: readonly BloodPressure[]): PressureMean | undefined {
  const samples = week.map(({ systolicMmHg, diastolicMmHg, at }) => {
    const wall = reader.wall(at);
    return { systolicMmHg, diastolicMmHg, day: sessionDay(dayOf(wall), minuteOf(wall)), session: sessionOf(minuteOf(wall)) };
  });
  const mean = protocolMean(samples, reader.protocol);
  if (mean && mean.n >= reader.protocol.smallest)
    return { systolic: mean.systolicMmHg, diastolic: mean.diastolicMmHg, n: mean.n, byProtocol: true };
  return plainMean(week);
}

function plainMean(of: readonly BloodPressure[]): PressureMean | undefined {
  if (of.length < ENOUGH) return undefined;
  return {
    systolic: mean(of.map((one) => one.systolicMmHg)),
    diastolic: mean(of.map((one) => one.diastolicMmHg)),
    n: of.length,
    byProtocol: false,
  };
}
