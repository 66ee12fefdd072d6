import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePathway } from '../care/parse-pathway.ts';
import { parseQuestionnaire } from '../care/questionnaire.ts';
import { step } from '../care/step.ts';
import { DAY, HOUR, type Instant } from '../domain/clock.ts';
import type { Message, Role } from '../domain/message.ts';
import { Patient } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import { Language } from '../domain/source.ts';
import { compile } from '../rules/compile.ts';
import { judgeAll, wake } from '../rules/judge.ts';
import { parsePack } from '../rules/pack.ts';
import { measuredText } from './measured-text.ts';
import { render, type Words } from './render.ts';
import { sampleValues } from './sample-messages.ts';
import { asksFor } from './template.ts';
import { FOR_ANYBODY, FOR_PATIENTS, readTemplates, TEMPLATES, type TemplateName } from './templates.ts';

const templates = readTemplates();
const AT = Date.UTC(2026, 2, 2, 12, 5);
const words: Words = (rule) =>
  rule === 'glucose.low'
    ? {
        title: { 'zh-CN': '血糖偏低', en: 'Low glucose' },
        titleForPatient: { 'zh-CN': '您的血糖偏低', en: 'Your glucose is low' },
        explanation: { 'zh-CN': '提醒医护人员。', en: 'Treat it soon.' },
        forPatient: { 'zh-CN': '请及时处理。', en: 'Take sugar.' },
      }
    : undefined;
const shanghai = { zone: 'Asia/Shanghai', glucoseUnit: 'mmol/L' } as const;
const message = (template: string, values: Message['values'], more: Partial<Message> = {}): Message => ({
  key: 'k',
  to: { person: 'p1', role: 'patient' },
  about: 'p1',
  template,
  values,
  urgent: true,
  due: AT,
  ...more,
});
const put = (one: Message, language: Language = 'en', patient: Pick<Patient, 'zone' | 'glucoseUnit'> = shanghai, said: Words = words) =>
  render(one, { templates, language, patient, words: said, link: 'https://hearth.example/x' });

const GIVEN = sampleValues(AT);
const alert = GIVEN['alert.patient'];

