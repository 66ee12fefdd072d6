import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { AdverseContent } from '../domain/adverse-content.ts';
import { renderHtml } from '../reports/render/html.ts';
import { fhirProblems } from '../tests/fhir-definitions.ts';
import { e2bXml } from './e2b.ts';
import { CHILDREN, MANDATORY } from './e2b-elements.ts';
import { fhirAdverseEvent } from './fhir.ts';
import { formPage } from './form-page.ts';
import { fullContent, NOW, reportOf } from './sample.ts';

interface Node {
  readonly name: string;
  readonly at: Readonly<Record<string, string>>;
  readonly inner: Node[];
  text: string;
}

/** With a real parser that knows namespaces; it throws where the text is not well-formed. */
function parse(xml: string): Node {
  const parser = new SaxesParser({ xmlns: true });
  const root: Node = { name: '', at: {}, inner: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, uri, attributes }) => {
    expect(uri).toBe('urn:hl7-org:v3');
    const node: Node = {
      name,
      at: Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value])),
      inner: [],
      text: '',
    };
    open.at(-1)!.inner.push(node);
    open.push(node);
  });
  parser.on('text', (text) => (open.at(-1)!.text += text));
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  expect(open).toEqual([root]);
  return root.inner[0]!;
}
const all = (node: Node, name: string): readonly Node[] => [
  ...(node.name === name ? [node] : []),
  ...node.inner.flatMap((one) => all(one, name)),
];
const codes = (node: Node, name: string) => all(node, name).map(({ at }) => at.code);

/** What stands where it may not, or lacks what it must have. */
function misplaced({ name, inner }: Node): readonly string[] {
  const children = inner.map((one) => one.name);
  const order = CHILDREN[name] ?? '';
  const group = (one: string) => `(?:(?:${one.replace(/[?+*]$/, '')}) )${/[?+*]$/.exec(one)?.[0] ?? ''}`;
  const right = new RegExp(`^${order === '' ? '' : order.split(' ').map(group).join('')}$`).test(
    children.map((child) => `${child} `).join(''),
  );
  return [...(right ? [] : [`${name}: ${children.join(' ') || 'nothing'}, not ${order || 'nothing'}`]), ...inner.flatMap(misplaced)];
}
/** `observation[29]/value`: by name, and where there is one by the code of its code. */
function placed(from: readonly Node[], path: string): readonly Node[] {
  const [step, ...rest] = path.split('/');
  const [, name, code] = /^(\w+)(?:\[(\d+)\])?$/.exec(step!)!;
  const here = from
    .flatMap(({ inner }) => inner)
    .filter((one) => one.name === name && (code === undefined || one.inner.some((part) => part.name === 'code' && part.at.code === code)));
  return rest.length === 0 ? here : placed(here, rest.join('/'));
}
const isSaid = ({ at, text, inner }: Node): boolean => Object.keys(at).length > 0 || text !== '' || inner.length > 0;
const CONTENTS: Readonly<Record<string, AdverseContent>> = {
  'a full one': fullContent(),
  'two reactions, serious': fullContent({
    reactions: [
      { term: 'Shock', outcome: 'fatal', seriousness: ['life-threatening', 'death'] },
      { term: '皮疹', code: '10037844', outcome: 'unknown', seriousness: [], onset: '2026-03-12', end: '2026-03-13' },
    ],
  }),
  'as little as there can be': {
    ...fullContent({ reactions: [{ term: 'Rash' }], drugs: [{ name: 'x', role: 'suspect' }], readings: [] }),
    patient: {},
    reporter: {},
    narrative: undefined,
    comment: undefined,
    tests: undefined,
  } as unknown as AdverseContent,
  'all about one medicine': fullContent({
    drugs: [
      {
        ...fullContent().drugs[0]!,
        rechallenge: 'recurred',
        indication: 'diabetes',
        action: 'withdrawn',
        approvalNumber: 'H2026',
        manufacturer: 'A maker',
        batch: 'B-1',
        start: '2026-03-01',
        stop: '2026-03-13',
      },
    ],
  }),
};

const setting = { clinic: 'Demo clinic', country: 'CN', now: NOW };

