import { DAY, type Instant, MINUTE } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import type { TemplateName } from './templates.ts';

const spoken = (name: string, en: string, chinese: string) => ({ [`${name}.en`]: en, [`${name}.zh-CN`]: chinese });
const CLOSED = 'Walk for ten minutes after dinner. This does not replace your doctor. 晚饭后散步十分钟。本内容不能替代医生的诊断和治疗。';

/** What whoever sends each template gives, with invented values: for pages that show a message, and for the test that each template is whole. */
export function sampleValues(at: Instant): Readonly<Record<TemplateName, Message['values']>> {
  const alert = {
    rule: 'glucose.low',
    severity: 'medium',
    value: 3.4,
    unit: 'mmol/L',
    limit: 3.9,
    field: 'glucose',
    at,
    raised: at + MINUTE,
  };
  const asked = {
    ...spoken('question', 'How do you feel now?', '您现在感觉怎么样？'),
    ...spoken('options', '1. Better\n2. The same\n3. Worse', '1. 好些了\n2. 差不多\n3. 更差了'),
    followUp: 'f1',
  };
  const who = spoken('who', 'A doctor', '医生');
  const form = spoken('question', 'Your week with blood pressure', '本周血压情况');
  const task = spoken('text', 'Please phone about the missing readings.', '请电话了解为何没有读数。');
  return {
    'alert.patient': alert,
    'alert.pathway': { ...alert, ...spoken('text', 'Take 15 g of fast sugar now.', '请马上吃 15 克起效快的糖。') },
    'alert.question': { ...alert, ...asked, ...spoken('text', 'Sit down and rest.', '请坐下安静休息。') },
    'alert.team': alert,
    'alert.late': alert,
    'reading.corrected': { ...alert, ...spoken('right', '7.5 mmol/L', '7.5 mmol/L') },
    'reading.corrected.team': { ...alert, ...spoken('right', '7.5 mmol/L', '7.5 mmol/L') },
    'reading.withdrawn': alert,
    'reading.withdrawn.team': alert,
    'alert.again': { ...alert, ...spoken('text', 'Nobody has acknowledged it for 30 minutes.', '已有 30 分钟无人确认。') },
    'alert.unstable': { ...alert, ...spoken('text', 'It has opened 6 times in 40 minutes.', '40 分钟内已触发 6 次。') },
    'alert.caregiver': { ...alert, ...spoken('text', 'Nobody has acknowledged it for 30 minutes.', '已有 30 分钟无人确认。') },
    'pathway.message': spoken('text', 'Please measure again in 15 minutes.', '请在 15 分钟后再测一次。'),
    'follow-up.question': asked,
    'follow-up.reminder': asked,
    // Ends with that sentence by itself: advice/closing.ts.
    advice: { text: CLOSED, advice: 'a1' },
    answer: { text: CLOSED },
    'words.person': { text: CLOSED, ...who },
    'answer.person': { text: CLOSED, ...who },
    task,
    'report.ready': { from: at - 14 * DAY, to: at },
    'report.corrected': { from: at - 14 * DAY, to: at, report: 'r1' },
    'reports.ready': { from: at - 14 * DAY, to: at, count: 312 },
    'report.clinic': { from: at - 14 * DAY, to: at, count: 312 },
    'questionnaire.invitation': form,
    'questionnaire.reminder': form,
    'visit.proposal': {
      ...asked,
      ...spoken('options', '1. Yes\n2. Another time\n3. No', '1. 可以\n2. 换个时间\n3. 不去'),
      visit: at + DAY,
    },
    digest: { count: 2, text: '1. A report is ready.\n\n2. One question for you.' },
    drill: { channel: 'smtp' },
    'house.not-watching': { ...spoken('text', 'No reading was judged for 10 minutes.', '已有 10 分钟没有判定任何读数。'), since: at },
    'adverse.report': { ...spoken('text', 'A serious reaction is reported.', '有一例严重不良反应。'), report: 'r1' },
    'rule.fault': { matter: 'glucose.low' },
    'together.team': {
      count: 2,
      parts: JSON.stringify([
        { template: 'alert.team', values: alert },
        { template: 'task', values: task },
      ]),
    },
    'together.patient': { count: 1, parts: JSON.stringify([{ template: 'alert.patient', values: alert }]) },
    'delivery.failed': { recipient: 'patient', channel: 'smtp' },
  };
}
