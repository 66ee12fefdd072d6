import { expect, test } from 'vitest';
import { reportInput } from '../bench/report-house.ts';
import { DAY, HOUR } from '../domain/clock.ts';
import type { Patient } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import { buildReport, type ReportInput } from './build.ts';
import { renderHtml } from './render/html.ts';
import { pageOf } from './render/page.ts';
import type { Section, SectionOf } from './report.ts';
import { ReportJson } from './report-schema.ts';

const TO = Date.UTC(2026, 2, 15);
const FROM = TO - 14 * DAY;
const patient: Patient = {
  id: 'p1',
  language: 'en',
  zone: 'Europe/London',
  glucoseUnit: 'mmol/L',
  group: 'adult',
  conditions: ['<b>hypertension</b>'],
  medicines: [],
  allergies: [],
  plan: [{ kind: 'blood-pressure', everyDays: 2 }],
};
const said = { clock: 'device', quality: [], patient: 'p1', device: 'd' } as const;
const stick = (at: number, value: number, more: Partial<Reading> = {}): Reading =>
  ({
    ...said,
    kind: 'glucose',
    id: `g${at}`,
    at,
    received: at,
    glucoseMmolL: value,
    reported: { value, unit: 'mmol/L' },
    specimen: 'capillary',
    ...more,
  }) as Reading;
const pressure = (at: number, systolicMmHg: number, diastolicMmHg: number): Reading => ({
  ...said,
  kind: 'blood-pressure',
  id: `b${at}`,
  at,
  received: at,
  systolicMmHg,
  diastolicMmHg,
});

const input = (readings: readonly Reading[], more: Partial<ReportInput> = {}): ReportInput => ({
  patient,
  readings,
  previous: [],
  heardBefore: [],
  alerts: [],
  advice: [],
  followUps: [],
  from: FROM,
  to: TO,
  generatedAt: TO,
  words: () => undefined,
  ...more,
});
const sectionOf = <Name extends Section['section']>(readings: readonly Reading[], name: Name) =>
  buildReport(input(readings)).sections.find(({ section }) => section === name) as SectionOf<Name> | undefined;

/** Twice a day, two readings each, as the protocol asks. */
const week = Array.from({ length: 14 }, (_, day) =>
  [7, 20].flatMap((hour) => [0, 1].map((minute) => pressure(FROM + day * DAY + hour * HOUR + minute * 60_000, 140 + day, 90))),
).flat();

test('a statistic whose data do not suffice is withheld, with what is missing', () => {
  const glucose = sectionOf([stick(FROM + HOUR, 5), stick(FROM + 2 * HOUR, 9)], 'glucose')!;
  expect(glucose.figures.sd).toMatchObject({ value: null, sufficient: false, why: { have: 2, need: 6 } });
  expect(glucose.figures.mean).toMatchObject({ value: 7, sufficient: false });
  expect(glucose.figures.gmi.value).toBeNull();
});

test('control solutions and implausible values are in no statistic, and are counted', () => {
  const readings = [stick(FROM + HOUR, 5), stick(FROM + 2 * HOUR, 30, { quality: ['control-solution'] })];
  expect(sectionOf(readings, 'glucose')!.highest).toBe(5);
  expect(sectionOf(readings, 'data')).toMatchObject({ readings: 2, excluded: 1 });
});

test('the week’s mean by protocol: the last seven days, the first of them left out', () => {
  expect(sectionOf(week, 'pressure')!.mean).toMatchObject({
    n: 24,
    systolicMmHg: 150.5,
    diastolicMmHg: 90,
    sessions: 12,
    sessionsAsked: 12,
  });
  expect(sectionOf(week.slice(-8), 'pressure')!.mean).toEqual({ have: 4, need: 12, of: 'readings' });
});

