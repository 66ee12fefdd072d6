import type { Language } from '../../domain/source.ts';
import { personWords } from '../person-words.ts';
import { negated } from './negation.ts';
import type { Surface } from './surface.ts';

/** Names of medicines as the records have them: one list for both. Potassium is a food's, too. */
const names = (language: Language): string =>
  personWords
    .filter(({ kind }) => kind === 'medicine')
    .flatMap(({ words }) => words.filter((word) => /\p{Script=Han}/u.test(word) === (language === 'zh-CN') && word !== 'potassium'))
    .map((word) => (word.startsWith('-') ? `[a-z]{2,}${word.slice(1)}` : word.replace(/^=/, '') + (language === 'en' ? '[a-z]*' : '')))
    .join('|');
/** How a text names a medicine. */
export const DRUG: Readonly<Record<Language, string>> = {
  'zh-CN': `(?:[降口西中成处][糖压服药成方]?药|药(?!师|剂师)物?|药片|针剂|减[重肥]针|降糖针|瘦身针|${names('zh-CN')}|诺和[\\p{Script=Han}]|优泌[\\p{Script=Han}]|[\\p{Script=Han}]{1,2}糖肽|利尿剂?|剂量|药量|用量|基础量|餐时量|打针|注射|小针|那针|长效(?:的|针)|短效(?:的|针)|速效(?:的|针)|笔芯|刻度|化学(?:东西|品)|处方|(?<![舒说佩克衣信制征折臣])服(?:用|下|一次|两次))`,
  en: `(?:${names('en')}|medicines?|medications?|meds|drugs?|(?<!(?:glucose|dextrose) \\(?)tablets?|pills?|doses?|dosage|inject(?:s|ed|ing|ions?)?|jabs?|shots?(?! of)|capsules?|chemicals?|chemistry|prescriptions?|(?:pill|tablet) ?box(?:es)?|top-ups?|insulin pens?|the pen|aspirin|diuretics?|statins?|beta[ -]blockers?|ace inhibitors?|sartans?|calcium (?:channel )?(?:blockers?|antagonists?)|gli[a-z]+(?:ide|one)|[a-z]{2,}(?:pril|sartan|statin|dipine|gliflozin|gliptin|olol|thiazide))`,
};

const COUNT = '(?:(?<![\\d.])[\\d.]{1,9}|[〇零一二两三四五六七八九十百半]{1,6})';
const FOOD = '(?:面包|吐司|饼|肉|鱼|苹果|橙|瓜|姜|柠檬|葡萄糖|方糖|水果|坚果|核桃|杏仁|枣|糖果|馒头|叶|菜|豆)';
const MEAL = '(?:主食|米饭|饭量|面食|食盐|盐|油|糖|肉|水果|零食|饮料|运动|活动|步数|饮食|食量|酒|锻炼|训练)';

