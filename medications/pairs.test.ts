import { expect, test } from 'vitest';
import { readMedications } from '../house/packs.ts';
import { check } from './check.ts';

const graph = readMedications([]);

/** Pairs that every pharmacist asks for first, as people write them. */
test.each([
  [['Coumadin', 'aspirin'], 'warfarin-aspirin', 'major'],
  [['华法林钠片', '芬必得'], 'warfarin-nsaid', 'major'],
  [['warfarin', 'Motrin'], 'warfarin-nsaid', 'major'],
  [['warfarin', 'fluconazole'], 'warfarin-inhibitors', 'major'],
  [['warfarin', '盐酸胺碘酮片'], 'warfarin-inhibitors', 'major'],
  [['warfarin', 'clarithromycin'], 'warfarin-macrolide-quinolone', 'major'],
  [['warfarin', 'Plavix'], 'warfarin-clopidogrel', 'major'],
  [['warfarin', 'Xarelto'], 'two-anticoagulants', 'contraindicated'],
  [['Eliquis', 'naproxen'], 'doac-nsaid-antiplatelet', 'major'],
  [['warfarin', '银杏叶片'], 'ginkgo-bleeding', 'moderate'],
  [['warfarin', '复方丹参滴丸'], 'danshen-warfarin', 'major'],
  [['lithium', 'ibuprofen'], 'lithium-nsaid', 'major'],
  [['digoxin', 'verapamil'], 'digoxin-inhibitors', 'major'],
  [['Lanoxin', 'Cordarone'], 'digoxin-inhibitors', 'major'],
  [['simvastatin', 'clarithromycin'], 'simvastatin-strong-inhibitors', 'contraindicated'],
  [['simvastatin', 'amiodarone'], 'simvastatin-amiodarone', 'moderate'],
  [['methotrexate', 'diclofenac'], 'methotrexate-nsaid', 'major'],
  [['methotrexate', 'Bactrim'], 'methotrexate-trimethoprim', 'major'],
  [['lisinopril', 'spironolactone'], 'raas-potassium', 'major'],
  [['lisinopril', 'potassium chloride'], 'raas-potassium', 'major'],
  [['clopidogrel', 'omeprazole'], 'clopidogrel-omeprazole', 'major'],
  [['amiodarone', 'metoprolol'], 'rate-limiting-amiodarone', 'major'],
  [['nitroglycerin', 'Viagra'], 'pde5-nitrate', 'contraindicated'],
])('%s', (medicines, id, severity) => {
  const { findings, unknown } = check(graph, { medicines, conditions: [], allergies: [], foods: [] });
  expect(unknown).toEqual([]);
  expect(findings.find((finding) => finding.id === id)).toMatchObject({ severity, certainty: 'certain' });
});

test.each(['spinach', '菠菜', 'broccoli', '西兰花', 'kale'])('warfarin and %s', (food) => {
  const { findings } = check(graph, { medicines: ['warfarin'], conditions: [], allergies: [], foods: [food] });
  expect(findings.map(({ id }) => id)).toEqual(['vitamin-k-warfarin']);
});

test('a potassium-rich green counts for potassium as well', () => {
  const { findings } = check(graph, { medicines: ['spironolactone'], conditions: [], allergies: [], foods: ['spinach'] });
  expect(findings).toHaveLength(1);
});
