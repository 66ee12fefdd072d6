import type { Language } from '../../domain/source.ts';

/**
 * What foods, drinks and habits are called in a kitchen and on a sports ground, in classes. The knowledge base and the medication graph say what a
 * person must avoid by its common names; where one of those is an `of` of a class, the other names of that class count as well. Names only: what is
 * avoided, and why, stays where its source is.
 */
export interface KitchenNames {
  readonly of: readonly string[];
  readonly names: Readonly<Record<Language, RegExp>>;
}

const MEAL = '(?:breakfast|lunch|dinner|supper|meals?|brunch)';
const MEAL_ZH = '(?:早饭|早餐|午饭|午餐|中饭|晚饭|晚餐|正餐|一[顿餐]饭?|(?:早上|中午|晚上|今晚|晚间|早晨)(?:的|那|这|一)*[顿餐]饭?)';
const MOVE = '(?:runs?\\b|running|jog\\w*|walk\\w*|exercis\\w*|train\\w*|gym|swim\\w*|cycl\\w*|workout|hike\\w*|sport|ride)';
const UNFED =
  "(?:before (?:you (?:have |'ve )?(?:had|eaten|eat)|having|eating|breakfast|anything to eat|food)|on an empty stomach|without (?:having )?(?:eaten|breakfast|food)|with nothing (?:to eat|in your stomach)|while (?:still )?hungry|unfed)";
const MOVE_ZH = '(?:跑|走|练|锻炼|运动|骑|游|爬|跳|快走|散步|健身|打球)';

const one = (of: string, en: string, zh: string): KitchenNames => ({
  of: of.split(' | '),
  names: { en: new RegExp(`\\b(?:${en})`, 'gu'), 'zh-CN': new RegExp(zh, 'gu') },
});

