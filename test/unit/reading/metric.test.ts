import { expect, test } from 'vitest'
import { goalsIn } from '../../../shared/reading/goals.ts'

const metrics = (text: string): string[] => goalsIn(text, true).map(({ metric }) => metric)

test.each([
  ['新建二十家工会', ['新建工会']],
  ['新建二十家工會', ['新建工會']],
  ['6月底前新建20家工会', ['新建工会']],
  ['全年至少举办3次职工文体活动', ['举办职工文体活动']],
  ['组织300名职工参加体检', ['组织职工参加体检']],
  ['新建、改建20个职工之家', ['新建、改建职工之家']],
  ['在全区范围内评选表彰20名优秀工会干部', ['表彰优秀工会干部']],
  ['每年组织两次公益活动', ['组织公益活动']],
])('%s is named by what is done and to what', (text, expected) => expect(metrics(text)).toEqual(expected))

test.each([
  ['发展新会员20名', ['发展新会员']],
  ['力争入会率达到90%以上', ['入会率']],
  ['使20家企业建立工会', ['企业建立工会']],
  ['出席率以不低于60%为目标', ['出席率']],
  ['Recruit 20 new members', ['new members']],
])('%s is named by what stands on one side', (text, expected) => expect(metrics(text)).toEqual(expected))

test.each([
  ['新建工会20家、发展会员100名', ['新建工会', '发展会员']],
  ['新建20家工会、发展会员100名', ['新建工会', '发展会员']],
  ['评选先进个人10名、先进集体2个', ['评选先进个人', '先进集体']],
])('each figure of %s is named by its own words', (text, expected) => expect(metrics(text)).toEqual(expected))
