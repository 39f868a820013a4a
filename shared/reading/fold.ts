/**
 * Traditional characters of the words that the grammar knows, as Simplified ones, so that each word is written
 * once. One character for one (計畫 and 計劃 are both 计划): offsets stay, and what a reading quotes is cut from the text itself.
 */
const TRADITIONAL =
  '會員學動組織辦開議務應聯們這產業種為與從點體導領經發進計劃畫實現個項條場戶間臺處類對棟噸畝筆隻張團隊門則題輪節屆塊輛頂講頓萬億兩雙幾餘來約達爭確證創設養訓舉評選獎勵問幫資簽訂訪購買籌徵書寫報錄薦參蓋鞏讀聽樹慶國際勞婦兒軍黨師陽陰單週禮負責協頭牽標圖紀規總結費預編製財歲終內頁專練醫廠園區鎮鄉縣眾優環關鍵構層堅階級轉變義線統強滿測維護時驗質檢習術競賽運歡樂愛電視調記屬當補貼險傷違訴續請給讓將該僅還濟積極認識權繼職廳營聞網絡農貧難殘齡離歸納匯彙遞據願獲榮譽稱號衛潔綠畢輩勝屢擇擴擬擔熱燈爾獨異聖聲興舊華衝觀覽觸訊託詢試話詳語誤說課論譜讚豐貢貨販貫貴貸賀賓贈贊贏趕車軟輔辭遊遲遷遺郵鄰鋪銜鋼長閉閱隨雜靈靜順須頻顧風飛馬駕鮮黃齊龍後於佔過額佈爲審腦餅親臨備裏裡鍾貝盞牀樁壓縮瀏閲晉篩檔淨減帶紹撥獻奪採籤輸復攝針圍狀況較價揮數覺兌糾紛災洩輟羣絕沒丟準歐並緊奮鬥歷祕綜輯頒繞談説勢叄績見圓討綱滅幣範連氣遠換裝決盤樣驟盡輕錯無診籃機傳暫樓細啟啓別適陸'
const SIMPLIFIED =
  '会员学动组织办开议务应联们这产业种为与从点体导领经发进计划划实现个项条场户间台处类对栋吨亩笔只张团队门则题轮节届块辆顶讲顿万亿两双几余来约达争确证创设养训举评选奖励问帮资签订访购买筹征书写报录荐参盖巩读听树庆国际劳妇儿军党师阳阴单周礼负责协头牵标图纪规总结费预编制财岁终内页专练医厂园区镇乡县众优环关键构层坚阶级转变义线统强满测维护时验质检习术竞赛运欢乐爱电视调记属当补贴险伤违诉续请给让将该仅还济积极认识权继职厅营闻网络农贫难残龄离归纳汇汇递据愿获荣誉称号卫洁绿毕辈胜屡择扩拟担热灯尔独异圣声兴旧华冲观览触讯托询试话详语误说课论谱赞丰贡货贩贯贵贷贺宾赠赞赢赶车软辅辞游迟迁遗邮邻铺衔钢长闭阅随杂灵静顺须频顾风飞马驾鲜黄齐龙后于占过额布为审脑饼亲临备里里钟贝盏床桩压缩浏阅晋筛档净减带绍拨献夺采签输复摄针围状况较价挥数觉兑纠纷灾泄辍群绝没丢准欧并紧奋斗历秘综辑颁绕谈说势叁绩见圆讨纲灭币范连气远换装决盘样骤尽轻错无诊篮机传暂楼细启启别适陆'

/** By UTF-16 unit: the Simplified one, or 0 for what stays. A table, since most texts are looked through in vain. */
const SIMPLE = new Uint16Array(0x1_00_00)
for (let index = 0; index < TRADITIONAL.length; index++)
  SIMPLE[TRADITIONAL.charCodeAt(index)] = SIMPLIFIED.charCodeAt(index)

/** The text in Simplified characters as far as the grammar needs it; the same length. */
export function fold(text: string): string {
  let folded = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const simple = SIMPLE[text.charCodeAt(at)] ?? 0
    if (simple === 0) continue
    folded += text.slice(from, at) + String.fromCharCode(simple)
    from = at + 1
  }
  return from === 0 ? text : folded + text.slice(from)
}

/** What was found in a folded text, as the text itself has it. */
export function asWritten(text: string, found: string): string {
  const at = fold(text).indexOf(found)
  return at < 0 ? found : text.slice(at, at + found.length)
}
