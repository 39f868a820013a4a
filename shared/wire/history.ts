import { z } from 'zod'
import { NAME_LENGTH } from './limits.ts'

/**
 * A plan's history: states of its text that an editor may look at and go back to. Automatic ones are kept by the
 * hour of editing and before what changes much at once; named ones stay.
 */
export const VersionKind = z.enum(['hourly', 'named', 'import', 'restore', 'deletion'])
export type VersionKind = z.infer<typeof VersionKind>

export const VersionRow = z.object({
  /** The text's log position. */
  seq: z.int().min(1),
  kind: VersionKind,
  /** Of a named one. */
  name: z.string().nullable(),
  /** The name of whoever named it, or whose import, restoring or deletion it is from before; null for an hourly one. */
  author: z.string().nullable(),
  /** The names of those who wrote since the version before. */
  writers: z.array(z.string()),
  /** When the last of its words were written. */
  at: z.number(),
})
export type VersionRow = z.infer<typeof VersionRow>

/** Keeps the text as it is now; with `seq` gives a version that is kept already a name, so that it stays. */
export const KeepVersionBody = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('named'),
    name: z.string().trim().min(1).max(NAME_LENGTH),
    seq: z.int().min(1).optional(),
  }),
  z.object({ kind: z.enum(['import', 'restore']) }),
])
export type KeepVersionBody = z.infer<typeof KeepVersionBody>

/** `state` is a Yjs update, base64, that makes the whole text of the version. */
export const Version = VersionRow.extend({ state: z.string() })
export type Version = z.infer<typeof Version>
