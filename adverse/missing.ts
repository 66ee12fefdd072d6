import type { AdverseContent } from '../domain/adverse-content.ts';
import type { Localized } from '../domain/source.ts';

/** What a report still lacks, in a sentence each. */
export interface Missing {
  readonly pointer: string;
  readonly says: Localized;
}

const lacks = (pointer: string, en: string, zhCN: string): Missing => ({ pointer, says: { en, 'zh-CN': zhCN } });
const when = (isMissing: boolean, ...what: Parameters<typeof lacks>): readonly Missing[] => (isMissing ? [lacks(...what)] : []);

/** Before a patient hands it in: which medicine, and what happened. */
export const missingAtFirst = ({ drugs, reactions }: AdverseContent): readonly Missing[] => [
  ...when(!drugs.some(({ role }) => role === 'suspect'), '/drugs', 'Say which medicine you think it was.', '请说明您认为是哪种药。'),
  ...when(reactions.length === 0, '/reactions', 'Say what happened.', '请说明发生了什么。'),
];

/**
 * Before it is completed: the four elements without which it is no report (an identifiable patient and reporter, a suspected medicine, a
 * reaction; NMPA notice 66/2018 as quoted in its form's instructions, secondary), and the items that the national form asks of every report.
 */
export function missingAtLast(content: AdverseContent): readonly Missing[] {
  const { patient, reporter, reactions, drugs, isNew, effectOnDisease } = content;
  const suspects = drugs.map((drug, i) => ({ drug, i })).filter(({ drug }) => drug.role === 'suspect');
  return [
    ...when(!patient.initials, '/patient/initials', 'The patient’s initials are missing.', '缺少患者姓名缩写。'),
    ...when(patient.ageYears === undefined, '/patient/ageYears', 'The patient’s age is missing.', '缺少患者年龄。'),
    ...when(!patient.sex, '/patient/sex', 'The patient’s sex is missing.', '缺少患者性别。'),
    ...when(!patient.disease, '/patient/disease', 'The disease that was treated is missing.', '缺少原患疾病。'),
    ...when(suspects.length === 0, '/drugs', 'No suspected medicine is named.', '没有填写怀疑药品。'),
    ...suspects.flatMap(({ drug, i }) => {
      const of = (field: string, isMissing: boolean, en: string, zhCN: string) =>
        when(isMissing, `/drugs/${i}/${field}`, `${en} of ${drug.name} is missing.`, `缺少 ${drug.name} 的${zhCN}。`);
      return [
        ...of('dose', !drug.dose, 'The dose', '用量'),
        ...of('route', !drug.route, 'The route', '给药途径'),
        ...of('start', !drug.start, 'The start', '用药开始时间'),
        ...of('indication', !drug.indication, 'The reason for use', '用药原因'),
        ...of('action', !drug.action, 'What was done with it, the action taken', '处理措施'),
        ...of('rechallenge', !drug.rechallenge, 'What came of taking it again, the rechallenge', '再次用药情况'),
        ...of('causality', !drug.causality, 'The causality', '关联性评价'),
      ];
    }),
    ...when(reactions.length === 0, '/reactions', 'No reaction is named.', '没有填写不良反应。'),
    ...reactions.flatMap(({ term, onset, outcome, seriousness, description }, i) => {
      const of = (field: string, isMissing: boolean, en: string, zhCN: string) =>
        when(isMissing, `/reactions/${i}/${field}`, `${en} of “${term}” is missing.`, `缺少“${term}”的${zhCN}。`);
      return [
        ...of('onset', !onset, 'The onset', '发生时间'),
        ...of('description', !description, 'The course', '过程描述'),
        ...of('outcome', !outcome, 'The outcome', '结果'),
        ...of('seriousness', !seriousness, 'Whether it was serious, the seriousness', '严重性'),
      ];
    }),
    ...when(isNew === undefined, '/isNew', 'Whether the label names this reaction is not said.', '未说明说明书是否载明该反应。'),
    ...when(!effectOnDisease, '/effectOnDisease', 'The effect on the disease that was treated is missing.', '缺少对原患疾病的影响。'),
    ...when(!reporter.profession, '/reporter/profession', 'The reporter’s profession is missing.', '缺少报告人职业。'),
    ...when(!reporter.name, '/reporter/name', 'The reporter’s name is missing.', '缺少报告人姓名。'),
    ...when(!reporter.organisation, '/reporter/organisation', 'The reporting unit is missing.', '缺少报告单位。'),
    // Not asked by the national form, but E2B(R3) asks it of every report (C.2.r.3), and a completed one is not changed any more.
    ...when(!reporter.country, '/reporter/country', 'The reporter’s country is missing.', '缺少报告人所在国家。'),
    ...when(
      reactions.some(({ outcome, seriousness }) => outcome === 'fatal' && !seriousness?.includes('death')),
      '/reactions/seriousness',
      'The outcome is death, but death is not among the criteria of seriousness.',
      '结果为死亡，但严重性中未选择死亡。',
    ),
    ...when(
      drugs.some(({ start, stop }) => start !== undefined && stop !== undefined && stop < start.slice(0, stop.length)),
      '/drugs/stop',
      'A medicine was stopped before it was begun: look at its dates.',
      '有药品的停用时间早于开始时间：请核对日期。',
    ),
  ];
}
