import type { Language } from '../../domain/source.ts';
import type { Fact } from '../fact.ts';
import { surfaceOf } from '../wording/surface.ts';
import { named } from './avoid.ts';
import { eachSentence } from './check.ts';

/** What the knowledge base rules out by a person's own way of living carries this name; everything else is for the check `avoid`. */
export const OF_PROFILE = 'profile.';

type Patterns = Readonly<Record<Language, RegExp>>;

/** What a text may say of a person only where the record says so; the facts that say it. */
const SAID_OF: readonly { readonly pattern: Patterns; readonly by: readonly string[] }[] = [
  {
    pattern: {
      'zh-CN': /素食者|(?:您|你)(?:是)?(?:吃素|素食|茹素)/u,
      en: /\b(?:as|since you are|because you are|being) an? vegetarian\b/u,
    },
    by: ['person.diet.vegetarian', 'person.diet.vegan', 'person.fast.lunar-days'],
  },
  {
    pattern: { 'zh-CN': /(?:您|你)(?:是)?(?:吃)?(?:纯素|全素)/u, en: /\b(?:as|since you are|because you are|being) (?:a )?vegan\b/u },
    by: ['person.diet.vegan'],
  },
  { pattern: { 'zh-CN': /清真/u, en: /\bhalal\b/u }, by: ['person.diet.halal'] },
  { pattern: { 'zh-CN': /斋月|封斋|守斋|把斋|开斋|封前饭/u, en: /\bramadan\b|\bsuhoor\b|\biftar\b/u }, by: ['person.fast.ramadan'] },
  { pattern: { 'zh-CN': /轮椅/u, en: /\bwheelchair\b|\bwheel yourself\b/u }, by: ['person.mobility.wheelchair'] },
  {
    pattern: { 'zh-CN': /(?:您|你)(?:是)?(?:一个人住|独居|独自生活)/u, en: /\byou live (?:alone|on your own|by yourself)\b/u },
    by: ['person.living.alone'],
  },
];
/** A record holds no faith, and no food or fast gives one away. */
const FAITH: Patterns = {
  'zh-CN': /穆斯林|伊斯兰|回族|回民|佛教|信佛|道教|基督|天主教|印度教|犹太教|锡克教|宗教|信仰/u,
  en: /\b(?:muslims?|islam\w*|buddhis\w*|hindus?|christians?|catholics?|jew(?:s|ish)?|sikhs?|tao(?:ist|ism)|religio\w*|your faith)\b/u,
};
/** Whether somebody fasts is between them and a doctor (IDF-DAR 2021, secondary): no text allows or advises it. "Ask whether you can" does not. */
const ALLOWS_FASTING: Patterns = {
  'zh-CN':
    /(?<!能不|可不|是否|不|能否|可否)(?:可以|能够|能|照常|照样|继续|放心|应该|应当|坚持|试着|建议|适合|最好)(?:您|你|去|先|再|继续|安全地?|照常){0,2}(?:封斋|守斋|把斋|斋戒|禁食)|(?:封斋|守斋|把斋|斋戒|禁食)(?:对(?:您|你|血糖|身体).{0,4}(?:好|有益|有帮助)|(?:是)?(?:安全|没问题|没关系|无妨|无碍)|也?(?:行|可以))/u,
  en: /(?<!\b(?:whether|if) )\b(?:you|everybody|it) (?:can|may|could|should|must|ought to|are able to|is (?:safe|fine|okay|good|healthy) (?:for you )?to) (?:still |also |safely |go on |keep |continue )*fast(?:ing)?\b|\b(?:go on|keep|carry on|continue|feel free to|try to|do) (?:with )?(?:the |your |to )*fast(?:ing)?\b|\bfast(?:ing)? (?:is|will be|does|would be) (?:quite |perfectly |completely |also )?(?:safe|fine|good|okay|healthy|no harm|helpful)\b/u,
};
/** To give up, or to make an exception to, what one does not eat. */
const GIVES_UP: Patterns = {
  'zh-CN':
    /(?:不要|别|不必|不用|不该|不应)(?:再|总|一直|老)?(?:吃素|素食|忌口|忌荤)|(?:放弃|停止|改掉|结束)(?:吃素|素食|忌口|低盐|清真|无麸质)|(?:开始|恢复|改)吃荤|开荤|破(?:一次)?(?:戒|例)|(?:偶尔|破例)(?:吃|尝)一?(?:点|次|口|顿)?(?:荤|肉|猪)/u,
  en: /\b(?:give up|stop|drop|end|abandon|break) (?:being |your |the |with (?:your |the )?|eating )?(?:a )?(?:vegetarian|vegan|halal|meatless|low-salt|gluten-free|lactose-free)\b|\b(?:start|begin|go back to) eating (?:meat|pork|beef|gluten|salt)\b|\b(?:make an exception|just this once|a little will not hurt)\b/u,
};

/**
 * A text fits how its reader lives: it offers nothing that they do not eat, drink or cannot do, does not talk them out of it, says nothing of
 * them that no record says, names no faith, and leaves a religious fast to them and their doctor.
 */
export const profile = eachSentence(({ text }, facts, { mustAvoid, language }) => {
  for (const avoidance of mustAvoid.filter(({ id }) => id.startsWith(OF_PROFILE))) {
    const word = named(text, avoidance, language);
    if (word !== undefined) return `“${word}”: ${avoidance.text}`;
  }
  const said = surfaceOf(text, language).text;
  const faith = said.match(FAITH[language]);
  if (faith) return `“${faith[0]}” names a faith`;
  const fasting = said.match(ALLOWS_FASTING[language]);
  if (fasting) return `“${fasting[0]}” allows a fast, which is for a doctor to say`;
  const givesUp = said.match(GIVES_UP[language]);
  if (givesUp) return `“${givesUp[0]}” is against how this person eats`;
  for (const { pattern, by } of SAID_OF) {
    const claim = said.match(pattern[language]);
    if (claim && !isKnown(facts, by)) return `“${claim[0]}” is not known of this person`;
  }
  return undefined;
});

const isKnown = (facts: readonly Fact[], ids: readonly string[]): boolean => facts.some(({ id }) => ids.includes(id));
