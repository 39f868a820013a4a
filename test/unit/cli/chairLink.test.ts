import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { chairLink } from '../../../server/cli/chairLink.ts'
import { Me } from '../../../shared/wire/api.ts'
import { House, Visitor } from '../people/house.ts'

const CLI = join(import.meta.dirname, '../../../server/cli/gongni.ts')

const tokenIn = (said: string): string | undefined => /\/login#([\w-]{22})$/m.exec(said)?.[1]

/** The command in this process: its exit code and what it said. */
async function run(...args: string[]) {
  const lines: string[] = []
  const hear = (line: unknown): void => void lines.push(String(line))
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(hear),
    vi.spyOn(console, 'error').mockImplementation(hear),
  ]
  try {
    const status = await chairLink(args)
    const said = lines.join('\n')
    return { status, said, token: tokenIn(said) }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

test('[H6] a chair who lost everything comes back by a link from the command line', async () => {
  const house = new House()
  const chair = await house.chair()
  const { user } = await chair.me()
  const { status, stdout } = spawnSync(process.execPath, [CLI, 'chair-link', '--data', house.folder], {
    encoding: 'utf8',
    env: { ...process.env, GONGNI_URL: 'https://plan.example.org/' },
  })
  const token = tokenIn(stdout)
  expect([status, stdout]).toEqual([0, expect.stringContaining('王敏的登录链接')])
  expect(stdout).toContain(`https://plan.example.org/login#${token}`)
  house.clock = Date.now()
  const back = new Visitor(house)
  expect((await back.send('POST', '/login', { token })).as(Me)).toMatchObject({ user, role: 'chair' })
  expect((await new Visitor(house).send('POST', '/login', { token })).said).toBe('404 link-invalid')
})

test('of several chairs one is named, and their other sessions end if so wanted', async () => {
  const house = new House()
  const { chair, member } = await house.committee()
  await chair.send('PATCH', `/members/${(await member.me()).user.id}`, { role: 'chair' })
  expect(await run('--data', house.folder)).toMatchObject({
    status: 1,
    said: expect.stringContaining('王敏'),
  })
  expect((await run('--data', house.folder, '某人')).status).toBe(1)
  expect((await run('--data', house.folder, '李文', '--end-others')).token).toHaveLength(22)
  expect((await member.send('GET', '/me')).said).toBe('401 signed-out')
  expect((await chair.send('GET', '/me')).status).toBe(200)
})

test('a folder without data, or without a committee, is named and left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-none-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(await run('--data', folder)).toMatchObject({ status: 1, said: expect.stringContaining(folder) })
  expect(await run('--data', new House().folder)).toMatchObject({
    status: 1,
    said: expect.stringContaining('还没有委员会'),
  })
  expect((await run('--wrong')).status).toBe(2)
})
