import { recordName } from '../../domain/record-names.ts';
import type { Language } from '../../domain/source.ts';
import type { Report, Section } from '../report.ts';
import type { Page, Part } from './blocks.ts';
import { measuresPart } from './measures.ts';
import { agpPart, alertsPart, attentionPart, dataPart, glucosePart, mealsPart, pressurePart, saidPart } from './sections.ts';
import { createSpeech, type Speech } from './speech.ts';

export interface Reader {
  readonly language: Language;
  readonly clinic: string;
  /** Who the patient is, where the reader may know it; the pseudonym otherwise. */
  readonly identity?: { readonly name: string };
}

/** The report, said to one reader: what HTML and paper both show. */
export function pageOf(report: Report, { language, clinic, identity }: Reader): Page {
  const speech = createSpeech(report, language);
  const { say, day, moment } = speech;
  const { patient } = report;
  const facts = [
    ...(patient.birthYear === undefined ? [] : [say('born', { year: patient.birthYear })]),
    ...[...patient.conditions, ...patient.medicines].map((code) => recordName(code, language)),
  ];
  return {
    language,
    title: say('title'),
    name: identity?.name ?? patient.id,
    facts: facts.join(' · '),
    clinic,
    period: say('period', { from: day(report.from), to: day(report.to - 1) }),
    foot: `${say('made', { at: moment(report.generatedAt), zone: report.zone })} ${say('foot')}`,
    parts: report.sections.map((section) => partOf(section, report, speech)),
  };
}

function partOf(section: Section, report: Report, speech: Speech): Part {
  switch (section.section) {
    case 'attention':
      return attentionPart(section, speech);
    case 'glucose':
      return glucosePart(section, report, speech);
    case 'agp':
      return agpPart(section, report, speech);
    case 'meals':
      return mealsPart(section, speech);
    case 'pressure':
      return pressurePart(section, report, speech);
    case 'measures':
      return measuresPart(section, report, speech);
    case 'alerts':
      return alertsPart(section, speech);
    case 'said':
      return saidPart(section, speech);
    case 'data':
      return dataPart(section, speech);
  }
}
