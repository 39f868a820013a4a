import type { Every } from '../plan/plan.ts'
import type { Figure } from './figures.ts'

/** The words by which a figure is known as undertaken, or as none to be reached. */

/** Words of undertaking: a figure after one of them is to be reached. */
export const UNDERTAKING =
  /计划(?!生育|外)|实施$|力争|争取|确保|保证|达到|达|成立|选举|晋升|授予|命名|上交|提交|交付|聘请|邀请|提供|抽查|检查|巡查|排查|筛查|体检|调研|提档|升级|打造|维持|保持|净增|净减|压减|压降|缩短|吸纳|吸收|引进|动员|发动|带动|惠及|服务|化解|安置|介绍|拨付|捐|献|种|栽|讲授|授课|开办|开通|开放|开设|竞聘|考取|取得|获得|获(?!胜)|夺得|拿|刊登|播出|拍|录制|印制|派发|订立|制定|修订|集中|碰头|(?:职工|(?<![工合操制动写著协运创]))作(?=[一二两三\d]|$)|招|募|名额|实现|完成|不少于|不低于|不超过|不超過|至少|最少|超过|超過|突破|控制在|提高到|提升到|提高|提升|降低|下降|降至|增长|增加|减少|新建|新增|新发展|发展|建立|建成|建设|组建|创建|做到|开班|争创|创|打造|培养|培育|培训|举办|举行|召开|开展|组织|开设|编印|印发|发放|出版|出刊|刊发|征集|收集|提出|采纳|评选|推选|选树|表彰|奖励|慰问|帮扶|扶持|资助|救助|走访|签订|签约|续签|安排|办好|办|购买|购置|添置|投入|筹集|筹措|募集|募捐|撰写|编写|上报|报送|投稿|发表|录用|推荐|吸收|招募|招收|招聘|设立|设置|落实|完善|参加|参与|选派|派出|输送|配备|配置|更换|更換|维修|修复|改造|翻新|疏通|清理|新装|安装|安裝|种植|栽种|接待|调解|处理|解决|解決|受理|答复|办结|覆盖|保持|巩固|读|写|听|上好|开好|搞好|做好|出|评出|选出|进行$|订|送|建|办理|创作|制作|拍摄|推出|每人|人均|每年|全年|年内|一年|年度|本年|今年|本学期|学期/u
/** After its noun a figure may also be the one that reaches something: 两家企业建立…, 一至两个班组被评为…. */
export const REACHING =
  /被|建立|达到|达标|获得|荣获|评为|通过|完成|实现|成为|参加|创建成|建成|入会|签订|进行|开展|安装|更换/u
export const FOR = /^(?:针对|为|对|给|向|帮助|组织|动员)/u
/** 对成绩较好的20个小组，给予奖励: for how many something is done. */
export const FOR_THOSE = /(?<![针面相应反绝])[对为给向][^，,]{2,10}的$/u
export const REWARDING = /(?:给予|进行)[^，,。；;]{0,16}(?:奖励|表彰|慰问|补助|资助|帮扶)/u
/** How things are or were; not what is undertaken. */
export const FACT =
  /^[^：:，]{0,10}(?:范围|对象|现状|概况|基本情况|参[加赛与]人数)\s?[:：]|原有|(?<!(?:升级|优化|改造|完善|提升|盘活)[^，]{0,8})现有|已有|共有|目前|截至|截止|(?<![较比])(?:去年|上年)|往年|近年|曾|占全|现任|现在|下设|设有|[共已](?:征集|收集|征求|收到|梳理)到?(?=[\d一二三四五六七八九])|以来|累计(?!.*[将达])|已(?=新建|协调|处理|完成|组织|开展|举办|培训|发展|建立)|成功(?=调解|举办|召开|创建|申报)|参[加赛与]人数约|获得过|获了|被评为过|多年|(?:排查|发现|收集|征求|徵集|统计|调查|梳理)(?:到|出)?的|(?:达到|完成|建立|举办|获得|组织|评出|开展|实现|召开|新增|发放|慰问|收到|查出|参加|进行|举行|发展|表彰|走访)(?:了|过)|^(?:其中|全[校厂县市区镇乡省]|全公司|我校|我会|我们|本校|本会)?(?:有|共)(?!计)|[会校厂司院会局间]有$|预算|票价|单价|定价|上学期|上学年|上季度/u
