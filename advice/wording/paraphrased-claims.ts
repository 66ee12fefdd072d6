import type { Language } from '../../domain/source.ts';
import type { ForbiddenClaim } from './forbidden-claims.ts';

/** What the sentence would sell or promise, without its name: an illness, its end, a crowd of witnesses, a thing that is cleaned out. */
const ILLNESS =
  '(?:illness|disease|condition|diabetes|sugar (?:trouble|problem|disease)|high (?:sugar|pressure|blood pressure)|hypertension|problem|trouble|complaint|it|this)';
const CROWD = '(?:users?|people|patients?|members?|readers?|customers?|families|friends)';
const NORMAL = '(?:normal|perfect|ideal|healthy|as good as new|how (?:it|they) (?:was|were)|that of your youth|your youth|twenty again)';
const ILLNESS_ZH = '(?:病|毛病|病情|它|糖尿病|高血压|高血糖|血糖高|血压高|三高)';

/**
 * The claims of forbidden-claims.ts in other words: by what is promised (an end, a certainty, no harm), by who vouches for it, by what a food would do
 * inside the body. Each group keeps the law that forbids it.
 */
export const paraphrasedClaims: Readonly<Record<Language, readonly ForbiddenClaim[]>> = {
  en: [
    {
      group: 'promise of a cure',
      basis: 'ad16',
      pattern: new RegExp(
        [
          `\\b${ILLNESS} (?:is|are|will be|becomes?|can be) (?:soon |simply |all |just )*(?:history|gone|behind you|over|beaten|a thing of the past|no more|fixed|healed)\\b`,
          '\\b(?:free|rid|relieved|healed) of (?:it|this|that|your|the|diabetes|hypertension|high)',
          '\\b(?:say|wave|kiss)(?:ing)? (?:goodbye|farewell)\\b|\\bfor good\\b(?! measure)|\\bonce and for all\\b|\\bforever\\b',
          `\\bback (?:to|at) (?:\\w+ )?${NORMAL}|\\bas (?:it was )?in your youth|\\b(?:years|decades) younger\\b`,
          '\\b(?:melts?|wipes?|sweeps?|takes?) (?:the (?:illness|disease|diabetes|pressure|sugar)) (?:away|out|off)\\b',
        ].join('|'),
        'gu',
      ),
    },
    {
      group: 'guarantee of effect',
      basis: 'ad16',
      pattern: new RegExp(
        [
          '\\bworks? (?:for|on|with) (?:every|any|all|each)\\w*|\\bwithout (?:a single |any )?(?:exception|fail)\\b|\\bnever (?:fails?|lets? (?:you|anyone) down)\\b|\\b(?:nothing|nobody|no one) can go wrong\\b|\\bnothing can go wrong\\b|\\bcannot go wrong\\b',
          `\\b(?:brings?|gets?|puts?|takes?|makes?) (?:any|every|all|your|the) (?:\\w+ ){0,3}(?:back to |down to |to )${NORMAL}`,
          '\\b(?:you (?:will|can) )?(?:see|notice|feel) (?:results?|the difference) (?:within|in|after|by)\\b|\\bsure(?:-fire| thing| to work)\\b|\\bno (?:downside|drawback|harm in)\\b',
          '\\b(?:nobody|no one|not one|none of those) who (?:\\w+ ){0,4}(?:complain\\w*|regret\\w*|looked back|went back)|\\bnobody (?:\\w+ ){0,3}has ever (?:complained|regretted)',
        ].join('|'),
        'gu',
      ),
    },
    {
      group: 'superlative',
      basis: 'ad9',
      pattern:
        /\bno (?:other|\w+er|better)(?: (?:or|and) \w+)?(?: \w+){0,3} (?:in the (?:country|world|land|market)|anywhere|exists?|to be found|comes close)\b|\b(?:leading|known|famous|recognised|recognized|unrivalled) (?:worldwide|around the world|everywhere)|\b(?:unrivalled|unmatched|unbeatable|second to none|in a class of its own)\b|\bnothing (?:beats|compares|comes close|works like)\b|\b(?:ancient|imperial|royal|grandmother's secret|age-old)\b|\bemperors?\b/gu,
    },
    {
      group: 'endorsement',
      basis: 'ad16',
      pattern: new RegExp(
        `\\b(?:hundreds|thousands|millions|dozens|lots|most|plenty|many|so many) of (?:our |other )?${CROWD}|\\b(?:our|other|fellow|satisfied|happy) ${CROWD.replace('|people', '')}\\b|\\b(?:professors?|scientists|film stars?|celebrit(?:y|ies)|athletes|influencers|famous \\w+|(?:top|leading) (?:doctors|hospitals|experts))\\b (?:all |even |also )?(?:swears?|drink|drinks|eats?|uses?|takes?|praises?|trusts?|recommends?|relies|rely)|\\b${CROWD} (?:all |even )?(?:swear|rave|report|got rid|tell us)\\b`,
        'gu',
      ),
    },
    {
      group: 'food as a medicine',
      basis: 'ad17',
      pattern:
        /\b(?:flush|wash|rins|draw|pull|suck|clean|burn|melt|scrub|sweep|drain|clear|purg)(?:e|es|s|ing)? (?:the |your |all |that |excess )*(?:sugar|salt|glucose|toxins?|poisons?|waste|fat|body|blood|arteries|vessels|system|organs)(?: out)?\b|\bdetox\w*|\bcleans(?:e|es|ing)\b|\bpurif\w+|\b(?:brings?|takes?|pulls?|drives?) (?:your |the |any )?(?:blood )?(?:sugar|glucose|pressure|numbers?) (?:right |straight )?down (?:fast|quickly|in no time|overnight|at once)|\b(?:boosts?|repairs?|restores?|rejuvenates?|heals?|regenerates?) (?:your |the )?(?:\w+ )?(?:pancreas|insulin|cells|kidneys|liver|heart|metabolism|immune)/gu,
    },
    {
      group: 'fear or urgency to sell',
      evenDenied: true,
      basis: 'order21',
      pattern:
        /\border (?:tonight|this|it|yours|one|two)\b|\b(?:second|another|next|extra) (?:box|pack|bottle|jar|month)(?: is| comes| you get)? (?:is )?free\b|\bget (?:one|the \w+ (?:box|pack|bottle)|it) free\b|\bplaces? (?:is|are) (?:few|limited|filling)|\bwhile (?:stocks?|supplies) last\b|\bbe quick\b|\b(?:only|just) (?:today|a few left|this week)\b.{0,20}\b(?:offer|price|free|discount)|\bdiscount\b|\b(?:without|no) (?:a )?prescription(?: needed)?\b|\bover the counter\b/gu,
    },
    {
      group: 'puts itself in the place of a doctor',
      basis: 'telecare',
      pattern:
        /\b(?:need|needs|needed|want) no (?:\w+ )?(?:hospital|doctor|clinic|check-?ups?|tests?)\b|\bno (?:hospital|doctor|clinic)s? (?:is |are )?(?:needed|required|necessary)\b|\b(?:trust|believe|listen to) (?:me|us|this app|this text)\b|\b(?:rather|more) than (?:your |the |any )?(?:doctors?|white coats?|hospital)/gu,
    },
    {
      group: 'advice to hide something from the doctor',
      evenDenied: true,
      basis: 'own',
      pattern:
        /\b(?:change|adjust|tidy up|correct|polish|alter|fix|improve|round) (?:the |your |a few |some )*(?:records?|log|diary|entries|readings?|values?|numbers) (?:a little|a bit|before|so that|down|by hand)|\b(?:doctor|nurse|clinic|nobody|no one) (?:will|won't|would|wouldn't|can|can't|need) (?:never |not )?(?:notice|find out|see it|know|be any the wiser)|\b(?:between|among) (?:us|ourselves|you and me)\b|\bkeep (?:it|this|that) (?:to yourself|quiet|private|secret)|\bno (?:call|cause|point|sense) (?:to|in) (?:tell|telling|mention|mentioning|inform)/gu,
    },
  ],
  'zh-CN': [
    {
      group: 'promise of a cure',
      basis: 'ad16',
      pattern: new RegExp(
        `${ILLNESS_ZH}.{0,6}(?:过去式|成了?过去|说再见|说拜拜|没了|没影|不见了|无影无踪|一去不返|不再来|远离您|跑了|走了|全消)|(?:跟|和|与|同)${ILLNESS_ZH}.{0,2}(?:再见|拜拜|告别|分手|道别)|(?:彻底|永远|从此|终于|全都)(?:摆脱|告别|甩掉|远离|不再)|甩掉${ILLNESS_ZH}|回到(?:从前|年轻|以前|正常|健康)|年轻时候|(?:年轻|小)[一二三四五十几]{1,6}岁|一劳永逸|恢复如初`,
        'gu',
      ),
    },
    {
      group: 'guarantee of effect',
      basis: 'ad16',
      pattern:
        /(?:什么样的?|任何|再高的|多高的|不管多高的?|所有的?).{0,5}(?:血糖|血压|糖|压|毛病|病).{0,6}(?:能|会|可以|行|下来)|(?:人人|个个|谁|每个人)(?:都|用了?都|喝了?都|吃了?都)?(?:见效|有效|适用|能用|管用|灵|行|好)|(?:没有|无一|绝无)例外|万无一失|稳赚不赔|没有一个.{0,6}(?:不好|不行|后悔|抱怨)|(?:一点|半点|丝毫|任何)(?:儿)?(?:的)?(?:风险|坏处|害处|副作用|伤害|毛病)(?:都|也)?(?:没有|不会有)|(?:总|准|绝|肯定)(?:没|不会有)(?:坏处|害处|风险|错|副作用)|有百利|立竿见影|立刻见效|[一两三几]天就(?:能|会)?(?:下来|降|好|正常|见)/gu,
    },
    {
      group: 'superlative',
      basis: 'ad9',
      pattern:
        /找不[出到](?:第二|更|比)|全国(?:独|第一|唯|首|领先|最)|全球(?:领先|第一|独|最)|世界(?:领先|第一|独)|天下(?:第一|独|无双)|没有(?:比.{1,6})?更(?:好|灵|有效|安全|温和|管用)的|再好不过|无与伦比|宫廷|御[用医膳]|祖[上传]|世代相传|老祖宗|古法|千年/gu,
    },
    {
      group: 'endorsement',
      basis: 'ad16',
      pattern:
        /(?:[一两三几数上成好多十百千万]{1,6})(?:位|名|个|多)?(?:多)?(?:用户|患者|糖友|病友|会员|家庭)(?:都|已经|亲|靠|用|在|彻底|成功)|[几成上数][百千万]人|(?:教授|专家|院长|主任|名人|明星|科学家|大医院的人|老中医)(?:们)?(?:自己)?(?:都|也|天天)?在?(?:喝|吃|用|夸|信|选)|用过的(?:人|都)|口口相传|口碑|有口皆碑|家家都/gu,
    },
    {
      group: 'food as a medicine',
      basis: 'ad17',
      pattern:
        /(?:把)?(?:血里|血液里?|体内|血管里?|身体里|肠道里?)的?.{0,6}(?:冲|排|清|洗|溶|化|刮|带|吸|扫)(?:走|掉|出|除|净|干净)|(?:冲|排|清|洗|溶|化|刮|带|吸|扫)(?:走|掉|出|除|净|干净)?.{0,5}(?:血里|血液|体内|血管|毒素|垃圾|糖分)|排毒|清血|净血|通血管|软化血管|养胰|护胰|修复.{0,4}(?:胰|肾|肝|细胞|血管)|激活.{0,4}(?:胰|细胞)|(?:降糖|降压|治病)(?:很|特别|挺|可|最)?(?:灵|快|神|管用|厉害)|顶得上.{0,8}(?:药|片|针|您现在)|(?:跟|和|与).{0,6}(?:药|片|针)(?:是)?(?:一个|一样的?|同样)(?:作用|效果|功效)/gu,
    },
    {
      group: 'fear or urgency to sell',
      evenDenied: true,
      basis: 'order21',
      pattern:
        /名额(?:有限|不多|紧)|先到先得|第二[盒瓶件份]|买[一二三]送|送一[盒瓶]|(?:不用|无需|不需要|免|不要)(?:开)?(?:处方|方子|开方)|扫码(?:购|领|下)|加微信|联系客服|到货|特价|折扣|包邮/gu,
    },
    {
      group: 'puts itself in the place of a doctor',
      basis: 'telecare',
      pattern:
        /(?:三甲)?(?:医院|门诊|医生|大夫)(?:都|也)?(?:不用|不必|用不着|可以不)(?:去|看|找|跑)|(?:更|还是|就)(?:应该|该)?(?:信|相信|听)(?:我|我们|这个)|比(?:起)?.{0,6}(?:医生|大夫|白大褂).{0,6}(?:准|懂|强|好|信我|灵)/gu,
    },
    {
      group: 'advice to hide something from the doctor',
      evenDenied: true,
      basis: 'own',
      pattern:
        /(?:改|动|修|调|抹|涂)(?:一下|一改|一动|改|掉|点|几个|几处)*(?:记录|数据|数字|读数|数值)|(?:医生|大夫|护士|别人|谁)(?:也|都)?(?:看不出|不会发现|发现不了|不会知道|察觉不)|(?:您|你|咱们?|自己)(?:俩)?(?:心里)?知道就(?:行|好|可以)|保密|(?:别|不用|不要|不必|甭)(?:跟|和|对|向|同).{0,6}(?:医生|护士|大夫|家人|儿女|老伴)(?:们)?(?:提|说|讲|聊)/gu,
    },
  ],
};
