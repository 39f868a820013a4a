/** A file system of its own with so little room that it can be filled: a mount, which only root may make. */
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const mounted = (folder: string, size: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]).status === 0

const unmount = (folder: string): void => {
  spawnSync('umount', [folder])
}

function tryMount(): boolean {
  if (process.getuid?.() !== 0) return false
  const folder = mkdtempSync(join(tmpdir(), 'gongni-mount-'))
  const can = mounted(folder, '1m')
  if (can) unmount(folder)
  rmdirSync(folder)
  return can
}

/** Whether a small disk can be had here. */
export const canMount = tryMount()

/** A disk mounted on a folder until `remove`. */
export class SmallDisk {
  private readonly folder: string
  private readonly ballast: string

  constructor(folder: string, size: string) {
    if (!mounted(folder, size)) throw new Error(`no disk could be mounted on ${folder}`)
    this.folder = folder
    this.ballast = join(folder, 'ballast')
  }

  /** Takes all the room that is left. */
  fill(): void {
    const file = openSync(this.ballast, 'a')
    try {
      for (const size of [65_536, 4_096, 1]) {
        const bytes = new Uint8Array(size)
        try {
          while (writeSync(file, bytes) === size);
        } catch (cause) {
          // Until nothing more goes in: that is what is wanted.
          if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause
        }
      }
    } finally {
      closeSync(file)
    }
  }

  /** Gives the room back. */
  empty(): void {
    rmSync(this.ballast)
  }

  remove(): void {
    unmount(this.folder)
  }
}
