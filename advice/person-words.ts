import type { Localized } from '../domain/source.ts';

/**
 * How conditions and medicines are written in records, in Chinese and English, and what Hearth calls them. A clinician's list: it only
 * ever makes advice more careful, so a word too many costs a sentence, and a word too few makes the entry unknown, which counts as risk.
 * Latin words match at the beginning of a word (`gliclazid` finds `gliclazide`), `-word` at its end (`-sartan` finds `losartan`), `=word` whole;
 * Chinese ones anywhere. Chinese stems must not be too short: 格列 alone is in gliclazide (格列齐特) as well as in dapagliflozin (达格列净).
 */
export interface PersonWord {
  readonly trait: string;
  readonly kind: 'condition' | 'medicine' | 'allergy';
  readonly name: Localized;
  readonly words: readonly string[];
}

const word = (kind: PersonWord['kind'], trait: string, zhCN: string, en: string, words: string): PersonWord => ({
  trait,
  kind,
  name: { 'zh-CN': zhCN, en },
  words: words.split('|'),
});

export const personWords = [
  word('condition', 'type-1-diabetes', '1型糖尿病', 'type 1 diabetes', 'type 1 diabet|t1d|1型糖尿病|一型糖尿病'),
  word('condition', 'type-2-diabetes', '2型糖尿病', 'type 2 diabetes', 'type 2 diabet|t2d|2型糖尿病|二型糖尿病'),
  word('condition', 'diabetes', '糖尿病', 'diabetes', 'diabet|prediabet|糖尿病|糖耐量'),
  word('condition', 'pregnancy', '妊娠', 'pregnancy', 'pregnan|gestation|gdm|妊娠|怀孕|孕'),
  word('condition', 'hypertension', '高血压', 'high blood pressure', 'hypertens|high blood pressure|高血压'),
  word('condition', 'chronic-kidney-disease', '肾脏疾病', 'kidney disease', 'kidney|renal|ckd|nephro|dialysis|glomerul|肾|透析'),
  word('condition', 'high-potassium', '高钾血症', 'high potassium', 'hyperkal|high potassium|高钾|血钾高|血钾升高'),
  word(
    'condition',
    'heart-failure',
    '心力衰竭',
    'heart failure',
    'heart failure|hfref|hfpef|cardiomyopath|心衰|心力衰竭|心功能不全|心肌病',
  ),
  word(
    'condition',
    'coronary-disease',
    '冠心病',
    'coronary heart disease',
    'coronary|angina|myocardial|heart attack|isch|stent|冠心病|冠状动脉|冠脉|心绞痛|心肌梗|心梗|支架',
  ),
  word('condition', 'stroke', '脑卒中', 'stroke', 'stroke|=tia|cerebr|卒中|中风|脑梗|脑出血|短暂性脑缺血'),
  word('condition', 'atrial-fibrillation', '心房颤动', 'atrial fibrillation', 'atrial fib|=af|arrhythm|房颤|心房颤动|心律失常'),
  // An eye condition whose stage nobody wrote down is handled as the stage that needs the most care.
  word('condition', 'retinopathy', '视网膜病变', 'retinopathy', 'retinopath|proliferativ|vitreous|视网膜|增殖|玻璃体|眼底出血'),
  word('condition', 'neuropathy', '神经病变', 'nerve damage', 'neuropath|神经病变|神经损伤'),
  word(
    'condition',
    'dizzy-on-standing',
    '体位性低血压',
    'low pressure on standing',
    'autonomic|orthostatic|postural|自主神经|体位性|直立性',
  ),
  word('condition', 'foot-problem', '足部病变', 'foot problems', 'foot|feet|diabetic ulcer|charcot|amputat|足|夏科|截肢'),
  word('condition', 'joint-problem', '关节疾病', 'joint problems', 'arthri|arthros|osteoarthr|knee|=hip|joint|关节|膝|腰椎|椎间盘'),
  word(
    'condition',
    'frailty',
    '衰弱或跌倒风险',
    'frailty or falls',
    'frail|=fall|=falls|dementia|parkinson|osteopor|衰弱|跌倒|痴呆|帕金森|骨质疏松',
  ),
  word('condition', 'lung-disease', '肺部疾病', 'lung disease', 'copd|asthma|lung|pulmon|哮喘|慢阻肺|肺'),
  word('condition', 'liver-disease', '肝脏疾病', 'liver disease', 'liver|cirrho|hepat|steatosis|肝'),
  word('condition', 'gout', '痛风或高尿酸', 'gout', 'gout|hyperuric|痛风|尿酸'),
  word('condition', 'slow-stomach', '胃轻瘫', 'slow stomach emptying', 'gastropar|胃轻瘫'),
  word('condition', 'swallowing-problem', '吞咽困难', 'swallowing problems', 'dysphag|swallow|吞咽'),
  word('condition', 'eating-disorder', '进食障碍', 'an eating disorder', 'anorexi|bulimi|eating disorder|binge|厌食|贪食|进食障碍'),
  word(
    'condition',
    'arm-to-spare',
    '一侧手臂不宜测压',
    'an arm that must not be squeezed',
    'fistula|lymphoed|lymphed|mastect|内瘘|淋巴水肿|乳腺切除|乳房切除',
  ),
  word(
    'condition',
    'known',
    '其他病史',
    'other history',
    'lipid|hyperlip|dyslip|hyperchol|cholesterol|obes|overweight|thyroid|血脂|胆固醇|肥胖|超重|甲状腺|甲减|甲亢|白内障|cataract',
  ),

  word(
    'medicine',
    'insulin',
    '胰岛素',
    'insulin',
    'insulin|glargin|lispro|aspart|detemir|degludec|nph|lantus|novorapid|humalog|胰岛素|甘精|门冬|赖脯|地特|德谷|诺和|来得时|优泌',
  ),
  word(
    'medicine',
    'sulfonylurea',
    '促胰岛素分泌药',
    'a medicine that makes the body release insulin',
    'gliclazid|glimepirid|glipizid|glibenclamid|glyburid|gliquidon|tolbutamid|chlorpropamid|sulfonyl|sulphonyl|repaglinid|nateglinid|格列齐特|格列美脲|格列吡嗪|格列本脲|格列喹酮|格列波脲|瑞格列奈|那格列奈|达美康|亚莫利|消渴丸|磺脲',
  ),
  word('medicine', 'acarbose', '阿卡波糖类', 'acarbose', 'acarbos|miglitol|voglibos|阿卡波糖|米格列醇|伏格列波糖|拜唐苹|拜糖平'),
  word('medicine', 'metformin', '二甲双胍', 'metformin', 'metformin|glucophage|二甲双胍|格华止'),
  word('medicine', 'sglt2-inhibitor', '列净类', 'an SGLT2 inhibitor', '-gliflozin|列净|jardiance|forxiga|invokana'),
  word(
    'medicine',
    'raas-blocker',
    '普利或沙坦类',
    'an ACE inhibitor or sartan',
    '-pril|-sartan|aliskiren|sacubitril|普利|沙坦|沙库巴曲|阿利吉仑|诺欣妥',
  ),
  word(
    'medicine',
    'potassium-raiser',
    '保钾或补钾药',
    'a medicine that raises potassium',
    'spironolact|eplerenon|finerenon|amilorid|triamteren|potassium|trimethoprim|螺内酯|依普利酮|非奈利酮|阿米洛利|氨苯蝶啶|氯化钾|枸橼酸钾|补达秀',
  ),
  word(
    'medicine',
    'potassium-lowering',
    '利尿药',
    'a water tablet',
    'thiazid|-thiazide|indapamid|furosemid|torasemid|torsemid|bumetanid|chlortalidon|氢氯噻嗪|吲达帕胺|呋塞米|托拉塞米|速尿',
  ),
  word('medicine', 'digoxin', '地高辛', 'digoxin', 'digoxin|地高辛'),
  word('medicine', 'beta-blocker', '洛尔类', 'a beta blocker', '-olol|carvedilol|洛尔'),
  word(
    'medicine',
    'grapefruit-sensitive',
    '与西柚有相互作用的药',
    'a medicine that grapefruit changes',
    'simvastatin|lovastatin|atorvastatin|felodipin|nifedipin|ranolazin|ciclosporin|cyclosporin|辛伐他汀|洛伐他汀|阿托伐他汀|非洛地平|硝苯地平|雷诺嗪|环孢素|立普妥|舒降之|拜新同|波依定',
  ),
  word('medicine', 'warfarin', '华法林', 'warfarin', 'warfarin|华法林'),
  word(
    'medicine',
    'urate-lowering',
    '降尿酸药',
    'a medicine that lowers uric acid',
    'allopurinol|febuxostat|benzbromaron|别嘌|非布司他|苯溴马隆',
  ),
  word(
    'medicine',
    'known',
    '其他用药',
    'other medicines',
    '-dipine|-statin|-gliptin|-glutide|-glitazone|aspirin|clopidogrel|levothyroxin|地平|他汀|列汀|鲁肽|列酮|阿司匹林|氯吡格雷|左甲状腺素|优甲乐',
  ),

  word('allergy', 'allergy-nuts', '坚果过敏', 'nut allergy', 'nut|peanut|almond|walnut|cashew|坚果|花生|核桃|腰果|杏仁'),
  word('allergy', 'allergy-milk', '牛奶过敏或不耐受', 'milk allergy or intolerance', 'milk|lactos|dairy|牛奶|乳'),
  word('allergy', 'allergy-egg', '鸡蛋过敏', 'egg allergy', 'egg|蛋'),
  word('allergy', 'allergy-soy', '大豆过敏', 'soy allergy', 'soy|大豆|黄豆|豆'),
  word('allergy', 'allergy-fish', '鱼虾过敏', 'fish or shellfish allergy', 'fish|shellfish|shrimp|prawn|crab|seafood|鱼|虾|蟹|海鲜|贝'),
  word(
    'allergy',
    'allergy-wheat',
    '小麦过敏或麸质不耐受',
    'wheat allergy or coeliac disease',
    'wheat|gluten|coeliac|celiac|小麦|麸质|乳糜泻|面筋',
  ),
  word(
    'allergy',
    'known',
    '与食物无关的过敏',
    'an allergy that is not to food',
    'pollen|dust|penicillin|cephal|sulfa|latex|花粉|尘螨|青霉素|头孢|磺胺|乳胶',
  ),
] as const satisfies readonly PersonWord[];
