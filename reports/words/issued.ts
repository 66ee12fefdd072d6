import type { Language } from '../../domain/source.ts';

/** What is said of a report as it was issued: beside its own words, in each language. */
const en = {
  since: 'After this report was issued',
  replaced: 'A corrected report has taken its place. This one is kept as it was issued.',
  withdrawn: '{n} of the readings that it is built on were taken back since.',
  corrected: '{n} of the readings that it is built on were corrected since.',
  late: '{n} readings of its period, or of the period before, came in since and are not in it.',
  changed: 'The numbers here are those of the moment of issue.',
  issue: 'Issue and signature',
  issued: 'Issued {at}, by {by}. Edition {edition}.',
  byItself: 'Hearth, on schedule',
  commandLine: 'whoever runs the server',
  replaces: 'It takes the place of report {replaces}: {reason}',
  signed: 'Read and signed by {by}, {at}',
  unsigned: 'Not signed yet.',
  hash: 'Report {id}. SHA-256 of its content: {sha256}',
  foot: 'Report {id}, edition {edition}.',
};
export type IssuedWords = typeof en;

const zhCN: IssuedWords = {
  since: '报告出具之后',
  replaced: '已有更正后的报告替代本报告。本报告按出具时的原样保存。',
  withdrawn: '本报告所依据的读数中，有 {n} 条后来已作废。',
  corrected: '本报告所依据的读数中，有 {n} 条后来已更正。',
  late: '本时段或上一时段有 {n} 条读数在出具之后才到达，未计入本报告。',
  changed: '此处的数字均为出具时的数字。',
  issue: '出具与签署',
  issued: '{at} 由{by}出具。第 {edition} 版。',
  byItself: ' Hearth 按计划',
  commandLine: '服务器管理员',
  replaces: '替代报告 {replaces}：{reason}',
  signed: '{by} 已阅并签署，{at}',
  unsigned: '尚未签署。',
  hash: '报告 {id}。内容的 SHA-256：{sha256}',
  foot: '报告 {id}，第 {edition} 版。',
};

export const issuedWords: Readonly<Record<Language, IssuedWords>> = { en, 'zh-CN': zhCN };
