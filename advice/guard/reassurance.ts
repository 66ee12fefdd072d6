import type { Language } from '../../domain/source.ts';
import { KEPT_FROM_HELP } from '../wording/kept-from-help.ts';
import { negated } from '../wording/negation.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** Own rule, group "false reassurance" of the word list: what may hold somebody back from getting help. */
const ALL_IS_WELL: Readonly<Record<Language, readonly RegExp[]>> = {
  'zh-CN': [
    // Comfort: 不用太紧张, 放宽心, 死不了人
    /(?:不用|不必|无需|不要|别)太?(?:担心|紧张|着急|在意|害怕)|别慌|不慌|请?放心|放宽心|死不了|很多人都(?:这样|有|会)|虚惊/gu,
    // All is well: 没什么大不了, 不算严重, 这个数值是安全的
    /没(?:有)?(?:什么)?(?:大不了|大问题|问题|大碍|危险|好怕|关系)|没事|无大碍|不要紧|不碍事|无妨|问题不大|不算?(?:太|很|是很)?严重|并不严重|完全正常|很正常|(?:是|属于)(?:一种)?正常|正常(?:现象|反应|情况|波动)|(?:很|挺|更|比较)(?:安全|健康)|(?:数值|血[压糖]|情况)(?:都|还|就|也)?(?:是|算)?(?:安全|健康|正常)/gu,
    // It goes by itself: 过一会儿自己会降下来, 休息好就行了
    /(?:自己|自动|自然|自行)(?:就|也|都|能|会|可以)*(?:降|退|好|恢复|消失|缓解)|睡一觉|躺一?躺就|(?:休息|多喝水|喝点水|缓)(?:一下|一会儿?|好)?(?:了)?(?:就|便)(?:能|会|可以)?(?:行|好|没)/gu,
    // It can wait: 先观察几天, 下周复诊时再说, 来得及
    /(?:先|再|在家)观察|观察(?:几天|看看)|过几天再|(?:下周|下次|下个月|明天|改天|复诊|下一顿).{0,10}再(?:说|看|告诉|提|吃|测|去)|来得及|不(?:用|必)?(?:急|着急)(?!救)/gu,
    // Nobody is needed: 不用去医院, 不需要叫救护车, 不用管
    /(?:不用|不必|无需|无须|不需要|用不着|没必要)(?:再|去|马上|立即)?(?:叫|打|拨打|呼叫|就医|去?医院|看医生|急诊|处理|理会|管|救护车|急救)|可以(?:忽略|不管|不理)|忽略不计/gu,
    // Another cause: 测量误差, 吃坏了肚子
    /(?:只是|多半是|一般是|可能是|就是)(?:因为)?(?:测量)?(?:误差|没洗|吃坏|紧张|累)|与血[糖压]无关|测量误差/gu,
  ],
  en: [
    // Comfort
    /nothing to worry about|(?:don't|do not|no need to|needn't|you need not|try not to) (?:worry|panic|be concerned|be alarmed|fret)|no (?:cause|reason|need) for (?:concern|worry|alarm)|rest assured|relax\b|happens to (?:many|most|everybody|everyone)|never (?:killed|hurt|harmed)|under control/gu,
    // All is well
    /you(?: are|'re) (?:probably |quite |perfectly |surely )?(?:fine|ok|okay|all right|alright|safe|well|in no danger|in the clear|just )|in the clear|(?:perfectly|completely|totally|quite) (?:normal|fine|safe|harmless)|(?:is|it's|are|this is) (?:a |an |only |just )?(?:normal|harmless|nothing serious|no problem|good sign)|no big deal|(?:isn't|aren't|not) (?:all )?(?:that |so |too |very )?(?:bad|serious|dangerous|urgent)\b|without (?:\w+ ){1,4}(?:you are|you're|it is|there is)\b|no danger|not an emergency/gu,
    // It goes by itself
    /(?:pass|go away|settle|come down|drop|fall|get better) (?:all )?(?:by itself|on its own)|will (?:pass|settle)\b|sleep (?:it off|on it)|all by itself/gu,
    // It can wait
    /(?:can|will|may) wait\b|wait and see|(?:look|check|measure) again (?:tomorrow|next week|in a few days)|(?:mention|tell|say|report|discuss|raise|show)(?: \w+){0,3} (?:at|in|on|during) (?:your |the )?next (?:visit|appointment|week|month)|(?:safely )?stay at home for now/gu,
    // Nobody is needed
    /no need to (?:see|call|visit|contact|go|do|treat)|(?:no|without) (?:hospital|doctor|ambulance|treatment) (?:is )?(?:needed|necessary)|(?:can|may) (?:safely )?(?:be ignored|ignore)|not worth (?:a|the) (?:call|visit)/gu,
    // Another cause
    /nothing to do with (?:your|the)|(?:only|just) (?:a |an )?(?:measuring |measurement )?(?:error|mistake|nerves|stress|hunger|hungry)|measur(?:ing|ement) error/gu,
  ],
};

/** Own rule: whoever wants to be seen is never told not to, urgent or not: "you need not see anybody about it", 不用看医生. */
const NOBODY: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /(?:不用|不必|无需|无须|不需要|用不着|没必要|没有必要|犯不着)(?:再|去|马上|立即|特地|专门|为此)*(?:(?:看|找|问|告诉|联系|咨询|麻烦|打扰|惊动|通知)(?:任何人|别人|什么人|谁|您的)?(?:医[生师]|大夫|护士|医院|诊所|任何人|别人|什么人|谁)|(?:上|去)?医院|就医|就诊|看病|复诊)/gu,
  en: /\b(?:need not|needn't|no need to|(?:do not|don't|does not|doesn't) (?:need|have) to|not necessary to|unnecessary to|no (?:point|use) (?:in )?)\s?(?:go (?:and )?)?(?:see(?:ing)?|call(?:ing)?|tell(?:ing)?|ask(?:ing)?|visit(?:ing)?|contact(?:ing)?|bother(?:ing)?|consult(?:ing)?|inform(?:ing)?|speak(?:ing)? (?:to|with)|talk(?:ing)? (?:to|with)) (?:anybody|anyone|any one|a soul|somebody|someone|(?:(?:a|the|your|any|another) )?(?:\w+ )?(?:doctor|nurse|clinic|hospital|care team|team|gp|pharmacist))\b/gu,
};

const SELF_DENYING: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /^(?:烦|麻烦|打扰|惊动|劳烦|折腾|劳驾|耽误)/u,
  en: /^(?:bother|troubl|disturb|burden|pester|worry|wast|annoy)/u,
};

/** With an urgent alert nothing may sound as if all were well: chest pain with 190/125 needs help, not comfort. That nobody need be asked is said to no one. */
export const reassurance = eachSentence(({ text }, _facts, { language, urgent }) => {
  const surface = surfaceOf(text, language);
  const nobody = [...surface.text.matchAll(NOBODY[language])].find(({ index }) => !negated(surface.before(index), language));
  if (nobody) return `“${nobody[0]}” keeps somebody from getting help`;
  // "Do not trouble the doctor" keeps from help as it stands: only the leaving out of a visit may be denied, "do not skip your check-up".
  const kept = KEPT_FROM_HELP[language]
    .flatMap((pattern) => [...surface.text.matchAll(pattern)])
    .find(({ index, 0: hit }) => SELF_DENYING[language].test(hit) || !negated(surface.before(index), language));
  if (kept) return `“${kept[0]}” keeps somebody from getting help`;
  if (!urgent) return undefined;
  const hit = ALL_IS_WELL[language]
    .flatMap((pattern) => [...surface.text.matchAll(pattern)])
    .find(({ index }) => !negated(surface.before(index), language));
  return hit && `“${hit[0]}” reassures in what may be an emergency`;
});