test('what was measured standing or lying is in no figure of home pressure; a fall on standing is said first', () => {
  const plain = buildReport(input(week));
  const standing = week.map((reading) => ({
    ...reading,
    id: `s${reading.id}`,
    at: reading.at + 3 * 60_000,
    systolicMmHg: 110,
    posture: 'standing',
  }));
  const lying = week.map((reading) => ({
    ...reading,
    id: `l${reading.id}`,
    at: reading.at - 20 * 60_000,
    systolicMmHg: 190,
    posture: 'lying',
  }));
  const report = buildReport(input([...week, ...standing, ...lying] as Reading[]));
  const of = (whole: typeof plain, name: 'pressure' | 'attention') => whole.sections.find(({ section }) => section === name);
  expect(of(report, 'pressure')).toEqual(of(plain, 'pressure'));
  const { findings } = of(report, 'attention') as SectionOf<'attention'>;
  expect(findings).toContainEqual({
    finding: 'pressure.standing-falls',
    severity: 'medium',
    value: 56,
    unit: 'count',
    n: 56,
    source: 'esc-orthostatic-2024',
  });
  const html = (language: 'en' | 'zh-CN') => renderHtml(pageOf(report, { language, clinic: '' }));
  expect(html('en')).toContain('Pressure fell on standing by 20/10 mmHg or more');
  expect(html('zh-CN')).toContain('站立后血压下降达 20/10 mmHg');
});

test('in pregnancy nothing estimates HbA1c, and the page says why', () => {
  const sensor = Array.from({ length: 14 * 288 }, (_, i) => stick(FROM + i * 300_000, 6, { specimen: 'interstitial' }));
  const report = buildReport(input(sensor, { patient: { ...patient, group: 'pregnancy' } }));
  const { figures, indices } = report.sections.find(({ section }) => section === 'glucose') as SectionOf<'glucose'>;
  expect([figures.gmi.value, indices.estimatedA1c.value, figures.gmi.source]).toEqual([null, null, 'ada-pregnancy-a1c']);
  const html = renderHtml(pageOf(report, { language: 'zh-CN', clinic: '' }));
  expect(html.match(/妊娠期不适用/g)).toHaveLength(2);
  expect(html).toContain('section 15 (2021)');
});

test('no readings for longer than the plan asks: the stretch is named', () => {
  expect(sectionOf(week.slice(0, 16), 'attention')!.gaps).toMatchObject([
    { kind: 'blood-pressure', from: '2026-03-05', to: '2026-03-14', days: 10 },
  ]);
});

test('a goal for all that is low stands with the share of all of it, so that a missed goal does not look met', () => {
  // Two weeks of a sensor: 2 % under 3.0, 3 % from there to 3.9, 90 % in range, 5 % high.
  const value = (i: number) => (i % 100 < 2 ? 2.8 : i % 100 < 5 ? 3.5 : i % 100 < 95 ? 6 : 11);
  const sensor = Array.from({ length: 14 * 288 }, (_, i) => stick(FROM + i * 300_000, value(i), { specimen: 'interstitial' }));
  const bar = (group: Patient['group'], language: 'en' | 'zh-CN' = 'en') => {
    const report = buildReport(input(sensor, { patient: { ...patient, group } }));
    const { blocks } = pageOf(report, { language, clinic: '' }).parts.find(({ name }) => name === 'glucose')!;
    const found = blocks.find((block) => block.is === 'bar')!;
    return found.is === 'bar' ? found.parts.map(({ percent, goal }) => [Math.round(percent), goal]) : [];
  };
  expect(bar('adult')).toEqual([
    [2, 'goal < 1 %'],
    [3, '(all < 3.9: 5.1 %, goal < 4 %)'],
    [90, 'goal ≥ 70 %'],
    [5, '(all > 10.0: 5.0 %, goal < 25 %)'],
    [0, 'goal < 5 %'],
  ]);
  expect(bar('adult', 'zh-CN')[1]).toEqual([3, '（< 3.9 合计 5.1 %，目标 < 4 %）']);
  // In pregnancy all that is high is one slice.
  expect(bar('pregnancy').at(-1)).toEqual([5, 'goal < 25 %']);
});

