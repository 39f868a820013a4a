import { typedNumber } from '../plan/numbering.ts'
import { fold } from '../reading/fold.ts'
import { isHead } from './collection.ts'

/** Lines of a copied web page that are not the plan's. They are offered for removal, never cut unasked. */

const BAR =
  /(?:您的位置|当前位置|您现在的位置|首页\s*[>›»|｜]|>>|设为首页|加入收藏|返回顶部|返回列表|打印本页|关闭窗口|字体[:：]?\s*[大小]|扫一扫|二维码|用户登录|全文下载|下载本文|下载文档|立即下载|点击下载|一键复制|复制全文|下载积分|下载后(?:即)?可(?:直接)?(?:编辑|修改|使用|打印)|相关(?:文章|范文|推荐|阅读)[:：]?$)/u
const PUBLISHED =
  /^(?:[（(]?\s*)?(?:发布|发表|更新|录入|添加|编辑|上传)?(?:时间|日期|于)\s?[:：]?\s?\d{4}[-年./]\d{1,2}|(?:^|\s)(?:浏览|阅读|点击|访问|查看|下载)(?:(?:次数|量|数)\s?[:：]?|\s?[:：])\s?\d+|^(?:浏览|阅读|点击|访问|查看|下载)\s?\d+\s?次?$|字数\s?\d+|^(?:作者|来源|责任编辑|编辑|信息来源|文章来源|发布者|发布人|投稿|上传者|推荐度|文[档件](?:大小|页数|格式|类型))\s?[:：]|^(?:本文|全文)(?:共|约)\s?\d+\s?字|^第\s?\d+\s?页\s?[,，/]?\s?共\s?\d+\s?页$/u
const NEXT =
  /^(?:上一篇|下一篇|相关(?:推荐|阅读|文章|范文|热词)|推荐阅读|猜你喜欢|热门(?:文章|推荐|排行|标签|关注|搜索|下载|范文)|最新文章|更多(?:相关|精彩|热门|内容|文章|范文|资料|推荐|[>»…]|$)|(?:标签|关键词)\s?(?:[:：]|$)|返回(?:首页|顶部|列表|目录|上一页|$)|打印(?:[本此][页文]|文章|$)|分享到|展开全文|阅读全文|查看(?:更多|全文)|版权(?:所有|声明)|免责声明|本文(?:来源|地址|链接|由)|copyright)/iu
const EDITOR =
  /(?:小编|范文(?:网|大全|站)|本站|供大家参考|欢迎(?:大家)?(?:阅读|借鉴|参考|下载)|希望(?:能)?(?:对大家|大家喜欢|您喜欢)|不妨参考|ICP备|(?:下面|以下)[^，。]{0,12}(?:为|给)(?:大家|您|你)[^，。]{0,4}(?:整理|收集|搜集|分享|带来)|转载请注明|如有侵权|版权归)/u
/** 文档为doc格式, 本文档为WORD格式，可编辑: what kind of file a site gives; a line that says nothing else. */
const FORMAT =
  /^[（(【[]?(?:温馨提示[:：]\s?)?(?:本|此|该)?(?:文档|文章|范文)?(?:下载)?的?(?:格式\s?(?:为|是|[:：])\s?\.?(?:docx?|word|wps|pdf|txt|pptx?)|(?:均|都)?(?:为|是)?\s?\.?(?:docx?|word|wps|pdf|txt|pptx?)\s?(?:文档|文件)?(?:格式|版本?))(?:[，,。；;！!\s]\s?[^，。；;！!]{0,12}(?:编辑|修改|下载|使用|打印))*[)）\]】。！!]*$/iu

/** An address on the web. */
const LINK = /(?:https?:\/\/|www\.)[\w\-./?=&%#:~+]+/gu
/** A line with an address that says more than this besides is the plan's (由王敏（https://…）负责). */
const LONGEST_BESIDE_LINK = 12

const isLink = (line: string): boolean => {
  const beside = line.replaceAll(LINK, '')
  return beside !== line && beside.length <= LONGEST_BESIDE_LINK
}

/** A bar or a note by a page's editor is not longer than this. */
const LONGEST_BAR = 80
const LONGEST_NOTE = 300

const isClutter = (line: string): boolean =>
  line !== '' &&
  !isHead(line) &&
  ((line.length <= LONGEST_BAR &&
    (BAR.test(line) || PUBLISHED.test(line) || NEXT.test(line) || FORMAT.test(line))) ||
    (line.length <= LONGEST_NOTE && (EDITOR.test(line) || isLink(line))))

/** A line that says that titles of other pages follow, and such a title. */
const OTHERS = /相关(?:文章|范文|推荐|阅读|热词)[:：]?$|^(?:推荐阅读|猜你喜欢|热门文章|最新文章)[:：]?$/u
const TITLE = /^[^。；;：:]{4,40}$/u
const KIND = /计划|計劃|計畫|方案|总结|總結|要点|要點|范文|報告|报告|讲话|心得/u

/** The titles of other pages that a text ends with, below a line that says so; none where anything else follows. */
function titlesAtEnd(lines: readonly string[]): number[] {
  const from = lines.findLastIndex((line) => OTHERS.test(line))
  const rest = from < 0 ? [] : lines.flatMap((line, at) => (at > from && line !== '' ? [at] : []))
  const areTitles = rest.every((at) => {
    const line = lines[at] ?? ''
    return isClutter(line) || (TITLE.test(line) && KIND.test(line))
  })
  return areTitles ? rest : []
}

/** The lines of a text, by number from 0, that a web page put around a plan. */
export function clutterIn(text: string): number[] {
  const lines = text.split('\n').map((line) => fold(line.trim()))
  const found = new Set(lines.flatMap((line, at) => (isClutter(line) ? [at] : [])))
  for (const at of titlesAtEnd(lines)) found.add(at)
  return [...found].sort((a, b) => a - b)
}

/** 工会工作计划（精选3篇）: how many a collector put under one title; of a title that is not numbered, at its end. */
const COUNTED =
  /(?<=计划|計劃|計畫|方案|总结|總結|要点|要點|范文|安排)\s?(?:[（(【[]\s?(?:精选|通用版?|推荐|必备|实用|优秀|优选|热门|最新|汇总|合集|大全|集锦|锦集|精選)\s?(?:[一二三四五六七八九十\d]{1,3}\s?篇)?\s?[)）】\]]|(?:精选|通用|推荐|必备|实用|优秀|优选|热门|最新|汇总|合集|集锦|锦集|精選)\s?[一二三四五六七八九十\d]{1,3}\s?篇|[（(]\s?(?:共|全)?\s?[一二三四五六七八九十\d]{1,3}\s?篇\s?[)）])$/u
const LONGEST_TITLE = 60

/** What a collector put behind the title that a text begins with; null for nothing. */
export function countedTitle(text: string): { line: number; words: string } | null {
  const lines = text.split('\n')
  const clutter = new Set(clutterIn(text))
  const line = lines.findIndex((words, at) => words.trim() !== '' && !clutter.has(at))
  const title = lines[line]?.trim() ?? ''
  if (title.length > LONGEST_TITLE || typedNumber(title) !== null) return null
  const words = COUNTED.exec(title)?.[0]
  return words === undefined ? null : { line, words }
}
