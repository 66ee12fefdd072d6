/**
 * Traditional characters and their simplified forms, as pairs: those of the guard's own lists, and the commonest of running text, so that
 * a text in traditional script is noticed and a forbidden word in it is found. Forms that simplified Chinese also uses (后, 里, 只) are left out.
 */
const PAIRS =
  '癒愈 斷断 絕绝 對对 險险 純纯 無无 藥药 醫医 處处 開开 減减 換换 劑剂 糖糖 診诊 確确 爲为 為为 病病 廣广 說说 見见 證证 專专 權权 構构 認认 國国 級级 獎奖 優优 療疗 復复 發发 彈弹 轉转 擺摆 脫脱 島岛 島岛 藉借 擔担 沒没 關关 係系 緊紧 問问 題题 嚴严 這这 個个 們们 過过 還还 進进 運运 動动 測测 壓压 飲饮 飯饭 後后 時时 間间 會会 來来 東东 車车 長长 門门 馬马 魚鱼 鳥鸟 龍龙 麥麦 麵面 雞鸡 蘋苹 養养 體体 頭头 腦脑 腎肾 臟脏 臉脸 腫肿 膽胆 膚肤 膠胶 血血 顆颗 類类 顯显 風风 飛飞 餐餐 館馆 驗验 驚惊 點点 齊齐 齡龄 亂乱 亞亚 傷伤 價价 億亿 償偿 兒儿 內内 兩两 冊册 凍冻 淨净 別别 創创 劃划 劇剧 勝胜 勞劳 勢势 勵励 區区 協协 單单 參参 變变 員员 響响 喚唤 嚐尝 圓圆 圖图 團团 執执 報报 場场 塊块 塵尘 壞坏 聲声 壽寿 夠够 夾夹 奪夺 婦妇 媽妈 學学 寧宁 實实 審审 寫写 寬宽 將将 尋寻 導导 屬属 岡冈 幾几 庫库 應应 廚厨 廳厅 彙汇 錄录 徑径 從从 憂忧 慣惯 態态 慮虑 慶庆 憶忆 懷怀 應应 懶懒 戰战 戲戏 戶户 擇择 擊击 據据 擬拟 擴扩 攝摄 敵敌 數数 斂敛 於于 舊旧 曉晓 暈晕 暫暂 術术 機机 殺杀 雜杂 條条 極极 標标 樣样 橋桥 檢检 櫃柜 欄栏 歡欢 歲岁 歷历 歸归 殘残 決决 況况 涼凉 淚泪 淺浅 減减 溫温 準准 滿满 漸渐 潔洁 濕湿 濟济 瀏浏 灣湾 燈灯 燒烧 熱热 營营 爐炉 爭争 爺爷 牆墙 狀状 獨独 獲获 現现 環环 產产 當当 療疗 瘡疮 盡尽 監监 盤盘 睏困 瞭了 矯矫 礎础 禮礼 禪禅 種种 稱称 穩稳 積积 競竞 筆笔 節节 範范 築筑 簡简 糧粮 紅红 約约 紀纪 納纳 紙纸 級级 細细 終终 組组 結结 給给 統统 經经 維维 網网 緩缓 線线 練练 編编 縮缩 總总 績绩 織织 繼继 續续 纖纤 罐罐 習习 聯联 聽听 職职 肅肃 脈脉 腳脚 腸肠 膩腻 興兴 舉举 艱艰 節节 葉叶 葡葡 蔥葱 蔘参 薦荐 藍蓝 蘿萝 虛虚 蝦虾 蟲虫 補补 裝装 製制 複复 規规 視视 覺觉 覽览 觀观 訂订 計计 訊讯 記记 許许 試试 詢询 話话 該该 誤误 調调 談谈 請请 論论 諮咨 講讲 謝谢 議议 譯译 護护 讀读 讓让 豬猪 貝贝 負负 費费 貼贴 資资 質质 購购 賣卖 賴赖 贏赢 趕赶 跡迹 蹤踪 躍跃 軟软 輕轻 較较 輸输 辦办 農农 遠远 適适 遲迟 選选 遺遗 邊边 郵邮 鄰邻 醬酱 釋释 針针 釣钓 鈣钙 鈉钠 鉀钾 銀银 鋪铺 錯错 鍛锻 鍵键 鎮镇 鏡镜 鐘钟 鐵铁 閉闭 閒闲 閱阅 隊队 階阶 際际 隨随 難难 電电 靜静 韓韩 項项 順顺 須须 預预 頓顿 頻频 額额 願愿 顧顾 飢饥 飽饱 餅饼 餓饿 騎骑 騙骗 骯肮 髒脏 鬆松 鹹咸 鹽盐 黃黄 齒齿 僅仅 傾倾 傳传 們们 倆俩 側侧 偉伟 儘尽 儲储 勁劲 勸劝 厲厉 啟启 喪丧 嘗尝 嗎吗 壯壮 奧奥 廢废 徹彻 徵征 恆恒 惡恶 愛爱 懸悬 捨舍 掃扫 掛挂 採采 揮挥 損损 搖摇 擁拥 攜携 斃毙 旣既 昇升 晝昼 槓杠 樂乐 殼壳 毀毁 氣气 沖冲 滯滞 滲渗 烏乌 煙烟 猶犹 畫画 癥症 皺皱 眾众 祕秘 祿禄 竅窍 籤签 緒绪 縱纵 繞绕 罰罚 聖圣 聞闻 莖茎 萬万 蓋盖 衛卫 衝冲 裏里 覆覆 觸触 誇夸 誠诚 讚赞 貪贪 賽赛 跳跳 踐践 輔辅 迴回 遞递 邁迈 錢钱 闆板 隱隐 雙双 雖虽 靈灵 頑顽 顛颠 駕驾 鮮鲜';

const simplified = new Map(
  PAIRS.split(' ')
    .map((pair) => [pair[0]!, pair[1]!] as const)
    .filter(([from, to]) => from !== to),
);

export const toSimplified = (text: string): string => text.replaceAll(/\p{Script=Han}/gu, (letter) => simplified.get(letter) ?? letter);

/** The letters that only traditional script has, as far as the list above goes. */
export const traditionalIn = (text: string): readonly string[] => [...text].filter((letter) => simplified.has(letter));
