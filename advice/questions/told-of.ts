import type { Language } from '../../domain/source.ts';
import type { Heard, Hit } from './pattern.ts';

/*
 * Words of danger in a message that tells of none: asked about in general, supposed, seen in a film, taught in a course, somebody else's long ago,
 * one's own long ago, or found normal. Each frame is narrow, and none counts where the message also says that something is happening: rather
 * one alarm too many than one too few.
 */

/** It is happening, and soon: nothing of the following counts then. */
const HAPPENING: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /现在(?!挺|都|已经|好|一米|能|还|每天|不|没|学|在康复|是|\d)|刚才|刚刚|刚(?=[发倒摔吐抽晕])|突然|忽然|一下子|正在|这会儿|快不行|今[天早晚]|分钟前|小时前|停不下来|还没停|没停下|停不住|(?:已经|都)[一二三四五六七八九十几半两\d]+个?(?:多)?(?:分钟|小时|钟头)|救命(?!恩|稻)/u,
  en: /\b(?:right now|just now|just (?:had|went|started|fell|collapsed|happened)|tonight|suddenly|sudden|again|happening|today|this (?:minute|morning|evening|afternoon|one)|started|(?:will not|won'?t|cannot|can'?t|does ?n'?t) stop|still (?:going|there|hurts?|bleeding|shaking)|(?:for|been) (?:\w+ ){0,2}(?:\d+|ten|twenty|thirty|an?|few) (?:minutes|mins|hours?)|(?:minutes?|mins|hours?) ago|on the floor|please help|help (?:me|us|him|her)|hurry|quick)\b/u,
};
/** The writer tells of somebody's body, here: a question in general does not. */
const OWN_REPORT: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /我(?!们|国|家人|想|要|听|该|在(?:想|看)|能)|他(?!汀|莫)|她|爸|妈|爷|奶(?!粉|茶|类)|姥|老伴|老公|老婆|孩子|儿子|女儿|老头|大爷/u,
  en: /\b(?:i'?m|i am|i'?ve|i have|i had|i feel|i felt|i can'?t|i took|i keep|it'?s|it is|been|my (?!family\b|wife know|own\b)\w+|he|she|his|her|him|dad|mum|mom|husband|wife|son|daughter)\b/u,
};
/** What is about dying is never only supposed. */
const DEATH: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /死|活着|不想活|没了我|没有我|了断|了结|自杀|自尽|绳|遗书|跳(?:楼|河|下)/u,
  en: /\b(?:die|dead|death|dying|kill\w*|suicid\w*|end it|without me|gone|rope|live)\b/u,
};

/** Asked to learn: "can metformin cause chest pain", 血糖太低是什么感觉. */
const GENERAL: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /会(?:不会)?(?:引起|导致|造成|出现|发生).{0,12}(?:吗|么|不$)|什么(?:样的)?感觉|(?:是)?真的(?:吗|假的)|(?:多少|多高|多低|几点几|几).{0,5}(?:要|算|才|该|就).{0,6}(?:去|过量|危险|医院|急诊|急救|正常)|算(?:不算)?(?:过量|正常|高|低|中风|心梗)|(?:病人|患者|糖友|老年人|孕妇|的人).{0,10}(?:会不会|是不是|容易|更容易|可能).{0,10}|会怎么样|听(?:说|人家?说|别人说|医生说)|(?:旁边|身边|周围)的?人.{0,6}(?:该|应该|怎么|要)|应该做什么|该做什么|(?:有|是)(?:什么|哪些|啥).{0,4}(?:征兆|症状|信号|表现|区别|危险)|容易.{0,8}(?:吗|么)$/u,
  en: /^\W*(?:(?:hi|hello|hey|dear \w+|good \w+|doctor|please|quick question|question)\W+)*(?:can|could|do|does|is it (?:true|possible|normal|common|ok)|are|which|what (?:does|do|are|is|would|should|happens)|how (?:many|much|high|low|long|often|does|do|would)|(?:at|from|above|below|under) (?:which|what)|why (?:do|does|is|are)|what if)\b/u,
};
/** Not a question of the writer's own: of medicines, of people, of "you". */
const ANYBODY_EN =
  /\b(?:people|patients|diabetics|someone|somebody|anyone|anybody|one|you|a person|in general|generally|too many|too much|family|cause|causes?d?|mean|signs?|symptoms?|true|feel like|normal|value|level|dangerous|common)\b/u;

