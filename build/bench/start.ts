import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rootArguments } from '../setup/prepare.ts'
import { type Runtime, root } from '../setup/runtime.ts'
import { type BenchRow, benchRow, interleaved } from './row.ts'

const ROUNDS = 7
const PATIENCE = 60_000
const empty = join(import.meta.dirname, 'empty')

/**
 * From the start of the process to a first button that takes the focus: our program in a folder of its own, as on
 * its very first day, beside a program on the same runtime that shows one button and nothing else.
 */
export async function benchStart(runtime: Runtime, env: NodeJS.ProcessEnv): Promise<BenchRow[]> {
  const first = (program: string) => () => untilUsable(runtime, program, env)
  const { desk, window } = await interleaved(ROUNDS, { desk: first(root), window: first(empty) })
  return [
    benchRow(`start to first usable screen ÷ an empty window (${runtime.kind})`, 'ms', desk, window, 1.6),
  ]
}

/** Starts, waits for the probe's word, and ends what it started. Ending is not waited for by the watch. */
async function untilUsable(
  runtime: Runtime,
  program: string,
  env: NodeJS.ProcessEnv,
): Promise<() => Promise<void>> {
  const userData = mkdtempSync(join(tmpdir(), 'madoguchi-bench-'))
  const child = spawn(
    runtime.executable,
    ['-r', join(empty, 'probe.cjs'), program, ...rootArguments(runtime), `--user-data-dir=${userData}`],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString('utf8')
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill()
    await ended
    rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  try {
    await new Promise<void>((resolve, reject) => {
      const no = (why: string) => reject(new Error(`${program} ${why}: ${complaints.slice(-2000)}`))
      setTimeout(() => no('showed no button in a minute'), PATIENCE).unref()
      void ended.then(() => no('ended by itself'))
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString('utf8').includes('usable')) resolve()
      })
    })
    return stop
  } catch (thrown) {
    await stop()
    throw thrown
  }
}