describe.each(Language.options)('in %s', (language) => {
  test.each(Object.keys(TEMPLATES) as TemplateName[])('%s is whole: every value is there, none is left over', (name) => {
    const { subject, text } = put(message(name, GIVEN[name]), language);
    for (const said of [subject, text]) {
      expect(said).not.toMatch(/[{}]|undefined|NaN|\[object/);
      expect(said.trim()).toBe(said);
      expect(said.length).toBeGreaterThan(3);
    }
    expect(subject).not.toContain('\n');
    expect(subject.length).toBeLessThan(80);
    expect(new Set(asksFor(templates.get(`${language}/${name}`)!).keys())).toEqual(new Set(TEMPLATES[name]));
    if (FOR_PATIENTS.has(name))
      expect(text).toContain(language === 'en' ? 'This does not replace your doctor' : '本内容不能替代医生的诊断和治疗');
    else if (!FOR_ANYBODY.has(name)) expect(text).toContain('p1');
  });

  test('a value that is missing is said by its name, whichever it is', () => {
    for (const name of Object.keys(TEMPLATES) as TemplateName[]) {
      expect(() => put(message(name, {}), language), name).toThrow(/^(en|zh-CN)\/[a-z.-]+: there is no value for \{[a-zA-Z]+\}$/);
    }
    expect(() => put(message('nobody.knows', {}), language)).toThrow('there is no such template');
  });
});

test('a doctor and a patient read the same alert, each in their words', () => {
  expect(put(message('alert.patient', alert), 'zh-CN')).toEqual({
    subject: '您的血糖偏低',
    text: `您好！您的测量结果提示：您的血糖偏低。

结果：3.4 mmol/L
时间：2026年3月2日 20:05

请及时处理。

查看详情：https://hearth.example/x

本内容不能替代医生的诊断和治疗。如感觉不适，请及时就医；情况紧急请立即拨打 120。`,
  });
  expect(put(message('alert.team', alert))).toEqual({
    subject: '[medium] Low glucose: patient p1',
    text: `Alert for patient p1: Low glucose
Urgency: medium

Result: 3.4 mmol/L
Limit: 3.9 mmol/L
When: 2 March 2026 at 20:05 (Asia/Shanghai)
Judged: 2 March 2026 at 20:06 (Asia/Shanghai)

Treat it soon.

Open the patient's page: https://hearth.example/x`,
  });
});

test("times are the patient's own, over a change of the clocks too", () => {
  const report = (zone: string, from: Instant, to: Instant) =>
    put(message('report.ready', { from, to }), 'en', { zone, glucoseUnit: 'mmol/L' }).text;
  expect(report('America/New_York', Date.UTC(2026, 2, 8, 4), Date.UTC(2026, 2, 9, 4))).toContain('from 7 March 2026 to 9 March 2026');
  expect(
    put(message('alert.patient', { ...alert, at: Date.UTC(2026, 9, 25, 1, 30) }), 'en', { zone: 'Europe/London', glucoseUnit: 'mmol/L' })
      .text,
  ).toContain('25 October 2026 at 01:30');
});

test.each([
  [{ value: 2.8, unit: 'mmol/L' }, 'mmol/L', '2.8 mmol/L', '2.8 mmol/L'],
  [{ value: 2.8, unit: 'mmol/L' }, 'mg/dL', '50 mg/dL', '50 mg/dL'],
  [{ value: 70, unit: 'mg/dL' }, 'mg/dL', '70 mg/dL', '70 mg/dL'],
  [{ value: 70, unit: 'mg/dL', meal: 'fasting' }, 'mmol/L', '3.9 mmol/L (fasting)', '3.9 mmol/L（空腹）'],
  [{ value: 33.3, unit: 'mmol/L', beyond: 'high' }, 'mmol/L', 'HI, above 33.3 mmol/L', 'HI，高于 33.3 mmol/L'],
  [{ value: 20, unit: 'mg/dL', beyond: 'low' }, 'mg/dL', 'LO, below 20 mg/dL', 'LO，低于 20 mg/dL'],
  [{ value: '192/124', unit: 'mmHg', pulse: 96 }, 'mmol/L', '192/124 mmHg, pulse 96', '192/124 mmHg，脉搏 96 次/分'],
  [
    { value: '142/88', unit: 'mmHg', readings: 14, pulse: 70 },
    'mmol/L',
    '142/88 mmHg (mean of 14 readings)',
    '142/88 mmHg（14 个读数的平均值）',
  ],
  [{ value: 4.2, unit: '%', hours: 24, limit: 4 }, 'mmol/L', '4.2 % (of the last 24 hours)', '4.2 %（最近 24 小时）'],
  [
    { value: 5.5, unit: 'mmol/L', change: -2.5, per: 15 },
    'mmol/L',
    '5.5 mmol/L (fell by 2.5 mmol/L in 15 min)',
    '5.5 mmol/L（15 分钟内下降 2.5 mmol/L）',
  ],
  [{ value: 5, unit: 'd' }, 'mmol/L', 'nothing for 5 days', '已 5 天没有读数'],
  [
    { value: 5, unit: 'd', ahead: 1 },
    'mmol/L',
    'nothing for 5 days (what came in is dated in the future: check the clock of the device)',
    '已 5 天没有读数（收到的读数日期在未来：请检查设备时钟）',
  ],
  [{}, 'mmol/L', undefined, undefined],
] as const)('%j is read by a person of %s as %s', (values, unit, en, zh) => {
  expect(measuredText(values, 'en', unit)).toBe(en);
  expect(measuredText(values, 'zh-CN', unit)).toBe(zh);
});

test('what a value holds is words, never a placeholder or a second line of the subject', () => {
  const odd = { title: { en: '{link}\r\nBcc: eve', 'zh-CN': 'x' }, explanation: { en: 'e', 'zh-CN': 'e' } };
  expect(put(message('alert.patient', alert), 'en', shanghai, () => odd).subject).toBe('{link} Bcc: eve');
  expect(() => put(message('report.ready', { from: 'yesterday', to: AT }))).toThrow('{from} is no instant');
});

test('a rule that was taken out since is told by its id', () => {
  expect(put(message('alert.team', { ...alert, rule: 'glucose.gone' })).subject).toBe('[medium] glucose.gone: patient p1');
});

test('a channel that nobody translated is told by its name', () => {
  expect(put(message('delivery.failed', { recipient: 'doctor', channel: 'pager' })).text).toContain('Channel: pager');
});

/* Everything that the rules and the pathways of this repository really send. */

const files = (pattern: string) => globSync(`${import.meta.dirname}/../${pattern}`).filter((file) => !file.endsWith('.cases.yaml'));
const set = compile(files('rules/packs/*.yaml').flatMap((file) => parsePack(readFileSync(file, 'utf8'), file)));
const rulesWords: Words = (rule) => set.rules.find(({ id }) => id === rule);

test('every alert that the packs raise can be told to everybody whom they name, in both languages', () => {
  const patient = Patient.parse({ id: 'p1', language: 'en', zone: 'Asia/Shanghai', plan: [{ kind: 'glucose', everyDays: 1 }] });
  const about = { patient, limits: {} };
  const base = { device: 'd', patient: 'p1', received: AT, clock: 'device' } as const;
  const glucose = (i: number, mmolL: number, meal?: 'fasting' | 'after'): Reading => ({
    ...base,
    quality: [],
    id: `g${i}`,
    kind: 'glucose',
    at: AT - i * HOUR,
    glucoseMmolL: mmolL,
    reported: { value: mmolL, unit: 'mmol/L' },
    specimen: 'capillary',
    ...(meal ? { meal } : {}),
  });
  const pressure = (i: number, systolicMmHg: number): Reading => ({
    ...base,
    quality: [],
    id: `b${i}`,
    kind: 'blood-pressure',
    at: AT - i * 6 * HOUR,
    systolicMmHg,
    diastolicMmHg: 92,
    pulsePerMin: 70,
  });
  const readings = [
    ...Array.from({ length: 60 }, (_, i) => pressure(60 - i, i % 9 === 8 ? 190 : 150)),
    ...[8.5, 8.6, 8.7, 8.8].map((value, i) => glucose(30 - i, value, 'fasting')),
    ...[12, 13, 12.5, 12.2].map((value, i) => glucose(20 - i, value, 'after')),
    glucose(10, 20),
    glucose(1, 2.5),
    pressure(0, 85),
  ];
  const judged = judgeAll(set, new Map([['p1', about]]), new Map(), readings, AT).decisions;
  const silent = wake(set, about, {}, 'silence:glucose.no-readings', AT + 5 * DAY).decisions;
  const messages = [...judged, ...silent].flatMap((decision) => (decision.do === 'send' ? [decision.message] : []));
  expect(new Set(messages.map(({ template }) => template))).toEqual(new Set(['alert.patient', 'alert.team', 'alert.late']));
  expect(new Set(messages.map(({ values }) => values.rule)).size).toBeGreaterThan(5);
  for (const one of messages) {
    for (const language of Language.options) {
      const { subject, text } = put(one, language, patient, rulesWords);
      expect(`${subject}\n${text}`).not.toMatch(/[{}]|undefined|NaN/);
    }
  }
});

test('every step of every pathway can be told, in both languages', () => {
  let told = 0;
  const questionnaires = new Map(
    files('care/questionnaires/*.yaml').map((file) => {
      const one = parseQuestionnaire(readFileSync(file, 'utf8'), file);
      return [one.questionnaire, one] as const;
    }),
  );
  for (const file of files('care/pathways/*.yaml')) {
    const pathway = parsePathway(readFileSync(file, 'utf8'), file);
    for (const at of pathway.steps.keys()) {
      const run = { id: 'r', pathway: pathway.id, patient: 'p1', started: AT, at, done: false };
      for (const decision of step(pathway, run, { is: 'started' }, AT, { zone: 'UTC', questionnaires }).decisions) {
        if (decision.do !== 'send') continue;
        told++;
        for (const language of Language.options) expect(put(decision.message, language).text).not.toMatch(/[{}]|undefined/);
      }
    }
  }
  expect(told).toBeGreaterThan(40);
});

test('what no rule found is told by the title that it carries, and says that nothing was measured', () => {
  const titles = { en: 'The message speaks of chest pain', 'zh-CN': '患者写到胸痛' };
  const { en, 'zh-CN': zh } = titles;
  const values = { rule: 'answers.said.chest-pain', 'title.en': en, 'title.zh-CN': zh, severity: 'high', at: AT };
  const text = { 'text.en': 'Nobody answers.', 'text.zh-CN': '无人应答。' };
  for (const language of Language.options)
    for (const template of ['alert.again', 'alert.caregiver'] as const) {
      const said = put(message(template, { ...values, ...text }), language);
      expect(said.subject).toContain(titles[language]);
      expect(said.text).toMatch(/(?:Result: |结果：)—/);
      expect(said.text).not.toContain('answers.said');
    }
});

test('a caregiver reads what the patient’s finding is called for people at home, said of somebody else', () => {
  const rule = { title: { en: 'Level 2 hypoglycaemia', 'zh-CN': '2 级低血糖' }, explanation: { en: 'For staff.', 'zh-CN': '给医护。' } };
  const own = { titleForPatient: { en: 'Your glucose is very low', 'zh-CN': '您的血糖很低' } };
  const values = {
    rule: 'glucose.very-low',
    severity: 'high',
    value: 2.4,
    unit: 'mmol/L',
    at: AT,
    'text.en': 'Look.',
    'text.zh-CN': '请看看。',
  };
  const told = (template: 'alert.caregiver' | 'alert.again', role: Role, language: Language) =>
    render(
      { ...message(template, values), to: { person: 'p1', role } },
      {
        templates: readTemplates(),
        language,
        patient: { zone: 'UTC', glucoseUnit: 'mmol/L' },
        link: '',
        words: () => ({ ...rule, ...own }),
      },
    ).subject;
  expect(told('alert.caregiver', 'caregiver', 'en')).toContain('Their glucose is very low');
  expect(told('alert.caregiver', 'caregiver', 'zh-CN')).toMatch(/：血糖很低$/);
  expect(told('alert.again', 'coordinator', 'en')).toContain('Level 2 hypoglycaemia');
});
