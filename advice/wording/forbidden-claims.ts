import type { Language, Source } from '../../domain/source.ts';

/** The texts that forbid them, with how well each is known. */
export const claimSources = {
  ad16: {
    organisation: '全国人民代表大会常务委员会',
    title: '中华人民共和国广告法',
    year: 2021,
    section: '第十六条: 断言或者保证, 治愈率或者有效率, 与其他比较, 代言人推荐',
    evidence: 'secondary',
  },
  ad9: {
    organisation: '全国人民代表大会常务委员会',
    title: '中华人民共和国广告法',
    year: 2021,
    section: '第九条(三): 国家级, 最高级, 最佳',
    evidence: 'secondary',
  },
  ad17: {
    organisation: '全国人民代表大会常务委员会',
    title: '中华人民共和国广告法',
    year: 2021,
    section: '第十七、十八条: 食品和保健食品不得涉及疾病预防、治疗功能',
    evidence: 'secondary',
  },
  telecare: {
    organisation: '国家卫生健康委员会, 国家中医药管理局',
    title: '互联网诊疗监管细则(试行)',
    year: 2022,
    section: '人工智能软件不得冒用、替代医师; 严禁使用人工智能自动生成处方',
    evidence: 'secondary',
  },
  order21: {
    organisation: '国家市场监督管理总局',
    title: '药品、医疗器械、保健食品、特殊医学用途配方食品广告审查管理暂行办法 (第21号令)',
    year: 2020,
    section: '第十一条: 安全, 无毒副作用, 恐吓, 免费',
    evidence: 'unverified',
  },
  own: {
    organisation: 'Hearth',
    title: 'Own rule of the advice guard',
    year: 2025,
    section: 'Health data stay with the doctor',
    evidence: 'unverified',
  },
} as const satisfies Record<string, Source>;

export interface ForbiddenClaim {
  readonly group: string;
  readonly pattern: RegExp;
  readonly basis: keyof typeof claimSources;
  /** No negation excuses it: 错过今天就没有优惠了, "say nothing to your doctor". */
  readonly evenDenied?: boolean;
}

/**
 * What no text to a patient may claim, matched on the surface of `surfaceOf`: simplified, without spaces and punctuation in Chinese.
 * Everyday words that only look alike are left out by their neighbours: 最好在饭后, 第一步, "best to".
 */
