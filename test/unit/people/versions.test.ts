import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { blocksOfDoc } from '../../../shared/text/fromDoc.ts'
import { NAME_LENGTH, VERSIONS_PER_MINUTE } from '../../../shared/wire/limits.ts'
import { Version, VersionRow } from '../../../shared/wire/history.ts'
import { House, newId } from './house.ts'

const wordsOf = ({ state }: Version): string[] => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(Buffer.from(state, 'base64')))
  return blocksOfDoc(doc).blocks.map(({ text }) => text)
}

describe('a plan’s history', () => {
  it('[W15][P6] is seen, and named in, by those who write, and by nobody else', async () => {
    const house = new House()
    const { chair, member, delegate, reader, plan } = await house.committee()
    const path = `/plans/${plan}/versions`
    expect((await member.send('POST', path, { kind: 'named', name: ' 初稿 ' })).as(VersionRow)).toEqual({
      seq: 1,
      kind: 'named',
      name: '初稿',
      author: '李文',
      writers: ['王敏'],
      at: house.clock,
    })
    expect((await chair.send('GET', path)).as(VersionRow.array())).toHaveLength(1)
    expect(wordsOf((await chair.send('GET', `${path}/1`)).as(Version))).toEqual([
      '工作目标',
      '全年新建兴趣小组6个。',
    ])
    for (const who of [delegate, reader])
      for (const [method, at, body] of [
        ['GET', path],
        ['GET', `${path}/1`],
        ['POST', path, { kind: 'named', name: '偷偷' }],
        ['POST', path, { kind: 'restore' }],
      ] as const)
        expect((await who.send(method, at, body)).said).toBe('403 not-allowed')
    expect((await chair.send('GET', path)).as(VersionRow.array())).toHaveLength(1)
  })

  it('[W15][P6] of another committee’s plan, or a plan that is gone, is absent', async () => {
    const house = new House()
    const { chair, plan } = await house.committee()
    expect((await chair.send('GET', `/plans/${newId()}/versions`)).said).toBe('404 not-found')
    await chair.send('DELETE', `/plans/${plan}`)
    expect((await chair.send('GET', `/plans/${plan}/versions`)).said).toBe('404 not-found')
    expect((await chair.send('POST', `/plans/${plan}/versions`, { kind: 'restore' })).said).toBe(
      '404 not-found',
    )
  })

  it('[P7] is not filled by one who names without end; a minute later they may again, and others always', async () => {
    const house = new House()
    const { chair, member, plan } = await house.committee()
    const name = async (who: typeof member) =>
      (await who.send('POST', `/plans/${plan}/versions`, { kind: 'named', name: '又一稿' })).said
    for (let nth = 0; nth < VERSIONS_PER_MINUTE; nth++) expect(await name(member)).toBe('201')
    expect([await name(member), await name(chair)]).toEqual(['429 too-many', '201'])
    house.clock += 60_000
    expect(await name(member)).toBe('201')
  })

  it('[W15] keeps the text before an import and before a restoring, while the text may be written', async () => {
    const house = new House()
    const { chair, plan } = await house.committee()
    const path = `/plans/${plan}/versions`
    expect((await chair.send('POST', path, { kind: 'import' })).as(VersionRow)).toMatchObject({
      kind: 'import',
      author: '王敏',
      name: null,
    })
    await chair.send('POST', path, { kind: 'restore' })
    expect((await chair.send('GET', path)).as(VersionRow.array())).toMatchObject([{ seq: 1, kind: 'import' }])
    house.log.setStage(plan, 'ballot')
    expect((await chair.send('POST', path, { kind: 'restore' })).said).toBe('409 plan-frozen')
    expect((await chair.send('POST', path, { kind: 'named', name: '送审稿' })).as(VersionRow)).toMatchObject({
      seq: 1,
      kind: 'named',
      name: '送审稿',
    })
  })

  it('gives a name to a version that is listed and to no other position; what is no name is refused', async () => {
    const house = new House()
    const { chair, plan } = await house.committee()
    const path = `/plans/${plan}/versions`
    await chair.send('POST', path, { kind: 'import' })
    const named = await chair.send('POST', path, { kind: 'named', name: '导入之前', seq: 1 })
    expect(named.as(VersionRow)).toMatchObject({ seq: 1, kind: 'named', name: '导入之前' })
    for (const seq of [2, 99])
      expect((await chair.send('POST', path, { kind: 'named', name: '无', seq })).said).toBe('404 not-found')
    for (const body of [
      { kind: 'named' },
      { kind: 'named', name: ' \u200b ' },
      { kind: 'named', name: '长'.repeat(NAME_LENGTH + 1) },
      { kind: 'named', name: '无', seq: 0 },
      { kind: 'hourly' },
      { kind: 'doubted' },
    ])
      expect((await chair.send('POST', path, body)).said).toBe('400 malformed')
    for (const seq of ['2', '0', 'x', '1e9'])
      expect((await chair.send('GET', `${path}/${seq}`)).said).toBe('404 not-found')
  })
})
