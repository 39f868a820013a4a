import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Me } from '../../../shared/wire/api.ts'
import { House, Visitor } from '../people/house.ts'

const CLI = join(import.meta.dirname, '../../../server/cli/gongni.ts')

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'chair-link', ...args], {
    encoding: 'utf8',
    env: { ...process.env, GONGNI_URL: 'https://plan.example.org/' },
  })
  return {
    status,
    said: `${stdout}${stderr}`.trim(),
    token: /\/login#([\w-]{22})$/m.exec(stdout.trim())?.[1],
  }
}

test('[H6] a chair who lost everything comes back by a link from the command line', async () => {
  const house = new House()
  const chair = await house.chair()
  const { user } = await chair.me()
  const { status, said, token } = run('--data', house.folder)
  expect([status, said]).toEqual([0, expect.stringContaining(`王敏的登录链接`)])
  expect(said).toContain(`https://plan.example.org/login#${token}`)
  house.clock = Date.now()
  const back = new Visitor(house)
  expect((await back.send('POST', '/login', { token })).as(Me)).toMatchObject({ user, role: 'chair' })
  expect((await new Visitor(house).send('POST', '/login', { token })).said).toBe('404 link-invalid')
})

test('of several chairs one is named, and their other sessions end if so wanted', async () => {
  const house = new House()
  const { chair, member } = await house.committee()
  await chair.send('PATCH', `/members/${(await member.me()).user.id}`, { role: 'chair' })
  expect(run('--data', house.folder)).toMatchObject({ status: 1, said: expect.stringContaining('王敏') })
  expect(run('--data', house.folder, '某人').status).toBe(1)
  expect(run('--data', house.folder, '李文', '--end-others').token).toHaveLength(22)
  expect((await member.send('GET', '/me')).said).toBe('401 signed-out')
  expect((await chair.send('GET', '/me')).status).toBe(200)
})

test('a folder without data, or without a committee, is named and left as it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-none-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(run('--data', folder)).toMatchObject({ status: 1, said: expect.stringContaining(folder) })
  expect(run('--data', new House().folder)).toMatchObject({
    status: 1,
    said: expect.stringContaining('还没有委员会'),
  })
  expect(run('--wrong').status).toBe(2)
})
