import { expect, test } from 'vitest';
import { NOW, person } from './sample.ts';
import { traitsOf } from './traits.ts';

test.each([
  [{ conditions: ['chronic-kidney-disease'] }, ['chronic-kidney-disease', 'potassium-risk', 'fluid-limit']],
  [{ conditions: ['慢性肾脏病3期'] }, ['chronic-kidney-disease', 'potassium-risk', 'fluid-limit']],
  [{ medicines: ['达格列净 10mg'] }, ['sglt2-inhibitor', 'ketone-risk']],
  [{ medicines: ['格列齐特缓释片'] }, ['sulfonylurea', 'hypo-risk']],
  [{ medicines: ['Gliclazide MR'] }, ['sulfonylurea', 'hypo-risk']],
  [{ medicines: ['吡格列酮'] }, []],
  [{ medicines: ['西格列汀二甲双胍片'] }, ['metformin']],
  [{ medicines: ['Losartan/HCT 50/12.5'] }, ['raas-blocker', 'potassium-risk']],
  [{ medicines: ['缬沙坦氨氯地平'] }, ['raas-blocker', 'potassium-risk']],
  [{ medicines: ['insulin glargine'] }, ['insulin', 'hypo-risk']],
  [{ medicines: ['阿卡波糖'] }, ['acarbose']],
  [{ medicines: ['amlodipine'] }, []],
  [{ medicines: ['some new drug'] }, ['unknown-medicine', 'potassium-risk']],
  [{ conditions: ['something rare'] }, ['unknown-condition', 'potassium-risk']],
  [{ conditions: ['type-1-diabetes'] }, ['type-1-diabetes', 'diabetes', 'ketone-risk']],
  [{ conditions: ['增殖性糖尿病视网膜病变'] }, ['retinopathy', 'diabetes']],
  [{ conditions: ['Coeliac disease'] }, ['allergy-wheat']],
  [{ conditions: ['hyperlipidaemia'] }, []],
  [{ conditions: ['after a cold'] }, ['unknown-condition', 'potassium-risk']],
  [{ allergies: ['花生'] }, ['allergy-nuts']],
  [{ allergies: ['penicillin'] }, []],
  [{ allergies: ['mango'] }, ['unknown-allergy']],
  [{ group: 'older-adult' }, ['older']],
  [{ birthYear: 1961 }, ['older']],
  [{ birthYear: 1962 }, []],
  [{ group: 'pregnancy' }, ['pregnancy']],
] as const)('%j', (more, traits) => {
  const { conditions, medicines, allergies, ...rest } = { conditions: [], medicines: [], allergies: [], ...more };
  const given = person({ ...rest, conditions: [...conditions], medicines: [...medicines], allergies: [...allergies] });
  expect([...traitsOf(given, NOW)].toSorted()).toEqual([...traits].toSorted());
});
