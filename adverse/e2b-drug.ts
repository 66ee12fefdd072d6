import type { AdverseDrug } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import { naranjoScore } from '../domain/naranjo.ts';
import { ACTION, DRUG_ROLE, RECHALLENGE } from './e2b-codes.ts';
import { assigned, ce, codeOf, entity, happened, ICH, IDS, interval, observation, partId, related } from './e2b-parts.ts';
import { el, type Xml } from './xml.ts';

/** G.k: one medicine. */
export function drugXml(drug: AdverseDrug, id: string, reaction: string): Xml {
  const { name, genericName, rechallenge, indication, action } = drug;
  const product = entity(
    'kindOfProduct',
    'MMAT',
    el('name', {}, name), // G.k.2.2
    approval(drug),
    genericName && el('ingredient', { classCode: 'ACTI' }, entity('ingredientSubstance', 'MMAT', el('name', {}, genericName))), // G.k.2.3.r.1
  );
  const again = (code: string): Xml => observation('31', ce(code, `${ICH}.16`), pointsAt('OBS', reaction)); // G.k.9.i.4
  const why = (text: string): Xml =>
    observation(
      '19',
      el('value', { 'xsi:type': 'CE', nullFlavor: 'NI' }, el('originalText', {}, text)), // G.k.7.r.1
      related('performer', 'PRF', assigned(codeOf('3', `${ICH}.21`))),
      pointsAt('SBADM', id),
    );
  return related(
    'component',
    'COMP',
    given(
      el('id', { root: id }),
      taken(product),
      dosage(drug),
      rechallenge && related('outboundRelationship2', 'PERT', again(RECHALLENGE[rechallenge])),
      indication && related('inboundRelationship', 'RSON', why(indication)),
      action && related('inboundRelationship', 'CAUS', happened('act', 'ACT', codeOf(ACTION[action], `${ICH}.15`))), // G.k.8
    ),
  );
}

/** G.k.4.r */
function dosage({ dose, frequency, route, start, stop, batch }: AdverseDrug): Xml | undefined {
  const text = [dose, frequency, route].filter(Boolean).join(', ');
  if (text === '' && !start && !stop && !batch) return undefined;
  const lot = batch && entity('productInstanceInstance', 'MMAT', el('id', { nullFlavor: 'NI' }), el('lotNumberText', {}, batch)); // G.k.4.r.7
  return related(
    'outboundRelationship2',
    'COMP',
    given(
      text === '' ? undefined : el('text', {}, text), // G.k.4.r.8
      interval(start, stop), // G.k.4.r.4, 5
      lot && taken(lot),
    ),
  );
}

/** G.k.3 */
function approval({ approvalNumber, manufacturer }: AdverseDrug): Xml | undefined {
  if (!approvalNumber && !manufacturer) return undefined;
  const holder = manufacturer && el('role', { classCode: 'HLD' }, entity('playingOrganization', 'ORG', el('name', {}, manufacturer)));
  return el(
    'asManufacturedProduct',
    { classCode: 'MANU' },
    related(
      'subjectOf',
      'SBJ',
      happened(
        'approval',
        'CNTRCT',
        approvalNumber && el('id', { extension: approvalNumber, root: `${IDS}.4` }),
        holder && related('holder', 'HLD', holder),
      ),
    ),
  );
}

/** G.k.1 of every medicine; G.k.9.i.2.r of every one that somebody has assessed. */
export function assessments({ id, content: { drugs } }: AdverseReport): readonly Xml[] {
  const reference = (tag: string, classCode: string, root: string): Xml => happened(tag, classCode, el('id', { root }));
  const effect = related('subject1', 'SUBJ', reference('adverseEffectReference', 'OBS', partId(id, 'reaction', 0)));
  const by = related('author', 'AUT', assigned(el('code', {}, said('REPORTER'))));
  return drugs.flatMap((drug, i) => {
    const product = related('subject2', 'SUBJ', reference('productUseReference', 'SBADM', partId(id, 'drug', i)));
    const assessment = (code: string, ...inner: readonly Xml[]): Xml =>
      related('component', 'COMP', happened('causalityAssessment', 'OBS', codeOf(code, `${ICH}.19`), ...inner, product));
    const assessed = (method: string, result: string): Xml =>
      assessment('39', el('value', { 'xsi:type': 'ST' }, result), el('methodCode', {}, said(method)), by, effect);
    const naranjo = drug.naranjo && naranjoScore(drug.naranjo);
    return [
      assessment('20', ce(DRUG_ROLE[drug.role], `${ICH}.13`)),
      ...(drug.causality ? [assessed('WHO-UMC', drug.causality)] : []),
      ...(naranjo ? [assessed('Naranjo', `${naranjo.score}, ${naranjo.grade}`)] : []),
    ];
  });
}

const given = (...inner: readonly (Xml | undefined)[]): Xml => happened('substanceAdministration', 'SBADM', ...inner);
const taken = (what: Xml): Xml => related('consumable', 'CSM', el('instanceOfKind', { classCode: 'INST' }, what));
const pointsAt = (classCode: string, root: string): Xml =>
  related('outboundRelationship1', 'REFR', happened('actReference', classCode, el('id', { root })));
const said = (text: string): Xml => el('originalText', {}, text);
