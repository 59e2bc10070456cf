/** Unit tests: everything that needs no window. `#shared/…` and `#main/…` are resolved by package.json. */
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: join(import.meta.dirname, '..'),
  test: {
    include: ['tests/{shared,main,renderer,house,build}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // A passphrase is dear on purpose, and a busy machine makes it dearer.
    testTimeout: 30_000,
    // What comes before a test signs in, too.
    hookTimeout: 60_000,
  },
})
