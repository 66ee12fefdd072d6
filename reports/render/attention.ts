import type { Severity } from '../../domain/alert.ts';
import { organisationIn } from '../../domain/source.ts';
import type { Finding } from '../finding.ts';
import { bandsOf, type Limit, limitText } from '../metrics/time-in-range.ts';
import type { Report, SectionOf } from '../report.ts';
import { sources } from '../sources.ts';
import type { Block, Item, Part } from './blocks.ts';
import type { Speech } from './speech.ts';
import { percent } from './tile.ts';

const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

/** The first thing on the first page: what needs the doctor, the gravest first, each with what it stands on. */
export function attentionPart(
  { dangers, alerts, moreAlerts = 0, findings, gaps }: SectionOf<'attention'>,
  report: Report,
  speech: Speech,
): Part {
  const { say, of, moment } = speech;
  const isOpen = ({ state }: (typeof alerts)[number]) => state !== 'resolved';
  const open = (of: Severity) => alerts.filter((alert) => alert.severity === of && isOpen(alert));
  const closed = (of: Severity) => alerts.filter((alert) => alert.severity === of && !isOpen(alert));
  const items: Item[] = [
    ...open('high').map((alert) => alertItem(alert, speech)),
    ...dangers.map(({ question, answer, answered, times = 1 }) => ({
      mark: 'high' as const,
      text: `${of(question)} →`,
      after: of(answer),
      note: times > 1 ? say('answeredTimes', { n: times, at: moment(answered) }) : say('answeredAt', { at: moment(answered) }),
    })),
    ...SEVERITIES.flatMap((severity) => [
      ...(severity === 'high' ? closed('high') : [...open(severity), ...closed(severity)]).map((alert) => alertItem(alert, speech)),
      ...findings.filter((finding) => finding.severity === severity).map((finding) => findingItem(finding, report, speech)),
    ]),
    ...(moreAlerts > 0 ? [{ text: say('moreKinds', { n: moreAlerts }) }] : []),
    ...gapItems(gaps, speech),
  ];
  const block: Block = items.length > 0 ? { is: 'list', items } : { is: 'text', text: say('nothing') };
  return { name: items.length > 0 ? 'attention' : 'calm', title: say('attention'), blocks: [block] };
}

/** So many stretches of one kind are told one by one; of more, how many and the longest. */
const MOST_GAPS = 3;

function gapItems(gaps: SectionOf<'attention'>['gaps'], { say, calendarDay }: Speech): readonly Item[] {
  return [...Map.groupBy(gaps, ({ kind }) => kind)].flatMap(([code, theirs]): readonly Item[] => {
    const kind = say(code as 'glucose').toLowerCase();
    const told = ({ from, to, days }: (typeof gaps)[number]) =>
      say(days === 1 ? 'gapDay' : 'gap', { kind, from: calendarDay(from), to: calendarDay(to), days });
    if (theirs.length <= MOST_GAPS) return theirs.map((gap) => ({ mark: 'low', text: told(gap) }));
    const days = theirs.reduce((sum, gap) => sum + gap.days, 0);
    const longest = theirs.reduce((most, gap) => (gap.days > most.days ? gap : most));
    return [{ mark: 'low', text: say('gaps', { kind, days, n: theirs.length }), note: say('longestGap', { gap: told(longest) }) }];
  });
}

function alertItem(alert: SectionOf<'attention'>['alerts'][number], speech: Speech): Item {
  const { say, of, moment, values } = speech;
  const when = alert.late ? say('lateNote', { opened: moment(alert.opened), raised: moment(alert.raised) }) : moment(alert.opened);
  const said = [
    alert.times > 1 ? say('times', { n: alert.times, at: when }) : when,
    ...(alert.evidence > 0 ? [standsOn(alert.evidence, speech)] : []),
    ...(alert.state === 'resolved' ? [say('resolved')] : []),
    ...(alert.source ? [`${organisationIn(alert.source.organisation, speech.language)}, ${alert.source.year}`] : []),
  ];
  return {
    mark: alert.severity,
    strong: of(alert.title),
    text: values(alert),
    ...(alert.state === 'resolved' ? {} : { flag: say('stillOpen') }),
    note: said.join(' · '),
  };
}

function findingItem(finding: Finding, { patient }: Report, speech: Speech): Item {
  const { say, unit } = speech;
  const bands = bandsOf[patient.group];
  const edges: Readonly<Record<string, Limit | undefined>> = {
    'glucose.very-low-share': bands.veryLow,
    'glucose.level-2-lows': bands.veryLow,
    'glucose.low-share': bands.low,
    'glucose.prolonged-lows': bands.low,
    'glucose.nocturnal-lows': bands.low,
    'glucose.high-share': bands.high,
    'glucose.very-high-share': bands.veryHigh,
  };
  const edge = edges[finding.finding];
  const pattern = finding.value < 0 ? 'riser' : finding.value < 10 ? 'non-dipper' : 'extreme-dipper';
  const title =
    finding.finding === 'pressure.night-pattern'
      ? say(`finding.${pattern}`)
      : say(`finding.${finding.finding}`, edge ? { edge: `${limitText(edge, unit)} ${unit}` } : {});
  const { organisation, year } = sources[finding.source];
  return {
    mark: finding.severity,
    strong: title,
    text: measuredText(finding, speech),
    note: `${standsOn(finding.n, speech)} · ${organisationIn(organisation, speech.language)}, ${year}`,
  };
}

function measuredText({ finding, value, value2, unit, limit, limit2 }: Finding, { say }: Speech): string {
  if (unit === 'count') return say('episodeCount', { n: value });
  if (finding === 'pressure.home-mean')
    return `${Math.round(value)}/${Math.round(value2!)} mmHg, ${say('goal', { goal: `< ${limit}/${limit2}` })}`;
  if (unit === 'mmHg') return `${Math.round(value)} mmHg`;
  if (finding === 'pressure.night-pattern') return percent(value);
  const sign = finding === 'glucose.target-share' ? '≥' : finding === 'glucose.unstable' ? '≤' : '<';
  return `${percent(value)}, ${say('goal', { goal: `${sign} ${limit} %` })}`;
}

const standsOn = (n: number, { say }: Speech): string => (n === 1 ? say('standsOnOne') : say('standsOn', { n: n.toLocaleString('en') }));
