import type { Alert } from './alert.ts';
import type { Language } from './source.ts';

/** What the number of an alert is, where it is that of a time and not of one reading; undefined where it is one reading's. */
export function windowNote(values: Alert['values'], language: Language): string | undefined {
  const zh = language === 'zh-CN';
  const { before, change, count, evening, hours, lowest, mornings, per, statistic, unit, usual, within } = values;
  const days = zh ? `${within} 天` : `${within} ${within === 1 ? 'day' : 'days'}`;
  if (statistic !== undefined) {
    const name = STATISTICS[String(statistic)]?.[language] ?? String(statistic);
    return zh ? `${days}内 ${count} 次读数的${name}` : `${name} of ${count} readings in ${days}`;
  }
  if (unit === '%' && hours !== undefined) return zh ? `最近 ${hours} 小时` : `of the last ${hours} hours`;
  if (typeof change !== 'number') return undefined;
  const far = `${Math.abs(change)} ${unit}`;
  if (usual !== undefined) {
    if (zh) return `比平时（${usual}）${change < 0 ? '低' : '高'} ${far}`;
    return `${far} ${change < 0 ? 'below' : 'above'} the usual ${usual}`;
  }
  if (before !== undefined) {
    if (zh) return `站立后较 ${per} 分钟前的 ${before} 下降 ${far}`;
    return `fell by ${far} on standing, from ${before} ${per} min before`;
  }
  if (evening !== undefined) {
    if (zh) return `${days}内 ${mornings} 个清晨读数的平均值，比晚间平均值（${evening}）高 ${far}`;
    return `mean of ${mornings} morning readings in ${days}, ${far} above the mean of the evenings, ${evening}`;
  }
  if (lowest !== undefined) return zh ? `比 ${days}内最低值（${lowest}）高 ${far}` : `${far} above the lowest of ${days}, ${lowest}`;
  const time = per === undefined ? days : zh ? `${per} 分钟` : `${per} min`;
  if (zh) return `${time}内${change < 0 ? '下降' : '上升'} ${far}`;
  return `${change < 0 ? 'fell' : 'rose'} by ${far} in ${time}`;
}

const STATISTICS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  mean: { 'zh-CN': '平均值', en: 'mean' },
  median: { 'zh-CN': '中位数', en: 'median' },
  min: { 'zh-CN': '最低值', en: 'lowest' },
  max: { 'zh-CN': '最高值', en: 'highest' },
};
