import type { Language } from '../../domain/source.ts';
import type { ShareId } from '../cohort/cohort.ts';

/** What the clinic's report says, in each language. */
const en = {
  title: 'Report of the clinic',
  name: 'All patients',
  patients: '{n} patients',
  period: '{from} to {to}',
  made: 'Made {at}. Days of {zone}.',
  shares: 'At goal, and how well it is known',
  alerts: 'Alerts and answers',
  what: 'What',
  now: 'Now',
  before: 'Before',
  interval: '95 %',
  count: 'n',
  none: 'no data',
  few: 'few patients: one more or less moves it',
  chance: 'the difference may be chance',
  severity: 'Priority',
  'severity.high': 'high',
  'severity.medium': 'medium',
  'severity.low': 'low',
  raised: 'Raised',
  answered: 'Answered',
  median: 'Median until somebody took it up',
  slowest: 'Slowest tenth over',
  perPatients: '{now} alerts of 100 patients in a week; before: {before}.',
  fingerSticks:
    '{n} patients measure glucose by finger-stick alone: no consensus gives their shares a goal, and they are not in the shares above.',
  definitions: 'What the numbers mean',
  sources: 'Sources',
  evidence: 'evidence: {level}',
  foot: 'Numbers of a clinic show where to look; they compare no two clinics whose patients differ. Shares of fewer than {few} patients carry a caution.',
};
export type CohortWords = typeof en;

const zhCN: CohortWords = {
  title: '诊所报告',
  name: '全部患者',
  patients: '{n} 名患者',
  period: '{from} 至 {to}',
  made: '{at} 生成。日期按{zone}。',
  shares: '达标情况与数据是否充分',
  alerts: '提醒与处理',
  what: '指标',
  now: '本期',
  before: '上期',
  interval: '95% 区间',
  count: '人数',
  none: '无数据',
  few: '人数少，增减一人即有明显变化',
  chance: '差异可能出于偶然',
  severity: '级别',
  'severity.high': '高',
  'severity.medium': '中',
  'severity.low': '低',
  raised: '提醒数',
  answered: '已处理',
  median: '处理等待时间（中位数）',
  slowest: '最慢的十分之一超过',
  perPatients: '每 100 名患者每周 {now} 次提醒；上期 {before} 次。',
  fingerSticks: '有 {n} 名患者仅用指尖血测血糖：尚无共识规定其达标比例，未计入上述比例。',
  definitions: '指标说明',
  sources: '来源',
  evidence: '证据等级：{level}',
  foot: '诊所的数字提示应关注之处，不用于比较患者构成不同的诊所。少于 {few} 人的比例均有提示。',
};

export const cohortWords: Readonly<Record<Language, CohortWords>> = { en, 'zh-CN': zhCN };

/** Each share: what it is called, and what is counted. */
export const shareWords: Readonly<Record<Language, Readonly<Record<ShareId, { readonly name: string; readonly means: string }>>>> = {
  en: {
    'in-range': {
      name: 'Time in range at goal',
      means: 'of patients with a sensor worn for 14 days with 70 % of its readings: the share in range reaches the goal of their group',
    },
    'not-low': {
      name: 'Time below range at goal',
      means: 'of the same patients: the shares below range stay under the goals of their group',
    },
    gmi: { name: 'GMI under 7 %', means: 'of the same patients, adults neither old nor pregnant: the glucose management indicator' },
    pressure: {
      name: 'Blood pressure at goal',
      means:
        'of patients with at least 12 readings by the home protocol: the mean of the last seven days lies under 135/85 mmHg, by the AHA’s guideline under 130/80',
    },
    'sensor-data': { name: 'Sensor data suffice', means: 'of patients with a sensor: it was worn for 14 days with 70 % of its readings' },
    'pressure-data': {
      name: 'Blood pressure data suffice',
      means: 'of patients who measure or should: at least 12 readings by the home protocol',
    },
    silent: {
      name: 'Silent',
      means:
        'of patients who had begun with their plan: something planned was not measured in the last 7 days of the period, or in twice its rhythm',
    },
    adherence: { name: 'Planned measurements made', means: 'of all that was planned' },
    'follow-ups': { name: 'Questions answered', means: 'of those that were asked and are closed' },
    unreached: { name: 'Messages given up', means: 'of patients about whom a message was sent: at least one reached nobody' },
  },
  'zh-CN': {
    'in-range': { name: '目标范围内时间达标', means: '传感器佩戴满 14 天且数据不少于 70% 的患者中，目标范围内时间达到其人群目标' },
    'not-low': { name: '低于目标范围时间达标', means: '同上患者中，低于目标范围的时间均低于其人群目标' },
    gmi: { name: 'GMI 低于 7%', means: '同上患者中的非老年、非妊娠成人，按葡萄糖管理指标' },
    pressure: { name: '血压达标', means: '按家庭血压方案至少有 12 个读数的患者中，最近 7 天平均值低于 135/85 mmHg（按美国指南为 130/80）' },
    'sensor-data': { name: '传感器数据充分', means: '使用传感器的患者中，佩戴满 14 天且数据不少于 70%' },
    'pressure-data': { name: '血压数据充分', means: '测量或应测量血压的患者中，按家庭血压方案至少有 12 个读数' },
    silent: { name: '失联', means: '已开始按计划测量的患者中，时段最后 7 天（或两倍计划间隔）内有计划项目未测量' },
    adherence: { name: '计划测量完成', means: '占全部计划次数' },
    'follow-ups': { name: '随访问题已回答', means: '占已提出且已结束的问题' },
    unreached: { name: '消息未能送达', means: '有消息发送的患者中，至少有一条未送达任何人' },
  },
};
