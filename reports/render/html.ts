import { recordName } from '../../domain/record-names.ts';
import type { Language } from '../../domain/source.ts';
import type { Report, Section } from '../report.ts';
import { agpHtml, alertsHtml, attentionHtml, dataHtml, glucoseHtml, mealsHtml, pressureHtml, saidHtml } from './sections.ts';
import { createSpeech, escaped, type Speech } from './speech.ts';
import { style } from './style.ts';

export interface Reader {
  readonly language: Language;
  readonly clinic: string;
  /** Who the patient is, where the reader may know it; the pseudonym otherwise. */
  readonly identity?: { readonly name: string };
}

/** The report as one page that needs nothing else: style and charts within, no script, ready to print on A4. */
export function renderHtml(report: Report, { language, clinic, identity }: Reader): string {
  const speech = createSpeech(report, language);
  const { say, day, moment } = speech;
  const { patient } = report;
  const name = escaped(identity?.name ?? patient.id);
  const facts = [
    patient.birthYear && say('born', { year: patient.birthYear }),
    ...[...patient.conditions, ...patient.medicines].map((code) => escaped(recordName(code, language))),
  ].filter(Boolean);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · ${say('title')}</title>
<style>${style}</style>
</head>
<body>
<header><div><h1>${name}</h1><p>${facts.join(' · ')}</p></div><div><b>${escaped(clinic)}</b><p>${say('title')}<br>${say('period', { from: day(report.from), to: day(report.to) })}</p></div></header>
${report.sections.map((section) => sectionHtml(section, report, speech)).join('\n')}
<footer>${say('made', { at: moment(report.generatedAt), zone: report.zone })} ${say('foot')}</footer>
</body>
</html>
`;
}

function sectionHtml(section: Section, report: Report, speech: Speech): string {
  switch (section.section) {
    case 'attention':
      return attentionHtml(section, speech);
    case 'glucose':
      return glucoseHtml(section, report, speech);
    case 'agp':
      return agpHtml(section, report, speech);
    case 'meals':
      return mealsHtml(section, speech);
    case 'pressure':
      return pressureHtml(section, report, speech);
    case 'alerts':
      return alertsHtml(section, speech);
    case 'said':
      return saidHtml(section, speech);
    case 'data':
      return dataHtml(section, speech);
  }
}
