import { guardCases, sampleFact } from '../guard-cases.ts';
import { diagnosis } from './diagnosis.ts';

guardCases('diagnosis', diagnosis, {
  'zh-CN': {
    fails: [
      '您患有糖尿病。',
      '这说明您已经得了高血压。',
      '考虑为糖尿病酮症酸中毒。',
      '您可能是心肌梗死。',
      '从数据看，您已经是2型糖尿病了。',
      '符合糖尿病肾病的表现。',
      '初步诊断为高血压3级。',
      '怀疑有冠心病，请注意。',
      '這提示您有糖尿病。',
      '您就是典型的高 血 压。',
      { text: '您患有肾病。', known: [sampleFact('condition.type-2-diabetes', '已知病史：2型糖尿病。', '2型糖尿病')] },
    ],
    passes: [
      '血糖偏高，请联系医生看看原因。',
      '这次的读数不能说明您得了糖尿病。',
      '是不是高血压要由医生来判断。',
      '低血糖时先吃糖，再复测。',
      '最近7天的血压平均值高于家庭血压界值。',
      '糖尿病患者更要注意护脚。',
      '控制好血糖，有助于预防并发症。',
      { text: '您有2型糖尿病，三餐更要规律。', known: [sampleFact('condition.type-2-diabetes', '已知病史：2型糖尿病。', '2型糖尿病')] },
      '您的肾脏需要照顾，饮食按医生的方案来。',
    ],
  },
  en: {
    fails: [
      'You have diabetes.',
      'This means you have hypertension.',
      'You are probably having a heart attack.',
      'These readings are consistent with diabetic kidney disease and diabetes.',
      'You may have ketoacidosis.',
      'This pattern suggests type 2 diabetes.',
      'You have been diagnosed with high blood pressure.',
      'It is a sign of heart failure.',
      'You are developing kidney disease.',
      { text: 'You have kidney disease.', known: [sampleFact('condition.type-2-diabetes', 'Known: type 2 diabetes.', 'type 2 diabetes')] },
    ],
    passes: [
      'Your glucose was above your goal after dinner.',
      'One reading does not mean you have diabetes.',
      'Only a doctor can say what the cause is.',
      'People with diabetes should look after their feet.',
      'A low needs sugar at once.',
      'Good blood pressure protects the heart and the kidneys.',
      'Your mean blood pressure at home was above the limit.',
      {
        text: 'You have type 2 diabetes, so regular meals matter.',
        known: [sampleFact('condition.type-2-diabetes', 'Known: type 2 diabetes.', 'type 2 diabetes')],
      },
      'With chest pain, call the emergency number.',
    ],
  },
});
