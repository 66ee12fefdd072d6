import type { AskedRole, Understanding } from '../../domain/conversation.ts';
import type { HandOn } from './answer.ts';

/** Forgotten, or taken twice: a pharmacist's; to change or stop is a doctor's. */
const FORGOTTEN =
  /漏|忘|没(?:有)?(?:吃|打|服|用)|补(?:吃|服|打|上|一次)|吃重|重复|两次|\b(?:miss|forgot|forget|skip|didn't|did not|haven't|have not|twice)/iu;
const ASKED: readonly (readonly [RegExp, AskedRole])[] = [
  [/药师|药剂师|pharmacist/iu, 'pharmacist'],
  [/营养|dieti[ct]ian|nutritionist/iu, 'dietitian'],
  [/护士|客服|工作人员|nurse|coordinator|staff/iu, 'coordinator'],
];
/** Whose matter a question is that nobody understood, by what it names. */
const TOPICS: readonly (readonly [RegExp, AskedRole])[] = [
  [/药|针剂|胶囊|副作用|medicin|medicat|tablet|pill|drug|dose|insulin|胰岛素|vaccin|疫苗/iu, 'pharmacist'],
  [
    /吃|喝|饮食|食物|菜|水果|主食|米|面|肉|油|盐|糖分|热量|\b(?:eat|food|diet|drink|meal|recipe|cook|fruit|carb|snack|calorie)/iu,
    'dietitian',
  ],
  [
    /预约|挂号|复诊|设备|仪器|账号|链接|费用|报销|appointment|device|meter|cuff|link|password|battery|bill|insurance|visit|address/iu,
    'coordinator',
  ],
];

/** Who is to answer what a machine does not, and why. */
export function whyOf({ intent }: Understanding, text: string): HandOn {
  switch (intent) {
    case 'person':
      return { role: firstOf(ASKED, text, 'doctor'), why: { 'zh-CN': '患者要求由人来回答。', en: 'The patient asks for a person.' } };
    case 'reaction':
      return {
        role: 'pharmacist',
        why: { 'zh-CN': '可能是药物不良反应。', en: 'It may be an adverse reaction to a medicine.' },
      };
    case 'dose':
      return FORGOTTEN.test(text)
        ? { role: 'pharmacist', why: { 'zh-CN': '患者漏服或重复用药。', en: 'A dose was forgotten or taken twice.' } }
        : { role: 'doctor', why: { 'zh-CN': '患者问药物或剂量的调整。', en: 'The patient asks about changing a medicine or a dose.' } };
    default:
      return {
        role: firstOf(TOPICS, text, 'doctor'),
        why: { 'zh-CN': '没有可靠的现成回答。', en: 'There is no reviewed answer to it.' },
      };
  }
}

const firstOf = (rows: readonly (readonly [RegExp, AskedRole])[], text: string, otherwise: AskedRole): AskedRole =>
  rows.find(([pattern]) => pattern.test(text))?.[1] ?? otherwise;
