import type { Language } from '../../domain/source.ts';

/**
 * What advice may be about, in classes of words. Of `food` and `movement` one can have more, less or none; a `device` can be put down or left;
 * `doing` says how something is had, and `value`, `care` and `meal` are no things. English words match at their beginning, Chinese ones anywhere.
 */
type SubjectClass = 'food' | 'doing' | 'movement' | 'device' | 'value' | 'care' | 'medicine' | 'meal';

// biome-ignore format: a table reads better in rows.
const WORDS: Readonly<Record<Language, Readonly<Record<SubjectClass, string>>>> = {
  en: {
    food: 'food|dish|dessert|pudding|snack|sweet|cake|biscuit|cookie|chocolate|candy|candies|juice|soda|cola|lemonade|drink(?!ing water)|wine|beer|alcohol|spirits|cider|sherry|coffee|tea\\b|soup|broth|stock|gravy|stew|curry|rice|bread|roll|bun|potato|noodle|pasta|porridge|oat|cereal|congee|toast|salt|sodium|sugar|honey|syrup|sauce|ketchup|dressing|dip\\b|fruit|apple|pear|berry|berries|orange|banana|grape|melon|mango|peach|plum|lemon|raisin|date\\b|vegetable|veg|greens|salad|spinach|broccoli|kale|cabbage|chard|lettuce|cucumber|tomato|carrot|pepper|onion|garlic|mushroom|bean|lentil|pea\\b|peas\\b|tofu|soy|egg|fish|salmon|tuna|sardine|shrimp|prawn|meat|beef|pork|lamb|chicken|turkey|ham|sausage|bacon|liver|offal|milk|yoghurt|yogurt|cheese|cream|butter|oil|fat\\b|nut\\b|nuts\\b|almond|seed|chips|crisps|pizza|burger|fries|helping|portion|serving|bowl|plate|spoonful|handful|slice|cup|glass\\b|water|fluid|carbohydrate|carb|starch|protein|fibre|fiber|glucose tablet|jelly|ice|herb\\b|herbs\\b|spice|lemonade|takeaway|leftover|pickle|crust|cracker|muesli|millet|buckwheat|quinoa|barley|seaweed|dumpling|pancake|sandwich|chopstick|fork|menu|ingredient|label|shopping|cigarette|smok',
    doing: 'eat|chew|cook|steam|fry|fried|boil|bake|season|bite|peel|diet|grocer|taste|flavou?r|swallow slowly',
    movement: 'exercis|walk|stroll|run\\b|running|jog|swim|cycl|bike|ride|step|stairs|stretch|danc|garden|movement|moving|sport|gym|workout|training|train\\b|session|class\\b|tai chi|yoga|qigong|activity|active|hike|housework|sweep|vacuum|ball|race|pace|sit\\b|sitting|stand|television|advert|shoe|sock|slipper|dog\\b|squat|balance|legs?\\b|arms?\\b|weights\\b|park\\b|outdoors|outside|bus\\b|lift\\b|chair|round the (?:house|block|corner|garden)|way round|long way|outing|play|fetch|carry|get up|getting up',
    device: 'measur|reading|record|test|check|visit|appointment|question|instruction|prescri|plan\\b|drop of|cuff|strip|lancet|finger|chart|log\\b|diary|note|scale|battery|sensor|phone|message',
    value: 'measur|reading|number|value|result|glucose|blood sugar|pressure|mmol|mmhg|write|record|test|check|weigh|weight|average|goal|target|trend|data|week|evenings?|mornings?|high|low\\b|higher|lower|rise|rose',
    care: 'bath\\b|bathe|shower|music|sing|hobby|friend|laugh|tense|tension|calm|worr|eye|vision|faint|shak|sweat|swollen|swelling|swell|ankle|leg\\b|back\\b|chest|heart|kidney|stomach|nausea|vomit|fever|minutes|treats? you|who treats|blood thinner|remed|advert|promise|specialist|hospital|dentist|vaccin|birth|baby|pregnan|allergen|carry|bag|warm|cool|hot\\b|shade|sun\\b|air\\b|clothes|doctor|nurse|pharmacist|clinic|appointment|visit|midwife|team|dietitian|emergency|help\\b|call\\b|ambulance|sleep|bed|rest\\b|relax|breath|stress|pain|headache|dizz|thirst|sick|unwell|symptom|feet|foot|skin|hands?\\b|sore|wound|blister|teeth|allerg|family|carer|glasses|cold\\b|heat\\b|weather',
    medicine: 'medicine|medication|tablet|insulin',
    meal: 'meal|breakfast|lunch|dinner|supper|brunch|tea time|plateful|table|kitchen|portion|full|hungry|hunger',
  },
  'zh-CN': {
    food: '饭|粥|面条|面包|白面|面食|面[，。]|碗面|粉丝|米|馒头|包子|饺|饼|糕|点心|零食|主食|杂粮|全麦|燕麦|荞麦|玉米|红薯|土豆|薯|菜|蔬|瓜|(?<![如结效若成])果|橙|蕉|梨|莓|枣|桃|柚|豆|腐|蛋|鱼|虾|蟹|贝|肉|鸡(?!毛蒜皮)|鸭|牛|羊|猪|肝|内脏|肠(?!胃)|(?<!奶)奶(?!奶)|酪|油|盐|糖(?!尿病|友)|酱|醋|醬|汤|汁|茶|水|饮料|可乐|咖啡|酒|烟|坚果|花生|核桃|杏仁|瓜子|巧克力|蜜|冰淇淋|火锅|外卖|小吃|甜[食品点的]|食[物品量堂材]|饮食|筷|碗|盘|勺|配料|调料|葱|姜|蒜|木耳|蘑菇|藕|海带|紫菜|淀粉|纤维|蛋白|脂肪|碳水|钠|标签|买东西|超市',
    doing: '吃得|吃饭|吃完|口味|咸|淡|味道|嚼|炒|蒸|炖|煮|烤|炸|凉拌|榨|口袋里',
    movement: '举重|公园|转转|逛|广场|户外|外面|院子|晒|买菜|遛弯|孩子|孙子|走|跑|(?<![进初逐]一?)步|运动|锻炼|活动|散步|遛|太极|八段锦|广场舞|跳舞|游泳|骑|爬|楼梯|家务|扫地|拖地|拉伸|伸展|瑜伽|球|健身|训练|站起|站一|久坐|坐着|动一动|动动|起身|出门|花草|侍弄|广告|电视|鞋|袜|拐|扶|抬腿|踮脚|转[一两]?小?圈|胳膊|腿|动作|强度|车',
    device: '仪器|设备|试纸|血糖仪|血压计|袖带|指尖|手指|针头|秤|探头|传感器|电池|手机|消息',
    value: '测|量(?:血|一|个|的时|之前|前|完|体重|了|的是)|血糖|血压|体重|数据|数[字值]|读数|偏[高低]|高[了点些一]|低[了点些一]|记[下录]|记一|扎|称|mmol|mmhg|目标|平均|范围|对照|比一比|趋势|餐后|饭后|空腹|清晨|早上|晚上|这几[天次]|这次|上次',
    care: '洗澡|泡澡|沐浴|音乐|唱歌|聊天|朋友|爱好|心态|生气|紧张|眼|视力|心慌|胸|心脏|肾|胃|恶心|发烧|浮肿|肿|踝|腰|背|分钟|抗凝|广告|说法|网上|偏信|专科|大夫|牙科|疫苗|宝宝|孕|保温|热水|冷|热|太阳|阴凉|空气|衣|袋子|提|搬|憋气|用力|门诊|医|护士|营养师|门诊|复诊|急救|急诊|120|求助|电话|睡|休息|歇|放松|呼吸|压力|心情|深呼吸|痛|疼|晕|渴|吐|不舒服|不适|症状|脚|皮肤|伤口|水泡|破口|洗手|牙|过敏|家人|老伴|体温|保暖|天气|作息|习惯',
    medicine: '药|胰岛素',
    meal: '餐|早饭|午饭|晚饭|夜宵|宵夜|一顿|那顿|这顿|饱|饿',
  },
};

const pattern = (language: Language, classes: readonly SubjectClass[]): RegExp => {
  const words = classes.map((one) => WORDS[language][one]).join('|');
  return language === 'en' ? new RegExp(`\\b(?:${words})`, 'u') : new RegExp(words, 'u');
};
const both = (classes: readonly SubjectClass[]): Readonly<Record<Language, RegExp>> => ({
  'zh-CN': pattern('zh-CN', classes),
  en: pattern('en', classes),
});

/** Whatever advice may be about. */
export const SUBJECT = both(['food', 'doing', 'movement', 'device', 'value', 'care', 'medicine', 'meal']);
/** The same without medicines. */
export const NO_MEDICINE = both(['food', 'doing', 'movement', 'device', 'value', 'care', 'meal']);
/** What one can have more, less, half or none of. */
export const COUNTABLE = both(['food', 'movement']);
/** What one does more or less of. */
export const DONE = both(['doing', 'movement']);
/** What can be put down, left, wrapped round or taken off. */
export const THING = both(['food', 'movement', 'device']);
