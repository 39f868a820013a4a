import { fold } from '../reading/fold.ts'

/** Lines of a copied web page that are not the plan's. They are offered for removal, never cut unasked. */

const BAR =
  /(?:您的位置|当前位置|您现在的位置|首页\s*[>›»|｜]|>>|设为首页|加入收藏|返回顶部|返回列表|打印本页|关闭窗口|字体[:：]?\s*[大小]|扫一扫|二维码|用户登录|全文下载|下载本文|下载文档|立即下载|点击下载|一键复制|复制全文)/u
const PUBLISHED =
  /^(?:[（(]?\s*)?(?:发布|发表|更新|录入|添加|编辑)?(?:时间|日期|于)\s?[:：]?\s?\d{4}[-年./]\d{1,2}|(?:浏览|阅读|点击|访问|查看)(?:次数|量|数)?\s?[:：]?\s?\d+|字数\s?\d+|^(?:作者|来源|责任编辑|编辑|信息来源|文章来源|发布者|发布人|投稿)\s?[:：]/u
const NEXT =
  /^(?:上一篇|下一篇|相关(?:推荐|阅读|文章|范文|热词)|推荐阅读|猜你喜欢|热门|最新文章|更多|标签|关键词|返回|打印|分享到|版权(?:所有|声明)|本文(?:来源|地址|链接|由)|copyright)/iu
const EDITOR =
  /(?:小编|范文(?:网|大全|站)|本站|供大家参考|欢迎(?:大家)?(?:阅读|借鉴|参考|下载)|希望(?:能)?(?:对大家|大家喜欢|您喜欢)|不妨参考|ICP备)/u

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
  ((line.length <= LONGEST_BAR && (BAR.test(line) || PUBLISHED.test(line) || NEXT.test(line))) ||
    (line.length <= LONGEST_NOTE && (EDITOR.test(line) || isLink(line))))

/** The lines of a text, by number from 0, that a web page put around a plan. */
export function clutterIn(text: string): number[] {
  return text.split('\n').flatMap((line, index) => (isClutter(fold(line.trim())) ? [index] : []))
}
