import type { z } from 'zod';
import type {
  Action,
  Causality,
  Dechallenge,
  EffectOnDisease,
  Outcome,
  Profession,
  Rechallenge,
  Role,
  Seriousness,
} from './adverse-content.ts';
import type { AdverseState } from './adverse-report.ts';
import type { NaranjoGrade } from './naranjo.ts';
import type { Localized } from './source.ts';

/* What people read for the codes of a report, on the form, in messages and in the console. The Chinese is that of the national form. */

type Words<Code extends string> = Readonly<Record<Code, Localized>>;
const said = (en: string, zhCN: string): Localized => ({ en, 'zh-CN': zhCN });

export const SERIOUSNESS_WORDS: Words<Seriousness> = {
  death: said('death', '导致死亡'),
  'life-threatening': said('danger to life', '危及生命'),
  hospitalisation: said('hospital stay, or a longer one', '导致住院或住院时间延长'),
  disability: said('lasting or significant disability', '导致显著的或者永久的人体伤残或者器官功能的损伤'),
  congenital: said('cancer, malformation or birth defect', '致癌、致畸、致出生缺陷'),
  important: said('other important medical event', '导致其他重要医学事件'),
};
export const OUTCOME_WORDS: Words<z.infer<typeof Outcome>> = {
  recovered: said('recovered', '痊愈'),
  recovering: said('getting better', '好转'),
  'not-recovered': said('not better', '未好转'),
  sequelae: said('recovered with lasting damage', '有后遗症'),
  fatal: said('died', '死亡'),
  unknown: said('not known', '不详'),
};
export const ACTION_WORDS: Words<z.infer<typeof Action>> = {
  withdrawn: said('stopped', '停药'),
  reduced: said('dose reduced', '减量'),
  increased: said('dose increased', '加量'),
  unchanged: said('unchanged', '未改变'),
  unknown: said('not known', '不详'),
  'not-applicable': said('does not apply', '不适用'),
};
export const ROLE_WORDS: Words<z.infer<typeof Role>> = {
  suspect: said('suspected', '怀疑药品'),
  concomitant: said('also taken', '并用药品'),
  interacting: said('suspected of an interaction', '相互作用药品'),
};
export const DECHALLENGE_WORDS: Words<z.infer<typeof Dechallenge>> = {
  better: said('yes, it got better', '是，反应减轻或消失'),
  'not-better': said('no', '否'),
  unknown: said('not known', '不明'),
  'not-done': said('it was not stopped or reduced', '未停药或未减量'),
};
export const RECHALLENGE_WORDS: Words<z.infer<typeof Rechallenge>> = {
  recurred: said('yes, it came again', '是，再次出现'),
  'not-recurred': said('no', '否'),
  unknown: said('not known', '不明'),
  'not-done': said('it was not taken again', '未再使用'),
};
export const CAUSALITY_WORDS: Words<z.infer<typeof Causality>> = {
  certain: said('certain', '肯定'),
  probable: said('probable', '很可能'),
  possible: said('possible', '可能'),
  unlikely: said('unlikely', '可能无关'),
  conditional: said('conditional, more data awaited', '待评价'),
  unassessable: said('cannot be assessed', '无法评价'),
};
export const NARANJO_WORDS: Words<NaranjoGrade> = {
  definite: said('definite', '肯定'),
  probable: said('probable', '很可能'),
  possible: said('possible', '可能'),
  doubtful: said('doubtful', '可疑'),
};
export const PROFESSION_WORDS: Words<z.infer<typeof Profession>> = {
  doctor: said('doctor', '医生'),
  pharmacist: said('pharmacist', '药师'),
  nurse: said('nurse', '护士'),
  'other-health': said('other health professional', '其他医务人员'),
  consumer: said('patient or relative', '患者或家属'),
};
export const EFFECT_WORDS: Words<z.infer<typeof EffectOnDisease>> = {
  none: said('not noticeable', '不明显'),
  prolonged: said('course prolonged', '病程延长'),
  worse: said('made worse', '病情加重'),
  sequelae: said('lasting damage', '导致后遗症'),
  death: said('death', '导致死亡'),
};
export const SEX_WORDS: Words<'female' | 'male' | 'other'> = {
  female: said('female', '女'),
  male: said('male', '男'),
  other: said('other', '其他'),
};
export const STATE_WORDS: Words<AdverseState> = {
  draft: said('draft', '草稿'),
  submitted: said('handed in by the patient', '患者已提交'),
  'under-review': said('under review', '审核中'),
  completed: said('completed', '已完成'),
  exported: said('exported', '已导出'),
  dismissed: said('dismissed', '已排除'),
};
