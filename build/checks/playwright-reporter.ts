import { relative, sep } from 'node:path'
import type { FullConfig, FullResult, Reporter, Suite } from '@playwright/test/reporter'
import { type Ran, recording, writeRecord } from './record.ts'

const root = new URL('../..', import.meta.url).pathname

/** Writes down what a whole run of the window suite found; silent otherwise. */
export default class PlaywrightRecorder implements Reporter {
  #suite: Suite | undefined

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite
  }

  onEnd({ status }: FullResult): void {
    const suite = recording()
    if (suite === undefined || this.#suite === undefined || status === 'interrupted') return
    const tests = this.#suite.allTests().map((test): Ran => {
      // '', project, file, groups …, test
      const [, , , ...titles] = test.titlePath()
      const outcome = test.outcome()
      return {
        file: relative(root, test.location.file).split(sep).join('/'),
        title: titles.join(' › '),
        state: outcome === 'unexpected' ? 'failed' : outcome === 'skipped' ? 'skipped' : 'passed',
      }
    })
    writeRecord(suite, tests)
  }

  printsToStdio(): boolean {
    return false
  }
}
