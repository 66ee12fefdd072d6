import { guardCases } from '../guard-cases.ts';
import { language } from './language.ts';

guardCases('language', language, {
  'zh-CN': {
    fails: [
      'Walk after dinner.',
      '晚餐后 walk 一下。',
      '飯後散步十分鐘。',
      '食後に歩きましょう。',
      '식사 후에 걸으세요.',
      'После ужина прогуляйтесь.',
      '晚餐后散步，enjoy your life。',
      '9.3 mmol/L',
      '血糖٩。',
    ],
    passes: [
      '晚餐后散步10分钟。',
      '最近7天血糖平均为9.3 mmol/L。',
      '血压146/88 mmHg，请复测。',
      'DASH饮食多蔬菜、少盐。',
      '选低GI的主食。',
      '复查HbA1c的时间请问医生。',
      '每天盐不超过5 g。',
      '体重按kg记录，血糖按mg/dL记录也可以。',
    ],
  },
  en: {
    fails: [
      '晚餐后散步。',
      'Walk after dinner, 散步对您有好处。',
      'Прогуляйтесь after the dinner.',
      'Spazieren Sie nach dem Abendessen.',
      'Marchez après chaque repas.',
      '9.3 mmol/L',
      'Walk after thе dinner.',
      'Caminar despues de comer.',
      '食後に歩きましょう。',
    ],
    passes: [
      'Choose wholegrain bread over white bread.',
      "Skip tonight's dessert.",
      'Walk after dinner.',
      'In the last 7 days your mean was 9.3 mmol/L.',
      'Choose the café au lait without sugar.',
      'Your blood pressure was 146/88 mmHg.',
      'A DASH diet has many vegetables and little salt.',
      'Have fruit between meals.',
      'Rest for 5 minutes before you measure.',
      'Go easy on salt, and cook with herbs.',
    ],
  },
});
