/** Rule evaluations a second on one core: Hearth's judge against json-rules-engine, the same fifty single-value rules, the same answers. */
import { Engine } from 'json-rules-engine';
import type { Reading } from '../domain/reading.ts';
import type { RuleState } from '../domain/rule-state.ts';
import { compile } from '../rules/compile.ts';
import { judgeAll, type Known } from '../rules/judge.ts';
import { parsePack } from '../rules/pack.ts';
import { median } from './median.ts';

const RULES = 50;

/** As the intake asks for it: the store has said that nothing of that name was there before. */
const HEARD: Known = { unheardOf: () => true, exempt: () => false };
/** In turns, so that a slow moment of the machine meets both. */
const TURNS = 7;
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
  const people = new Map([['p', about]]);
  let judged = 0;
  const judgeFor = async (ms: number): Promise<number> => {
    const until = performance.now() + ms;
    const from = judged;
    const cpu = process.cpuUsage();
    while (performance.now() < until) {
      judged++;
      state = judgeAll(set, people, new Map([['p', state]]), [readingOf(judged)], judged * 60_000, HEARD).states.get('p')!;
    }
    return (judged - from) / secondsSince(cpu);
  };
  const runFor = async (ms: number): Promise<number> => {
    const until = performance.now() + ms;
    const cpu = process.cpuUsage();
    let runs = 0;
    for (; performance.now() < until; runs++) await engine.run({ systolic: values[runs % values.length] });
    return runs / secondsSince(cpu);
  };

  await judgeFor(500);
  await runFor(500);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(await judgeFor(600));
    theirs.push(await runFor(600));
  }
  return { hearth: median(ours) * RULES, jsonRulesEngine: median(theirs) * RULES };
}

/** Of CPU, not of the clock on the wall: what else the machine does at that moment counts for neither. */
function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
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
