import { describe, expect, test } from 'vitest';
import { readMedications } from '../house/packs.ts';
import { about } from './about.ts';
import { check, type Given } from './check.ts';
import type { Finding, Term } from './graph.ts';
import { resolve } from './resolve.ts';

const graph = readMedications([]);
const place = (term: Term): keyof Given =>
  ({ drug: 'medicines', class: 'medicines', condition: 'conditions', food: 'foods', activity: 'foods', allergen: 'allergies' })[
    term.kind
  ] as keyof Given;

/** One code of each side that are different things, given as codes. */
function givenFor(finding: Finding, pick: (side: readonly string[]) => string): Given {
  const given = { medicines: [] as string[], conditions: [] as string[], allergies: [] as string[], foods: [] as string[] };
  const taken = new Set<string>();
  for (const side of finding.between) {
    const free = side.filter((code) => !taken.has(code));
    // Two of one class: two members of it.
    const code = free.length > 0 ? pick(free) : [...graph.below(side[0]!)][0]!;
    taken.add(code);
    given[place(graph.terms.get(code)!)].push(code);
  }
  return given;
}

describe('the facts that come with Hearth', () => {
  test('are as many as they say', () => {
    expect(graph.findings.length).toBeGreaterThanOrEqual(88);
    const kinds = Map.groupBy(graph.terms.values(), ({ kind }) => kind);
    expect(kinds.get('drug')!.length).toBeGreaterThanOrEqual(100);
    expect(kinds.get('condition')!.length).toBeGreaterThanOrEqual(55);
    expect(kinds.get('food')!.length).toBeGreaterThanOrEqual(18);
  });

  test.each(graph.findings.map((finding) => [finding.id, finding] as const))(
    '%s is found, for the first and the last of each side',
    (_, finding) => {
      for (const pick of [(side: readonly string[]) => side[0]!, (side: readonly string[]) => side.at(-1)!]) {
        const given = givenFor(finding, pick);
        const found = check(graph, given).findings.find(({ id }) => id === finding.id);
        expect(found, JSON.stringify(given)).toMatchObject({ severity: finding.severity, certainty: 'certain', source: finding.source });
      }
    },
  );

  test.each(graph.findings.map((finding) => [finding.id, finding] as const))('%s is found from every side', (_, finding) => {
    for (const code of finding.between.flat()) expect(about(graph, code)!.findings.map(({ finding: { id } }) => id)).toContain(finding.id);
  });

  test('every term is found under every one of its names, alone and nothing else', () => {
    const lost = [...graph.terms.values()].flatMap(({ code, kind, name, names }) =>
      [code, name.en, name['zh-CN'], ...names].flatMap((written) => {
        const kinds =
          kind === 'drug' || kind === 'class'
            ? (['drug', 'class'] as const)
            : kind === 'food' || kind === 'activity'
              ? (['food', 'activity'] as const)
              : [kind];
        const found = resolve(graph, written, kinds);
        return found?.codes.length === 1 && found.codes[0] === code && found.rest === ''
          ? []
          : [`${code}: ${written} → ${JSON.stringify(found)}`];
      }),
    );
    expect(lost).toEqual([]);
  });

  test('texts: Chinese with a Chinese end, English with an English one', () => {
    for (const { id, effect } of graph.findings) {
      expect(effect['zh-CN'], id).toMatch(/\p{Script=Han}.*。$/u);
      expect(effect.en, id).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('what nobody has read in a document says so, and what was read says where', () => {
    const open = graph.findings.filter(({ source }) => source.evidence === 'unverified');
    expect(open.length).toBeGreaterThan(0);
    expect(open.every(({ source }) => source.organisation === 'Hearth')).toBe(true);
    expect(
      graph.findings.filter(({ source }) => source.evidence !== 'unverified').every(({ source }) => source.organisation !== 'Hearth'),
    ).toBe(true);
  });
});
