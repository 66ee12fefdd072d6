import type { AdverseContent } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import type { Instant } from '../domain/clock.ts';
import { deadlineOf } from './deadline.ts';
import { QUALIFICATION } from './e2b-codes.ts';
import { assessments } from './e2b-drug.ts';
import { assigned, COUNTRY, ce, codeOf, entity, freeText, happened, ICH, IDS, LANGUAGE, related, stamp } from './e2b-parts.ts';
import { subjectXml } from './e2b-patient.ts';
import { el, type Xml, xmlText } from './xml.ts';

/*
 * A report in the shape of ICH E2B(R3): an HL7 v3 batch (MCCI_IN200100UV01) of one ICSR (PORR_IN049016UV). Element numbers stand beside
 * the elements (ICH E2B(R3) implementation guide; structure after its reference instance as published with annotations: secondary), their order in
 * e2b-elements.ts, which tests hold it against.
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
      happened(
        'controlActProcess',
        'CACT',
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
  return happened(
    'investigationEvent',
    'INVSTG',
    el('id', { extension: caseId, root: `${IDS}.1` }), // C.1.1
    el('id', { extension: caseId, root: `${IDS}.2` }), // C.1.8.1
    codeOf('PAT_ADV_EVNT', '2.16.840.1.113883.5.4'),
    el('text', {}, narrativeOf(content)), // H.1
    el('statusCode', { code: 'active' }),
    el('effectiveTime', {}, el('low', { value: known })), // C.1.4
    el('availabilityTime', { value: known }), // C.1.5
    related('component', 'COMP', happened('adverseEventAssessment', 'INVSTG', subjectXml(report, country), ...assessments(report))),
    event('1', yesOrNo('false')), // C.1.6.1: no documents go with it
    event('23', yesOrNo(String(isSoon))), // C.1.7
    summary === ''
      ? undefined
      : event('36', freeText(summary, { language: LANGUAGE[language] }), related('author', 'AUT', assigned(codeOf('2', `${ICH}.21`)))), // H.5.r
    source('1', undefined, assigned(codeOf('2', `${ICH}.3`))), // C.1.8.2
    source('2', '1', reporterXml(content, clinic, country)),
    related('subjectOf1', 'SUBJ', authored(senderXml(clinic, country))),
    characteristic('1', ce('1', `${ICH}.2`)), // C.1.3: spontaneous
    characteristic('2', el('value', { 'xsi:type': 'BL', nullFlavor: 'NI' })), // C.1.9.1
  );
}

/** C.2.r */
function reporterXml({ reporter }: AdverseContent, clinic: string, country: string): Xml {
  const { name, phone, email, profession, organisation } = reporter;
  return assigned(
    phone && el('telecom', { value: `tel:${phone.replaceAll(/\s/g, '')}` }),
    email && el('telecom', { value: `mailto:${email}` }),
    entity(
      'assignedPerson',
      'PSN',
      el('name', {}, el('family', name ? {} : { nullFlavor: 'MSK' }, name)), // C.2.r.1.4
      el('asQualifiedEntity', { classCode: 'QUAL' }, codeOf(profession && QUALIFICATION[profession], `${ICH}.6`)), // C.2.r.4
      located(country), // C.2.r.3
    ),
    organisationXml(organisation ?? clinic), // C.2.r.2.1
  );
}

/** C.3: the clinic, as a health professional (C.3.1). */
const senderXml = (clinic: string, country: string): Xml =>
  assigned(
    codeOf('3', `${ICH}.7`), // C.3.1
    entity('assignedPerson', 'PSN', el('name'), located(country)), // C.3.4.5
    organisationXml(clinic), // C.3.2
  );

/** The name of an organisation stands one deeper: on the level above it would be that of a department. */
const organisationXml = (name: string): Xml =>
  entity('representedOrganization', 'ORG', assigned(entity('representedOrganization', 'ORG', el('name', {}, name))));
const located = (country: string): Xml =>
  el('asLocatedEntity', { classCode: 'LOCE' }, entity('location', 'COUNTRY', codeOf(country, COUNTRY)));

const senderOf = (clinic: string): string =>
  clinic
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 40) || 'HEARTH';
const interaction = (extension: string): Xml => el('interactionId', { extension, root: '2.16.840.1.113883.1.6' });
const party = (tag: string, typeCode: string, extension: string, root: string): Xml =>
  related(tag, typeCode, entity('device', 'DEV', el('id', { extension, root })));
const event = (code: string, ...inner: readonly Xml[]): Xml =>
  related('component', 'COMP', happened('observationEvent', 'OBS', codeOf(code, `${ICH}.19`), ...inner));
const characteristic = (code: string, value: Xml): Xml =>
  related('subjectOf2', 'SUBJ', happened('investigationCharacteristic', 'OBS', codeOf(code, `${ICH}.23`), value));
const yesOrNo = (value: string): Xml => el('value', { 'xsi:type': 'BL', value });
const authored = (by: Xml): Xml => happened('controlActEvent', 'CACT', related('author', 'AUT', by));
const source = (code: string, priority: string | undefined, by: Xml): Xml =>
  related(
    'outboundRelationship',
    'SPRT',
    priority && el('priorityNumber', { value: priority }), // C.2.r.5
    happened('relatedInvestigation', 'INVSTG', codeOf(code, `${ICH}.22`), related('subjectOf2', 'SUBJ', authored(by))),
  );

/** H.1: every word that somebody wrote of the course. */
const narrativeOf = ({ reactions, narrative }: AdverseContent): string =>
  [...reactions.map(({ term, description }) => (description ? `${term}: ${description}` : term)), narrative].filter(Boolean).join('\n');
