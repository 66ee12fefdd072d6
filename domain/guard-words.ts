import type { Language } from './source.ts';

/** What a claim is forbidden as: by the group's name in the guard. */
const GROUPS: Readonly<Record<string, string>> = {
  'promise of a cure': '承诺治愈',
  'guarantee of safety': '保证安全',
  'guarantee of effect': '保证疗效',
  'rate of success': '宣传治愈率或有效率',
  superlative: '使用最高级用语',
  comparison: '与其他产品比较',
  endorsement: '借他人名义推荐',
  'puts itself in the place of a doctor': '代替医生',
  'food as a medicine': '把食品说成药品',
  'fear or urgency to sell': '制造恐慌或催促购买',
  'advice to hide something from the doctor': '劝人对医生隐瞒',
};
/** By what text it is forbidden. */
const BASES: Readonly<Record<string, string>> = {
  ad9: '广告法第九条',
  ad16: '广告法第十六条',
  ad17: '广告法第十七、十八条',
  telecare: '互联网诊疗监管细则',
  order21: '市场监管总局第21号令第十一条',
  own: '本项目的规则',
};
const TOPICS: Readonly<Record<string, string>> = { diet: '饮食', exercise: '运动', measuring: '测量' };

/** The guard says its reasons in English, to models and to the trail; here they are for people. What is quoted stays as it was written. */
const REASONS: readonly (readonly [RegExp, (...said: string[]) => string])[] = [
  [/^“(.*)” changes a medicine$/s, (it) => `“${it}”涉及改动用药`],
  [/^“(.*)” is named other than to be careful with it$/s, (it) => `提到“${it}”时不是在提醒小心使用`],
  [/^“(.*)” is named other than to be watchful$/s, (it) => `提到“${it}”时不是在提醒留意`],
  [/^“(.*)” is named without what to do about it$/s, (it) => `提到“${it}”，却没有说该怎么办`],
  [/^“(.*)” is a diagnosis$/s, (it) => `“${it}”属于诊断`],
  [/^“(.*)” is for an examination to show$/s, (it) => `“${it}”要由检查来判断`],
  [/^too long for somebody who reads best in short sentences$/, () => '对需要短句的读者来说太长'],
  [/^“(.*)” names a faith$/s, (it) => `“${it}”提到了信仰`],
  [/^“(.*)” allows a fast, which is for a doctor to say$/s, (it) => `“${it}”同意斋戒，这要由医生来定`],
  [/^“(.*)” is against how this person eats$/s, (it) => `“${it}”与此人的饮食习惯相反`],
  [/^“(.*)” is not known of this person$/s, (it) => `此人的记录中没有“${it}”`],
  [/^“(.*)” reassures in what may be an emergency$/s, (it) => `可能是急症，“${it}”却在安慰`],
  [/^“(.*)” keeps somebody from getting help$/s, (it) => `“${it}”会让人不去求助`],
  [/^“(.*)” is a web address; .*$/s, (it) => `“${it}”是网址；消息中只能有它自己的链接 {link}`],
  [/^“(.*)” is markup; .*$/s, (it) => `“${it}”是标记；消息是纯文字`],
  [/^it says nothing of the fact (.+) that it cites$/, (id) => `没有说出所引用的事实 ${id}`],
  [/^“(.*)” is a word of the trade$/s, (it) => `“${it}”是专业术语`],
  [/^“(.*)” is a digit of another script$/s, (it) => `“${it}”是其他文字的数字`],
  [/^“(.*)” is not English$/s, (it) => `“${it}”不是英文`],
  [/^“(.*)” is not Chinese$/s, (it) => `“${it}”不是中文`],
  [/^“(.*)” is traditional script$/s, (it) => `“${it}”是繁体字`],
  [/^“(.*)”: (.+) \(([a-z0-9]+)\)$/s, (it, group = '', basis = '') => `“${it}”：${GROUPS[group] ?? group}（${BASES[basis] ?? basis}）`],
  // Why something is ruled out stands in the language of the text already.
  [/^“(.*)”: (.+)$/s, (it, why) => `“${it}”：${why}`],
  [/^the number “(.*)” comes from no fact that the sentence names$/s, (it) => `数值“${it}”没有出自该句所依据的事实`],
  [/^in what may be an emergency only the reviewed/, () => '可能是急症，只能逐字使用审定文本'],
  [/^it says nothing of food, movement, measuring or getting help$/, () => '没有谈到饮食、运动、测量或求助'],
  [/^it names the patient or a device$/, () => '含有患者或设备的名称'],
  [/^it addresses somebody by name$/, () => '用姓名称呼了某人'],
  [/^there is a mail address in it$/, () => '含有邮箱地址'],
  [/^there is a telephone, card or record number in it$/, () => '含有电话、证件或病历号码'],
  [/^this does not read like English$/, () => '读起来不像英文'],
  [/^there is no Chinese in it$/, () => '没有中文'],
  [/^(\d+) characters, at most (\d+)$/, (n, most) => `${n} 个字符，最多 ${most} 个`],
  [/^(\d+) characters in all, at most (\d+)$/, (n, most) => `全文 ${n} 个字符，最多 ${most} 个`],
  [/^(\d+) sentences, at most (\d+)$/, (n, most) => `${n} 句，最多 ${most} 句`],
  [/^hard to read: grade ([\d.]+), at most ([\d.]+)$/, (n, most) => `不易读懂：难度 ${n}，最高 ${most}`],
  [/^hard to read: (\d+) characters without a pause, at most (\d+)$/, (n, most) => `不易读懂：连续 ${n} 字没有停顿，最多 ${most} 字`],
  [/^there is no sentence$/, () => '没有句子'],
  [/^there is no text$/, () => '没有文字'],
  [/^this is not plain prose$/, () => '不是普通文字'],
  [/^this speaks to a machine$/, () => '是对机器下的指令'],
  [/^there are invisible characters in it$/, () => '含有不可见字符'],
  [/^nobody asked for (\w+)$/, (topic = '') => `没有要求谈${TOPICS[topic] ?? topic}`],
  [/^there is no fact (.+)$/, (id) => `没有事实 ${id}`],
  [/^there is no sentence (.+) for this person$/, (id) => `没有适合此人的句子 ${id}`],
  [/^it stands on no fact and on no sentence of the knowledge base$/, () => '既没有依据事实，也没有依据知识库的句子'],
  [/^this is what was said last time$/, () => '与上次说的相同'],
  // Why a model wrote nothing.
  [/^(?:unavailable|malformed|refused): (.*)$/s, (why = '') => reasonText(why, 'zh-CN')],
  [/^the endpoint failed several times and is left alone for a while$/, () => '模型多次失败，暂停询问'],
  [/^the daily budget of (\d+) requests is used up$/, (n) => `今日 ${n} 次的额度已用完`],
  [
    /^(.*), and (the daily budget of \d+ requests is used up)$/s,
    (why = '', spent = '') => `${reasonText(why, 'zh-CN')}；${reasonText(spent, 'zh-CN')}`,
  ],
  [/^no whole answer within (\d+) ms, (\d+) times$/, (ms, n) => `${ms} 毫秒内没有完整回答，共 ${n} 次`],
  [/^the endpoint answered (\d+), (\d+) times$/, (code, n) => `模型服务返回 ${code}，共 ${n} 次`],
  [/^the endpoint answered (\d+)( and asks to wait)?$/, (code, waits) => `模型服务返回 ${code}${waits ? '，要求等待' : ''}`],
  [/^the answer is no chat completion$/, () => '回答的格式不对'],
  [/^the answer was cut off$/, () => '回答被截断'],
  [/^the answer is empty$/, () => '回答是空的'],
  [/^the answer is not of the structure asked for, at (.*)$/, (where) => `回答的结构不符合要求：${where}`],
  [/^a content filter stopped it$/, () => '被内容过滤拦下'],
  [/^the model refused$/, () => '模型拒绝回答'],
  [/^it took too long$/, () => '用时过长'],
];

/** A reason of the guard, as a person reads it; one that nobody has put into words yet stays as it is. */
export function reasonText(why: string, language: Language): string {
  if (language === 'en') return why;
  for (const [pattern, said] of REASONS) {
    const found = pattern.exec(why);
    if (found) return said(...found.slice(1).map((part) => part ?? ''));
  }
  return why;
}

/** The same with the check before it, as a draft that was turned down carries it: `dose: “stop” changes a medicine`, or `sentence 2: …`. */
export function reasonOfCheck(
  said: string,
  language: Language,
  names: Readonly<Record<string, Readonly<Record<Language, string>>>>,
): string {
  if (language === 'en') return said;
  const sentence = /^sentence (\d+): (.*)$/s.exec(said);
  if (sentence) return `第 ${sentence[1]} 句：${reasonOfCheck(sentence[2]!, language, names)}`;
  const [, check = '', why] = /^([a-z]+): (.*)$/s.exec(said) ?? [];
  const name = names[check];
  return name && why !== undefined ? `${name[language]}：${reasonText(why, language)}` : reasonText(said, language);
}
