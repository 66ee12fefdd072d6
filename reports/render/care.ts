import { type AlertOutcome, OUTCOMES } from '../../domain/alert.ts';
import { durationText } from '../../domain/duration-words.ts';
import { organisationIn } from '../../domain/source.ts';
import type { GlucoseIndex, Report, SectionOf } from '../report.ts';
import type { Part } from './blocks.ts';
import { medicineText } from './changes.ts';
import type { Speech } from './speech.ts';
import { tile } from './tile.ts';

/* What people did: medicines, answers, and what became of alerts; and where the figures come from. */

export function medicinesPart({ medicines, changes }: SectionOf<'medicines'>, speech: Speech): Part {
  const { say, named } = speech;
  const now = medicines.length > 0 ? [{ text: medicines.map(named).join(' · ') }] : [];
  const items = [...now, ...changes.map((one) => ({ text: medicineText(one, speech) }))];
  return { name: 'medicines', title: say('medicines'), blocks: [{ is: 'list', items }] };
}

export function scoresPart({ scores }: SectionOf<'scores'>, { say, of, day }: Speech): Part {
  const rows = scores.map(({ title, value, answered, previous, findings }) => [
    of(title),
    String(value),
    day(answered),
    previous ? `${previous.value} (${day(previous.answered)})` : '–',
    findings.map(of).join(say('semicolon')),
  ]);
  const heads = [say('score'), say('value'), say('answeredOn'), say('earlierScore'), say('meaning')];
  return { name: 'scores', title: say('scores'), blocks: [{ is: 'table', heads, rows }] };
}

export function responsePart({ alerts, advice, questions }: SectionOf<'response'>, speech: Speech): Part {
  const { say, of } = speech;
  const ofAlerts = [
    tile(
      say('answeredAlerts'),
      `${alerts.answered} / ${alerts.alerts}`,
      [
        ...(alerts.recovered > 0 ? [say('recoveredAlerts', { n: alerts.recovered })] : []),
        ...(alerts.open > 0 ? [say('openAlerts', { n: alerts.open })] : []),
      ].join(' · '),
    ),
    tile(
      say('timeToAnswer'),
      alerts.medianMinutes === undefined ? '–' : durationText(alerts.medianMinutes, speech.language),
      alerts.slowestMinutes === undefined ? '' : say('slowest', { time: durationText(alerts.slowestMinutes, speech.language) }),
    ),
  ];
  const tiles = [
    ...(alerts.alerts > 0 ? ofAlerts : []),
    ...(questions.asked > 0
      ? [
          tile(
            say('answeredQuestions'),
            `${questions.answered} / ${questions.asked}`,
            questions.medianMinutes === undefined
              ? ''
              : say('medianAfter', { time: durationText(questions.medianMinutes, speech.language) }),
          ),
        ]
      : []),
  ];
  const outcomes = Object.entries(alerts.outcomes).map(([outcome, n]) => ({
    text: `${of(OUTCOMES[outcome as AlertOutcome].title)}${say('colon')}${n}`,
  }));
  const given = advice > 0 ? [{ text: say('adviceGiven', { n: advice }) }] : [];
  const items = [...outcomes, ...given];
  return {
    name: 'response',
    title: say('response'),
    blocks: [{ is: 'tiles', tiles }, ...(items.length > 0 ? [{ is: 'list' as const, items }] : [])],
  };
}

const EVIDENCE = ['primary', 'secondary', 'unverified'] as const;

/** Worked out for programs; the page does not show them. */
const UNSHOWN: readonly GlucoseIndex[] = ['conga24h', 'jIndex', 'estimatedA1c'];

/** The sources of what stands on the page: a figure that is withheld for want of data needs none. */
function shownSources({ sections }: Report): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('sufficient' in value && 'value' in value && value.value === null && 'why' in value) return;
    for (const [key, inside] of Object.entries(value)) {
      if (key === 'points' || UNSHOWN.includes(key as GlucoseIndex)) continue;
      if (key === 'source' && typeof inside === 'string') found.add(inside);
      else look(inside);
    }
  };
  look(sections);
  return found;
}

/** Where formulas, limits and protocols come from, by how well they are known. */
export function sourcesPart(report: Report, { say, language }: Speech): readonly Part[] {
  const shown = shownSources(report);
  const all = Object.entries(report.sources).flatMap(([id, source]) => (shown.has(id) ? [source] : []));
  const items = EVIDENCE.flatMap((evidence) => {
    const named = all
      .filter((one) => one.evidence === evidence)
      .map(({ organisation, title, year }) => `${organisationIn(organisation, language)}: ${title} (${year})`);
    return named.length === 0 ? [] : [{ strong: say(`evidence.${evidence}`), text: named.join(' · ') }];
  });
  return items.length === 0 ? [] : [{ name: 'sources', title: say('sources'), blocks: [{ is: 'list', items }] }];
}
