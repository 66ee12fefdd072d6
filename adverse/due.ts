import { seriousnessOf } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import { SERIOUSNESS_WORDS } from '../domain/adverse-words.ts';
import { type StaffSee, whoMayLook } from '../domain/care-team.ts';
import { DAY, type Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { messageKey } from '../domain/identity.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Localized } from '../domain/source.ts';
import type { Records } from '../domain/store.ts';
import { deadlineOf } from './deadline.ts';

const PREFIX = 'adverse:';
/** So long before the deadline somebody is reminded. Working default of this project (unverified). */
const AHEAD_MS = 2 * DAY;
export const TEMPLATE = 'adverse.report';

/** Its next reminder: ahead of the deadline, then at it; none once it is exported or dismissed, or was reminded of at the deadline. */
export function remind(report: AdverseReport, now: Instant): Decision {
  const { id, patient, state, content, aware } = report;
  const deadline = state === 'exported' || state === 'dismissed' ? undefined : deadlineOf(content, aware);
  const at = deadline && [deadline.due - AHEAD_MS, deadline.due].find((moment) => moment > now);
  const what = `${PREFIX}${id}`;
  return at === undefined ? { do: 'unwake', what, patient } : { do: 'wake', at, what, patient };
}

/** A timer of this room is due: who may report hears of it. Undefined for a timer of another room. Inside of the transaction that took it. */
export async function wakeAdverse(
  patient: PatientId,
  what: string,
  records: Pick<Records, 'adverse' | 'users' | 'careTeams'>,
  now: Instant,
  staffSee: StaffSee,
): Promise<readonly Decision[] | undefined> {
  if (!what.startsWith(PREFIX)) return undefined;
  const report = await records.adverse.get(what.slice(PREFIX.length));
  if (report?.patient !== patient || report.state === 'exported' || report.state === 'dismissed') return [];
  const deadline = deadlineOf(report.content, report.aware);
  if (!deadline) return [];
  const over = deadline.due <= now;
  const text: Localized = over
    ? {
        en: `A report of an adverse reaction is overdue. ${deadline.says.en}`,
        'zh-CN': `一份不良反应报告已逾期。${deadline.says['zh-CN']}`,
      }
    : {
        en: `A report of an adverse reaction is due within two days. ${deadline.says.en}`,
        'zh-CN': `一份不良反应报告须在两日内上报。${deadline.says['zh-CN']}`,
      };
  const roles = await whoCompletes(records, patient, staffSee);
  return [...tellTeam(report, roles, over ? `overdue ${deadline.due}` : `due ${deadline.due}`, text, false, now), remind(report, now)];
}

/** People hear at once of a serious one: by criteria only, since a message may be read by others. */
export function alarm(
  report: AdverseReport,
  roles: readonly Completer[],
  now: Instant,
): { readonly decisions: readonly Decision[]; readonly report: AdverseReport } {
  const serious = seriousnessOf(report.content) ?? [];
  const isNews = serious.some((one) => !report.alarmed?.of.includes(one));
  if (!isNews || report.state === 'dismissed') return { decisions: [], report };
  const named = (language: 'en' | 'zh-CN', glue: string) => serious.map((one) => SERIOUSNESS_WORDS[one][language]).join(glue);
  const { says } = deadlineOf(report.content, report.aware ?? now)!;
  const text: Localized = {
    en: `A serious adverse reaction to a medicine is reported: ${named('en', ', ')}. ${says.en}`,
    'zh-CN': `有一例严重药品不良反应报告：${named('zh-CN', '、')}。${says['zh-CN']}`,
  };
  return {
    decisions: tellTeam(report, roles, `serious ${serious.join(' ')}`, text, true, now),
    report: { ...report, alarmed: { at: now, of: serious } },
  };
}

/** Who hears of a report: those who complete it. Not every clinic has a pharmacist, and not every patient one who may look at them. */
export const whoCompletes = async (
  records: Pick<Records, 'users' | 'careTeams'>,
  patient: PatientId,
  staffSee: StaffSee,
): Promise<readonly Completer[]> => [
  'coordinator',
  'doctor',
  ...((await whoMayLook(records, 'pharmacist', patient, staffSee)).length > 0 ? (['pharmacist'] as const) : []),
];
type Completer = 'coordinator' | 'doctor' | 'pharmacist';

const tellTeam = (
  { id, patient }: AdverseReport,
  roles: readonly Completer[],
  cause: string,
  text: Localized,
  urgent: boolean,
  now: Instant,
): readonly Decision[] =>
  roles.map((role) => ({
    do: 'send',
    message: {
      key: messageKey(`${id} ${cause}`, TEMPLATE, role, 'team'),
      to: { person: 'team', role },
      about: patient,
      template: TEMPLATE,
      values: { 'text.en': text.en, 'text.zh-CN': text['zh-CN'], report: id },
      urgent,
      due: now,
    },
  }));