/** What a text must not say of medicines, each with an example. Own rule: only a doctor starts, stops or changes one. */
const CHANGES: Readonly<Record<Language, readonly RegExp[]>> = {
  'zh-CN': [
    // 停药, 漏服, 加打
    /停药|断药|减药|加药|换药|漏服|补服|免药|少吃药|不吃药|不用吃药|不必吃药|不用药|多打|少打|加打|补打|追加|加倍服/gu,
    // 多吃一片 of something that nobody called food
    new RegExp(`(?<!${FOOD}.{0,4})[多少]吃(?:一|两|半|\\d)[片粒](?!.{0,2}${FOOD})`, 'gu'),
    // 减量 of something that nobody called food
    new RegExp(`(?<!${MEAL}.{0,6})(?:减量|加量|增量|减半|翻倍)(?!.{0,4}${MEAL})`, 'gu'),
    // 停用二甲双胍, 把胰岛素停了, 胰岛素减到
    new RegExp(`(?:停止?|停掉|停用|停服|暂停|撤掉?|不再|中断).{0,5}${DRUG['zh-CN']}`, 'gu'),
    new RegExp(
      `${DRUG['zh-CN']}.{0,5}(?:停|先不|别吃|别打|减|加大|加到|增加|上调|下调|调到|换成|改成|改为|改用|翻倍|加倍|调高|调低|调大|调小|省掉|免掉|往[上下]调|隔天|隔日|一?天一次改)`,
      'gu',
    ),
    // 晚上那针省掉, 两针改一针, 下次吃双份, 吃药间隔拉长
    /(?:针|注射).{0,4}(?:省|免掉|停|减|改|不打|别打|跳过)|(?:吃|服|用|打)(?:上)?(?:双份|双倍|两倍|加倍)|(?:吃药|服药|用药|打针).{0,6}(?:隔天|隔日|拉长|延长|间隔)/gu,
    // 增加剂量, 调整用药
    new RegExp(
      `(?:加大|增加|减少|减小|降低|上调|下调|调高|调低|调整|改变|更改|更换|换用|换成|改用|换|加用|联用|减).{0,5}(?:${DRUG['zh-CN']}|用药)`,
      'gu',
    ),
    // 开始吃降压药, 可以服用阿司匹林
    new RegExp(
      `(?:开始|可以|可|建议|应|需要?|试试|考虑|不妨|立即|马上|自行)(?:您)?(?:吃|服用?|口服|使用|用|注射|打|加|买|配).{0,4}${DRUG['zh-CN']}`,
      'gu',
    ),
    // 吃两片, 打4个单位
    new RegExp(`(?:打|注射|服用?|口服|吃|含服|用|推).{0,4}${COUNT}(?:片|粒|丸|支)(?!.{0,4}${FOOD})(?<!${FOOD}.{0,6})`, 'gu'),
    new RegExp(`${COUNT}(?:个?单位|毫克|mg(?!/)|iu|u(?![a-z])|微克)`, 'gu'),
  ],
  en: (() => {
    const change =
      '(?:stop|quit|skip|pause|discontinue|halve|doubl|increas|decreas|reduc|lower|rais|chang|adjust|switch|swap|cut|drop|omit|miss|restart|start|begin|try|add|replac|leave out|come off|wean|titrat|boost|bump|nudge|taper|split|spac|delay|ease off|up)(?:e|ed|es|ing|ping|ting|s|d)?';
    const filler =
      '(?:(?:your|the|any|my|this|that|these|those|a|an|to|of|on|off|taking|using|with|own|daily|next|evening|morning|bedtime|usual|current|blood|pressure|sugar|glucose|diabetes|lowering|water|basal|long-acting|rapid|extra|additional|more|less|another|some|down|up|back|out|in|half|one|two|once|twice) )*';
    return [
      new RegExp(`\\b${change} ${filler}${DRUG.en}`, 'gu'),
      new RegExp(
        `\\b${DRUG.en} (?:(?:can|should|may|could|must|is|are|be|to|dose|doses|by|needs?|probably|safely|have|has) )+${change}\\b`,
        'gu',
      ),
      new RegExp(
        `\\b(?:take|taking|inject|use|have|give|go) (?:(?:an?|your|the|some|yourself|on|up|to|with) )*(?:extra|additional|more|less|another|double|half|fewer) ${filler}${DRUG.en}`,
        'gu',
      ),
      /\b(?:take|use|inject|begin|start) (?:an? |some )?(?:aspirin|ibuprofen|metformin|insulin|statins?|[a-z]{3,}(?:pril|sartan|dipine|statin))\b/gu,
      /\b(?:[\d.]{1,9}|one|two|three|four|five|six|eight|ten|half an?|a half) (?:more |extra |additional )?(?:units?|milligrams?|mcg|iu|tablets?|pills?|capsules?)\b(?! of (?:glucose|dextrose))/gu,
      /\b[\d.]{1,9} ?(?:mg(?!\/)|mcg|iu|u)\b/gu,
      new RegExp(`\\b${DRUG.en} (?:\\w+ ){0,2}?(?:every (?:other|second) day|less often|more often|only when)`, 'gu'),
      // one in the morning and another at night
      /\b(?:one|two|half|another) (?:in the|at) (?:morning|evening|night|noon|bedtime)\b/gu,
      /\btake (?:two|both|double|twice as much) (?:next|now|at once|together|tomorrow|instead)\b/gu,
      /\b(?:without|no longer need|do not need|don't need|stop taking|off) (?:your |any |the )?(?:medicines?|medications?|meds|tablets?|pills?|insulin)\b/gu,
    ];
  })(),
};

/** Between "do not" and the change only this may stand: "do not stop or reduce your", 不要自行停药、减量. */
const BETWEEN: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /^(?:自行|擅自|随意|随便|突然|私自|盲目|轻易|自己|再|去|因此|为此|或者?|和|及|以及|与|停|减|加|增|换|改|调整|停用|停服|漏服|药|用药|服药|量|药量|剂量|减量|加量|停药|换药|胰岛素|降[糖压]药|[，、])*$/u,
  en: /^\s*(?:(?:ever|suddenly|abruptly|simply|yourself|on|your|own|by|stop|start|reduce|increase|change|skip|adjust|double|halve|or|and|nor|the|any|dose|doses|of|medicine|medicines|medication|insulin|tablets|taking)\s*)*$/,
};
/** The end of a list that a "do not" began: "do not stop, skip or change your medicine". */
const LISTED: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /^(?:自行|擅自|随意|停|减|加|增|换|改|调整|停用|药|用药|量|药量|剂量|减量|加量|停药|换药|降[糖压]药)*(?:或者?|和|也不|及)$/u,
  en: /^\s*(?:(?:ever|suddenly|yourself|on|your|own|by|stop|start|reduce|increase|change|skip|adjust|double|halve|the|any|dose|doses|of|medicine|medicines|medication|insulin|tablets|taking),?\s*)*(?:or|nor|and)\s*$/,
};
/** Left to the doctor: 由医生决定是否调整用药, "ask your doctor whether to change". */
const DELEGATED: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /(?:由|让|请|问|咨询|听)(?:您的)?医[生师](?:来|决定|判断|评估|帮|帮您|为您|看看|是否|是不是|需不需要|需要|要不要)*$|是否(?:需要|要|应该?)?$|医[生师](?:会|可能会|将|来)?(?:决定|判断|评估|考虑)(?:是否)?(?:需要|要)?$/u,
  en: /\b(?:doctor|nurse|care team|pharmacist|clinic)\b (?:\w+ ){0,2}(?:whether|if|before|about|decides?|may|might|will|can|should)(?: (?:to|you|your|it|should|need|needs|that|is|are|any))*\s*$/,
};