export const ORDINAL_BEFORE =
  /(?:(?<![得满积平加扣])分|第|星期|周|礼拜|每|前|头|双|这|那|某|哪|另|任何|之|唯|首|同|初|届|以下|如下|九年|[^，]\d|\d[:：])$/u
/** Nouns that are counted to order a text (三个方面, 两大重点), not to be reached. */
export const ORDERING =
  /^(?:大)?(?:方面|百分之百|要求|规定|纪律|字|职责|重点|关键|能力|结合|环节|层次|问题|坚持|到位|阶段|代表|意识|转变|原则|主题|主线|中心(?!村|组|校|小学|社区|镇)|基本|体系|统一|提高|提升|加强|突破|确保|满意|第一|必须|率先|延伸|强化|优化|着力|目标|抓|贴近|维护|角度|台阶|层面|领域|时期|年度|半天|地方|样|樣|更|凡是|职能|特点|作用|理念|转化|要素|保障|步骤|步驟|服务(?:[：:，,。]|$)|创新(?:[：:，,。]|$)|月|学期|季度|星期|小时|工作日|人(?![次均]))/u
/** What lasts or costs is a goal only where the text says how much at least, at most, or to whom it goes. */
export const MEASURE = /^(?:天|小时|分钟|分鐘|分|元|字|万字|米|课时|学时|节|节课|節課)$/u
export const GIVING =
  /筹集|筹措|筹募|筹款|募集|募捐|融资|引资|贴息|贷款|争取|发放|投入|拨|捐|创|增|节|补助|资助|救助|慰问|奖励|完成|疏通|铺设|修建|安装|新建|创收|节约|节支|培训|听课|阅读|撰写|读书/u
/** Work that recurs within the year is an item of the months, its count no goal. */
export const RECURRING = new Set<Every>(['day', 'week', '2weeks', 'month', '2months', 'quarter'])

export const PURPOSE = /^(?:为了|为使|以便|让|使得)/u
const EXPERIENCE =
  /感到|感受|体验|(?<!全)体会|享受到|了解|明白|认识|意识|懂得|热爱|成为|看到|发挥|关注|心中有数|积极|自觉/u
const FULFILLED =
  '(?:能|要|有|会|得|必须|可|实现|完成|达|参加|参与|建|签|公开|落实|入会|到位|配|订|写|上|得到|享有|顺利|順利)'
const ALL = new RegExp(
  '全覆盖|全覆蓋' +
    '|全部(?:实现|完成|达标|达到|落实|建立|建成|签订|参加|公开|入会|建会|答复|到位|纳入|合格|持证|办结|兑现|组建|使用|配备|取得)' +
    '|(?:件件|事事|条条|项项|户户|人人|家家|个个|班班|处处)(?:有|参加|参与|达标|落实|签订|建)' +
    '|全员(?:参加|参与|培训|入会|覆盖|签订|达标|轮训)(?![性的])' +
    '|应(建|签|帮|入|保|公开|救|报|发|享|参)(?:尽|盡)\\1',
  'u',
)
/** Each and all: only where the words say what can be seen to be done, not what people shall feel. */
const EACH = new RegExp(
  `(?:所有|全体|各个?(?:基层|单位|企业|小组|班组|科室|车间|教研组|年级|分会|工会))[^，,。；;]{0,12}(?:都|均)${FULFILLED}` +
    `|每[一]?(?:个|位|名|家|户|戶)[^，,。；;]{1,20}都${FULFILLED}` +
    `|[为给](?:全体|所有)[^，,。；;]{1,8}(?:办理|购买|投保|参加)[^，,。；;]{0,12}(?:保险|互助|体检)`,
  'u',
)
/** Whether a clause says that each or all is done, so that it can be seen. */
export const isAll = (clause: string): boolean =>
  ALL.test(clause) || (EACH.test(clause) && !EXPERIENCE.test(clause))
const EVIL =
  '(?:事故|事件|职业病|中毒|重伤|轻伤|投诉|上访|信访|违纪|违规|违法|差错|差錯|伤亡|傷亡|犯罪|发案|案件|失误|拖欠|欠薪|举报|纠纷|缺陷|火灾|漏洞|死亡|漏报|违章|感染|失泄密|辍学)'
