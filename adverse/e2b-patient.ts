import { type AdverseReaction, seriousnessOf } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import { OUTCOME, SERIOUS, SEX } from './e2b-codes.ts';
import { drugXml } from './e2b-drug.ts';
import {
  COUNTRY,
  ce,
  coded,
  codeOf,
  entity,
  freeText,
  happened,
  ICH,
  interval,
  LANGUAGE,
  MEDDRA,
  observation,
  partId,
  related,
  stamp,
} from './e2b-parts.ts';
import { el, type Xml } from './xml.ts';

/** D, E, F and G: who it happened to, what happened, what was measured, and what was taken. */
export function subjectXml({ id, content }: AdverseReport, country: string): Xml {
  const { patient, reactions, drugs, tests, readings } = content;
  const history = [patient.disease, patient.history].filter(Boolean).join('\n');
  const organizer = (code: string, ...inner: readonly (Xml | undefined)[]): Xml =>
    of(happened('organizer', 'CATEGORY', codeOf(code, `${ICH}.20`), ...inner));
  return related(
    'subject1',
    'SBJ',
    el(
      'primaryRole',
      { classCode: 'INVSBJ' },
      entity(
        'player1',
        'PSN',
        el('name', patient.initials ? {} : { nullFlavor: 'MSK' }, patient.initials), // D.1
        el('administrativeGenderCode', coded(patient.sex && SEX[patient.sex], '1.0.5218')), // D.5
      ),
      quantity('3', patient.ageYears, 'a'), // D.2.2
      quantity('7', patient.weightKg, 'kg'), // D.3
      history === '' ? undefined : organizer('1', related('component', 'COMP', observation('18', freeText(history)))), // D.7.2
      ...reactions.map((reaction, i) => reactionXml(reaction, partId(id, 'reaction', i), country, content.language)),
      tests || readings.length > 0
        ? organizer('3', ...readings.map(({ kind, at, said }) => test(kind, stamp(at), said)), tests && test('tests', undefined, tests)) // F.r
        : undefined,
      organizer('4', ...drugs.map((drug, i) => drugXml(drug, partId(id, 'drug', i), partId(id, 'reaction', 0)))),
    ),
  );
}

/** E.i */
function reactionXml(reaction: AdverseReaction, id: string, country: string, language: 'en' | 'zh-CN'): Xml {
  const { term, code, onset, end, outcome } = reaction;
  const serious = seriousnessOf({ reactions: [reaction] }) ?? [];
  const pertaining = (which: string, value: Xml): Xml => related('outboundRelationship2', 'PERT', observation(which, value));
  return of(
    happened(
      'observation',
      'OBS',
      el('id', { root: id }),
      codeOf('29', `${ICH}.19`),
      interval(onset, end), // E.i.4, E.i.5
      el(
        'value',
        // A code goes out as it was typed: whether it is MedDRA's, and of which version, whoever validates it says.
        { 'xsi:type': 'CE', ...(code ? { code, codeSystem: MEDDRA } : { nullFlavor: 'NI' }) },
        el('originalText', { language: LANGUAGE[language] }, term), // E.i.1.1
      ),
      related(
        'location',
        'LOC',
        el(
          'locatedEntity',
          { classCode: 'LOCE' },
          entity('locatedPlace', 'COUNTRY', codeOf(country, COUNTRY)), // E.i.9
        ),
      ),
      ...Object.entries(SERIOUS).map(([name, which]) => {
        const isSo = serious.some((one) => one === name);
        return pertaining(which, el('value', { 'xsi:type': 'BL', ...(isSo ? { value: 'true' } : { nullFlavor: 'NI' }) })); // E.i.3.2
      }),
      pertaining('27', ce(OUTCOME[outcome ?? 'unknown'], `${ICH}.11`)), // E.i.7
    ),
  );
}

const of = (inner: Xml): Xml => related('subjectOf2', 'SBJ', inner);
const quantity = (code: string, value: number | undefined, unit: string): Xml | undefined =>
  value === undefined ? undefined : of(observation(code, el('value', { 'xsi:type': 'PQ', value, unit })));
const test = (name: string, at: string | undefined, said: string): Xml =>
  related(
    'component',
    'COMP',
    happened(
      'observation',
      'OBS',
      el('code', { nullFlavor: 'NI' }, el('originalText', {}, name)),
      at === undefined ? undefined : el('effectiveTime', { value: at }),
      freeText(said),
    ),
  );
