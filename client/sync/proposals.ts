import * as Y from 'yjs'
import type { Block } from '../../shared/plan/block.ts'
import { parseFix } from '../../shared/plan/fix.ts'
import { fixChanges } from '../../shared/plan/fixAttributes.ts'
import { blocksOfDoc } from '../../shared/text/fromDoc.ts'
import { FRONT } from '../../shared/text/schema.ts'
import type { AsideRecord } from './asideRecord.ts'
import type { SetAside } from './planSession.ts'

/**
 * What set-aside work proposes, block by block, against the text that it was written on (three-way):
 * pure comparison of three states, no store and no socket.
 */
export type Proposal = SetAside['proposals'][number]

/** Prefix of a proposal's `block` when it is a correction beside the body (title, organisation, …). */
export const FRONT_PLACE = 'front:'

/** A proposal's `block` for words whose place is lost: what they were typed after never reached this device. */
export const STRAY = 'stray'

/** A document holding one state; for reading only, it is never synced. */
export function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return doc
}

/** Words in a document that cannot be shown in it, because what they follow is missing. */
export function strayWords(doc: Y.Doc): string {
  const pending = doc.store.pendingStructs
  if (pending === null) return ''
  return Y.decodeUpdateV2(pending.update)
    .structs.map((one) =>
      one instanceof Y.Item && one.content instanceof Y.ContentString ? one.content.str : '',
    )
    .join('')
}

/** Everything of a block that a person can change in place, part by part; each correction is one. */
function partsOf(block: Block | undefined): ReadonlyMap<string, string> {
  if (block === undefined) return new Map()
  const { kind, text, level, number, months, fix } = block
  const parts = { kind, text, level, number, months, ...Object.fromEntries(fixChanges({}, parseFix(fix))) }
  return new Map(Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part ?? null)]))
}

/** Whether all that was changed of a block, or made it, is so in another state of it. */
function isSo(mine: Block, before: Block | undefined, at: Block | undefined): boolean {
  const [wanted, old, present] = [partsOf(mine), partsOf(before), partsOf(at)] as const
  return [...new Set([...wanted.keys(), ...old.keys()])].every((name) => {
    const part = wanted.get(name)
    return part === old.get(name) || part === present.get(name)
  })
}

function blocksById(doc: Y.Doc): Map<string, Block> {
  const byId = new Map<string, Block>()
  for (const block of blocksOfDoc(doc).blocks) if (!byId.has(block.id)) byId.set(block.id, block)
  return byId
}

function frontTexts(doc: Y.Doc): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of doc.getMap(FRONT).entries()) if (typeof value === 'string') texts.set(key, value)
  return texts
}

/**
 * The proposals of one record: blocks that `mine` changed since `base` and that are not already so now.
 * Without a base, what differs from the text now counts as changed; nothing is proposed for deletion.
 */
export function proposalsOf(record: AsideRecord, now: Y.Doc): Proposal[] {
  const mineDoc = docOf(record.mine)
  const baseDoc = record.base === null ? now : docOf(record.base)
  const [base, mine, current] = [blocksById(baseDoc), blocksById(mineDoc), blocksById(now)]
  const proposals: Proposal[] = []
  for (const [id, block] of mine) {
    const before = base.get(id)
    const at = current.get(id)
    if (isSo(block, before, at)) continue
    // A new block without a word in it is nothing to offer.
    if (before === undefined && block.text.trim() === '') continue
    const isCorrected = (block.fix ?? null) !== (before?.fix ?? null)
    const words = { base: before?.text ?? '', mine: block.text, now: at?.text ?? null }
    proposals.push({ block: id, ...words, ...(isCorrected ? { isCorrected } : {}) })
  }
  if (record.base !== null) {
    for (const [id, block] of base) {
      const at = current.get(id)
      if (!mine.has(id) && at !== undefined && block.text !== '')
        proposals.push({ block: id, base: block.text, mine: '', now: at.text })
    }
  }
  const [baseFront, mineFront, nowFront] = [frontTexts(baseDoc), frontTexts(mineDoc), frontTexts(now)]
  for (const [key, value] of mineFront) {
    if (baseFront.get(key) === value || nowFront.get(key) === value) continue
    const block = `${FRONT_PLACE}${key}`
    proposals.push({ block, base: baseFront.get(key) ?? '', mine: value, now: nowFront.get(key) ?? null })
  }
  const stray = strayWords(mineDoc)
  if (stray.trim() !== '') proposals.push({ block: STRAY, base: '', mine: stray, now: null })
  return proposals.filter((proposal) => !record.done.includes(proposal.block))
}
