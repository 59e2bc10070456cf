/**
 * Window tests: the real Electron where it is installed, else the stand-in (STANDIN=1 forces it). Playwright asks
 * `electron/index.js` for the executable, which honours the variable set here; no test knows the difference.
 */
import { defineConfig } from '@playwright/test'
import { chooseRuntime } from '../build/setup/runtime.ts'

chooseRuntime(process.env)

export default defineConfig({
  testDir: 'window',
  outputDir: '../test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  timeout: 120_000,
  // A walk is some two hundred keystrokes through a browser's debugging protocol; on a machine busy with something else
  // one may come too late. It walks once more then, and the run says `flaky`. A fault of ours fails both times.
  retries: 1,
  // The second one writes down what `npm run -s checks` shows.
  reporter: [['list'], ['../build/checks/playwright-reporter.ts']],
})
