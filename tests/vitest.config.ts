/** Unit tests: everything that needs no window. `#shared/…` and `#main/…` are resolved by package.json. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { vitestRecorder } from '../build/checks/vitest-reporter.ts'

/** `npm run test:long`: the counts that otherwise are sampled. */
const long = process.env.MADOGUCHI_LONG !== undefined

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    include: ['tests/{shared,main,renderer,house,build}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: [join(import.meta.dirname, 'fixtures/templates.ts')],
    // Vitest leaves a core free; on two that would be one file after another, and much of a file is waiting.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', vitestRecorder],
    // A passphrase is dear on purpose, and a busy machine makes it dearer.
    testTimeout: long ? 4 * 60 * 60_000 : 30_000,
    // What comes before a test signs in, too.
    hookTimeout: long ? 60 * 60_000 : 60_000,
  },
})
