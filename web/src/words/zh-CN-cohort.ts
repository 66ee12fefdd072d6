import type { Words } from './en.ts';

/** 诊所报告的中文文字。 */
export const cohortZh: Pick<Words, 'cohort'> = {
  cohort: {
    title: '诊所报告',
    month: '月份',
    making: (done, of) => `正在统计：${done} / ${of} 名患者`,
    patients: (n) => `${n} 名患者`,
    before: (value) => `上期：${value}`,
    of: (part, all) => `${part} / ${all}`,
    interval: (low, high) => `95% 区间：${low} 至 ${high}`,
    none: '无数据',
    few: '人数少，增减一人即有明显变化。',
    chance: '差异可能出于偶然。',
    behind: (n) => `相关患者（${n}）`,
    nobody: '没有需要关注的患者。',
    first: (n) => `按编号排列的前 ${n} 名。`,
    alerts: '提醒与处理',
    perWeek: (n) => `每 100 名患者每周 ${n} 次提醒`,
    raised: '提醒数',
    answered: '已处理',
    median: '处理等待中位数',
    slowest: '最慢的十分之一超过',
    severity: '级别',
    minutes: (n) => `${n} 分钟`,
    most: '提醒最多的患者',
    fingerSticks: (n) => `${n} 名患者仅用指尖血测血糖：尚无共识规定其达标比例，未计入以上数字。`,
    means: '各项数字的含义与来源见打印版报告。',
    page: '打印版',
  },
};
