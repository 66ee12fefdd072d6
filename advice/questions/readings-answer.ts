import { DAY, type Instant } from '../../domain/clock.ts';
import type { AnswerChart, Understanding } from '../../domain/conversation.ts';
import { counts, isSeated } from '../../domain/counts.ts';
import type { Patient } from '../../domain/patient.ts';
import type { Reading } from '../../domain/reading.ts';
import { boundsOf } from '../../domain/report-period.ts';
import type { Localized } from '../../domain/source.ts';
import type { Store } from '../../domain/store.ts';
import { glucoseText, KG_IN_LB } from '../../domain/units.ts';
import { type Fact, say } from '../fact.ts';
import { readPressureText } from '../facts/pressure.ts';
import { mean, momentText, type Reader, readerOf, readingText, valueText } from '../facts/reader.ts';
import { type Answer, fixedAnswer } from './answer.ts';
import { type FixedTexts, filled } from './texts.ts';

export type AskedKind = AnswerChart['kind'];
type Of<Kind extends AskedKind> = Extract<Reading, { kind: Kind }>;

const NAMES: Readonly<Record<AskedKind, Localized>> = {
  glucose: { 'zh-CN': '血糖', en: 'glucose' },
  'blood-pressure': { 'zh-CN': '血压', en: 'blood pressure' },
  weight: { 'zh-CN': '体重', en: 'weight' },
};
/** A reading a minute for a day; of more, a chart on a telephone shows nothing more. */
const MOST_READINGS = 50_000;
const MOST_POINTS = 300;

/** What was measured, in numbers as the patient's own meter shows them, and a chart; no judgement. */
export async function answerReadings(
  store: Pick<Store, 'readings' | 'alerts'>,
  patient: Patient,
  { about, days = 7, month }: Understanding,
  texts: FixedTexts,
  now: Instant,
): Promise<Answer> {
  const { language } = patient;
  const reader = readerOf(patient, language, now);
  const asked = about as readonly AskedKind[];
  const { from, to, called } = month ? monthBefore(month, patient.zone, now) : { from: now - days * DAY, to: now, called: undefined };
  const found = await Promise.all(
    asked.map(async (kind) => ({
      kind,
      within: await readingsOf(store, patient.id, kind, from, to),
      last: (await store.readings.latest(patient.id, kind, 20)).find(counts),
    })),
  );
  // Asked for everything: what was never measured is not worth a line.
  const told = about.length > 1 && found.some(({ last }) => last) ? found.filter(({ last }) => last) : found;
  const facts = told.flatMap(({ kind, within, last }) =>
    factsOf(reader, kind, within, last, { from, days, to, ...(called ? { called } : {}) }),
  );
  const lines = told.map(({ kind, within, last }) => {
    const name = NAMES[kind][language];
    if (!last) return filled(texts['readings-never'], language, { what: name });
    const mine = facts.filter(({ id }) => id.startsWith(`${kind}.`)).map(({ statement }) => statement);
    const none =
      within.length === 0
        ? [
            called
              ? say(language, `${called['zh-CN']}没有${name}的记录。`, `There is no ${name} reading in ${called.en}.`)
              : filled(texts['readings-none'], language, { what: name }),
          ]
        : [];
    return [...none, ...mine].join(language === 'en' ? ' ' : '');
  });
  const open = (await store.alerts.open(patient.id)).length > 0;
  const closing = fixedAnswer(
    [...(open ? [texts['readings-warning']] : []), ...(facts.length > 0 ? [texts['readings-numbers']] : [])],
    language,
  );
  const drawn = told.find(({ within }) => within.length > 1);
  return {
    ...closing,
    paragraphs: [...lines, ...closing.paragraphs],
    by: 'readings',
    facts: facts.map(({ id, statement }) => ({ id, statement })),
    ...(drawn ? { chart: chartOf(patient, drawn.kind, drawn.within, from, to) } : {}),
  };
}

async function readingsOf(store: Pick<Store, 'readings'>, patient: string, kind: AskedKind, from: Instant, to: Instant) {
  const found: Reading[] = [];
  for await (const reading of store.readings.between(patient, kind, from, to + 1)) {
    if (counts(reading)) found.push(reading);
    if (found.length >= MOST_READINGS) break;
  }
  return found;
}

interface Span {
  readonly from: Instant;
  readonly days: number;
  readonly to?: Instant;
  /** The month that was asked for. */
  readonly called?: Localized;
}

/** The latest month of that name that has begun, by the patient's clock. */
function monthBefore(month: number, zone: string, now: Instant) {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const first = Temporal.PlainDate.from({ year: month > today.month ? today.year - 1 : today.year, month, day: 1 });
  const { from, to } = boundsOf({ first: first.toString(), last: first.with({ day: first.daysInMonth }).toString() }, zone);
  const called = {
    'zh-CN': `${first.year}年${month}月`,
    en: `${first.toLocaleString('en', { month: 'long', calendar: 'iso8601' })} ${first.year}`,
  };
  return { from, to: Math.min(to - 1, now), called };
}

