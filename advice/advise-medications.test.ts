import { describe, expect, test } from 'vitest';
import { adviceId } from '../domain/identity.ts';
import { readMedications } from '../house/packs.ts';
import { spelledOut } from '../medications/person.ts';
import { evenings, highDinner, house, say, scripted } from '../tests/advice-house.ts';
import { NOW, person } from './sample.ts';
import { traitsOf } from './traits.ts';

describe('the medication graph', () => {
  const WORT = say('您这次血糖为12.3 mmol/L，晚上可以泡一点贯叶连翘茶。');
  test.each([
    ['of a medicine that does not go with it', ['氨氯地平片 5mg'], 'curated', /medication\.st-johns-wort-cyp3a4|avoid: “贯叶连翘”/],
    ['of nobody else', ['levothyroxine'], 'test-model', undefined],
  ] as const)('a herb is kept out of the advice %s', async (_, medicines, by, why) => {
    const graph = readMedications([]);
    const { store, alert, follow } = await house({ generator: scripted(WORT), medications: () => graph }, [
      person({ medicines: [...medicines] }),
    ]);
    const readings = evenings();
    const given = highDinner(readings);
    await alert(given, readings);
    await follow();
    const advice = (await store.advice.get(adviceId(given.id)))!;
    expect(advice.by).toBe(by);
    if (why) expect(advice.turnedDown[0]!.why.join()).toMatch(why);
    else expect(advice.turnedDown).toEqual([]);
  });
});

test.each([
  ['a brand is what is in it', '捷诺维', false],
  ['a second ingredient that nobody knows is not hidden by the first', 'metformin + mysterium', true],
  ['a brand of a medicine that can make glucose too low', '诺和锐', false],
] as const)('%s', (_, written, isUnknown) => {
  const graph = readMedications([]);
  const traits = traitsOf(spelledOut(graph, person({ medicines: [written] })), NOW);
  expect(traits.has('unknown-medicine')).toBe(isUnknown);
  expect(traits.has('metformin')).toBe(written.startsWith('metformin'));
  expect(traits.has('hypo-risk')).toBe(written === '诺和锐');
  // Without the graph the brand is unknown, and the unknown is hidden.
  if (written !== '诺和锐') expect(traitsOf(person({ medicines: [written] }), NOW).has('unknown-medicine')).toBe(!isUnknown);
});
