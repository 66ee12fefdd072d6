import type { AdverseDrug } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import { naranjoScore } from '../domain/naranjo.ts';
import { ACTION, DRUG_ROLE, RECHALLENGE } from './e2b-codes.ts';
import { ce, codeOf, ICH, IDS, interval, observation, partId, related } from './e2b-parts.ts';
import { el, type Xml } from './xml.ts';

/** G.k: one medicine. */
export function drugXml(drug: AdverseDrug, id: string, reaction: string): Xml {
  const { name, genericName, rechallenge, indication, action } = drug;
  return related(
    'component',
    'COMP',
    el(
      'substanceAdministration',
      { classCode: 'SBADM', moodCode: 'EVN' },
      el('id', { root: id }),
      related(
        'consumable',
        'CSM',
        el(
          'instanceOfKind',
          { classCode: 'INST' },
          el(
            'kindOfProduct',
            { classCode: 'MMAT', determinerCode: 'KIND' },
            el('name', {}, name), // G.k.2.2
            approval(drug),
            genericName &&
              el(
                'ingredient',
                { classCode: 'ACTI' },
                el('ingredientSubstance', { classCode: 'MMAT', determinerCode: 'KIND' }, el('name', {}, genericName)), // G.k.2.3.r.1
              ),
          ),
        ),
      ),
      dosage(drug),
      rechallenge &&
        related(
          'outboundRelationship2',
          'PERT',
          observation(
            '31',
            ce(RECHALLENGE[rechallenge], `${ICH}.16`), // G.k.9.i.4
            related(
              'outboundRelationship1',
              'REFR',
              el('actReference', { classCode: 'OBS', moodCode: 'EVN' }, el('id', { root: reaction })),
            ),
          ),
        ),
      indication &&
        related(
          'inboundRelationship',
          'RSON',
          observation(
            '19',
            el('value', { 'xsi:type': 'CE', nullFlavor: 'NI' }, el('originalText', {}, indication)), // G.k.6.r.1
            related('performer', 'PRF', el('assignedEntity', { classCode: 'ASSIGNED' }, codeOf('3', `${ICH}.21`))),
          ),
        ),
      action &&
        related('inboundRelationship', 'CAUS', el('act', { classCode: 'ACT', moodCode: 'EVN' }, codeOf(ACTION[action], `${ICH}.15`))), // G.k.8
    ),
  );
}

/** G.k.4.r */
function dosage({ dose, frequency, route, start, stop, batch }: AdverseDrug): Xml | undefined {
  const text = [dose, frequency, route].filter(Boolean).join(', ');
  if (text === '' && !start && !stop && !batch) return undefined;
  return related(
    'outboundRelationship2',
    'COMP',
    el(
      'substanceAdministration',
      { classCode: 'SBADM', moodCode: 'EVN' },
      text === '' ? undefined : el('text', {}, text), // G.k.4.r.8
      interval(start, stop), // G.k.4.r.4, 5
      batch &&
        related(
          'consumable',
          'CSM',
          el(
            'instanceOfKind',
            { classCode: 'INST' },
            el('productInstanceInstance', { classCode: 'MMAT', determinerCode: 'INSTANCE' }, el('lotNumberText', {}, batch)), // G.k.4.r.7
          ),
        ),
    ),
  );
}

/** G.k.3 */
function approval({ approvalNumber, manufacturer }: AdverseDrug): Xml | undefined {
  if (!approvalNumber && !manufacturer) return undefined;
  const organisation =
    manufacturer && el('playingOrganization', { classCode: 'ORG', determinerCode: 'INSTANCE' }, el('name', {}, manufacturer));
  return el(
    'asManufacturedProduct',
    { classCode: 'MANU' },
    related(
      'subjectOf',
      'SBJ',
      el(
        'approval',
        { classCode: 'CNTRCT', moodCode: 'EVN' },
        approvalNumber && el('id', { extension: approvalNumber, root: `${IDS}.4` }),
        organisation && related('holder', 'HLD', el('role', { classCode: 'HLD' }, organisation)),
      ),
    ),
  );
}

/** G.k.1 of every medicine; G.k.9.i.2.r of every one that somebody has assessed. */
export function assessments({ id, content: { drugs } }: AdverseReport): readonly Xml[] {
  return drugs.flatMap((drug, i) => {
    const product = related(
      'subject2',
      'SUBJ',
      el('productUseReference', { classCode: 'SBADM', moodCode: 'EVN' }, el('id', { root: partId(id, 'drug', i) })),
    );
    const effect = related(
      'subject1',
      'SUBJ',
      el('adverseEffectReference', { classCode: 'OBS', moodCode: 'EVN' }, el('id', { root: partId(id, 'reaction', 0) })),
    );
    const assessment = (code: string, ...inner: readonly Xml[]): Xml =>
      related('component', 'COMP', el('causalityAssessment', { classCode: 'OBS', moodCode: 'EVN' }, codeOf(code, `${ICH}.19`), ...inner));
    const said = (text: string): Xml => el('originalText', {}, text);
    const by = related('author', 'AUT', el('assignedEntity', { classCode: 'ASSIGNED' }, el('code', {}, said('REPORTER'))));
    const assessed = (method: string, result: string): Xml =>
      assessment('39', el('value', { 'xsi:type': 'ST' }, result), el('methodCode', {}, said(method)), by, effect, product);
    const naranjo = drug.naranjo && naranjoScore(drug.naranjo);
    return [
      assessment('20', ce(DRUG_ROLE[drug.role], `${ICH}.13`), product),
      ...(drug.causality ? [assessed('WHO-UMC', drug.causality)] : []),
      ...(naranjo ? [assessed('Naranjo', `${naranjo.score}, ${naranjo.grade}`)] : []),
    ];
  });
}
