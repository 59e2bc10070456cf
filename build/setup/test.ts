/** `npm test`: everything, large counts sampled (`npm run test:long` runs them in full). Every part is run even when an earlier one failed; the last lines are the runners' own. */
import { buildIfNeeded } from './build.ts'
import { type Ran, runNode, say, tools } from './child.ts'
import { wantsVirtualDisplay } from './display.ts'
import { prepare } from './prepare.ts'
import { runUnitTests } from './unit.ts'
import { runWindowTests } from './window.ts'

interface Part {
  readonly name: string
  readonly code: number
  /** What the runner itself said at its end. */
  readonly closing: readonly string[]
}

/** The lines of a runner's output that fit, trimmed. */
function closingLines({ output }: Ran, pattern: RegExp): string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => pattern.test(line))
}

export async function test(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    say(
      `npm test takes no arguments; npm run test:unit and npm run test:window do (given: ${args.join(' ')}).`,
    )
    return 1
  }
  const env = { ...process.env }
  const runtime = await prepare(env, { virtualDisplay: wantsVirtualDisplay(), tests: true })
  if (!runtime) return 1
  const parts: Part[] = []
  const add = (name: string, ran: Ran, pattern: RegExp, silent: string): void => {
    const lines = closingLines(ran, pattern)
    parts.push({ name, code: ran.code, closing: lines.length > 0 ? lines : [silent] })
  }

  say('checking types …')
  add('types (tsc)', await runNode(tools.tsc, ['--build'], { keep: true, env }), /error TS\d+/, 'no errors')
  say('checking form …')
  const biome = await runNode(tools.biome, ['check', '--error-on-warnings'], { keep: true, env })
  add('form (biome)', biome, /^(Checked|Found) \d+/, 'no closing line')
  say('unit tests …')
  const unit = await runUnitTests(env, 'unit')
  add('unit tests (vitest)', unit, /^(Test Files|Tests|Errors) {2,}\S/, 'no closing line')
  const built = await buildIfNeeded(true)
  parts.push({ name: 'build (electron-vite)', code: built ? 0 : 1, closing: [built ? 'built' : 'failed'] })
  const where = runtime.kind === 'electron' ? 'on the real Electron' : 'on the stand-in for Electron'
  if (built) {
    say(`window tests ${where} …`)
    const ran = await runWindowTests(env, [], 'window')
    add(
      `window tests (playwright, ${where})`,
      ran,
      /^\d+ (passed|failed|flaky|skipped|interrupted|did not run)\b/,
      'no closing line',
    )
  } else parts.push({ name: 'window tests (playwright)', code: 1, closing: ['not run: nothing was built'] })

  console.log(`\n${'─'.repeat(60)}`)
  for (const { name, code, closing } of parts) {
    const shown = closing.slice(-6)
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`)
    for (const line of shown) console.log(`         ${line}`)
  }
  const failed = parts.filter(({ code }) => code !== 0)
  console.log(
    failed.length === 0
      ? 'npm test: everything passed; large counts were sampled (npm run test:long runs them in full).'
      : `npm test: ${failed.length} of ${parts.length} parts FAILED.`,
  )
  return failed.length === 0 ? 0 : 1
}
