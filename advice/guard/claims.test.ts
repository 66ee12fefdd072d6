import { expect, test } from 'vitest';
import { guardCases } from '../guard-cases.ts';
import { claimSources, forbiddenClaims } from '../wording/forbidden-claims.ts';
import { claims } from './claims.ts';

guardCases('claims', claims, {
  'zh-CN': {
    fails: [
      '坚持三个月就能根治糖尿病。',
      '坚持三个月就能根·治糖尿病。',
      '吃这个可以逆转糖尿病。',
      '不用手术就能治愈。',
      '不但能根治，还不复发。',
      '這個方法可以痊癒。',
      '没有任何副作用，请放心吃。',
      '绝对安全，老人也能用。',
      '有效率高达九成。',
      '这是最有效的降糖方法。',
      '苦瓜能降血糖。',
      '比二甲双胍更有效。',
      '专家推荐每天喝一杯。',
      '有了我们，不用去医院了。',
      '为您开具处方。',
      '再不控制就晚了。',
      '不要告诉医生这次的读数。',
      '并非不能根治。',
      '祖传秘方，药到病除。',
      '保证有效，一个疗程见效。',
      '可以摆脱胰岛素。',
      '限时优惠，免费领取。',
      '根\u200b治高血压不是梦。',
    ],
    passes: [
      '糖尿病目前还不能根治，但可以控制得很好。',
      '没有哪一种食物能治愈糖尿病。',
      '最好在饭后1小时再活动。',
      '第一步先从少喝含糖饮料开始。',
      '任何药都不可能没有副作用，有不舒服请告诉医生。',
      '请按医生的处方用药。',
      '请把这次的读数告诉医生。',
      '不要相信能根治的广告。',
      '保健品不能代替药物。',
      '本内容不能替代医生的诊断和治疗。',
      '这样吃有助于把餐后血糖控制住。',
      '唯独这一餐偏高，可以看看吃了什么。',
      '平路上慢走比较安全。',
    ],
  },
  en: {
    fails: [
      'This diet cures diabetes.',
      'You can reverse your diabetes in a month.',
      'It has no side effects.',
      'This is completely safe for everyone.',
      'It works with a success rate of nine in ten.',
      'This is the best food for glucose.',
      'Cinnamon lowers blood sugar.',
      'It works better than metformin.',
      'Doctors recommend it.',
      'There is no need to see your doctor.',
      'I prescribe a walk every day.',
      'Act now before it is too late.',
      'Do not tell your doctor about this reading.',
      'A miracle for your blood pressure.',
      'Results are guaranteed.',
      'C u r e your diabetes at home.',
      'It not only helps but cures.',
      'Get off insulin with this plan.',
      'There is no doubt that it cures.',
    ],
    passes: [
      'Diabetes cannot be cured, but it can be managed well.',
      'No food cures diabetes.',
      'It is best to walk after a meal.',
      'Tell your doctor about this reading.',
      'This does not replace your doctor.',
      'Every medicine can have side effects; ask your doctor about them.',
      'Take your medicine as prescribed.',
      'A gentle walk is a safe way to begin.',
      'Begin with the first meal of the day.',
      'Supplements do not replace your medicine.',
      'It helps to keep meals regular.',
    ],
  },
});

test('every group of claims names a legal source, and both languages have the same groups', () => {
  const groups = (language: 'zh-CN' | 'en') => forbiddenClaims[language].map(({ group, basis }) => `${group} ${claimSources[basis].title}`);
  expect(groups('zh-CN')).toEqual(groups('en'));
});