describe('E2B(R3)-shaped', () => {
  test('one ICSR in a batch, with every element where the implementation guide has it', () => {
    const xml = e2bXml(reportOf(), setting);
    expect(xml).toContain('not validated, not a submission');
    const batch = parse(xml);
    expect(batch.name).toBe('MCCI_IN200100UV01');
    expect(batch.inner.map(({ name }) => name)).toEqual([
      'id',
      'creationTime',
      'responseModeCode',
      'interactionId',
      'name',
      'PORR_IN049016UV',
      'receiver',
      'sender',
    ]);
    expect(all(batch, 'processingCode').map(({ at }) => at.code)).toEqual(['T']);
    const [event] = all(batch, 'investigationEvent');
    expect(event!.inner.slice(0, 2).map(({ at }) => at.extension)).toEqual(['CN-Demo-clinic-r-1', 'CN-Demo-clinic-r-1']);
    const [player] = all(batch, 'player1');
    expect(player!.inner[0]!.text).toBe('L.M.');
    expect(codes(player!, 'administrativeGenderCode')).toEqual(['2']);
    const units = all(batch, 'value').flatMap(({ at }) => (at['xsi:type'] === 'PQ' ? [`${at.value} ${at.unit}`] : []));
    expect(units).toEqual(['67 a', '58.5 kg']);
    const observations = (code: string) =>
      all(batch, 'observation').filter(({ inner }) => inner.some((one) => one.name === 'code' && one.at.code === code));
    const [reaction] = observations('29');
    expect(all(reaction!, 'originalText')[0]!.text).toBe('Rash <all over> & itching');
    expect(all(reaction!, 'low')[0]!.at.value).toBe('202603122130');
    expect(all(reaction!, 'high')[0]!.at.value).toBe('20260315');
    expect(all(observations('27')[0]!, 'value')[0]!.at.code).toBe('2');
    for (const serious of ['34', '21', '33', '35', '12', '26'])
      expect(all(observations(serious)[0]!, 'value')[0]!.at).toMatchObject({ nullFlavor: 'NI' });
    const [drug, other] = all(batch, 'kindOfProduct');
    expect(all(drug!, 'name').map(({ text }) => text)).toEqual(['Glucophage', 'A maker', 'metformin']);
    expect(all(other!, 'name').map(({ text }) => text)).toEqual(['amlodipine']);
    expect(all(batch, 'lotNumberText').map(({ text }) => text)).toEqual(['B-42']);
    expect(codes(all(batch, 'act')[0]!, 'code')).toEqual(['1']);
    const roles = all(batch, 'causalityAssessment').filter(({ inner }) => inner[0]!.at.code === '20');
    expect(roles.map(({ inner }) => inner[1]!.at.code)).toEqual(['1', '2']);
    const judged = all(batch, 'causalityAssessment').filter(({ inner }) => inner[0]!.at.code === '39');
    expect(judged.map(({ inner }) => inner[1]!.text)).toEqual(['probable', '7, probable']);
    expect(codes(all(batch, 'asQualifiedEntity')[0]!, 'code')).toEqual(['2']);
    // What the assessments point at is there.
    const ids = new Set(
      all(batch, 'substanceAdministration').flatMap(({ inner }) => inner.filter(({ name }) => name === 'id').map(({ at }) => at.root)),
    );
    for (const reference of all(batch, 'productUseReference')) expect(ids.has(reference.inner[0]!.at.root)).toBe(true);
  });

  test.each(Object.entries(CONTENTS))(
    '%s: every element where the guide has it, none that it does not have, in its order',
    (_, content) => {
      const batch = parse(e2bXml(reportOf(content), setting));
      expect(misplaced(batch)).toEqual([]);
      for (const [element, path] of Object.entries(MANDATORY)) {
        const there = placed([batch], path);
        expect(there.length, element).toBeGreaterThan(0);
        expect(there.every(isSaid), element).toBe(true);
      }
    },
  );

  test('the same at another place, or twice, is found', () => {
    const batch = parse(e2bXml(reportOf(), setting));
    const [event] = all(batch, 'investigationEvent');
    event!.inner.push(event!.inner.shift()!);
    expect(misplaced(batch)).toEqual([expect.stringMatching(/^investigationEvent: /)]);
    const [reaction] = placed([parse(e2bXml(reportOf(), setting))], 'PORR_IN049016UV');
    reaction!.inner.push({ name: 'made-up', at: {}, inner: [], text: '' });
    expect(misplaced(reaction!)).toEqual([expect.stringContaining('made-up')]);
  });

  test('languages go by three letters, organisations below the place of a department', () => {
    const zh = parse(e2bXml(reportOf({ ...fullContent(), language: 'zh-CN' }), setting));
    expect(all(zh, 'originalText').flatMap(({ at }) => at.language ?? [])).toEqual(['zho']);
    const sender = placed([zh], `${MANDATORY['C.3.2']}`);
    expect(sender.map(({ text }) => text)).toEqual(['Demo clinic']);
  });

  test('a serious one says which criterion, and that it is expedited', () => {
    const content = fullContent({ reactions: [{ term: 'Shock', outcome: 'fatal', seriousness: ['life-threatening'] }] });
    const batch = parse(e2bXml(reportOf(content), setting));
    const flags = all(batch, 'observation').filter(({ inner }) => ['34', '21', '33'].includes(inner[0]!.at.code ?? ''));
    expect(flags.map(({ inner }) => inner[1]!.at.value)).toEqual(['true', 'true', undefined]);
    expect(all(batch, 'observationEvent').find(({ inner }) => inner[0]!.at.code === '23')!.inner[1]!.at.value).toBe('true');
  });

  test('whatever people type, it is well-formed', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((said) => said.trim() !== '');
    fc.assert(
      fc.property(text, text, text, text, (term, name, narrative, organisation) => {
        const { drugs, reactions, reporter } = fullContent();
        const content: AdverseContent = {
          ...fullContent(),
          ...{ narrative, reactions: [{ ...reactions[0]!, term }], drugs: [{ ...drugs[0]!, name, indication: narrative }] },
          reporter: { ...reporter, organisation },
        };
        parse(e2bXml(reportOf(content), { ...setting, clinic: organisation }));
      }),
      { numRuns: 300 },
    );
  });
});