test('one question answered alike again and again is one line; what is open stands before what was answered', () => {
  const option = (id: string, more: object = {}) => ({ id, text: { en: id, 'zh-CN': id }, ...more });
  const followUps = [1, 3, 2].map(
    (day) =>
      ({
        id: `f${day}`,
        run: 'r1',
        patient: 'p1',
        question: { en: 'How are you now?', 'zh-CN': '您现在感觉怎么样？' },
        options: [option('worse', { danger: true }), option('better')],
        asked: FROM + day * DAY,
        due: FROM + day * DAY,
        state: { is: 'answered', answer: 'worse', at: FROM + day * DAY + HOUR },
      }) as const,
  );
  const alert = (id: string, rule: string, opened: number, over: boolean) =>
    ({
      ...{
        id,
        patient: 'p1',
        rule: { id: rule, version: 1 },
        severity: 'high',
        opened,
        raised: opened,
        late: false,
        evidence: [],
        values: {},
      },
      state: over ? { is: 'resolved', at: opened + HOUR, because: 'recovered' } : { is: 'active' },
    }) as unknown as ReportInput['alerts'][number];
  const alerts = [
    alert('a1', 'over', FROM + 5 * DAY, true),
    alert('a2', 'open', FROM + DAY, false),
    alert('a3', 'open', FROM + 4 * DAY, true),
  ];
  const report = buildReport(input(week, { followUps, alerts }));
  const section = report.sections.find(({ section: name }) => name === 'attention') as SectionOf<'attention'>;
  expect(section.dangers).toEqual([expect.objectContaining({ answered: FROM + 3 * DAY + HOUR, times: 3 })]);
  expect(section.alerts.map(({ id, times }) => [id, times])).toEqual([
    ['a2', 2],
    ['a1', 1],
  ]);
  const [block] = pageOf(report, { language: 'en', clinic: '' }).parts[0]!.blocks;
  const items = block?.is === 'list' ? block.items : [];
  expect(items.slice(0, 3).map(({ strong, after }) => strong ?? after)).toEqual(['open', 'worse', 'over']);
  expect(items[1]!.note).toContain('3 times');
});

test.each([
  ['en', 'none for 3 days, limit 1.5 days', 'none yet, limit 1.5 days'],
  ['zh-CN', '已 3 天没有，上限 1.5 天', '还没有收到过，上限 1.5 天'],
] as const)('a silence in %s: how long, or that nothing ever came; one that is over needs nobody', (language, forDays, never) => {
  const silence = (rule: string, more: object, over: boolean) =>
    ({
      ...{
        id: rule,
        patient: 'p1',
        rule: { id: rule, version: 1 },
        severity: 'low',
        opened: FROM,
        raised: FROM,
        late: false,
        evidence: [],
      },
      values: { value: 3, unit: 'd', limit: 1.5, kind: 'glucose', ...more },
      state: over ? { is: 'resolved', at: FROM + HOUR, because: 'recovered' } : { is: 'active' },
    }) as unknown as ReportInput['alerts'][number];
  const alerts = [silence('silent', { heard: 1 }, false), silence('new', { never: 1 }, false), silence('ended', { heard: 1 }, true)];
  const report = buildReport(input(week, { alerts }));
  const page = pageOf(report, { language, clinic: '' });
  const [block] = page.parts[0]!.blocks;
  const items = block?.is === 'list' ? block.items.filter(({ strong }) => strong !== undefined) : [];
  expect(items.map(({ strong, text }) => [strong, text])).toEqual(
    expect.arrayContaining([
      ['silent', forDays],
      ['new', never],
    ]),
  );
  expect(items.map(({ strong }) => strong)).not.toContain('ended');
  expect(report.sections.find(({ section }) => section === 'alerts')).toMatchObject({ alerts: { length: 3 } });
});