export const KITCHEN_NAMES: readonly KitchenNames[] = [
  one(
    'alcohol | wine | 饮酒 | 啤酒 | 喝酒',
    'sherry|port wine|cider|liqueurs?|cocktails?|champagne|prosecco|brandy|rum\\b|gin\\b|lager|\\bales?\\b|stout\\b|toddy|nightcap|tipple|pints?\\b|mulled|schnapps|sake\\b|tequila|bourbon|scotch\\b|a (?:small )?glass of (?:red|white|ros)|booze|spritz|egg ?nog|shandy',
    '黄酒|米酒|药酒|清酒|烧酒|二锅头|茅台|鸡尾酒|香槟|白兰地|威士忌|伏特加|果酒|梅酒|料酒|醪糟|酒酿|小酌|抿.{0,3}酒|喝[一两几]?[杯盅口]酒|[一两几][杯盅]酒|干一杯|来[一两几]盅|两杯(?=$|吧|解)|冰啤|生啤|扎啤|红的|白的一盅',
  ),
  one(
    'spinach | broccoli | 菠菜 | 西兰花',
    'chard|green (?:smoothies?|juices?|shakes?)|smoothies? (?:of|with|from) (?:\\w+ ){0,2}(?:greens|leaves)|watercress|bok choy|pak choi|rocket\\b|arugula|seaweed|kelp|nori|cabbage (?:soup|juice)|wheatgrass|(?:more|plenty of|lots of|extra|mountains? of|heaps? of|piles? of|a lot of|big \\w+ of|loads of|as (?:much|many)) (?:\\w+ )?(?:greens|leaves|leafy)',
    '青菜汁|蔬菜汁|果蔬汁|绿色?果?蔬?汁|油菜|空心菜|油麦菜|茼蒿|韭菜|香菜|荠菜|芥菜|紫菜|海苔|裙带菜|(?:大盘|大把|大碗|使劲|猛|一大[盘把碗杯]).{0,3}(?:青菜|绿叶|菜叶|叶子菜)',
  ),
  one(
    'banana | 香蕉',
    'coconut (?:water|milk)|tomato (?:juice|paste|puree)|prunes?|apricots?|kiwis?|melons?|beetroots?|dates\\b|raisins?|sultanas|figs?\\b|orange juice|mangos?|mangoes|papaya|lentils|chips\\b|crisps\\b',
    '椰子水|椰汁|椰奶|番茄汁|西红柿汁|橘子汁|榴莲|猕猴桃|奇异果|桂圆|红枣|葡萄干|杏干|柿饼|无花果|哈密瓜|芭蕉|木瓜|竹笋|榨菜|火龙果|石榴|菌菇汤|菜汤泡饭',
  ),
  one(
    'salt substitute | low-sodium salt | 低钠盐 | 代盐',
    '(?:low|lower|reduced|less|half|light|lite)[- ]?(?:in )?sodium (?:kind|sort|type|one|version|variety|brand|salt|alternative|shaker)|(?:lite|light|diet|heart|slim) salt|salt with less sodium|sodium-free salt|salt from the chemist',
    '少钠的?盐|低钠的?盐|减钠盐|薄盐|轻盐|钠少的盐|无钠盐|半盐|健康[低减]?盐|药店.{0,4}盐|(?:低|少|减)钠.{0,4}(?:那种|的那|调味)',
  ),
  one(
    'skip a meal | skip dinner | 断食 | 不吃晚饭',
    `(?:leav(?:e|ing)|cut(?:ting)?|miss(?:ing)?) (?:out )?(?:the |your |an? |any )?(?:evening |morning |midday |main |whole |big )*${MEAL}(?! (?:dessert|drink|snack|rice|bread))(?: out)?(?! (?:time|small|light|simple|early|in half|short))|(?:skip(?:ping)?|drop(?:ping)?|forgo|do(?:ing)? without|go(?:ing)? without|pass on|give up|giv(?:e|ing) \\w+ a miss:?|replace|sacrifice) (?:the |your |an? |any )?(?:evening |morning |midday |main |whole )*${MEAL}(?! (?:dessert|drink|snack))|no ${MEAL} (?:today|tonight|tomorrow|at all)|(?:only|just) (?:one|two) meals|(?:one|two) meals a day|go(?:ing)? hungry|starv(?:e|ing)|eat nothing (?:after|until|before|all)|nothing to eat (?:after|until|all)|water fast|fasting days?|juice (?:day|fast)|${UNFED}[^.]{0,30}\\b${MOVE}|${MOVE}[^.]{0,30}\\b${UNFED}`,
    `${MEAL_ZH}(?:就|先|可以|可|也|都|干脆|直接)*(?:免|省|跳过|略过|不吃|别吃|饿着|不要吃)(?!太|得|多|完|撑|到|饱|过|零食|点心|夜宵|油|咸|主)|(?:免|省|跳过|略过|漏|省去|砍|减)(?:掉|了|去)?(?:一|那|这)?(?:顿|餐|${MEAL_ZH})|饿(?:一饿|着肚子|一顿|一天|几顿)|(?:一天|每天)(?:只|就)?吃?[一两](?:顿|餐)|(?:什么都?|啥都?)没吃|空着?肚子?.{0,6}${MOVE_ZH}|(?:没吃东西|没吃早[饭餐]|饿着|空腹|(?:吃)?早[饭餐](?:之?前|没吃)).{0,6}${MOVE_ZH}|${MOVE_ZH}.{0,4}(?:完|后)再吃早[饭餐]`,
  ),
  one(
    'vigorous | high-intensity | 剧烈运动 | 高强度',
    "intervals?\\b(?! between)|until you (?:cannot|can't|can no longer|can hardly|are too \\w+ to|are) (?:talk|speak|breathe|exhausted|out of breath|drop|drenched)|flat out|all[- ]out|as (?:hard|fast) as you can|to (?:the|your) limits?|push yourself|burpees?|boot ?camp|spinning class|race (?:up|against|your)|at full (?:speed|tilt|throttle)|breathless(?:ly)? (?:fast|hard)|go (?:hard|for broke)|until it (?:burns|hurts)|marathon|crossfit",
    '(?:说不出|讲不出|说不了)话|喘不上气(?:为|才|再)|大汗淋漓|汗流浃背|筋疲力尽|精疲力[尽竭]|拼命|使劲(?:跑|骑|练|走)|全力|冲刺|间歇|(?:跑|骑|练|走|跳)到.{0,6}(?:为止|才|动不了|不动)|极限|马拉松|越快越好|越猛|波比|暴走|百米',
  ),
  one(
    'weight lift | lifting heavy | lift heavy | lifting heavy | 举重',
    '(?:heavy|full|big) (?:shopping|bags?|box(?:es)?|suitcases?|loads?|things|weights?|furniture|sacks?|crates?|buckets?)|carry(?:ing)? (?:\\w+ ){0,4}(?:up the stairs|upstairs)|push[- ]?ups?|press-ups|pull[- ]?ups?|planks?\\b|dumbbells?|kettlebells?|barbells?|sit-ups|headstands?|hold(?:ing)? your breath|move (?:the )?furniture',
    '(?:提|拎|搬|扛|抬|背|抱|举).{0,4}(?:重|家具|米|水桶|箱|煤气|沙袋|孙子上)|重(?:东西|物)|哑铃|俯卧撑|平板支撑|杠铃|壶铃|引体向上|仰卧起坐|倒立|憋(?:气|住)|屏住呼吸|搬家',
  ),
  one(
    'barefoot | 赤脚',
    'marching|march(?:es)? (?:up|down|off|along|round|through|on)|hills?\\b|climb\\w*|trek\\w*|ramble|danc(?:e|es|ing)|stairs|on foot|step count|(?:thousand|more) steps|tennis|football|badminton|table tennis|trampolin\\w*|tiptoes?|sandals|foot spa|barefoot|heating pad',
    '爬.{0,5}(?:山|坡|楼|梯|趟)|登山|走路|走.{0,4}(?:步|公里|里|圈|走)|跳舞|跳操|广场舞|楼梯|逛街|遛弯|遛狗|踢球|打球|踮脚|赤脚|光脚|凉鞋|热敷|暖宝宝|泡脚',
  ),
  one(
    'sushi | raw fish | 生鱼片',
    'raw (?:\\w+ )?(?:fish|salmon|tuna|egg|meat|oysters?|shellfish|milk|sprouts|beef)|rare (?:steak|beef|meat)|runny (?:egg|yolk)|soft[- ]boiled|smoked (?:salmon|fish)|gravlax|oysters?|ceviche|carpaccio|steak tartare|brie\\b|camembert|blue cheese|soft cheese|unpasteuri[sz]ed|p[aâ]t[eé]\\b|tiramisu|home-?made mayonnaise|liver\\b|swordfish|diet plan|slim down',
    '生(?:的)?.{0,2}(?:鱼|虾|蚝|蛋|肉|三文|螃?蟹|腌|牡蛎|海鲜|蜂蜜)|溏心|半熟|三分熟|五分熟|刺身|醉[蟹虾]|呛虾|寿司|未杀菌|生奶|猪肝|瘦身|减肥',
  ),
  one(
    'plenty of water | drink more | 多喝水',
    '(?:big|large|full|whole) (?:bottles?|jugs?|jars?|pots?) (?:of (?:water|tea|fluid\\w*))?|jugs? of|litres?\\b|liters?\\b|glass after glass|as much (?:as you (?:like|want|can))|(?:two|three|four|five|six|eight|ten) (?:\\w+ )?(?:bottles|glasses|jugs|cups|mugs)|gallons?|flush (?:your|the) (?:kidneys|system)|well hydrated|keep (?:on )?(?:drinking|sipping)|drink (?:plenty|a lot|freely|and drink)',
    '[一两三四五六七八几]大?[壶瓶升桶](?:水|茶)?|大[壶瓶桶](?:的)?(?:水|茶)?|[一两三四五六七八]大?杯水|一整[壶瓶]|喝满|猛喝|使劲喝|不停地?喝|拼命喝|(?:水|汤|茶)(?:多多益善|管够|不限|随意)|灌(?:水|下)|喝个(?:够|饱)',
  ),
  one(
    'table sugar | sucrose | 白糖 | 蔗糖',
    '(?:household|kitchen|white|brown|cane|ordinary|normal|plain|caster|granulated) sugar|sugar (?:from the|in (?:water|tea))|(?:spoon(?:ful)?s?|lumps?|cubes?|sachets?|packets?) of (?:\\w+ )?sugar|toffee|fudge|boiled sweet|sugared|sugary (?:drink|snack|tea)|syrup|jam\\b',
    '白砂糖|绵白糖|(?<!葡萄)糖水|含糖饮料|奶糖|硬糖|水果糖|棒棒糖|[一两几半]勺.{0,2}糖|糖块|甜饮料|果酱',
  ),
  one(
    'almond | peanut | 坚果 | 花生',
    'pecans?|hazelnuts?|pistachios?|macadamias?|brazil nuts?|pralines?|marzipan|nougat|satay|pesto|nut butter|nut milk|almonds?|cashews?|walnuts?|pine nuts|frangipane|trail mix|granola|muesli|baklava',
    '杏仁|腰果|榛子|开心果|碧根果|夏威夷果|松子|松仁|花生酱|果仁|桃仁|牛轧糖|沙茶|宫保|每日坚果|八宝粥|麻酱花生|琥珀|五仁|果干坚果',
  ),
  one(
    '=milk | 牛奶 | 奶酪',
    'cheddar|gouda|brie\\b|mozzarella|parmesan|feta\\b|ricotta|lattes?|cappuccino|custard|cream\\b|creamy|ice cream|butter\\b|buttermilk|whey|kefir|quark|paneer|milkshakes?|b[eé]chamel|white sauce|rice pudding|halloumi|mascarpone|cheesecake|flat white',
    '奶酪|芝士|起司|拿铁|奶茶|奶油|冰淇淋|雪糕|黄油|酸奶|奶昔|双皮奶|炼乳|乳清|奶粉|卡布奇诺|奶皮|奶豆腐|乳酪|全脂|脱脂|低脂奶|奶糖',
  ),
  one(
    '=fish | seafood | =fish | 鱼 | 海鲜',
    'anchov\\w+|sardines?|mackerel|herring|cod\\b|trout|halibut|haddock|sea bass|eel\\b|crabs?\\b|lobsters?|mussels?|clams?|oysters?|scallops?|squid|calamari|octopus|caviar|roe\\b|surimi|sushi|fish fingers|chowder|paella|worcestershire',
    '虾|蟹|贝|蛤|蚝|扇贝|鱿鱼|章鱼|海参|鲍|带鱼|三文|鳗|蛏|螺|鱼子|蟹棒|虾皮|海米|瑶柱|干贝|生蚝|沙丁|金枪|鳕',
  ),
  one(
    'egg | =egg | 鸡蛋 | 蛋类',
    'omelettes?|frittata|quiche|mayonnaise|meringues?|scrambled|pancakes?|custard|sponge cake|carbonara|hollandaise|yolks?',
    '煎蛋|炒蛋|蒸蛋|蛋羹|蛋花|荷包蛋|茶叶蛋|皮蛋|咸蛋|蛋糕|蛋黄|蛋白|蛋挞|松花蛋|沙拉酱|蛋炒饭',
  ),
  one(
    'offal | 内脏',
    'liver\\b|kidneys? (?:pie|on)|sweetbreads?|tripe|black pudding|haggis|bouillon|gravy|herrings?|mackerel|scallops?|mussels?|roe\\b|yeast extract|marmite|meat extract|bone marrow|goose\\b|game\\b|crabs?\\b|lager|\\bales?\\b|stout\\b|sardines?',
    '猪肝|鸡肝|鸭肝|鹅肝|腰花|猪腰|大肠|肥肠|毛肚|百叶|鸭肠|鸡胗|鸡杂|猪脑|脑花|卤煮|下水|杂碎|凤尾鱼|沙丁鱼|带鱼|干贝|扇贝|花蛤|蛏子|鱿鱼|浓汤|肉汁|火锅底|涮锅|骨汤|高汤|鱼子|冰啤|扎啤|撸串|海鲜大',
  ),
  one(
    'bitter melon | ginseng | 苦瓜 | 人参',
    'berberine|mulberry leaf|gymnema|chromium|aloe|herbal (?:capsules?|drops?|teas?|tonics?)|cinnamon|red ginseng|moringa|bitter gourd',
    '西洋参|红参|高丽参|黄连素|小檗碱|桑叶茶|罗布麻|凉瓜|肉桂|玉米须水|葛根|灵芝|石斛|黄芪泡|降糖茶|苦荞茶降',
  ),
  one(
    'grapefruit | 西柚',
    'pomelos?|paradise fruit|bitter orange marmalade|tangelo|seville orange',
    '文旦|胡柚|蜜柚|西柚汁|葡萄柚汁|朱栾|沙田柚',
  ),
];
