import { config } from 'zod/v4/core'

/**
 * zod as the built client has it: vite.config.ts puts this file in its place. zod asks once whether it may compile
 * its parsers, by compiling; our content security policy forbids that, and the browser would report the question.
 */
export { z } from 'zod/v4'

config({ jitless: true })
