import type { Alert } from '../domain/alert.ts';
import { type Instant, MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Snooze } from '../domain/duty.ts';
import { messageKey } from '../domain/identity.ts';
import type { Role } from '../domain/message.ts';
import type { Localized } from '../domain/source.ts';

/** The templates of this room. */
export const AGAIN = 'alert.again';
export const UNSTABLE = 'alert.unstable';
export const CAREGIVER = 'alert.caregiver';

/**
 * One message about an alert to one role. `cause` makes it one of a kind: the same cause again is the same message.
 * What is high goes out at once, by day and by night; the rest, and what came too late to act on, waits for the morning.
 */
export function tell(
  alert: Pick<Alert, 'id' | 'patient' | 'rule' | 'severity' | 'late' | 'opened' | 'raised' | 'values'>,
  {
    cause,
    to,
    template,
    text,
    now,
  }: { readonly cause: string; readonly to: Role; readonly template: string; readonly text: Localized; readonly now: Instant },
): Decision {
  const { id, patient, rule, severity, late, opened, raised, values } = alert;
  return {
    do: 'send',
    message: {
      key: messageKey(`${id} ${cause}`, template, to, 'team'),
      to: { person: 'team', role: to },
      about: patient,
      alert: id,
      template,
      values: { ...values, rule: rule.id, severity, at: opened, raised, 'text.en': text.en, 'text.zh-CN': text['zh-CN'] },
      urgent: severity === 'high' && !late,
      due: now,
    },
  };
}

export const nobodyAnswered = (since: Instant, now: Instant): Localized => {
  const minutes = Math.round((now - since) / MINUTE);
  const hours = Math.round(minutes / 60);
  return minutes < 120
    ? { en: `Nobody has acknowledged it for ${minutes} minutes.`, 'zh-CN': `已有 ${minutes} 分钟无人确认。` }
    : { en: `Nobody has acknowledged it for ${hours} hours.`, 'zh-CN': `已有 ${hours} 小时无人确认。` };
};

export const ACKNOWLEDGEMENT_ENDED: Localized = {
  en: 'It was acknowledged, the time for that has passed, and it is still open.',
  'zh-CN': '该提醒曾被确认，确认时限已过，但仍未处理完毕。',
};

export const snoozeEnded = (because: NonNullable<Snooze['ended']>['because']): Localized =>
  because === 'stale'
    ? {
        en: 'It was snoozed, but no new readings come in: nobody knows how the patient is now. The snooze has ended.',
        'zh-CN': '该提醒曾被暂缓，但已没有新的读数，患者目前情况不明。暂缓已自动结束。',
      }
    : { en: 'It was snoozed, the snooze has ended, and it is still open.', 'zh-CN': '该提醒曾被暂缓，暂缓已结束，但仍未处理完毕。' };

export const unstable = (openings: number, since: Instant, now: Instant): Localized => {
  const minutes = Math.max(1, Math.round((now - since) / MINUTE));
  return {
    en: `It has opened ${openings} times in ${minutes} minutes: the values go back and forth about the limit, or the device is at fault. While this lasts you are not told of each opening; every one is kept with the patient.`,
    'zh-CN': `${minutes} 分钟内已触发 ${openings} 次：数值在阈值附近反复波动，或设备有故障。在此期间不再逐条通知，但每一条都会保留在患者记录中。`,
  };
};