/** Supposed: "if I ever faint", 万一开车时晕过去. */
const SUPPOSED: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /万一|假如|倘若|假设|哪天|哪一天|要是以后|如果以后|将来(?:要是|如果)|以防/u,
  en: /\b(?:if (?:i|he|she|we|my \w+|someone|somebody|anyone|one|a person) (?:ever|were to|was to|should)|suppos(?:e|ing)|imagine|in case (?:of|i|he|she|my|we|there|it)|in the event|should (?:i|he|she) ever|let'?s say|hypothetically|if one day|what (?:do|should|can|would) (?:you|we|i|one|my \w+|people|the family) do (?:if|in case|when)|if (?:someone|somebody|anyone|a person) (?:near|next to|beside|has|had|gets?|collapses|faints))\b/u,
};
/** Seen or taught. */
const STORY: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /(?:电视|连续|电视剧|新闻|视频|小说|电影|剧|节目|书|抖音)(?:剧)?(?:里|上|中)|(?:急救|健康|护理|培训|救护)?(?:课程?|课上|讲座|培训|演练|作业|考试|宣传册|科普)/u,
  en: /\b(?:in|on) (?:the|a|that|this|my|an) (?:\w+ )?(?:film|movie|series|show|soap|play|novel|book|news|episode|programme|program|documentary|telly|podcast)\b|\b(?:first[- ]aid|safety|training|health) (?:course|class|lesson|talk|training|drill|poster|leaflet)\b|\b(?:course|class|lecture|lesson|homework|workshop|training|drill|talk|leaflet|brochure|video|poster|essay) (?:is )?(?:about|on|for|in)\b|\bfor (?:my|a|the) (?:\w+ )?(?:course|homework|class|training|exam|essay)\b/u,
};
/** Somebody else, and long ago or over. */
const RELATIVE: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /(?:我|他|她|们)?(?:爸|妈|父亲|母亲|爷爷?|奶奶?|姥姥|姥爷|外公|外婆|叔|伯|舅|姑|姨|弟|哥|姐|妹|兄弟|丈人|岳父|公公|婆婆|邻居|同事|朋友|亲戚|爱人|老乡|同学|老师|老板|隔壁)/u,
  en: /\b(?:(?:my|his|her|our|a) (?:\w+ )?)?(?:father|mother|dad|mum|mom|brother|sister|uncle|aunt|aunty|auntie|grandfather|grandmother|grandad|grandpa|grandma|gran|nan|cousin|neighbou?rs?|colleague|friend|boss|mate|nephew|niece|in-law|husband|wife|son|daughter|man|woman)\b/u,
};
const LONG_AGO: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /[\d一二三四五六七八九十几]+(?:来)?岁(?:的?时|那年|就|心|中|脑|得|走|没|上)|走的|去世|过世|没的|(?:\d+|[一二三四五六七八九十两几好多半]+)年前|很久以前|上个月|前年|去年|小时候|康复|恢复|后来|那会儿|那时候|当年|早些年|年轻时|(?:还能|还在|硬朗|现在(?:挺|都|已经|好|一米|能|还|在康复|没事))|要不要(?:也)?(?:查|筛)|遗传|惋惜|十[几来多]年|几十年/u,
  en: /\b(?:at (?:age |the age of )?\d\d|aged? \d\d|in (?:his|her|their) (?:\w+ies|youth)|years? (?:ago|back|old then)|as a (?:toddler|baby|child|kid|boy|girl|student)|and still|still (?:grows?|works?|walks?|drives?|goes|plays?|alive|with us|going strong)|in rehab|recover\w*|since then|when (?:he|she|they) (?:was|were)|long ago|ages ago|last (?:month|year|spring|summer|autumn|winter|christmas)|back then|(?:he|she)'?s \w+(?: \w+)? now|fine (?:now|since)|should i (?:be|get|worry)|run(?:s|ning)? in (?:the|our|my) family|died|passed away|hereditary)\b/u,
};
/** One's own, and long ago. */
const MY_PAST: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /(?:19|20)\d\d年|早些年|早年|(?:小学|中学|大学|年轻|当兵|上学|读书)(?:的)?(?:时候?|那会儿|那年)|小时候|读(?:小学|中学|大学)|上(?:小学|中学|大学|学)|(?:怀|生)(?:着)?(?:孕|老[大二三]|他|她|头胎|二胎|儿子|女儿|孩子).{0,3}(?:那会儿|那时|时候|那年|的时候)|那段(?:日子|时间)|出院(?:以后|之后|后)|[一二三四五六七八九十半两几\d]+(?:年|个月)前/u,
  en: /\b(?:back in (?:19|20)\d\d|in (?:19|20)\d\d|when i was (?:\w+ )?(?:\w+teen|twelve|eleven|ten|nine|eight|seven|six|five|\d+|young|little|small|a|at|pregnant|expecting|in)|at school|as a student|when i (?:carried|was carrying|had my (?:first|second|eldest|youngest))|(?:ten|twenty|thirty|\d+|several|many) years (?:back|ago)|years (?:back|ago))\b/u,
};
/** What was found is as it should be: 大便正常不黑, "stools normal, not black". */
const NORMAL: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /正常|(?:不|没)(?:黑|红|肿|出血|发黑)/u,
  en: /\b(?:normal|not (?:black|red|bloody|swollen|blue))\b/u,
};

