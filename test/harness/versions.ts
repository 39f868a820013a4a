/** Data folders as earlier versions left them: test/fixtures/schemas. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { onTestFinished } from 'vitest'
import { databaseFile } from '../../server/store/database.ts'

const SCHEMAS = join(import.meta.dirname, '../fixtures/schemas')

/** The file of each version, the first first. */
export const VERSIONS = readdirSync(SCHEMAS)
  .filter((file) => file.endsWith('.sql'))
  .toSorted()

/** A folder that goes with the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongni-schema-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** A folder with data as an earlier version left it. */
export function folderOf(version: number): string {
  const folder = emptyFolder()
  const sqlite = new DatabaseSync(databaseFile(folder), { enableForeignKeyConstraints: false })
  sqlite.exec(`BEGIN; ${readFileSync(join(SCHEMAS, VERSIONS[version - 1] ?? ''), 'utf8')} COMMIT`)
  sqlite.close()
  return folder
}
