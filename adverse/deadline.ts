import type { AdverseContent } from '../domain/adverse-content.ts';
import { seriousnessOf } from '../domain/adverse-content.ts';
import { DAY, type Instant } from '../domain/clock.ts';
import type { Localized, Source } from '../domain/source.ts';

/** How soon a report is due, and who says so. */
export interface Deadline {
  readonly kind: 'death' | 'serious-or-new' | 'other';
  readonly due: Instant;
  readonly says: Localized;
  readonly source: Source;
}

const SOURCE: Source = {
  organisation: '中华人民共和国卫生部',
  title: '药品不良反应报告和监测管理办法 (Measures on reporting and monitoring adverse drug reactions, order 81)',
  year: 2011,
  section: 'article 21, as the instructions of the national form quote it',
  evidence: 'secondary',
};

/** New or serious within 15 days, a death at once, others within 30 days (same source). Counted in whole days of 24 hours. */
const SERIOUS_OR_NEW_MS = 15 * DAY;
const OTHER_MS = 30 * DAY;

/** Undefined as long as the clinic does not know of it. What nobody has said counts as the graver: not asked is not harmless. */
export function deadlineOf(content: AdverseContent, aware: Instant | undefined): Deadline | undefined {
  if (aware === undefined) return undefined;
  const serious = seriousnessOf(content);
  if (serious?.includes('death'))
    return {
      kind: 'death',
      due: aware,
      says: { en: 'A death is reported at once.', 'zh-CN': '死亡病例须立即报告。' },
      source: SOURCE,
    };
  const soon = serious === undefined || serious.length > 0 || content.isNew !== false;
  return soon
    ? {
        kind: 'serious-or-new',
        due: aware + SERIOUS_OR_NEW_MS,
        says: {
          en: 'A new or serious reaction is reported within 15 days; what is not yet known to be neither counts as one.',
          'zh-CN': '新的、严重的不良反应须在 15 日内报告；尚未确认是否属于此类的，按此类计算。',
        },
        source: SOURCE,
      }
    : {
        kind: 'other',
        due: aware + OTHER_MS,
        says: { en: 'Other reactions are reported within 30 days.', 'zh-CN': '其他不良反应须在 30 日内报告。' },
        source: SOURCE,
      };
}
