import { durationText } from '../../domain/duration-words.ts';
import { EVIDENCE_WORDS } from '../../domain/evidence-words.ts';
import { Guideline } from '../../domain/patient.ts';
import { type Language, organisationIn, type Source } from '../../domain/source.ts';
import { type CohortReport, mayBeChance, percentOf, SHARES, type ShareId } from '../cohort/cohort.ts';
import type { Share } from '../cohort/share.ts';
import { FEW_PATIENTS, fewSource, gmiGoalSource, wilsonSource } from '../cohort/sources.ts';
import { homeReadingOf } from '../metrics/blood-pressure.ts';
import { sources } from '../sources.ts';
import { zoneName } from '../wall-time.ts';
import { type CohortWords, cohortWords, shareWords } from '../words/cohort.ts';
import type { Page, Part, Tile } from './blocks.ts';

/** What stands at the head as tiles; the table holds all. */
const FIRST: readonly ShareId[] = ['in-range', 'not-low', 'pressure', 'silent', 'adherence', 'follow-ups'];

/** The clinic's report, said in one language: numbers of all patients, names of none. */
export function cohortPage(report: CohortReport, { language, clinic }: { readonly language: Language; readonly clinic: string }): Page {
  const say = sayIn(language);
  const days = new Intl.DateTimeFormat(language, { timeZone: report.zone, year: 'numeric', month: 'short', day: 'numeric' });
  const made = new Intl.DateTimeFormat(language, { timeZone: report.zone, dateStyle: 'medium', timeStyle: 'short', hour12: false });
  const period = ({ from, to }: { readonly from: number; readonly to: number }) =>
    say('period', { from: days.format(from), to: days.format(to - 1) });
  return {
    language,
    title: say('title'),
    name: say('name'),
    facts: '',
    beside: `${say('patients', { n: report.patients })} · ${say('before')}: ${period(report.before)}`,
    clinic,
    period: period(report.now),
    foot: `${say('made', { at: made.format(report.generatedAt), zone: zoneName(report.zone, report.now.to, language) })} ${say('foot', { few: FEW_PATIENTS })}`,
    parts: [
      sharesPart(report, language, say),
      alertsPart(report, language, say),
      definitionsPart(language, say),
      sourcesPart(language, say),
    ],
  };
}

type Say = (key: keyof CohortWords, values?: Readonly<Record<string, string | number>>) => string;
const sayIn =
  (language: Language): Say =>
  (key, values = {}) =>
    cohortWords[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

const percentText = (share: Share, say: Say): string => {
  const percent = percentOf(share);
  return percent === undefined ? say('none') : `${percent.toFixed(0)} %`;
};

function sharesPart({ now, before }: CohortReport, language: Language, say: Say): Part {
  const tiles = FIRST.map((id): Tile => {
    const [share, then] = [now.shares[id], before.shares[id]];
    const cautions =
      share.of === 0 ? [] : [...(share.few ? [say('few')] : []), ...(share.interval && mayBeChance(share, then) ? [say('chance')] : [])];
    const note = [`${share.part}/${share.of}`, `${say('before')}: ${percentText(then, say)}`, ...cautions].join(' · ');
    return { name: shareWords[language][id].name, value: percentText(share, say), note };
  });
  const rows = SHARES.map((id) => {
    const [share, then] = [now.shares[id], before.shares[id]];
    const interval = share.interval ? `${share.interval[0].toFixed(0)}–${share.interval[1].toFixed(0)} %` : '–';
    return [shareWords[language][id].name, percentText(share, say), percentText(then, say), `${share.part}/${share.of}`, interval];
  });
  return {
    name: 'shares',
    title: say('shares'),
    blocks: [
      { is: 'tiles', tiles },
      { is: 'table', heads: [say('what'), say('now'), say('before'), say('count'), say('interval')], rows, numbers: [1, 2, 3, 4] },
      ...(now.fingerSticks > 0 ? [{ is: 'text' as const, text: say('fingerSticks', { n: now.fingerSticks }) }] : []),
    ],
  };
}

function alertsPart({ now, before }: CohortReport, language: Language, say: Say): Part {
  const minutes = (n: number | undefined) => (n === undefined ? '–' : durationText(n, language));
  const rows = (['high', 'medium', 'low'] as const).map((severity) => {
    const [load, then] = [now.alerts.bySeverity[severity], before.alerts.bySeverity[severity]];
    return [
      say(`severity.${severity}`),
      String(load.alerts),
      String(then.alerts),
      String(load.answered),
      minutes(load.medianMinutes),
      minutes(then.medianMinutes),
      minutes(load.slowestTenthMinutes),
    ];
  });
  const heads = [say('severity'), say('raised'), say('before'), say('answered'), say('median'), say('before'), say('slowest')];
  const text = say('perPatients', { now: now.alerts.perHundredPatientWeeks, before: before.alerts.perHundredPatientWeeks });
  return {
    name: 'load',
    title: say('alerts'),
    blocks: [
      { is: 'table', heads, rows, numbers: [1, 2, 3, 4, 5, 6] },
      { is: 'text', text },
    ],
  };
}

function definitionsPart(language: Language, say: Say): Part {
  const items = SHARES.map((id) => ({
    strong: `${shareWords[language][id].name}${language === 'zh-CN' ? '：' : ':'}`,
    text: shareWords[language][id].means,
  }));
  return { name: 'definitions', title: say('definitions'), blocks: [{ is: 'list', items }] };
}

function sourcesPart(language: Language, say: Say): Part {
  const all: readonly Source[] = [
    sources['cgm-consensus-2019'],
    sources['cgm-consensus-2019-older'],
    gmiGoalSource,
    sources['gmi-2018'],
    sources['esh-home-2010'],
    sources['aha-ama-home-2020'],
    ...Guideline.options.map((guideline) => sources[homeReadingOf(guideline).goal.source]),
    wilsonSource,
    fewSource,
    sources.hearth,
  ];
  const items = all.map(({ organisation, title, year, section, evidence }) => ({
    strong: `${organisationIn(organisation, language)} (${year})`,
    text: `${title}. ${section}. ${say('evidence', { level: EVIDENCE_WORDS[evidence][language] })}`,
  }));
  return { name: 'sources', title: say('sources'), blocks: [{ is: 'list', items }] };
}