/** The whole clause leaves it to the doctor, or says that nothing replaces a medicine. */
const LEFT_TO_THE_DOCTOR: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /^(?:用药|药|剂量).{0,3}(?:要不要|是否|需不需要).{0,6}$|^(?:不要|别|切勿|请勿)因为.{0,12}就(?:自己|自行|随便|擅自|马上)?(?:加|停|减|换|改)/u,
  en: /^\W*whether\b.*\b(?:is|are) for (?:your|the) (?:doctor|nurse|care team)\b|^\W*no \w+(?:,? (?:and|or|nor) (?:no )?\w+)* (?:can |will |could |ever )*replaces?\b|\b(?:cannot|can't|does not|do not|doesn't|don't|never) replaces?\b/,
};

/** What a text says of changing a medicine, and whether it warns of it or leaves it to the doctor. */
export function changesIn(
  surface: Surface,
  language: Language,
): readonly { readonly said: string; readonly from: number; readonly to: number; readonly harmless: boolean }[] {
  return CHANGES[language].flatMap((pattern) =>
    [...surface.text.matchAll(pattern)].map(({ index, 0: said }) => {
      const before = surface.before(index);
      const denied = negated(before, language, BETWEEN[language]) || negated(surface.beforeInSentence(index), language, LISTED[language]);
      const left = DELEGATED[language].test(before) || LEFT_TO_THE_DOCTOR[language].test(surface.clause(index));
      return { said, from: index, to: index + said.length, harmless: denied || left };
    }),
  );
}
