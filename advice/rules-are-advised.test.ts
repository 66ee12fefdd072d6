import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../domain/reading.ts';
import { parsePack } from '../rules/pack.ts';
import type { Rule } from '../rules/rule.ts';
import { composeBrief } from './brief.ts';
import { gatherFacts, slotOfAlert } from './facts.ts';
import { createCuratedGenerator } from './generators/curated.ts';
import { guard } from './guard/registry.ts';
import { readKnowledge } from './knowledge.ts';
import { alertOf, glucose, NOW, person, pressure } from './sample.ts';
import { isUrgent, situationOf } from './situation.ts';
import { traitsOf } from './traits.ts';

const home = join(import.meta.dirname, '..');
const knowledge = readKnowledge(home);
const packs = globSync(join(home, 'rules/packs/*.yaml')).filter((file) => !file.endsWith('.cases.yaml'));
const advising = packs.flatMap((file) => parsePack(readFileSync(file, 'utf8'), file)).filter(({ advises }) => advises.length > 0);
const curated = createCuratedGenerator();

/** A reading just beyond the rule's first limit, with a little history before it. */
function readingsFor({ id, watches, thresholds }: Rule): readonly Reading[] {
  const low = /low/.test(id);
  if (watches === 'blood-pressure') {
    const { systolic } = thresholds;
    const at = (systolic?.value ?? 140) + (low ? -5 : 5);
    return [3, 2, 1].map((day) => pressure([day, 7], at, low ? 55 : at * 0.6));
  }
  const limit = Object.values(thresholds).find(({ unit }) => unit === 'mmol/L')?.value ?? 10;
  const meal = /fasting/.test(id) ? 'fasting' : /after-meal/.test(id) ? 'after' : undefined;
  const specimen = /sensor/.test(id) ? 'interstitial' : 'capillary';
  return [3, 2, 1].map((day) =>
    glucose([day, meal === 'fasting' ? 7 : 20], limit + (low ? -0.3 : 0.3), { specimen, ...(meal ? { meal } : {}) }),
  );
}

test('there are rules that advise', () => {
  expect(advising.length).toBeGreaterThan(5);
});

describe.each(advising.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test.each(['zh-CN', 'en'] as const)('gets advice in %s on every topic that it asks for, and it passes the guard', async (language) => {
    for (const group of rule.appliesTo?.groups ?? (['adult', 'older-adult', 'pregnancy'] as const)) {
      const patient = person({ language, group });
      const readings = readingsFor(rule);
      const alert = alertOf(rule.id, readings.slice(-1), { severity: rule.severity });
      const situation = situationOf(alert, readings.slice(-1), rule.watches);
      const facts = gatherFacts({ patient, alert, readings, words: rule, knowledge, language, now: NOW });
      const brief = composeBrief({
        language,
        topics: rule.advises,
        situation,
        urgent: isUrgent(situation, alert),
        slot: slotOfAlert(alert, readings, patient, NOW),
        traits: traitsOf(patient, NOW),
        facts,
        knowledge,
        previous: [],
        seed: alert.id,
      });
      const draft = await curated.write(facts, brief, new AbortController().signal);
      expect(guard(draft, facts, { ...brief, hidden: [] })).toEqual([]);
      const steps = draft.sentences.filter(({ source }) => brief.offers.some(({ id, part }) => id === source && part === 'step'));
      for (const topic of rule.advises)
        expect(
          steps.map((step) => step.topic),
          `${rule.id} in ${situation} for ${group}`,
        ).toContain(topic);
    }
  });
});