/** Whether a word of danger stands in a message, clause or sentence that only speaks of such things. */
export function isToldOf(message: Heard, { language, index, said }: Hit): boolean {
  const surface = message.surfaces[language];
  const clause = surface.clause(index);
  if (NORMAL[language].test(said)) return true;
  if (HAPPENING[language].test(surface.text)) return false;
  if (STORY[language].test(language === 'en' ? surface.sentence(index) : clause) && !ownBefore(surface.text, language)) return true;
  if (DEATH[language].test(surface.text) && !LONG_AGO[language].test(surface.text)) return false;
  if (SUPPOSED[language].test(language === 'en' ? surface.sentence(index) : clause) && !DEATH[language].test(surface.text)) return true;
  if (isGeneral(surface.sentence(index), clause, language)) return true;
  if (isAnothers(surface, { language, index, said })) return true;
  return (
    MY_PAST[language].test(clause) &&
    !/\b(?:still|ever since|since then|now again|same|like)\b|一样|跟.{0,6}(?:时|前)|又/u.test(surface.text)
  );
}

/** "I was watching a film when my arm went numb": the story is where it happened. */
const ownBefore = (text: string, language: Language): boolean =>
  language === 'en'
    ? /\b(?:my (?:chest|arm|leg|face|head|heart|speech|eyes?|hand|side)|i (?:can'?t|cannot|feel|am|have))\b/.test(text)
    : /我(?:的)?(?:胸|头|手|脚|腿|眼|心|嘴|脸|舌|喘|晕|疼)/u.test(text);

function isGeneral(sentence: string, clause: string, language: Language): boolean {
  if (language === 'zh-CN') return GENERAL['zh-CN'].test(clause) && !OWN_REPORT['zh-CN'].test(sentence);
  const asked = sentence.replaceAll(/\b(?:would|should|do|must|can|may|could|shall|will|when) i(?: have)?\b/g, ' ');
  return GENERAL.en.test(asked.trimStart()) && ANYBODY_EN.test(asked) && !OWN_REPORT.en.test(asked);
}

/** The word stands behind somebody else in its sentence, and nothing of the writer's own comes between. */
function isAnothers(surface: Heard['surfaces'][Language], { language, index, said }: Hit): boolean {
  const before = language === 'en' ? surface.beforeInSentence(index) : surface.before(index);
  const who = [...before.matchAll(new RegExp(RELATIVE[language], 'gu'))].at(-1);
  if (!who) return false;
  const between = before.slice(who.index + who[0].length);
  if (language === 'en' ? /\b(?:i|i'm|im|i've|me|my)\b/.test(between) : /我/u.test(between)) return false;
  const around = language === 'en' ? surface.sentence(index) : surface.text.slice(Math.max(0, index - 40), index + said.length + 40);
  return LONG_AGO[language].test(around);
}