test.each(['en', 'zh-CN'] as const)('the page in %s: whole, without script, and nothing of the patient’s text is markup', (language) => {
  const report = buildReport(input([...week, stick(FROM + HOUR, 5)]));
  const html = renderHtml(pageOf(report, { language, clinic: 'Clinic & Co', identity: { name: '<script>alert(1)</script>' } }));
  expect(html).not.toMatch(/<script|<b>hypertension/);
  expect(html.match(/<svg/g)?.length).toBe(2);
  expect(html).not.toMatch(/NaN|undefined|\[object/);
});

test('nothing at all is a report too', () => {
  const report = buildReport(input([]));
  expect(report.sections.map(({ section }) => section)).toEqual(['attention', 'data']);
  expect(renderHtml(pageOf(report, { language: 'zh-CN', clinic: '' }))).toContain('没有');
});

test('an answer of danger stands before everything else', () => {
  const option = (id: string, more: object = {}) => ({ id, text: { en: id, 'zh-CN': id }, ...more });
  const asked = {
    id: 'f1',
    run: 'r1',
    patient: 'p1',
    question: { en: 'Any of these signs?', 'zh-CN': '有以下情况吗？' },
    options: [option('yes', { danger: true }), option('none')],
    asked: FROM + DAY,
    due: FROM + DAY,
  } as const;
  const answered = (answer: string) =>
    buildReport(input(week, { followUps: [{ ...asked, state: { is: 'answered', answer, at: FROM + DAY + HOUR } }] }));
  const attention = (answer: string) => answered(answer).sections.find(({ section }) => section === 'attention') as SectionOf<'attention'>;
  expect(attention('none').dangers).toEqual([]);
  expect(attention('yes').dangers).toEqual([expect.objectContaining({ answered: FROM + DAY + HOUR, answer: option('yes').text })]);
  const page = pageOf(answered('yes'), { language: 'en', clinic: '' });
  expect(page.parts[0]).toMatchObject({
    name: 'attention',
    blocks: [{ is: 'list', items: expect.arrayContaining([expect.objectContaining({ mark: 'high', after: 'yes' })]) }],
  });
});

test('other measurements: how each stood and changed, against the period before, and gaps of their own plan', () => {
  const weight = (at: number, weightKg: number, quality: Reading['quality'] = []): Reading => ({
    ...said,
    kind: 'weight',
    id: `w${at}`,
    at,
    received: at,
    weightKg,
    quality,
  });
  const weights = [
    weight(FROM + HOUR, 70),
    weight(FROM + DAY, 71.5),
    weight(FROM + 2 * DAY, 900, ['implausible']),
    weight(FROM + 3 * DAY, 70.5),
  ];
  const planned = { ...patient, plan: [{ kind: 'weight' as const, everyDays: 1 }] };
  const report = buildReport(input(weights, { patient: planned, previous: [weight(FROM - DAY, 69)] }));
  const find = <N extends Section['section']>(name: N) => report.sections.find(({ section }) => section === name) as SectionOf<N>;
  expect(find('measures').kinds).toEqual([
    {
      kind: 'weight',
      n: 3,
      mean: 212 / 3,
      lowest: 70,
      highest: 71.5,
      change: 0.5,
      previousMean: 69,
      points: [
        [FROM + HOUR, 70],
        [FROM + DAY, 71.5],
        [FROM + 3 * DAY, 70.5],
      ],
    },
  ]);
  expect(find('attention').gaps.map(({ kind, days }) => [kind, days])).toContainEqual(['weight', 10]);
  expect(find('data').plan).toMatchObject([{ kind: 'weight', daysWithReadings: 3 }]);
  const html = (language: 'en' | 'zh-CN') => renderHtml(pageOf(report, { language, clinic: 'Clinic' }));
  expect(html('en')).toContain('+0.5 kg');
  expect(html('zh-CN')).toContain('体重');
  expect(buildReport(input([])).sections.some(({ section }) => section === 'measures')).toBe(false);
});

test.each([
  [
    'en',
    [
      'earlier, which the console lists.',
      'other kinds of alerts: 2.',
      'earlier pieces of advice, which the console lists: 3.',
      'questions, which the console lists: 5.',
    ],
  ],
  ['zh-CN', ['……此前另有 14 条，见控制台', '另有 2 类提醒', '此前另有 3 条建议', '此前另有 5 个问题']],
] as const)('what a list leaves out is counted at its end: %s', (language, ends) => {
  const [one] = reportInput(14).alerts;
  const alerts = Array.from({ length: 54 }, (_, i) => ({
    ...one!,
    id: `a${i}`,
    rule: { ...one!.rule, id: `r${i % 10}` },
    opened: FROM + i,
  }));
  const both = (text: string) => ({ en: text, 'zh-CN': text });
  const advice = Array.from({ length: 13 }, (_, i) => ({
    id: `v${i}`,
    alert: 'a0',
    patient: 'p1',
    language: 'en' as const,
    written: FROM + i,
    by: 'curated',
    sentences: [{ text: `Rest ${i}.`, topic: 'measuring' as const, facts: [] }],
    facts: [],
  }));
  const followUps = Array.from({ length: 15 }, (_, i) => ({
    id: `f${i}`,
    run: 'r',
    patient: 'p1',
    question: both('Dizzy?'),
    options: [],
    due: TO,
    asked: FROM + i,
    state: { is: 'open' as const },
  }));
  const report = buildReport(input([], { alerts, advice: advice as unknown as ReportInput['advice'], followUps }));
  const html = renderHtml(pageOf(report, { language, clinic: '' }));
  for (const end of ends) expect(html).toContain(end);
  expect(html).toContain(language === 'en' ? '… and 14 earlier' : '提醒 (54)');
  expect(ReportJson.safeParse(JSON.parse(JSON.stringify(report))).error).toBeUndefined();
  // The words stand as the patient read them: in another language than the report's, that is said.
  expect(html.includes('以英文发给患者，此处为原文')).toBe(language === 'zh-CN');
  expect(html).not.toContain('sent in English');
});
