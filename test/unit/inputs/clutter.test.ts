import { describe, expect, test } from 'vitest'
import { clutterIn, countedTitle } from '../../../shared/inputs/clutter.ts'
import { documentOf, readParts } from '../../../shared/inputs/readFile.ts'
import { sourceOf } from '../../../shared/plan/sourceOf.ts'
import { SCHOOL_YEAR } from '../../fixtures/plans.ts'
import { testId } from '../../harness/ids.ts'

describe('what sites that give files away put around a plan', () => {
  test.each([
    '文档为doc格式',
    '本文档为WORD格式，可直接编辑修改',
    '（文档格式：docx）',
    '下载后可编辑',
    '上传时间：2026-01-02',
    '下载量：35',
    '阅读量 356',
    '本文共1230字，预计阅读3分钟',
    '第1页 共3页',
    '【工会工作计划】相关文章：',
    '以下是为大家整理的工会工作计划',
    '更多>>',
    '返回首页',
  ])('is offered for removal: %s', (line) => expect(clutterIn(line)).toEqual([0]))

  test.each([
    '报送材料为word格式',
    '各小组上交pdf格式的总结',
    '会员免费体检',
    '组织会员下载手机软件',
    '阅读3本书',
    '开展阅读20次活动',
    '公众号阅读量：3000次',
    '更多关心困难职工',
    '返回岗位职工慰问',
    '打印职工名册',
    '热门话题讨论会',
    '制定计划，下面是各部门分工',
    '工会工作计划 篇三：供大家参考',
  ])('is not a line that a plan may have: %s', (line) => expect(clutterIn(line)).toEqual([]))

  test('is the list of other pages’ titles at the end, and no list with anything else in it', () => {
    const others = '二、安排\n春游\n相关文章：\n1.工会工作计划精选\n2.学校工会工作总结'
    expect(clutterIn(others)).toEqual([2, 3, 4])
    expect(clutterIn(`${others}\n三、经费列入预算。`)).toEqual([2])
  })

  test.each([
    ['工会工作计划（精选3篇）', '（精选3篇）'],
    ['2026年工会工作计划精选5篇', '精选5篇'],
    ['学校工会工作计划范文（5篇）', '（5篇）'],
    ['1、撰写工作总结（5篇）', undefined],
    ['撰写论文（5篇）', undefined],
    ['工会工作计划大全', undefined],
  ])('is what stands behind a title: %s', (title, words) => {
    expect(countedTitle(`\n${title}\n一、目标`)?.words).toBe(words)
  })

  test('is taken from the title, not with it, and only when one asks for it', () => {
    const text = '工会工作计划（精选3篇）\n一、目标\n1、新发展会员20名。'
    const title = (withoutClutter: boolean) => readParts(documentOf(text), testId, withoutClutter)
    expect(title(false)).toMatchObject({
      clutter: ['（精选3篇）'],
      parts: [{ plan: { title: '工会工作计划（精选3篇）' } }],
    })
    expect(title(true).parts[0]?.plan.title).toBe('工会工作计划')
  })
})

/** What is read of a text, but for where it stands. */
function readOf(text: string, withoutClutter: boolean) {
  return readParts(documentOf(text), testId, withoutClutter).parts.map(({ plan, front, blocks }) => ({
    source: sourceOf({ ...front, title: null }, blocks),
    title: plan.title,
    sections: plan.sections.map(({ heading, level }) => `${level} ${heading}`),
    goals: plan.goals.map(({ metric, value, unit }) => [metric, value, unit]),
    items: plan.monthly.map(({ task, months, part, owner }) => [task, months, part, owner]),
  }))
}

describe('[T1] a plan is read the same with the lines of a web page in it as without them', () => {
  const MONTHS = `工会工作计划 篇1\n九月份\n制定计划\n庆祝教师节\n十月份\n教工登山\n工会工作计划 篇2\n一、安排\n三月份：\n1、庆祝妇女节\n2、教工趣味运动会\n四月份：\n1、春游\n2、植树\n2月：制定计划。\n3月：慰问。`
  const TABLE = '工作计划\n| 时间 | 内容 |\n| 2月 | 制定计划 |\n| 3月 | 庆祝妇女节 |\n| 4月 | 春游 |'
  test.each([
    // Between a month's heading and its tasks the part that the heading names (下旬) is parted from them.
    ['a school’s year', SCHOOL_YEAR.replace('四月下旬', '四月份')],
    ['several plans', MONTHS],
    ['rows of a table', TABLE],
  ])('wherever one stands: %s', (_, text) => {
    const lines = text.split('\n')
    for (const clutter of ['点击下载文档', '　本文来自范文网，转载请注明出处\n'])
      for (let at = 1; at < lines.length; at++) {
        const whole = [...lines.slice(0, at), clutter, ...lines.slice(at)].join('\n')
        const [kept, clean] = [readOf(whole, false), readOf(whole, true)]
        expect(kept.map(({ source: _source, ...said }) => said)).toEqual(
          clean.map(({ source: _source, ...said }) => said),
        )
        // Slices of a text have no line end between them.
        expect(kept.map(({ source }) => source).join('\n')).toBe(whole)
      }
  })
})

test('[T1] a line of a web page between a part of a month and its tasks takes nothing from them', () => {
  const text =
    '工会工作计划\n一、安排\n四月下旬：\n来源：某某网\n1、教工春游\n点击下载\n2、读书会\n五月份：\n更新时间：2026-01-02\n1、运动会'
  const clean = readOf(text, true)
  expect(clean[0]?.items).toEqual([
    ['教工春游', [4], 'late', null],
    ['读书会', [4], 'late', null],
    ['运动会', [5], null, null],
  ])
  expect(readOf(text, false)[0]?.items).toEqual(clean[0]?.items)
})
