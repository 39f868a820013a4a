import type { Plugin } from 'vite'

/** A short name for what a release consists of (FNV-1a, 32 bits); hashed file names make it tell releases apart. */
function nameOf(parts: readonly string[]): string {
  let hash = 0x811c9dc5
  for (const char of parts.join('\n')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}

/**
 * Builds client/sw/sw.ts to /sw.js, which must keep its name and stand alone, and writes this release's
 * list of files into it.
 */
export const precache = (): Plugin => ({
  name: 'gongni-precache',
  apply: 'build',
  enforce: 'post',
  buildStart() {
    this.emitFile({ type: 'chunk', id: 'sw/sw.ts', fileName: 'sw.js' })
  },
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') throw new Error('the service worker was not built')
      if (worker.imports.length > 0) throw new Error('the service worker shares a chunk with the app')
      const files = Object.keys(bundle)
        .filter((file) => file !== 'sw.js' && !file.endsWith('.map'))
        .toSorted()
      const page = bundle['index.html']
      const html = page?.type === 'asset' ? String(page.source) : ''
      const release = nameOf([...files, html, worker.code])
      const list = files.map((file) => `/${file}`)
      worker.code = `const RELEASE=${JSON.stringify(release)},FILES=${JSON.stringify(list)};\n${worker.code}`
    },
  },
})
