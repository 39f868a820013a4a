import { describe, expect, test } from 'vitest'
import { goalsIn } from '../../../shared/reading/goals.ts'

const short = (text: string): unknown[] =>
  goalsIn(text).map(({ comparator, value, valueMax, unit }) => [
    comparator,
    value,
    ...(valueMax === null ? [] : [valueMax]),
    unit,
  ])

describe('a figure that is undertaken is a goal', () => {
  test.each([
    ['新建基层工会二十家', [['=', 20, '家']]],
    ['签订率达百分之百', [['=', 100, '%']]],
    ['參與率達百分之八十至百分之九十', [['range', 80, 90, '%']]],
    ['举办讲座至少4场', [['>=', 4, '场']]],
    ['培训费用不超过3万元', [['<=', 30_000, '元']]],
    ['发展会员5-10名', [['range', 5, 10, '名']]],
    ['筹集慰问金2-3万元', [['range', 20_000, 30_000, '元']]],
    ['筹集慰问金5000-1万元', [['range', 5000, 10_000, '元']]],
    ['筹集慰问金1.5万元至2万元', [['range', 15_000, 20_000, '元']]],
    ['推選一至兩名代表', [['range', 1, 2, '名']]],
    ['举办三五次沙龙', [['range', 3, 5, '次']]],
    ['筹集资金6万元左右', [['about', 60_000, '元']]],
    ['招募十来名志愿者', [['about', 10, '名']]],
    ['走访慰问近百户，救助20余人', [['about', 20, '人']]],
    ['印发宣传册１２００册', [['=', 1200, '册']]],
    ['编印手册1,500册', [['=', 1500, '册']]],
    ['确保培训三万职工', [['=', 30_000, null]]],
    [
      '力争两家分会建成职工小家，两家建成职工书屋',
      [
        ['=', 2, '家'],
        ['=', 2, '家'],
      ],
    ],
    ['两个班组被评为先进集体', [['=', 2, '个']]],
    ['为30名困难职工办理互助保险', [['=', 30, '名']]],
    ['举办一次职工运动会', [['=', 1, '次']]],
    ['一年召开两次职代会', [['=', 2, '次']]],
    [
      '完成清淤（疏通管道1200米，更换井盖23个）',
      [
        ['=', 1200, '米'],
        ['=', 23, '个'],
      ],
    ],
    ['隐患整改率不低于98%', [['>=', 98, '%']]],
    ['人均培训不少于40学时', [['>=', 40, '学时']]],
  ])('%s', (text, expected) => expect(short(text)).toEqual(expected))
})

describe('what can be seen to be done by all, or never to happen, is a goal', () => {
  test.each([
    ['实现零事故', [['zero', 0, null]]],
    ['全年安全生产零责任事故', [['zero', 0, null]]],
    ['规模以上企业全部实现厂务公开', [['all', null, null]]],
    ['做到困难职工应帮尽帮', [['all', null, null]]],
    ['使每个困难家庭都能得到帮助', [['all', null, null]]],
    ['使每一位职工都能感受到温暖', []],
    ['为了使每位会员都能参加活动', []],
    ['实现工会组织全覆盖', [['all', null, null]]],
  ])('%s', (text, expected) => expect(short(text)).toEqual(expected))
})

describe('how things are, names, ordinals and turns of speech are none', () => {
  test.each([
    ['第十五届运动会'],
    ['坚持三个代表重要思想'],
    ['围绕“六个一”工程'],
    ['原有会员85名'],
    ['全校现有教职工120人，其中女教工80人'],
    ['针对调查发现的12处隐患'],
    ['抓好三个重点'],
    ['八届四次职代会'],
    ['开展一次性帮扶'],
    ['搭建一个平台'],
    ['评出一批先进个人'],
    ['慰问70周岁以上老教师'],
    ['2026年3月5日前上报'],
    ['每月推出两篇文章'],
    ['主板更换（预算8万元/台）'],
    ['去年完成培训20场'],
    ['千方百计服务职工'],
    ['三年规划'],
  ])('%s', (text) => expect(short(text)).toEqual([]))
})

describe('deadline and owners', () => {
  test.each([
    ['6月底前新建书屋2个', { month: 6, part: 'late' }],
    ['上半年组织一次互查', { month: null, part: 'first-half' }],
    ['年内发展会员20名', { month: null, part: 'year-end' }],
    ['三年内建成小家3个', null],
    ['全年走访40户', null],
    ['7—8月雨季前完成12栋楼防水', { month: 7, part: null }],
    ['新发展会员20名，年底前完成', { month: null, part: 'year-end' }],
    ['9月底，由于人手不足，招募志愿者10名', { month: 9, part: 'late' }],
  ])('%s', (text, deadline) => expect(goalsIn(text)[0]?.deadline).toEqual(deadline))

  test.each([
    ['新发展会员20名，由李老师负责，6月底前完成', ['李老师']],
    ['新建书屋2个（负责人：李强，时限：6月）', ['李强']],
    ['走访40户，责任部门：女工委、宣传组', ['女工委', '宣传组']],
    ['以财务科为牵头单位筹集资金6万元', ['财务科']],
    ['走访慰问困难职工30人次，王芳、张强牵头，12月底前完成', ['王芳', '张强']],
    ['走访慰问困难职工30人次，认真负责，12月底前完成', []],
    ['发展会员20名', []],
  ])('%s', (text, owners) => expect(goalsIn(text)[0]?.owners).toEqual(owners))
})

test.each([
  ['Recruit at least 20 new members by June 30', [['>=', 20, 'members']]],
  [
    'Hold two workshops and reach 90% participation',
    [
      ['=', 2, 'workshops'],
      ['=', 90, '%'],
    ],
  ],
  ['Zero safety accidents', [['zero', 0, null]]],
  ['The report of 2025 lists 12 items', []],
  ['Meet on March 5', []],
])('%s', (text, expected) => expect(short(text)).toEqual(expected))

describe('[R5] a number that copying may have glued together is doubted', () => {
  test.each([
    ['筹集资金600010000元', ['600010000', '6000-10000']],
    ['征集3510合理化建议', ['3510', '5-10']],
    ['征集合理化建议3510条', ['3510', '5-10']],
    ['完成调研课题1520项', ['1520', '15-20']],
    ['征集合理化建议3500条', undefined],
    ['征集合理化建议3511条', undefined],
    ['征集合理化建议1200条', undefined],
    ['征集合理化建议5010条', undefined],
    ['完成2030项任务', undefined],
    ['发展会员1520名', undefined],
    ['补助困难职工2000元', undefined],
    ['参加活动不少于1500人', undefined],
    ['发放慰问金10000元', undefined],
  ])('%s', (text, readings) => expect(goalsIn(text)[0]?.doubt?.readings).toEqual(readings))
})
