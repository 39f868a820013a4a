/** The system packages that tests need: installed where that may be, named with the reason where not. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PACKAGES = ['chromium', 'fonts-noto-cjk', 'strace'] as const
type Package = (typeof PACKAGES)[number]

const run = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'inherit' }).status === 0

function isThere(name: Package): boolean {
  // Fonts are no program: only the system's list of packages knows of them.
  if (name !== 'fonts-noto-cjk') return existsSync(`/usr/bin/${name}`)
  const said = spawnSync('dpkg-query', ['-W', '-f=${Status}', name]).stdout?.toString()
  return said?.includes('install ok') ?? false
}

/** Why a package is not there after all, or null. */
export type Missing = Record<Package, string | null>

/** Installs what is missing, where that may be. */
export function prepareSystem(): Missing {
  const wanted = PACKAGES.filter((name) => !isThere(name))
  let reason = 'apt-get could not install it'
  if (wanted.length > 0) {
    if (!existsSync('/usr/bin/apt-get')) reason = 'there is no apt-get here'
    else if (process.getuid?.() !== 0) reason = 'only root may install it'
    else {
      run('apt-get', ['update', '-qq'])
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...wanted])
    }
  }
  const why = (name: Package): string | null => (isThere(name) ? null : `${name} is missing, and ${reason}`)
  return {
    chromium: why('chromium'),
    'fonts-noto-cjk': why('fonts-noto-cjk'),
    strace: why('strace'),
  }
}