/** The same facts as sentences: what a text is made of and what is kept with it. */
export function factsOf(
  reader: Reader,
  kind: AskedKind,
  within: readonly Reading[],
  last: Reading | undefined,
  { from, days, to = reader.now, called }: Span,
): readonly Fact[] {
  const { language } = reader;
  const facts: Fact[] = [];
  const add = (id: string, text: string, statement: string, values: readonly number[]): void =>
    void facts.push({ id: `${kind}.${id}`, text, statement, values, from, to });
  const name = NAMES[kind];
  const span = called
    ? say(language, called['zh-CN'], `In ${called.en}`)
    : say(language, `最近${days}天`, days === 1 ? 'In the last day' : `In the last ${days} days`);
  const { length: n } = within;
  if (n > 0)
    add(
      'asked.count',
      String(n),
      say(language, `${span}共测${name['zh-CN']}${n}次。`, `${span}: ${n} ${name.en} reading${n === 1 ? '' : 's'}.`),
      [n, days],
    );
  if (n > 1) {
    const values = summaryOf(reader, kind, within);
    if (values) add('asked.summary', values.text, values.statement, values.values);
  }
  if (last) {
    const [text, when] = [shown(reader, last), momentText(reader, last.at)];
    add(
      'asked.last',
      text,
      say(language, `最近一次${name['zh-CN']}：${text}，${when}测量。`, `Latest ${name.en}: ${text}, measured on ${when}.`),
      [],
    );
  }
  return facts;
}

function summaryOf(reader: Reader, kind: AskedKind, within: readonly Reading[]) {
  const { language } = reader;
  if (kind === 'blood-pressure') {
    const all = (within as readonly Of<'blood-pressure'>[]).filter(isSeated);
    if (all.length < 2) return undefined;
    const [systolic, diastolic] = [mean(all.map((one) => one.systolicMmHg)), mean(all.map((one) => one.diastolicMmHg))];
    const [low, high] = ends(all, (one) => one.systolicMmHg);
    const text = `${systolic.toFixed(0)}/${diastolic.toFixed(0)} mmHg`;
    const statement = say(
      language,
      `平均${text}，最低${shown(reader, low)}，最高${shown(reader, high)}。`,
      `Mean ${text}, lowest ${shown(reader, low)}, highest ${shown(reader, high)}.`,
    );
    return { text, statement, values: [systolic, diastolic] };
  }
  if (kind === 'weight') {
    const all = within as readonly Of<'weight'>[];
    const change = all.at(-1)!.weightKg - all[0]!.weightKg;
    const text = `${change > 0 ? '+' : ''}${change.toFixed(1)} kg`;
    const [low, high] = ends(all, (one) => one.weightKg);
    const statement = say(
      language,
      `最低${shown(reader, low)}，最高${shown(reader, high)}，这段时间变化${text}。`,
      `Lowest ${shown(reader, low)}, highest ${shown(reader, high)}, change over this time ${text}.`,
    );
    return { text, statement, values: [change] };
  }
  const all = within as readonly Of<'glucose'>[];
  const inRange = all.filter(({ beyond }) => beyond === undefined);
  const average = mean((inRange.length > 0 ? inRange : all).map(({ glucoseMmolL }) => glucoseMmolL));
  const [low, high] = ends(all, ({ glucoseMmolL }) => glucoseMmolL);
  const text = valueText(reader, average);
  const statement = say(
    language,
    `平均${text}，最低${shown(reader, low)}，最高${shown(reader, high)}。`,
    `Mean ${text}, lowest ${shown(reader, low)}, highest ${shown(reader, high)}.`,
  );
  return { text, statement, values: [average] };
}

function ends<T extends Reading>(all: readonly T[], value: (one: T) => number): readonly [T, T] {
  const sorted = all.toSorted((a, b) => value(a) - value(b));
  return [sorted[0]!, sorted.at(-1)!];
}

function shown(reader: Reader, reading: Reading): string {
  if (reading.kind === 'glucose') return readingText(reader, reading);
  if (reading.kind === 'blood-pressure') return readPressureText(reader.language, reading);
  if (reading.kind !== 'weight') return '';
  // As the patient's own scale shows it.
  return reading.reported ? `${(reading.weightKg / KG_IN_LB).toFixed(1)} lb` : `${reading.weightKg.toFixed(1)} kg`;
}

function chartOf(patient: Patient, kind: AskedKind, within: readonly Reading[], from: Instant, to: Instant): AnswerChart {
  const step = Math.max(1, Math.ceil(within.length / MOST_POINTS));
  const points = within.filter((_, i) => i % step === 0 || i === within.length - 1).map((reading) => pointOf(patient, reading));
  return { kind, unit: kind === 'glucose' ? patient.glucoseUnit : kind === 'weight' ? 'kg' : 'mmHg', from, to, points };
}

function pointOf({ glucoseUnit }: Patient, reading: Reading): AnswerChart['points'][number] {
  if (reading.kind === 'glucose') return { at: reading.at, value: Number(glucoseText(reading.glucoseMmolL, glucoseUnit)) };
  if (reading.kind === 'blood-pressure') return { at: reading.at, value: reading.systolicMmHg, other: reading.diastolicMmHg };
  return { at: reading.at, value: reading.kind === 'weight' ? reading.weightKg : 0 };
}
