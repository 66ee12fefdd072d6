/** Rule evaluations a second on one core: Hearth's judge against json-rules-engine, the same fifty single-value rules, the same answers. */
import { Engine } from 'json-rules-engine';
import type { Reading } from '../domain/reading.ts';
import type { RuleState } from '../domain/rule-state.ts';
import { compile } from '../rules/compile.ts';
import { judge } from '../rules/judge.ts';
import { parsePack } from '../rules/pack.ts';

const RULES = 50;
const limitOf = (i: number): number => 60 + i * 3;

export async function compareRuleEngines(): Promise<{ readonly hearth: number; readonly jsonRulesEngine: number }> {
  const set = compile(parsePack(`pack: bench\nrules:\n${Array.from({ length: RULES }, (_, i) => ruleYaml(i)).join('')}`, 'bench.yaml'));
  const engine = new Engine(
    Array.from({ length: RULES }, (_, i) => ({
      conditions: { all: [{ fact: 'systolic', operator: 'greaterThan', value: limitOf(i) + 200 }] },
      event: { type: `bench.r${i}` },
    })),
  );
  const about = {
    patient: {
      id: 'p',
      language: 'en',
      zone: 'UTC',
      glucoseUnit: 'mmol/L',
      group: 'adult',
      conditions: [],
      medicines: [],
      allergies: [],
      plan: [],
    } as never,
    limits: {},
  };
  const values = [118, 131, 124, 142, 127];
  const readingOf = (n: number): Reading => ({
    kind: 'blood-pressure',
    id: `r${n}`,
    device: 'd',
    patient: 'p',
    at: n * 60_000,
    received: n * 60_000,
    clock: 'device',
    quality: [],
    systolicMmHg: values[n % values.length]!,
    diastolicMmHg: 70,
  });

  let state: RuleState = {};
  const judgeFor = (ms: number, from: number): { n: number; seconds: number } => {
    const started = performance.now();
    let n = 0;
    for (; performance.now() - started < ms; n++) state = judge(set, about, state, readingOf(from + n), (from + n) * 60_000).state;
    return { n, seconds: (performance.now() - started) / 1000 };
  };
  const warm = judgeFor(500, 1);
  const ours = judgeFor(3000, warm.n + 1);

  const started = performance.now();
  let runs = 0;
  for (; performance.now() - started < 3000; runs++) await engine.run({ systolic: values[runs % values.length] });
  return { hearth: (ours.n * RULES) / ours.seconds, jsonRulesEngine: (runs * RULES) / ((performance.now() - started) / 1000) };
}

const ruleYaml = (i: number): string => `
  - id: bench.r${i}
    version: 1
    title: { en: Bench, zh-CN: 基准 }
    explanation: { en: Bench, zh-CN: 基准 }
    source: { organisation: Hearth, title: Bench, year: 2026, evidence: unverified }
    severity: low
    watches: blood-pressure
    when: { value: systolic, above: limit }
    thresholds:
      limit: { title: { en: Limit, zh-CN: 阈值 }, unit: mmHg, value: ${limitOf(i) + 200}, min: 60, max: 500 }
    freshFor: PT2H
    endsAfter: P1D
    tells: []
`;
