import { fold } from './fold.ts'

/** 重要节日：3月12日植树节；…: days that a month has, and nothing to be done. */
export const NAMES_DAYS = /^(?:重要|主要|本月|相关|传统)?(?:节日|纪念日|节庆日?)\s?[:：]/u

/** What was done, and dates of documents: no undertakings. */
export const PAST =
  /去年|上年|往年|曾|已于|已经|已(?=新建|协调|处理|完成|组织|开展|举办|培训|发展|建立|提出)|年来|以来|成立于|(?:来源|作者|发布|日期|时间)(?:时间|日期|者|人)?[:：]\s?\d|(?:来源|作者|编辑)[:：]|浏览|出生|[^，]{2}了(?:一|两|三|\d)|仅需|免费使用|如期举行|(?:顺利|成功|圆满)(?:举行|召开|结束|闭幕|落幕)|如下|以下(?:是|几|各|工作|方面|计划|措施|任务|安排|内容|[一二三四五六七八九十])|\b(?:agreed|adopted|elected|(?<!be )held|was|were|last year|since)\b|^(?:last )?(?:this (?:will|is|list|plan|calendar|checklist|document)\b|revised|updated|posted|published|effective|modified)\b/iu
export const CODE =
  /(?:发|文|字|令|届|号)[〔[(（]|^.{0,16}?(?:\d{4}|[二〇零○一三四五六七八九]{2,4})\s?年.{1,3}月(?:.{1,3}[日号])?(?:印发|制定|制订|修订|通过|公布|讨论通过)?$|^[^，,。；;：:]{2,30}(?:工会|委员会|学校|小学|中学|幼儿园|医院|公司)\s+(?:20[\dxX×]{2}|[xX×]{2,4})年{1,2}\s?[\dxX×]{1,2}月/u
/** 进行了, 发放了: what was done; a text that says so again and again tells of the past. */
const DONE =
  /(?:进行|举行|召开|举办|开展|组织|参加|发放|给予|获得|取得|完成|建立|成立|评选|表彰|慰问|走访|制定|修订|献上|利用[^，。；]{1,12}进行)了/gu
const WILL = /将|(?<!模)拟|力争|争取|确保|计划|(?<![主重需必首纲摘概])要/u
const OFTEN = 2
/** Whether a paragraph tells of what was done, as often as `least`. */
export const isTold = (text: string, least = OFTEN): boolean => {
  if (!text.includes('了')) return false
  const plain = fold(text)
  return (plain.match(DONE)?.length ?? 0) >= least && !WILL.test(plain)
}