export const forbiddenClaims: Readonly<Record<Language, readonly ForbiddenClaim[]>> = {
  'zh-CN': [
    {
      group: 'promise of a cure',
      basis: 'ad16',
      pattern:
        /根治|根除|去根|治愈(?!率)|治好|痊愈|断根|除根|包治|包好|药到病除|永不复发|不再复发|不复发|不反弹|逆转(?:糖尿病|高血压|病情)|摆脱(?:胰岛素|药物|吃药|糖尿病|高血压)|告别.{0,4}(?:药|针|胰岛素|糖尿病|高血压)|三高全消|全都消失|一扫而光|彻底(?:解决|治|好|恢复)|治(?!疗)|疗效|见效|神药|方子|药方|灵丹|(?:糖尿病|高血压|血糖问题|毛病|老毛病).{0,4}(?:没了|消失|好了|不见了|远离|再见)|血糖(?:恢复|回到)正常不再/gu,
    },
    {
      group: 'guarantee of safety',
      basis: 'order21',
      pattern:
        /(?:无|没有|零|毫无)(?:任何)?(?:毒)?副作用|零风险|无风险|没有风险|绝对安全|百分之?百安全|100%安全|纯天然无害|天然无害|安全可靠|完全无害/gu,
    },
    {
      group: 'guarantee of effect',
      basis: 'ad16',
      pattern:
        /保证(?:有效|见效|降|治|效果|达标|您|你|能|一|三|血)|(?:一周|几天|几周|天|周|个月)(?:之)?内?.{0,4}(?:恢复正常|降到正常|就见效|达标)|一定(?:能|会)(?:降|治|好|见效|达标)|必定(?:降|有效)|包(?:有效|见效)|保准|包管|包你|百试百灵|屡试不爽|(?:所有人|人人|谁|任何人|所有糖友|所有患者)(?:都|用了都)?(?:有效|管用|见效|适用)|立竿见影|当天见效|一个疗程|无效退款/gu,
    },
    { group: 'rate of success', basis: 'ad16', pattern: /治愈率|有效率|成功率|百分之?百有效|\d{1,4}%(?:的人|的患者)?有效|百发百中/gu },
    {
      group: 'superlative',
      basis: 'ad9',
      pattern:
        /最佳|最权威|最好的|最有效|最先进|最高级|最安全|最强|顶级|国家级|世界级|首选神药|特效|神效|奇效|神奇|祖传秘方|秘方|偏方|排名第一|第一品牌|第一名|唯一(?:的|有效|能|办法)|仅此一家|独家|独一无二|全国首创/gu,
    },
    {
      group: 'comparison',
      basis: 'ad16',
      pattern:
        /(?:比|优于|胜过|强于|好过)(?:[\p{Script=Han}]{0,4})(?:二甲双胍|胰岛素|他汀|药物?|降[糖压]药|其他医院|其他产品|别的医院)(?:[\p{Script=Han}]{0,3})?(?:好|有效|安全|强|管用)?|(?:医院|医生|大夫|门诊).{0,3}不如|(?:优于|胜过|强于|好过)(?:药|其他医院|其他产品)/gu,
    },
    {
      group: 'endorsement',
      basis: 'ad16',
      pattern:
        /(?:专家|医生|医师|中医|教授|院士)(?:们)?(?:都)?(?:推荐|一致|力荐|力推|首推|推崇)|患者见证|患者来信|感谢信|名医|名院|权威(?:机构)?(?:认证|推荐)|明星|院士推荐|大家都说好|亲测有效|(?:邻居|隔壁|亲戚|同事|糖友|病友|朋友|老[张王李赵陈刘]).{0,8}(?:用了|吃了|喝了|试了|夸|说灵|好了|不打针|不吃药|见好)|(?:专家|院士|名人|医生|教授|护士|很多人)(?:们)?(?:也|都)(?:在用|在吃|在喝|这样吃|夸|说好)/gu,
    },
    {
      group: 'puts itself in the place of a doctor',
      basis: 'telecare',
      pattern:
        /(?:替代|代替|取代)(?:门诊|医院|您的)?(?:医生|医师|大夫|就医|看病|就诊|诊疗|治疗|药物)|(?:不用|不必|无需|无须|用不着)(?:再)?(?:去医院|看医生|就医|就诊|复查|复诊|门诊|看门诊|去门诊|咨询医生|找医生)|为您(?:开药|开方|开具|诊断)|给您(?:开药|开方|开具|诊断)|(?:少|不用再|不必再)跑(?:医院|门诊)|开具处方|电子处方|本系统诊断/gu,
    },
    {
      group: 'food as a medicine',
      basis: 'ad17',
      pattern:
        /降[糖压](?:食品|神器|茶|饼干|食物|水果|蔬菜|食谱|功效)|吃了(?:就|能|可以)?降[糖压]|(?:苦瓜|南瓜|秋葵|洋葱|醋|玉米须|保健品|食物|食疗|芹菜|汁|茶|黑木耳)(?:能|可以|可|就能)?(?:降血?[糖压]|治|代替药|降低血[糖压])|(?<=保健品.{0,4})(?:代替|替代)|以食代药|(?:吃|喝|饮(?!食)|泡|煮|服)(?:(?!不能|不会|不可|无法|难以).){0,10}(?:来|能|可以|可|会)?(?:降|治|控制|平稳?)(?:低)?血?[糖压]|(?:顶得上|等于|相当于|胜过|抵得上).{0,6}(?:药|针|胰岛素)|(?:穴位|按摩|艾灸|拔罐|刮痧|贴敷)|血[糖压].{0,3}(?:立马|立刻|当场|一下子|准能|保管|准)(?:就|能|会)?(?:下|降|平|稳)|(?:水|茶|汁|粉|醋|汤|汁儿).{0,8}血[糖压](?:自然|就|自己|也会|便)(?:会|能)?(?:下来|降|稳|正常)/gu,
    },
    {
      group: 'fear or urgency to sell',
      evenDenied: true,
      basis: 'order21',
      pattern:
        /再不.{0,8}就(?:晚|来不及)|错过.{0,6}(?:机会|就没)|最后(?:一次)?机会|不治(?:就)?会死|限时|免费(?:赠送|领取|试用)|抢购|下单|购买(?:本|该|此)|优惠|(?:就|会|要|早晚).{0,3}(?:截肢|失明|瘫痪|丧命|没命|死)|机会难得|后果自负|等着截肢|迟早(?:截肢|失明|尿毒症)/gu,
    },
    {
      group: 'advice to hide something from the doctor',
      evenDenied: true,
      basis: 'own',
      pattern:
        /(?:不要|别|不用|不必|无需|没必要|不能)(?:把.{0,10})?(?:告诉|告知|让|跟|和|向)(?:您的)?(?:医生|医师|大夫|护士|家人)(?:说|知道|提|讲)?|瞒着?(?:医生|医师|大夫|家人)|(?:跟|和|对|向|同).{0,10}(?:医生|医师|大夫|护士|家里?人).{0,2}(?:不用|不必|别|不要|无需|都不)(?:用|要)?(?:说|提|讲)|(?:记录|数值|高值|读数|结果).{0,4}删|(?:不用|不必|别|不要)(?:再)?听(?:医生|医师|大夫)|对医生保密|(?:自己|您|你)知道就(?:好|行)|(?:不用|不必|别|不要)(?:上报|汇报|报告)|(?:少|别|不用)记(?:录)?(?:高|差)的|删(?:掉|除)(?:这次|高的|低的)/gu,
    },
  ],
  en: [
    {
      group: 'promise of a cure',
      basis: 'ad16',
      pattern:
        /\bcur(?:e|es|ed|ing)\b|(?:diabetes|hypertension|high blood pressure|the disease|your condition) (?:will |simply |just )*(?:disappears?|vanish(?:es)?|is gone|goes away|go away|be gone)|revers(?:e|es|ed|ing) (?:your |the )?(?:diabetes|hypertension|disease|condition|high blood pressure)|never (?:returns?|comes? back)|gets? (?:you )?(?:off|rid of) (?:insulin|diabetes|hypertension|high blood pressure|your (?:medicine|medication|diabetes|tablets|insulin))|(?:free of|free from|done with) (?:your )?(?:injections|insulin|medicines?|medication|tablets|pills|drugs|diabetes)|no longer need (?:insulin|medicine|medication)|say goodbye to|for good\b(?=.{0,3}$)|permanent(?:ly)? (?:fix|solve|heal|solution)|\bheals? (?:your )?(?:diabetes|disease)/gu,
    },
    {
      group: 'guarantee of safety',
      basis: 'order21',
      pattern:
        /(?:no|without|zero|free of) (?:any )?side[- ]effects|(?:completely|absolutely|100 ?%|totally|perfectly|entirely) (?:safe|harmless)|risk[- ]free|no risk\b|zero risk|all[- ]natural/gu,
    },
    {
      group: 'guarantee of effect',
      basis: 'ad16',
      pattern:
        /guarantee[ds]?|\bfor certain\b|\bwill (?:definitely|certainly|surely) (?:lower|work|fix|bring|normali[sz]e)|works? (?:for everyone|every time|overnight|instantly)|instant results|proven to work|money back/gu,
    },
    {
      group: 'rate of success',
      basis: 'ad16',
      pattern: /success rate|cure rate|\d{1,4} ?(?:%|percent) (?:effective|success)|works in \d/gu,
    },
    {
      group: 'superlative',
      basis: 'ad9',
      pattern:
        /\bthe (?:very )?best (?:food|diet|exercise|medicine|drug|product|treatment|remedy|cure|thing)|number one\b(?! rule)|\bno\. ?1\b|nowhere else|exclusive(?:ly)?\b|one of a kind|the only (?:way|food|treatment|diet|remedy|product|exercise|method|thing|programme|program)|miracle|miraculous|secret (?:formula|recipe|remedy)|superfoods?|magic(?:al)?\b|world[- ]class|most effective|wonder (?:food|drug)/gu,
    },
    {
      group: 'comparison',
      basis: 'ad16',
      pattern:
        /(?:better|safer|stronger|more effective|works better|works as well) (?:than|as) (?:your |any |other |the )*(?:metformin|insulin|medicines?|medications?|drugs?|tablets?|hospitals?|doctors?|statins?|products?)|(?:beats?|outperforms?|outdoes) (?:your |any |other |the |all )*(?:metformin|insulin|medicines?|medications?|drugs?|tablets?|hospitals?|doctors?|statins?|products?)/gu,
    },
    {
      group: 'endorsement',
      basis: 'ad16',
      pattern:
        /(?:doctors|experts|professors|nurses|specialists|celebrities|patients|users) (?:all |even )?(?:recommend|swear|agree|say|love)|(?:my |a |your |his )?(?:neighbou?r|friend|colleague|cousin|everybody|everyone|forum|people)s? (?:\w+ ){0,3}(?:praises?|swears?|threw|stopped|got rid|raves?|loves?|recommends?|was cured)|clinically proven|as seen on|testimonials?|thousands of (?:patients|people)/gu,
    },
    {
      group: 'puts itself in the place of a doctor',
      basis: 'telecare',
      pattern:
        /(?:instead of|replaces?|rather than|substitute for|as good as) (?:seeing )?(?:your |a |the |any )?(?:\w+ )?(?:doctor|medical|medicine|medication|treatment|clinic|hospital|nurse)|(?:fewer|less) (?:trips|visits|appointments)|your own (?:best )?doctor|do without (?:a |your |the )?(?:doctor|clinic|nurse|hospital|check)|(?:do not|don't|no longer) (?:really |even |actually )?need (?:a |your |the |any )(?:doctor|clinic|hospital|nurse|check)|(?:no need|do not need|don't need|needn't|you need not) (?:to )?(?:see|call|visit|ask|contact|tell|consult) (?:your |a |the )?(?:doctor|clinic|hospital|nurse)|\bi (?:prescribe|diagnose)|my (?:prescription|diagnosis)|(?:skip|forget|miss|avoid|no more|stop going to|instead of) (?:the |your |a |any )?(?:clinic|doctor|hospital|appointments?|check-?ups?|visits?)/gu,
    },
    {
      group: 'food as a medicine',
      basis: 'ad17',
      pattern:
        /keeps? (?:your )?(?:blood )?(?:sugar|glucose|pressure) (?:in check|down|low)|does? the work of|(?:food|tea|fruit|vegetable|bitter melon|cinnamon|vinegar|supplement|herb|garlic|okra|juice|water|broth|powder|pumpkin|celery)s? (?:that )?(?:will |can |may )?(?:cures?|treats?|lowers? (?:your )?(?:blood )?(?:sugar|glucose|pressure)|replaces?|(?:melts?|burns?|flush(?:es)?|wash(?:es)?|brings?|takes?) (?:your |the |away |out |down )*(?:blood )?(?:sugar|glucose|pressure))/gu,
    },
    {
      group: 'fear or urgency to sell',
      evenDenied: true,
      basis: 'order21',
      pattern:
        /(?:not|never|won't) (?:find|get|see) (?:\w+ ){1,4}(?:anywhere else|elsewhere)|act now (?:or|before|and (?:save|get|order|receive))|before it is too late|before it's too late|limited (?:time|offer)|free (?:trial|gift|meter|sample|book|month)|buy (?:now|this|our)|order (?:now|today|our|your|this)|(?:you will|you'll|going to) (?:\w+ )?(?:die|go blind|be paraly[sz]ed|be disabled|have a stroke|end up in|lose (?:your|a) (?:foot|leg|sight|eyes?|toes?|kidneys?))|special offer|discount|(?:this )?(?:chance|offer) (?:will|does|won't)|last chance|press (?:this|the|a) point|acupressure|acupuncture|\bcupping\b|(?:pressure|glucose|sugar) (?:drops?|falls?|settles?) (?:at once|instantly|immediately|overnight|,? full stop)|\bkeep (?:this|that|the|your) (?:value|reading|number)s? to yourself\b/gu,
    },
    {
      group: 'advice to hide something from the doctor',
      evenDenied: true,
      basis: 'own',
      pattern:
        /(?:do not|don't|no need to|never|needn't) (?:tell|inform|mention|show|bother)(?: (?:it|this|that|these|the|readings?|values?|results?|anything))* (?:to )?(?:your |the |a )?(?:doctor|nurse|clinic|care team|family)|say nothing (?:of (?:this|it) )?to|(?:your|the) (?:doctor|nurse|clinic) (?:need not|needn't|does not need to|doesn't need to) know|hide (?:this|it|the reading|your readings?)|keep (?:this|it|that|these|the|your)(?: \w+)? (?:secret|from (?:your|the|a) )|delete (?:this|the|your) (?:reading|high|low)/gu,
    },
  ],
};
