import { describe, expect, test } from 'vitest';
import type { Alert } from '../domain/alert.ts';
import { DAY } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Patient } from '../domain/patient.ts';
import { readMedications } from '../house/packs.ts';
import { reviewChange } from './review.ts';

const graph = readMedications([]);
const NOW = Date.UTC(2026, 2, 2, 12);
const person = (medicines: readonly string[], more: Partial<Patient> = {}): Patient => ({
  id: 'p1',
  language: 'en',
  zone: 'Europe/London',
  glucoseUnit: 'mmol/L',
  group: 'adult',
  conditions: [],
  medicines: [...medicines],
  allergies: [],
  plan: [],
  ...more,
});
const opened = (decisions: readonly Decision[]): readonly Alert[] =>
  decisions.flatMap((decision) => (decision.do === 'open-alert' ? [decision.alert] : []));
const PAIR = ['simvastatin', 'gemfibrozil'];
const first = reviewChange({ graph, before: undefined, after: person(PAIR), alerts: [], now: NOW });
const alert = opened(first)[0]!;

describe('a record that holds a serious finding', () => {
  test('an alert, and a task to the doctor that says what, why and how well it is known', () => {
    expect(first.map((decision) => decision.do)).toEqual(['open-alert', 'send']);
    expect(alert).toMatchObject({ patient: 'p1', rule: { id: 'medication.simvastatin-strong-inhibitors' }, severity: 'high', opened: NOW });
    const message = first[1]!.do === 'send' ? first[1]!.message : undefined;
    expect(message).toMatchObject({ to: { person: 'team', role: 'doctor' }, template: 'task', alert: alert.id, urgent: true });
    expect(message!.values['text.en']).toMatch(/contraindicated.*simvastatin.*gemfibrozil.*rhabdomyolysis.*U\.S\. Food/i);
    expect(message!.values['text.zh-CN']).toMatch(/禁忌.*辛伐他汀.*吉非罗齐.*横纹肌溶解/);
  });

  test('the pharmacist is told too, where there is one', () => {
    const decisions = reviewChange({ graph, before: undefined, after: person(PAIR), alerts: [], hasPharmacist: true, now: NOW });
    const told = decisions.flatMap((decision) => (decision.do === 'send' ? [decision.message] : []));
    expect(told.map(({ to, urgent }) => [to.role, urgent])).toEqual([
      ['doctor', true],
      ['pharmacist', true],
    ]);
    expect(new Set(told.map(({ key }) => key)).size).toBe(2);
  });

  test('what is not verified says so', () => {
    const [, told] = reviewChange({ graph, before: undefined, after: person(['sildenafil', 'nitroglycerin']), alerts: [], now: NOW });
    expect(told!.do === 'send' && told!.message.values['text.en']).toContain('not yet verified by a pharmacist');
  });

  test('a possible one is for today, not for the night, and asks to look', () => {
    const decisions = reviewChange({
      graph,
      before: undefined,
      after: person(['metformin'], { conditions: ['ckd'] }),
      alerts: [],
      now: NOW,
    });
    expect(opened(decisions).map(({ severity }) => severity)).toEqual(['medium', 'medium']);
    expect(decisions.every((decision) => decision.do !== 'send' || !decision.message.urgent)).toBe(true);
    expect(JSON.stringify(decisions)).toContain('please find out');
  });

  test('moderate findings raise nothing', () => {
    expect(reviewChange({ graph, before: undefined, after: person(['metformin', 'cimetidine']), alerts: [], now: NOW })).toEqual([]);
  });

  test('the group and the age of the patient count as conditions', () => {
    const rules = (more: Partial<Patient>, medicines: readonly string[]) =>
      opened(reviewChange({ graph, before: undefined, after: person(medicines, more), alerts: [], now: NOW })).map(({ rule }) => rule.id);
    expect(rules({ group: 'pregnancy' }, ['enalapril'])).toEqual(['medication.raas-pregnancy']);
    expect(rules({ birthYear: 1950 }, ['gliclazide'])).toEqual(['medication.secretagogue-frail']);
    expect(rules({ birthYear: 1990 }, ['gliclazide'])).toEqual([]);
  });
});

describe('a record that changes', () => {
  const change = (before: Patient, after: Patient, alerts: readonly Alert[]) =>
    reviewChange({ graph, before, after, alerts, now: NOW + DAY });
  const settled: Alert = { ...alert, state: { is: 'resolved', at: NOW, because: 'person', by: 'dr', note: 'known' } };

  test('saved again, it raises nothing again', () => {
    expect(change(person(PAIR), person(PAIR, { plan: [{ kind: 'glucose', everyDays: 1 }] }), [alert])).toEqual([]);
    expect(change(person(PAIR), person(['gemfibrozil', 'Simvastatin 10 mg']), [alert])).toEqual([]);
  });

  test('what a person settled stays settled', () => {
    expect(change(person(PAIR), person(PAIR), [settled])).toEqual([]);
  });

  test('without the medicine the alert ends, and its return is a new alert', () => {
    expect(change(person(PAIR), person(['simvastatin']), [alert])).toEqual([
      { do: 'change-alert', alert: alert.id, patient: 'p1', to: { is: 'resolved', at: NOW + DAY, because: 'recovered' } },
    ]);
    const ended: Alert = { ...alert, state: { is: 'resolved', at: NOW, because: 'recovered' } };
    for (const earlier of [ended, settled]) {
      const [again] = opened(change(person(['simvastatin']), person(PAIR), [earlier]));
      expect(again!.id).not.toBe(alert.id);
    }
  });

  test('a fact that was learnt since is raised with the next change, though the pair was there before', () => {
    expect(opened(change(person(PAIR), person(PAIR), []))).toHaveLength(1);
  });

  test('alerts of the rules are not touched', () => {
    const reading: Alert = { ...alert, rule: { id: 'bp.crisis', version: 1 } };
    expect(change(person([]), person([]), [reading])).toEqual([]);
  });
});