describe('FHIR', () => {
  test('an AdverseEvent with its medicines, as R4 asks for it', () => {
    const event = fhirAdverseEvent(reportOf()) as Record<string, never> & { contained: { resourceType: string; id: string }[] };
    expect(event).toMatchObject({
      resourceType: 'AdverseEvent',
      actuality: 'actual',
      subject: { reference: 'Patient/p-1' },
      date: '2026-03-12',
      detected: '2026-03-20T00:00:00.000Z',
      seriousness: { coding: [{ code: 'non-serious' }] },
      outcome: { coding: [{ code: 'recovering' }] },
      suspectEntity: [
        { instance: { reference: '#drug-1' }, causality: [{ assessment: { text: 'probable' } }, { assessment: { text: '7, probable' } }] },
      ],
    });
    expect(event.contained.map(({ resourceType, id }) => `${resourceType} ${id}`)).toEqual([
      'MedicationStatement drug-1',
      'MedicationStatement drug-2',
      'Condition history',
    ]);
    expect(JSON.stringify(event)).toContain('&lt;all over&gt; &amp; itching');
    expect(JSON.stringify(event)).not.toContain('undefined');
  });
});

describe('FHIR, held against HL7’s definitions of R4', () => {
  test.each(Object.entries(CONTENTS))('%s', (_, content) => {
    expect(fhirProblems(fhirAdverseEvent(reportOf(content)))).toEqual([]);
  });
});

describe('the form to print', () => {
  test.each([
    ['en', 'Report of an adverse drug reaction', 'hospital stay', 'Naranjo score'],
    ['zh-CN', '药品不良反应/事件报告表', '导致住院或住院时间延长', 'Naranjo 评分'],
  ] as const)('%s', (language, title, serious, naranjo) => {
    const content = fullContent({ reactions: [{ ...fullContent().reactions[0], seriousness: ['hospitalisation'] }] });
    const finding = {
      effect: { en: 'It may do this.', 'zh-CN': '可能如此。' },
      source: { title: 'A label', evidence: 'secondary' as const },
    };
    const page = formPage(reportOf(content), { language, clinic: 'Demo clinic', zone: 'Asia/Shanghai', findings: [finding] });
    const html = renderHtml(page);
    for (const part of [
      title,
      serious,
      naranjo,
      'Glucophage',
      'B-42',
      'L.M.',
      '7.8 mmol/L',
      finding.effect[language],
      'Rash &#60;all over&#62; &#38; itching',
    ])
      expect(html).toContain(part);
  });
});
