import type { Language } from '../../domain/source.ts';
import type { Report, Section } from '../report.ts';
import { activityPart } from './activity.ts';
import { attentionPart } from './attention.ts';
import type { Page, Part } from './blocks.ts';
import { medicinesPart, responsePart, scoresPart, sourcesPart } from './care.ts';
import { changesPart } from './changes.ts';
import { glucosePart } from './glucose.ts';
import { measuresPart } from './measures.ts';
import { medicineMarks } from './medicine-marks.ts';
import { pressurePart } from './pressure.ts';
import { agpPart, alertsPart, dataPart, mealsPart, saidPart } from './sections.ts';
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
  const { say, moment } = speech;
  const { patient } = report;
  return {
    language,
    title: say('title'),
    name: identity?.name ?? patient.id,
    beside: patient.birthYear === undefined ? '' : say('born', { year: patient.birthYear }),
    facts: [...patient.conditions, ...patient.medicines].map(speech.named).join(' · '),
    clinic,
    period: periodText(report, speech),
    foot: `${say('made', { at: moment(report.generatedAt), zone: speech.zone })} ${say('foot')}`,
    parts: [...report.sections.map((section) => partOf(section, report, speech)), ...sourcesPart(report, speech)],
  };
}

/** A report of one day names it once. */
function periodText({ from, to }: Report, { say, day }: Speech): string {
  const [first, last] = [day(from), day(to - 1)];
  return first === last ? first : say('period', { from: first, to: last });
}

function partOf(section: Section, report: Report, speech: Speech): Part {
  const marks = medicineMarks(report, speech);
  switch (section.section) {
    case 'attention':
      return attentionPart(section, report, speech);
    case 'changes':
      return changesPart(section, speech);
    case 'medicines':
      return medicinesPart(section, speech);
    case 'scores':
      return scoresPart(section, speech);
    case 'response':
      return responsePart(section, speech);
    case 'glucose':
      return glucosePart(section, report, marks, speech);
    case 'agp':
      return agpPart(section, report, marks, speech);
    case 'meals':
      return mealsPart(section, speech);
    case 'pressure':
      return pressurePart(section, report, marks, speech);
    case 'measures':
      return measuresPart(section, report, marks, speech);
    case 'activity':
      return activityPart(section, report, speech);
    case 'alerts':
      return alertsPart(section, speech);
    case 'said':
      return saidPart(section, speech);
    case 'data':
      return dataPart(section, speech.day(report.to - 1), speech);
  }
}
