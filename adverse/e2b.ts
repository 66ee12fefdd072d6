import type { AdverseContent } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import type { Instant } from '../domain/clock.ts';
import { deadlineOf } from './deadline.ts';
import { QUALIFICATION } from './e2b-codes.ts';
import { assessments } from './e2b-drug.ts';
import { COUNTRY, ce, codeOf, freeText, ICH, IDS, related, stamp } from './e2b-parts.ts';
import { subjectXml } from './e2b-patient.ts';
import { el, type Xml, xmlText } from './xml.ts';

/*
 * A report in the shape of ICH E2B(R3): an HL7 v3 batch (MCCI_IN200100UV01) of one ICSR (PORR_IN049016UV). Element numbers stand beside
 * the elements (ICH E2B(R3) implementation guide; structure after its reference instance as published with annotations: secondary).
 * E2B-shaped, and no validated submission: MedDRA codes, EDQM routes, units of UCUM and the receiver's own rules are not in it, nor was
 * it held against the schema. Whoever reports it officially enters it there, or has it validated first.
 */

export interface E2bSetting {
  /** Who sends: the clinic. */
  readonly clinic: string;
  /** Two letters; of the reporter where nobody said another. */
  readonly country: string;
  readonly now: Instant;
}

/** One report as XML. The same report at the same moment is the same text. */
export function e2bXml(report: AdverseReport, { clinic, country, now }: E2bSetting): string {
  const sender = senderOf(clinic);
  const where = report.content.reporter.country ?? country;
  const caseId = `${where}-${sender}-${report.id}`;
  const batch = el(
    'MCCI_IN200100UV01',
    { ITSVersion: 'XML_1.0', xmlns: 'urn:hl7-org:v3', 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
    el('id', { extension: `${caseId}-${report.version}`, root: `${IDS}.22` }), // N.1.2
    el('creationTime', { value: stamp(now) }), // N.1.5
    el('responseModeCode', { code: 'D' }),
    interaction('MCCI_IN200100UV01'),
    el('name', { code: '1', codeSystem: `${ICH}.1` }), // N.1.1
    el(
      'PORR_IN049016UV',
      {},
      el('id', { extension: caseId, root: `${IDS}.1` }), // N.2.r.1
      el('creationTime', { value: stamp(now) }), // N.2.r.4
      interaction('PORR_IN049016UV'),
      el('processingCode', { code: 'T' }), // for testing: no receiver may take it for a submission
      el('processingModeCode', { code: 'T' }),
      el('acceptAckCode', { code: 'AL' }),
      party('receiver', 'RCV', 'UNVALIDATED', `${IDS}.12`),
      party('sender', 'SND', sender, `${IDS}.11`),
      el(
        'controlActProcess',
        { classCode: 'CACT', moodCode: 'EVN' },
        codeOf('PORR_TE049016UV', '2.16.840.1.113883.1.18'),
        el('effectiveTime', { value: stamp(now) }), // C.1.2
        related('subject', 'SUBJ', investigation(report, caseId, clinic, where)),
      ),
    ),
    party('receiver', 'RCV', 'UNVALIDATED', `${IDS}.14`), // N.1.4
    party('sender', 'SND', sender, `${IDS}.13`), // N.1.3
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!-- E2B(R3)-shaped, not validated, not a submission -->\n${xmlText(batch)}\n`;
}

function investigation(report: AdverseReport, caseId: string, clinic: string, country: string): Xml {
  const { content, aware, begun } = report;
  const { narrative, comment, language } = content;
  const summary = [narrative, comment].filter(Boolean).join('\n');
  const known = stamp(aware ?? begun).slice(0, 8);
  const isSoon = deadlineOf(content, aware ?? begun)!.kind !== 'other';
  return el(
    'investigationEvent',
    { classCode: 'INVSTG', moodCode: 'EVN' },
    el('id', { extension: caseId, root: `${IDS}.1` }), // C.1.1
    el('id', { extension: caseId, root: `${IDS}.2` }), // C.1.8.1
    codeOf('PAT_ADV_EVNT', '2.16.840.1.113883.5.4'),
    el('text', {}, narrativeOf(content)), // H.1
    el('statusCode', { code: 'active' }),
    el('effectiveTime', {}, el('low', { value: known })), // C.1.4
    el('availabilityTime', { value: known }), // C.1.5
    related(
      'component',
      'COMP',
      el('adverseEventAssessment', { classCode: 'INVSTG', moodCode: 'EVN' }, subjectXml(report, country), ...assessments(report)),
    ),
    event('23', el('value', { 'xsi:type': 'BL', value: String(isSoon) })), // C.1.7
    summary === ''
      ? undefined
      : event('36', freeText(summary, { language: language === 'en' ? 'EN' : 'ZH' }), assignedAuthor(codeOf('2', `${ICH}.21`))), // H.5.r
    source('1', undefined, el('assignedEntity', { classCode: 'ASSIGNED' }, codeOf('2', `${ICH}.3`))), // C.1.8.2
    source('2', '1', reporterXml(content, clinic, country)),
    related(
      'subjectOf2',
      'SUBJ',
      el('investigationCharacteristic', { classCode: 'OBS', moodCode: 'EVN' }, codeOf('1', `${ICH}.23`), ce('1', `${ICH}.2`)), // C.1.3: spontaneous
    ),
  );
}

/** C.2.r */
function reporterXml({ reporter }: AdverseContent, clinic: string, country: string): Xml {
  const { name, phone, email, profession, organisation } = reporter;
  return el(
    'assignedEntity',
    { classCode: 'ASSIGNED' },
    phone && el('telecom', { value: `tel:${phone.replaceAll(/\s/g, '')}` }),
    email && el('telecom', { value: `mailto:${email}` }),
    el(
      'assignedPerson',
      { classCode: 'PSN', determinerCode: 'INSTANCE' },
      el('name', {}, el('family', name ? {} : { nullFlavor: 'MSK' }, name)), // C.2.r.1.4
      el('asQualifiedEntity', { classCode: 'QUAL' }, codeOf(profession && QUALIFICATION[profession], `${ICH}.6`)), // C.2.r.4
      el(
        'asLocatedEntity',
        { classCode: 'LOCE' },
        el('location', { classCode: 'COUNTRY', determinerCode: 'INSTANCE' }, codeOf(country, COUNTRY)), // C.2.r.3
      ),
    ),
    el('representedOrganization', { classCode: 'ORG', determinerCode: 'INSTANCE' }, el('name', {}, organisation ?? clinic)), // C.2.r.2.1
  );
}

const senderOf = (clinic: string): string =>
  clinic
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 40) || 'HEARTH';
const interaction = (extension: string): Xml => el('interactionId', { extension, root: '2.16.840.1.113883.1.6' });
const party = (tag: string, typeCode: string, extension: string, root: string): Xml =>
  related(tag, typeCode, el('device', { classCode: 'DEV', determinerCode: 'INSTANCE' }, el('id', { extension, root })));
const event = (code: string, ...inner: readonly Xml[]): Xml =>
  related('component', 'COMP', el('observationEvent', { classCode: 'OBS', moodCode: 'EVN' }, codeOf(code, `${ICH}.19`), ...inner));
const assignedAuthor = (inner: Xml): Xml => related('author', 'AUT', el('assignedEntity', { classCode: 'ASSIGNED' }, inner));
const source = (code: string, priority: string | undefined, entity: Xml): Xml =>
  related(
    'outboundRelationship',
    'SPRT',
    priority && el('priorityNumber', { value: priority }), // C.2.r.5
    el(
      'relatedInvestigation',
      { classCode: 'INVSTG', moodCode: 'EVN' },
      codeOf(code, `${ICH}.22`),
      related('subjectOf2', 'SUBJ', el('controlActEvent', { classCode: 'CACT', moodCode: 'EVN' }, related('author', 'AUT', entity))),
    ),
  );

/** H.1: every word that somebody wrote of the course. */
const narrativeOf = ({ reactions, narrative }: AdverseContent): string =>
  [...reactions.map(({ term, description }) => (description ? `${term}: ${description}` : term)), narrative].filter(Boolean).join('\n');
