import { type AdverseDrug, seriousnessOf } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import {
  ACTION_WORDS,
  CAUSALITY_WORDS,
  DECHALLENGE_WORDS,
  EFFECT_WORDS,
  NARANJO_WORDS,
  OUTCOME_WORDS,
  PROFESSION_WORDS,
  RECHALLENGE_WORDS,
  ROLE_WORDS,
  SERIOUSNESS_WORDS,
  SEX_WORDS,
  STATE_WORDS,
} from '../domain/adverse-words.ts';
import { EVIDENCE_WORDS } from '../domain/evidence-words.ts';
import { naranjoScore } from '../domain/naranjo.ts';
import type { Language, Localized, Source } from '../domain/source.ts';
import type { Block, Page, Part } from '../reports/render/blocks.ts';
import { deadlineOf } from './deadline.ts';

export interface FormSetting {
  readonly language: Language;
  readonly clinic: string;
  readonly zone: string;
  /** What the medication graph says of the suspected medicines. */
  readonly findings: readonly {
    readonly effect: Localized;
    readonly source: { readonly title: string; readonly evidence: Source['evidence'] };
  }[];
}

type Row = readonly [name: string, value: string | undefined];

/** A report as a form to print and sign: the blocks of the national form, in one language. Pure. */
export function formPage(report: AdverseReport, { language, clinic, zone, findings }: FormSetting): Page {
  const { content, state, id, version, aware, words } = report;
  const { patient, reactions, drugs, reporter } = content;
  const say = (zhCN: string, en: string): string => (language === 'zh-CN' ? zhCN : en);
  const of = <Code extends string>(from: Readonly<Record<Code, Localized>>, code: Code | undefined) => code && from[code][language];
  const moment = (at: number): string =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: zone, dateStyle: 'medium', timeStyle: 'short' }).format(at);
  const day = (said: string | undefined): string | undefined => said?.replace('T', ' ');
  const table = (rows: readonly Row[]): Block => ({
    is: 'table',
    heads: [say('项目', 'Item'), say('内容', 'Content')],
    rows: rows.map(([name, value]) => [name, value ?? say('不详', 'not stated')]),
  });
  const part = (name: string, title: string, ...blocks: readonly Block[]): Part => ({ name, title, blocks });
  const serious = seriousnessOf(content);
  const deadline = deadlineOf(content, aware);
  const drugRows = (drug: AdverseDrug): readonly Row[] => {
    const scored = drug.naranjo && naranjoScore(drug.naranjo);
    return [
      [say('商品名称', 'Name'), drug.name],
      [say('通用名称', 'Generic name'), drug.genericName],
      [say('批准文号', 'Approval number'), drug.approvalNumber],
      [say('生产厂家', 'Manufacturer'), drug.manufacturer],
      [say('生产批号', 'Batch'), drug.batch],
      [say('用法用量', 'Dose, route, frequency'), [drug.dose, drug.route, drug.frequency].filter(Boolean).join(', ') || undefined],
      [say('用药起止时间', 'From, until'), [day(drug.start), day(drug.stop)].filter(Boolean).join(' – ') || undefined],
      [say('用药原因', 'Reason for use'), drug.indication],
      [say('采取措施', 'Action taken'), of(ACTION_WORDS, drug.action)],
      ...(drug.role === 'concomitant'
        ? []
        : ([
            [say('停药或减量后，反应是否消失或减轻', 'Better when stopped or reduced'), of(DECHALLENGE_WORDS, drug.dechallenge)],
            [say('再次使用后是否再次出现', 'Came again when taken again'), of(RECHALLENGE_WORDS, drug.rechallenge)],
            [say('关联性评价', 'Causality (WHO-UMC)'), of(CAUSALITY_WORDS, drug.causality)],
            [say('Naranjo 评分', 'Naranjo score'), scored && `${scored.score} (${NARANJO_WORDS[scored.grade][language]})`],
          ] satisfies Row[])),
    ];
  };
  const list = (items: readonly string[]): Block => ({ is: 'list', items: items.map((text) => ({ text })) });
  const unfinished = state !== 'completed' && state !== 'exported';
  return {
    language,
    title: say('药品不良反应/事件报告表', 'Report of an adverse drug reaction'),
    name: patient.initials ?? say('（未填写姓名缩写）', '(no initials)'),
    facts: '',
    beside: `${id} · ${say('第', 'version ')}${version}${say(' 版', '')} · ${STATE_WORDS[state][language]}`,
    clinic,
    period: aware === undefined ? '' : `${say('获知时间', 'known since')} ${moment(aware)}`,
    foot: unfinished
      ? say('未完成，不得作为报告使用。', 'Not completed: no report yet.')
      : say(
          '由 Hearth 按国家报告表栏目生成，供打印、签字和录入；不是官方提交回执。',
          'Set after the items of the national form, to be signed and entered; no receipt of a submission.',
        ),
    parts: [
      ...(deadline
        ? [
            part(
              serious && serious.length > 0 ? 'attention' : 'deadline',
              say('报告时限', 'Deadline'),
              { is: 'text', text: `${deadline.says[language]} ${say('截止', 'Due')} ${moment(deadline.due)}` },
              list([
                `${deadline.source.title}, ${deadline.source.year}, ${deadline.source.section} (${EVIDENCE_WORDS[deadline.source.evidence][language]})`,
              ]),
            ),
          ]
        : []),
      part(
        'patient',
        say('患者', 'Patient'),
        table([
          [say('姓名缩写', 'Initials'), patient.initials],
          [say('年龄', 'Age'), patient.ageYears === undefined ? undefined : String(patient.ageYears)],
          [say('性别', 'Sex'), of(SEX_WORDS, patient.sex)],
          [say('体重', 'Weight'), patient.weightKg === undefined ? undefined : `${patient.weightKg} kg`],
          [say('原患疾病', 'Disease treated'), patient.disease],
          [say('既往和家族不良反应及相关重要信息', 'History'), patient.history],
        ]),
      ),
      ...reactions.map((reaction, i) =>
        part(
          `reaction-${i}`,
          `${say('不良反应', 'Reaction')} ${i + 1}`,
          table([
            [say('名称', 'Term'), reaction.term],
            [say('发生时间', 'Onset'), day(reaction.onset)],
            [say('结束时间', 'End'), day(reaction.end)],
            [say('过程描述', 'Course'), reaction.description],
            [say('结果', 'Outcome'), of(OUTCOME_WORDS, reaction.outcome)],
            [
              say('严重性', 'Seriousness'),
              reaction.seriousness &&
                (reaction.seriousness.map((one) => SERIOUSNESS_WORDS[one][language]).join('; ') || say('不严重', 'not serious')),
            ],
          ]),
        ),
      ),
      ...drugs.map((drug, i) => part(`drug-${i}`, `${of(ROLE_WORDS, drug.role)}: ${drug.name}`, table(drugRows(drug)))),
      part(
        'course',
        say('其他', 'Further'),
        table([
          [
            say('说明书是否载明', 'Named in the label'),
            content.isNew === undefined ? undefined : content.isNew ? say('否（新的）', 'no: a new reaction') : say('是', 'yes'),
          ],
          [say('对原患疾病的影响', 'Effect on the disease'), of(EFFECT_WORDS, content.effectOnDisease)],
          [say('相关检查', 'Tests'), content.tests],
          [say('治疗与经过', 'Treatment and course'), content.narrative],
          [say('报告人意见', 'Comment'), content.comment],
          ...(words ? ([[say('患者原话', 'In the patient’s words'), words]] satisfies Row[]) : []),
        ]),
      ),
      ...(content.readings.length > 0
        ? [
            part('readings', say('发生前后的测量值', 'Measured around the onset'), {
              is: 'table',
              heads: [say('时间', 'When'), say('数值', 'Value'), say('类型', 'Kind')],
              rows: content.readings.map(({ at, said, kind }) => [moment(at), said, kind]),
            }),
          ]
        : []),
      ...(findings.length > 0
        ? [
            part(
              'findings',
              say('用药知识图谱的相关记录', 'On record in the medication graph'),
              list(
                findings.map(({ effect, source }) => `${effect[language]} (${source.title}; ${EVIDENCE_WORDS[source.evidence][language]})`),
              ),
            ),
          ]
        : []),
      part(
        'reporter',
        say('报告人', 'Reporter'),
        table([
          [say('职业', 'Profession'), of(PROFESSION_WORDS, reporter.profession)],
          [say('姓名', 'Name'), reporter.name],
          [say('单位', 'Unit'), reporter.organisation],
          [say('电话', 'Telephone'), reporter.phone],
          [say('电子邮箱', 'E-mail'), reporter.email],
          [say('国家', 'Country'), reporter.country],
          [say('签名', 'Signature'), ' '],
        ]),
      ),
    ],
  };
}
