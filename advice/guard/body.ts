import type { Language } from '../../domain/source.ts';
import type { Fact } from '../fact.ts';
import { plain } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** Organs, each with the known condition (a fact of this patient) that lets a text speak of it. */
const ORGANS: Readonly<Record<Language, readonly (readonly [RegExp, readonly string[]])[]>> = {
  'zh-CN': [
    [/肾(?!上腺)|蛋白尿|漏蛋白/u, ['chronic-kidney-disease']],
    [/眼底|视网膜|眼睛/u, ['retinopathy']],
    [/心脏|心肌/u, ['heart-failure', 'coronary-disease', 'atrial-fibrillation']],
    [/胰岛(?!素)|胰腺|大脑|脑供血|脑部|血管|动脉|供血/u, ['stroke']],
    [/肝(?!素)/u, ['liver-disease']],
    [/神经/u, ['neuropathy']],
  ],
  en: [
    [/\bkidneys?\b|\bprotein in (?:the|your) urine\b|\bleaking protein\b/u, ['chronic-kidney-disease']],
    [/\beyes?\b(?! on)|\bretinas?\b/u, ['retinopathy']],
    [/\bhearts?\b/u, ['heart-failure', 'coronary-disease', 'atrial-fibrillation']],
    [/\bpancreas\b|\bislets?\b|\bbrain\b|\barter(?:y|ies)\b|\bvessels?\b|\bblood flow\b/u, ['stroke']],
    [/\bliver\b/u, ['liver-disease']],
    [/\bnerves?\b/u, ['neuropathy']],
  ],
};
const SYMPTOMS: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /头晕|头痛|头疼|发麻|麻木|手抖|发抖|冒汗|出冷汗|心慌|胸闷|胸[痛疼]|恶心|呕吐|模糊|浮肿|水肿|乏力|气短|黑影/u,
  en: /\bdizz\w*|\bnumb(?:ness)?\b|\bblurr\w*|\bshak(?:ing|y)\b|\b(?:you|hands?|the) shakes?\b|\bsweat(?:ing|s)?\b|\bheadaches?\b|\bnause\w*|\bvomit\w*|\bbreathless\w*|\bfaint\w*|\bswollen\b|\bswelling\b|\b(?:chest|stomach) pain\b/u,
};

/**
 * How a text may name organs and symptoms, each with an example: as what to watch for and what to do then, or where a cuff belongs. To say
 * of somebody what an organ does or where a symptom comes from is a doctor's act.
 */
const FRAMES: Readonly<Record<Language, RegExp>> = {
  'zh-CN': new RegExp(
    [
      // 起身慢些免得头晕; 如果胸痛就停下, 头晕的时候不要运动, 突然头痛得厉害, 查出肾脏问题
      '如果|要是|免得|以免|省得|防止|避免|预防|假如|一旦|万一|若|突然|查出|有没有|是否|的时候|时[，,]|时(?:先|要|就|请|应|马上)|觉得|感到|一.{0,6}就|严重时',
      // 走几步就喘时停下来, 胸闷就停下, 同时胸痛
      '就(?:停|坐|歇|不|别|先|马上|立即|要)|立即|马上|尽快|停下',
      // 与心脏同高; 心内科医生, 看眼科
      '(?:同|一样|齐)高|齐平|同一水平|同一高度|心内科|眼科|内科|专科',
      // 以不喘不胸闷为度
      '为度|为准',
    ].join('|'),
    'u',
  ),
  en: new RegExp(
    [
      // getting up slowly prevents a dizzy spell; if your heart races, while you feel dizzy, with chest pain call, until it is clear
      '\\b(?:prevents?|avoids?|against|so (?:that )?you do not (?:get|feel))\\b|\\b(?:if|when|whenever|while|until|unless|as soon as|in case|whether)\\b|^\\W*with\\b.*\\b(?:call|stop|go|get|see|do not)\\b',
      // at the height of your heart, your heart doctor, an eye doctor
      '\\b(?:height|level) (?:of|as|with) your heart\\b|\\bheart level\\b|\\b(?:heart|eye|kidney) (?:doctor|clinic|nurse|team)\\b',
      // at a pace without breathlessness
      '\\bwithout (?:\\w+ ){0,2}(?:breathless|pain|dizz)',
    ].join('|'),
    'u',
  ),
};

/** What the body does is for examinations to show: organs and symptoms are named only to be watchful, or where the record has the condition. */
export const body = eachSentence(({ text }, facts, { language }) => {
  const said = plain(text);
  if (FRAMES[language].test(said)) return undefined;
  const organ = ORGANS[language].find(([pattern, known]) => pattern.test(said) && !isKnown(facts, known));
  if (organ) return `“${said.match(organ[0])![0]}” is named other than to be watchful`;
  const symptom = said.match(SYMPTOMS[language]);
  return symptom ? `“${symptom[0]}” is named without what to do about it` : undefined;
});

const isKnown = (facts: readonly Fact[], traits: readonly string[]): boolean =>
  traits.some((trait) => facts.some(({ id }) => id === `condition.${trait}`));
