import type { Language } from '../../domain/source.ts';

/*
 * What holds somebody back from getting help, urgent or not, each with an example: somebody who helps is too busy, a bother, need not know; a visit
 * may be dropped; a complaint is explained away. Own rule, group "false reassurance" of the word list.
 */

const HELPER =
  '(?:(?:your|the|a|any|another|his|her) )?(?:\\w+ )?(?:doctors?|gp|nurses?|surgery|clinics?|hospitals?|pharmacists?|care team|team|practice|ambulance|emergency (?:number|line|services?|room)|paramedics|midwife|specialist)';
const VISIT =
  "(?:check-?ups?|appointments?|follow-?ups?|reviews?|(?:eye|foot|blood) (?:test|check)s?|consultations?|(?:next|clinic|doctor's|hospital) visits?)";
const COMPLAINT =
  '(?:chest (?:\\w+ )?(?:hurts?|pain|pains|tight\\w*|pressure)|tight chest|pain in (?:the|your) chest|tingl\\w+|numb\\w*|shak(?:y|ing)|trembl\\w+|dizz\\w+|light-?headed\\w*|sweat(?:s|ing|y)?\\b|blurr\\w*|headaches?|breathless\\w*|short(?:ness)? of breath|out of breath|(?:racing|pounding) heart|heart (?:races|pounds|flutters|skips)|palpitations?|swell\\w*|swollen|confus\\w+|weak(?:ness)?|faint\\w*|vomit\\w*|nausea|being sick|slurr\\w+|droop\\w*|thirst\\w*|bleed\\w*)';
const AWAY =
  "(?:\\b(?:is|are|'s|was|being|means?|comes? from|feels?|will be)\\b (?:\\w+ ){0,2}?(?:only|just|simply|merely|nothing|no (?:reason|cause|sign)|normal|common|usual|harmless|natural|ordinary|expected|part of|wind|nerves|age|tiredness|hunger)\\b|\\b(?:sorts? itself|settles? down|passes?\\b|goes away|wears? off|by itself|on its own|sleep (?:on it|it off)|ignore|happens to)\\b)";

const HELPER_ZH = '(?:医[生师院]|大夫|护士|急诊|急救|120|救护车|门诊|诊所|药师|家人|儿女|别人)';
const VISIT_ZH = '(?:复查|复诊|门诊|体检|预约|就诊|随访|检查|看病|眼底检查)';
const COMPLAINT_ZH =
  '(?:胸口?(?:痛|疼|闷|紧)|心口(?:痛|疼)|心慌|心跳(?:快|得)|手抖|发抖|哆嗦|出汗|冒汗|冷汗|头晕|头痛|头疼|发麻|麻木|眼花|模糊|喘|气短|憋气|浮肿|恶心|呕吐|吐|晕|乏力|没劲|口渴|流血|说话不清|嘴歪)';

/** @see the head of this file; matched on a surface. */
export const KEPT_FROM_HELP: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    // This is not something to trouble the surgery with; do not bother your doctor
    new RegExp(`\\b(?:bother|troubl|disturb|burden|pester|worry|wast|annoy)(?:e|es|ing|s)? (?:the time of )?${HELPER}\\b`, 'gu'),
    // Your doctor has better things to do
    new RegExp(
      `\\b${HELPER} (?:\\w+ ){0,2}(?:has|have|is|are) (?:\\w+ )?(?:better things|too busy|so busy|busy enough|enough (?:to do|on|patients)|no time|other worries)`,
      'gu',
    ),
    // Ringing for help would be making a fuss
    /\b(?:mak(?:e|ing)|kick(?:ing)? up) (?:such )?a fuss\b|\bover-?react\w*|\b(?:over the top|much ado|too much of a good thing)\b/gu,
    new RegExp(
      `\\b(?:call|ring|phon|dial|see|visit|tell|contact)(?:e|ing)? (?:for )?(?:${HELPER}|help) (?:\\w+ )?(?:would be|is|seems) (?:\\w+ )?(?:too much|unnecessary|silly|excessive|premature|not (?:needed|necessary)|a waste|needless|pointless)`,
      'gu',
    ),
    // You can cancel the check-up next week
    new RegExp(
      `\\b(?:can|may|could|might|should|no harm if you|feel free to|simply|just) (?:safely |easily |now |also |well )*(?:cancel|skip|miss|postpone|put off|call off|leave out|drop|do without|forget|delay|let go of) (?:\\w+ ){0,3}?${VISIT}`,
      'gu',
    ),
    new RegExp(
      `\\b${VISIT} (?:\\w+ )?(?:can|may|could|is|are) (?:\\w+ )?(?:wait|be (?:skipped|cancelled|postponed|dropped)|not (?:needed|necessary)|unnecessary|superfluous)`,
      'gu',
    ),
    // If your chest hurts after dinner it is only wind
    new RegExp(`\\b${COMPLAINT}[^.;!?]{0,40}?${AWAY}`, 'gu'),
  ],
  'zh-CN': [
    // 别去烦医生, 没必要惊动急救
    new RegExp(`(?:烦|麻烦|打扰|惊动|劳烦|折腾|劳驾|耽误)(?:您的|人家|了|到|着)?(?:的时间)?${HELPER_ZH}`, 'gu'),
    // 大夫那么忙
    new RegExp(`${HELPER_ZH}.{0,4}(?:那么|这么|都|很|太|挺|够)忙|${HELPER_ZH}.{0,6}(?:没空|没时间|没工夫|顾不上|哪有空)`, 'gu'),
    /小题大[做作]|大惊小怪|兴师动众|反应过度|太夸张|瞎折腾|白跑一趟/gu,
    // 下周的复查可以取消了
    new RegExp(
      `(?:可以|可|能|就|先|不如|干脆|尽管|放心)(?:先|就)?(?:取消|推掉|退掉|免了|省了|省掉|跳过|不去|别去|不用去|不做|推迟|往后推).{0,6}${VISIT_ZH}`,
      'gu',
    ),
    new RegExp(
      `${VISIT_ZH}(?:什么的)?(?:就|可以|先|也|都)*(?:取消|推掉|退掉|免了|不去|别去|不用去|省了|省掉|不做了|往后推|放一放|没必要|不必)`,
      'gu',
    ),
    // 饭后胸口疼不过是胀气, 手抖就是饿的
    new RegExp(
      `${COMPLAINT_ZH}.{0,6}?(?:不过是?|只是|只不过|无非|就是|都是|多半是?|一般是?|常是?|很|挺|最)(?:.{0,4})(?:正常|常见|胀气|饿|累|着凉|岔气|没睡|上年纪|年纪|老毛病|紧张|热的|小事|普通|平常|自然)|${COMPLAINT_ZH}.{0,10}(?:一会儿?就(?:好|过去|没)|睡[一]?[醒觉]就?好|歇歇就好|自己(?:就|会|能)|不用管|不碍事|不打紧|没什么|没关系|不要紧|没事)`,
      'gu',
    ),
  ],
};
