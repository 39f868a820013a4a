import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { precache } from './client/sw/precachePlugin.ts'

/** Puts client/zod.ts in zod's place in what is built; tests take zod as the server does. */
const ownZod: Plugin = {
  name: 'own-zod',
  apply: 'build',
  config: () => ({
    resolve: { alias: [{ find: /^zod$/, replacement: join(import.meta.dirname, 'client/zod.ts') }] },
  }),
}

/** The client is built from client/ to dist/; tests run by folder, see test/run.ts. */
export default defineConfig({
  root: 'client',
  plugins: [react(), precache(), ownZod],
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2023' },
  test: {
    root: '.',
    // Most of the time a file waits for its server.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{unit,property,contract}/**/*.test.ts'],
          // A machine may be busy: this ends what hangs, and measures nothing.
          testTimeout: 60_000,
        },
      },
      { test: { name: 'relay', include: ['test/relay/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          // Two browsers at once on two cores are slower than a person.
          fileParallelism: false,
        },
      },
    ],
  },
})