const KINDS_OF_EVIL =
  '(?:(?:较大|重大|特大|安全|责任|死亡|生产|质量|食品|群体性?|有效|刑事|一切|任何|各类|以上|及|和)*)'
/** 零事故, 事故为零, 零发生, 杜绝…事故: what shall not happen at all. */
const ZERO = new RegExp(
  `不(?:发生|出现)一[个例起宗件名人次]|(?:零|(?<![\\d.])0)[”"」]?${KINDS_OF_EVIL}${EVIL}|${EVIL}[率数起]*(?:(?:为|达到|保持|控制在|降为)[“"「]?|[“"「])(?:零|(?<=为|在|持|到)0(?![.\\d]))` +
    `|(?:零|(?<![\\d.])0)(?:发生|出现)(?!率)|(?:杜绝|消灭|消除|不发生|不出现|避免|无(?:一[例起宗件])?)(?:[^，,。；;、]{0,6}?)${KINDS_OF_EVIL}${EVIL}(?:的?发生)?(?=$|[，,。；;、])`,
  'gu',
)
/** How many things a clause says shall not happen at all. */
export const zerosIn = (clause: string): number => clause.match(ZERO)?.length ?? 0

/** 30%的单位: which ones are meant. */
export const OF_THOSE = /^的(?:单位|企业|部门|班组|学校|地区|社区|村|人员|职工|会员|小区)/u

/** “甲”和“乙”两个项目, 三个服务——为教学服务…: a figure that names how many things the words before or behind it are. */
export const sumsUp = ({ value, unit }: Figure, before: string, after: string): boolean =>
  value < 10 &&
  /^[个項项大]$/u.test(unit ?? '') &&
  ((/[”」》]$/u.test(before) && /^\p{Script=Han}/u.test(after)) ||
    /^[\p{Script=Han}“”]{0,8}(?:——|--|—)/u.test(after))

/** 维权、服务、建家三项职责: a figure that only sums up as many things as were named is none to be reached. */
export function isSum({ value, unit, valueMax }: Figure, before: string): boolean {
  if (
    valueMax !== null ||
    value < 2 ||
    value > 9 ||
    /\d/u.test(before) ||
    /^(?:新?成立|组建|新?建立|新建|设立|开办)/u.test(before) ||
    !/^[个個项項类類种種大节節]$/u.test(unit ?? '')
  )
    return false
  const named = before.split('、')
  return named.length === value && named.every((name, index) => index === 0 || name.length <= 12)
}

/** A single one is an article (开展一次活动周) unless the text insists on it or an event is to be held once. */
export function isArticle(figure: Figure, before: string, after: string): boolean {
  if (!/^[一两]$/u.test(figure.written) || figure.valueMax !== null || figure.comparator !== '=') return false
  // 一次到位: at once.
  if (figure.unit === '次' && /^(?:到位|成功|通过|合格)/u.test(after)) return true
  // 组建一家甲工会和一家乙工会: the second is what the first is.
  const first = /[和与及、]$/u.test(before) ? before.lastIndexOf(`${figure.written}${figure.unit}`) : -1
  if (first >= 0) return isArticle(figure, before.slice(0, first), before.slice(first + 2))
  // 健身房一间: behind its noun a one is counted.
  if (figure.written === '两' || (/^(?:、|$)/u.test(after) && figure.unit === '间')) return false
  if (figure.unit === '批') return true
  if (/(?:至少|不少于|力争|争取|确保|年|学期|每人|人均)[^，]{0,4}$/u.test(before))
    return figure.unit === '个' && !/力争|争取|确保/u.test(before)
  const isEvent = /^[次场期届]$/u.test(figure.unit ?? '') && !after.startsWith('性')
  return !(
    isEvent &&
    /(?:举办|举行|召开|组织|开展|进行|安排|参加|搞好|办好|开好|讲课|授课|上课|参观|演练|义诊|体检|座谈|培训|报告|出版|编印|出刊|(?:职工|(?<!工))作|做)[^，]{0,8}$/u.test(
      before,
    )
  )
}

/** 十件实事, 40人团体操, 三人篮球: a figure in the name of a kind of thing. */
export const namesKind = ({ unit }: Figure, after: string): boolean =>
  (unit === '件' && /^[实大好小]事/u.test(after)) ||
  (unit === '人' && /^(?:团体|集体|制|[篮足排]球|[\d一二两三四五六七八九十]足)/u.test(after))
