import type { Reporter } from 'vitest/node'
import { type Ran, recording, writeRecord } from './record.ts'

/** Writes down what a whole run of the unit suite found; silent otherwise. */
export const vitestRecorder: Reporter = {
  onTestRunEnd(modules, _errors, reason) {
    const suite = recording()
    if (suite === undefined || reason === 'interrupted') return
    const tests: Ran[] = []
    for (const module of modules) {
      const file = module.relativeModuleId.replaceAll('\\', '/')
      for (const test of module.children.allTests()) {
        const titles = [test.name]
        for (let at = test.parent; at.type === 'suite'; at = at.parent) titles.unshift(at.name)
        const { state } = test.result()
        const failed = state === 'failed' || (state !== 'passed' && module.state() === 'failed')
        tests.push({
          file,
          title: titles.join(' › '),
          state: failed ? 'failed' : state === 'passed' ? 'passed' : 'skipped',
        })
      }
    }
    writeRecord(suite, tests)
  },
}
