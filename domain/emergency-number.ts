import type { Language, Localized, Source } from './source.ts';

/*
 * Templates and pathways are written with China's number: "the emergency number (120 in China)", "拨打 120". Whoever lives in another zone reads
 * the number of that place, or is sent to the local one where it is not known here: a wrong number is worse than none.
 */

interface Known {
  readonly number: string;
  readonly zones: RegExp;
  readonly source: Source;
}

const source = (organisation: string, title: string, year: number, section: string): Source => ({
  organisation,
  title,
  year,
  section,
  evidence: 'unverified',
});

export const EMERGENCY_NUMBERS: readonly Known[] = [
  {
    number: '120',
    zones: /^(?:Asia\/(?:Shanghai|Urumqi|Chongqing|Chungking|Harbin|Kashgar)|PRC)$/,
    source: source('国家卫生和计划生育委员会', '院前医疗急救管理办法（第 3 号令）', 2013, '120 为全国院前医疗急救呼叫号码'),
  },
  {
    number: '999',
    zones: /^(?:Europe\/(?:London|Belfast|Jersey|Guernsey|Isle_of_Man)|GB|GB-Eire)$/,
    source: source('NHS England', 'When to call 999', 2023, '999 is the number for an emergency ambulance; 112 reaches the same'),
  },
  {
    number: '112',
    zones:
      /^Europe\/(?:Amsterdam|Athens|Berlin|Bratislava|Brussels|Bucharest|Budapest|Busingen|Copenhagen|Dublin|Helsinki|Lisbon|Ljubljana|Luxembourg|Madrid|Malta|Mariehamn|Paris|Prague|Riga|Rome|Sofia|Stockholm|Tallinn|Vienna|Vilnius|Warsaw|Zagreb)$/,
    source: source(
      'European Union',
      'Directive (EU) 2018/1972, European Electronic Communications Code',
      2018,
      'Article 109, the single European emergency number',
    ),
  },
  {
    number: '911',
    zones:
      /^(?:America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Juneau|Toronto|Vancouver|Montreal|Edmonton|Winnipeg|Halifax|St_Johns|Regina|(?:Indiana|Kentucky|North_Dakota)\/\w+)|Pacific\/Honolulu|US\/\w+|Canada\/\w+)$/,
    source: source(
      'Federal Communications Commission',
      '911 and E911 services (47 U.S.C. 251(e)(3))',
      1999,
      '911 is the universal emergency telephone number',
    ),
  },
];

/** The number where somebody lives; undefined where it is not known. `own`: what the clinic has set. */
export const emergencyNumber = (zone: string, own?: string): string | undefined =>
  own ?? EMERGENCY_NUMBERS.find(({ zones }) => zones.test(zone))?.number;

/** A text with the emergency number of that place; what says none stays as it is. `number` undefined: it is not known there. */
export function withEmergencyNumber(text: string, language: Language, number: string | undefined): string {
  if (language === 'en') {
    return text
      .replaceAll(/(the|an) emergency number( now| at once)? \(120 in China[^)]*\)/gi, (_, article: string, when = '') =>
        number ? `${article} emergency number (${number})${when}`.replace(/^an /i, 'the ') : `your local emergency number${when}`,
      )
      .replaceAll(/(call) 120( now)?, or the emergency number where you are/gi, (_, call: string, when = '') =>
        number ? `${call} ${number}${when}` : `${call} your local emergency number${when}`,
      )
      .replaceAll(' or call 120', number ? ` or call ${number}` : ' or call the local emergency number');
  }
  if (number === '120') return text;
  return text.replaceAll(/(拨打|呼叫|打了?) ?(急救电话)? ?120(?!\d)/g, number ? `$1$2 ${number}` : '$1当地急救电话');
}

/** The same of what is there in both languages. */
export const withEmergencyNumbers = (text: Localized, number: string | undefined): Localized => ({
  'zh-CN': withEmergencyNumber(text['zh-CN'], 'zh-CN', number),
  en: withEmergencyNumber(text.en, 'en', number),
});

/** Of a text in one language or the other. */
export const withEmergencyNumberIn = (text: string, number: string | undefined): string =>
  withEmergencyNumber(withEmergencyNumber(text, 'en', number), 'zh-CN', number);
