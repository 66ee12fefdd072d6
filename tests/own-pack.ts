/** A clinic's own pack of one rule, for tests of what a file does to a house. */
export const ownPack = (name = 'own'): string => `pack: ${name}
rules:
  - id: ${name}.tall
    version: 1
    title: { zh-CN: 高, en: Tall }
    explanation: { zh-CN: 说明。, en: Words. }
    source: { organisation: A clinic, title: House rule, year: 2026, evidence: unverified }
    severity: low
    watches: blood-pressure
    when: { value: systolic, above: limit }
    endsAfter: PT2H
    freshFor: PT1H
    thresholds: { limit: { title: { zh-CN: 高于, en: Above }, unit: mmHg, value: 150, min: 100, max: 200 } }
`;
