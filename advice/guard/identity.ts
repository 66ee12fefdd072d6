import { chineseNumber } from '../wording/numerals.ts';
import { plain } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

const SURNAMES =
  '王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const TITLED_CHINESE = new RegExp(
  `[${SURNAMES}]\\p{Script=Han}{0,2}(?:先生|女士|小姐|阿姨|叔叔|大爷|大妈|奶奶|爷爷|老师|同志|大哥|大姐|伯伯)`,
  'u',
);
const ADDRESSED_CHINESE =
  /(?:尊敬的|亲爱的)(?!患者|用户|朋友|您|病友|家人|家属)\p{Script=Han}{1,4}|(?:姓名|身份证|病历号|住院号|手机号|微信号)(?:号码?)?[:：]?\s?[\p{Script=Han}\d]|(?:电话|手机)(?:号码?)?[:：]/u;
const TITLED_ENGLISH =
  /\b(?:Mr|Mrs|Ms|Miss|Mister|Madam|Dr|Prof)\b\.?\s+\p{Lu}|\b(?:Dear|Hello|Hi)\s+(?!(?:Patient|Friend|There)\b)\p{Lu}\p{Ll}+|\b(?:name|patient id|record number)\s*(?:is|:)/u;
/** 王秀兰，您好; "Good evening, Margaret". */
const GREETED_CHINESE = new RegExp(
  `(?:^|[，。！!,\\s])[${SURNAMES}]\\p{Script=Han}{1,2}[，,]?\\s?(?:您好|你好|早上好|上午好|下午好|晚上好|好久不见)`,
  'u',
);
const GREETED_ENGLISH =
  /\b(?:good (?:morning|afternoon|evening|day)|hello|hi|hey|morning|evening|greetings)\b,? (?!(?:There|Friend|Everyone|Everybody|All|Patient|Reader|You|Your|It|The|This|That|Time|To|A|An|I|We|Please|Here)\b)\p{Lu}\p{Ll}+/u;

/** Telephone, identity card, card and record numbers: nothing that advice counts has so many digits. */
const LONG_NUMBER = /\+?\d[\d\s().-]{5,}\d/g;
const MAIL = /[\w.+-]@[\w-]+(?:\.[\w-]+)+|@\w{3,}/;

/** No name, telephone number, mail address, card number, nor the pseudonym: a text may be forwarded. */
export const identity = eachSentence(({ text }, _facts, { hidden }) => {
  const bare = text.normalize('NFKC').replaceAll(/\p{Cf}/gu, '');
  const given = hidden.find((secret) => secret.length > 1 && plain(bare).includes(plain(secret)));
  if (given !== undefined) return 'it names the patient or a device';
  if (
    TITLED_CHINESE.test(bare) ||
    ADDRESSED_CHINESE.test(bare) ||
    TITLED_ENGLISH.test(bare) ||
    GREETED_CHINESE.test(bare) ||
    GREETED_ENGLISH.test(uncapped(bare))
  )
    return 'it addresses somebody by name';
  if (MAIL.test(bare)) return 'there is a mail address in it';
  const digits = (bare.match(LONG_NUMBER) ?? []).some((number) => number.replaceAll(/\D/g, '').length >= 7);
  // 一三八〇〇〇〇: a telephone number read out.
  const readOut =
    chineseNumber(bare).some(({ length, value }) => length >= 7 && Number.isNaN(value)) || /[〇零一二三四五六七八九]{7}/.test(bare);
  return digits || readOut || /\d{17}[\dXx]/.test(bare) ? 'there is a telephone, card or record number in it' : undefined;
});

/** A greeting in small letters, so that it is found at the start of a sentence as well; names keep their capitals. */
const uncapped = (text: string): string =>
  text.replace(
    /^(?:Good (?:Morning|morning|Afternoon|afternoon|Evening|evening|Day|day)|Hello|Hi|Hey|Morning|Evening|Greetings)\b/,
    (word) => word.toLowerCase(),
  );
