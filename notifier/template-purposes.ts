import type { Role } from '../domain/message.ts';
import type { Localized } from '../domain/source.ts';
import type { TemplateName } from './templates.ts';

export interface Purpose {
  readonly to: readonly Role[];
  /**
   * `always`: at once on every way, by night too. `may-be`: the same when what it is about is urgent; otherwise it waits for the end of the
   * quiet hours. `never`: it always waits.
   */
  readonly urgent: 'always' | 'may-be' | 'never';
  readonly what: Localized;
}

const TEAM = ['coordinator', 'doctor'] as const;

/** What each template is for, to whom it goes and whether it can be urgent. Words for a page; what decides is whoever sends the message. */
export const PURPOSES: Readonly<Record<TemplateName, Purpose>> = {
  'alert.patient': {
    to: ['patient'],
    urgent: 'may-be',
    what: { en: 'A measurement opened an alert: what was measured, and what to do.', 'zh-CN': '测量结果触发提醒：结果是什么、该怎么做。' },
  },
  'alert.pathway': {
    to: ['patient'],
    urgent: 'may-be',
    what: {
      en: 'A measurement opened an alert that begins a pathway: what was measured and what to do, in one message.',
      'zh-CN': '测量结果触发提醒并开始随访路径：结果和该做什么，合为一条消息。',
    },
  },
  'alert.question': {
    to: ['patient'],
    urgent: 'may-be',
    what: {
      en: 'The same with the first question of the pathway: still one message.',
      'zh-CN': '同上，并附路径的第一个问题：仍是一条消息。',
    },
  },
  'alert.team': {
    to: TEAM,
    urgent: 'may-be',
    what: { en: 'The same alert, for those who treat the patient.', 'zh-CN': '同一条提醒，发给负责该患者的医护人员。' },
  },
  'alert.again': {
    to: TEAM,
    urgent: 'may-be',
    what: { en: 'An alert is still open: nobody acknowledged it, or a snooze ended.', 'zh-CN': '提醒仍未处理：无人确认，或暂缓已结束。' },
  },
  'alert.unstable': {
    to: TEAM,
    urgent: 'may-be',
    what: { en: 'An alert opens again and again within a short time.', 'zh-CN': '同一提醒在短时间内反复触发。' },
  },
  'alert.caregiver': {
    to: ['caregiver'],
    urgent: 'may-be',
    what: {
      en: 'Nobody of the team answered: the caregiver at home is asked to look.',
      'zh-CN': '医护人员均未响应：请家中的照护人前去查看。',
    },
  },
  'alert.late': {
    to: ['coordinator'],
    urgent: 'never',
    what: { en: 'A reading came too late to act on: to be looked at.', 'zh-CN': '数据到达太晚，已来不及当时处理：请事后查看。' },
  },
  'reading.corrected': {
    to: ['patient', 'caregiver'],
    urgent: 'may-be',
    what: {
      en: 'A measurement that an alert was about was corrected, and the alert with it.',
      'zh-CN': '曾触发提醒的一次测量已更正，提醒随之撤销。',
    },
  },
  'reading.corrected.team': {
    to: TEAM,
    urgent: 'may-be',
    what: { en: 'The same, for those who were told of the alert.', 'zh-CN': '同上，发给曾收到该提醒的医护人员。' },
  },
  'reading.withdrawn': {
    to: ['patient', 'caregiver'],
    urgent: 'may-be',
    what: { en: 'A measurement that an alert was about no longer counts.', 'zh-CN': '曾触发提醒的一次测量已作废。' },
  },
  'reading.withdrawn.team': {
    to: TEAM,
    urgent: 'may-be',
    what: { en: 'The same, for those who were told of the alert.', 'zh-CN': '同上，发给曾收到该提醒的医护人员。' },
  },
  'pathway.message': {
    to: ['patient', 'caregiver'],
    urgent: 'may-be',
    what: { en: 'A step of a pathway: what to do now.', 'zh-CN': '随访路径中的一步：现在该做什么。' },
  },
  advice: {
    to: ['patient'],
    urgent: 'never',
    what: { en: 'Advice on food, exercise and measuring.', 'zh-CN': '饮食、运动与测量建议。' },
  },
  answer: {
    to: ['patient'],
    urgent: 'may-be',
    what: {
      en: 'Hearth’s answer to a question; it comes at once, by night too: whoever asks is awake.',
      'zh-CN': '系统对提问的回答；夜间也立即发送：提问的人醒着。',
    },
  },
  'answer.person': {
    to: ['patient'],
    urgent: 'may-be',
    what: { en: 'A person of the care team answers a question.', 'zh-CN': '医护人员对提问的回答。' },
  },
  'words.person': {
    to: ['patient', 'caregiver'],
    urgent: 'may-be',
    what: { en: 'Words that a person of the care team writes at an alert.', 'zh-CN': '医护人员在处理提醒时写给患者的话。' },
  },
  'follow-up.question': {
    to: ['patient'],
    urgent: 'may-be',
    what: { en: 'A question with a few answers to choose from.', 'zh-CN': '一个带选项的随访问题。' },
  },
  'follow-up.reminder': {
    to: ['patient'],
    urgent: 'may-be',
    what: { en: 'The same question again, when no answer came.', 'zh-CN': '未收到回答时，再问一次。' },
  },
  'questionnaire.invitation': {
    to: ['patient'],
    urgent: 'may-be',
    what: { en: 'A questionnaire is waiting.', 'zh-CN': '有一份问卷待填写。' },
  },
  'questionnaire.reminder': {
    to: ['patient'],
    urgent: 'may-be',
    what: { en: 'The questionnaire was not filled in yet.', 'zh-CN': '问卷尚未填写的提醒。' },
  },
  'visit.proposal': {
    to: ['patient'],
    urgent: 'may-be',
    what: { en: 'A visit is proposed: accept, another time, or no.', 'zh-CN': '门诊邀请：接受、改期或不去。' },
  },
  task: {
    to: ['coordinator', 'doctor', 'pharmacist', 'dietitian'],
    urgent: 'may-be',
    what: { en: 'Something that a person of the team has to do.', 'zh-CN': '需要医护人员办理的事项。' },
  },
  'report.ready': { to: ['doctor'], urgent: 'never', what: { en: 'A report is ready.', 'zh-CN': '报告已生成。' } },
  'report.corrected': {
    to: ['doctor'],
    urgent: 'never',
    what: { en: 'A report was issued anew and waits for a signature.', 'zh-CN': '报告已更正，等待签署。' },
  },
  'reports.ready': {
    to: ['doctor'],
    urgent: 'never',
    what: { en: 'A round of reports is ready to sign.', 'zh-CN': '一批报告等待签署。' },
  },
  'report.clinic': {
    to: ['doctor', 'coordinator'],
    urgent: 'never',
    what: { en: 'The clinic’s own report was issued; administrators hear of it, too.', 'zh-CN': '机构报告已出具，管理员同样收到。' },
  },
  digest: {
    to: ['patient', 'coordinator', 'doctor'],
    urgent: 'never',
    what: { en: 'What can wait, once a day, for whoever wants it so.', 'zh-CN': '不紧急的消息每日汇总一次，发给选择这种方式的人。' },
  },
  drill: {
    to: ['patient', 'caregiver', 'coordinator', 'doctor'],
    urgent: 'never',
    what: { en: 'A test whether messages arrive.', 'zh-CN': '测试消息能否送达。' },
  },
  'house.not-watching': {
    to: TEAM,
    urgent: 'always',
    what: { en: 'A part of Hearth itself stands still.', 'zh-CN': '系统自身有部分功能停止。' },
  },
  'adverse.report': {
    to: ['pharmacist', 'doctor', 'coordinator'],
    urgent: 'may-be',
    what: { en: 'A report of an adverse reaction begins, or is due.', 'zh-CN': '药品不良反应报告已开始填写，或即将到期。' },
  },
  'rule.fault': {
    to: ['coordinator'],
    urgent: 'always',
    what: { en: 'A rule failed for a patient: nobody watches by it.', 'zh-CN': '某条规则对某位患者运行失败，未在监护。' },
  },
  'together.team': {
    to: TEAM,
    urgent: 'never',
    what: { en: 'Several messages about one patient in one.', 'zh-CN': '关于同一患者的多条消息合并为一条。' },
  },
  'together.patient': {
    to: ['patient'],
    urgent: 'never',
    what: { en: 'Several messages for one patient in one.', 'zh-CN': '给同一患者的多条消息合并为一条。' },
  },
  'delivery.failed': {
    to: ['coordinator'],
    urgent: 'always',
    what: { en: 'An urgent message did not arrive.', 'zh-CN': '一条紧急消息未能送达。' },
  },
};
