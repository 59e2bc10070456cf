/** Running other programs and talking about it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './runtime.ts'

/** One line about what is being done, on standard output. */
export function say(sentence: string): void {
  console.log(`madoguchi: ${sentence}`)
}

/** A tool of this project: its script is run by this Node, wherever PATH leads. */
export const tools = {
  tsc: join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
  vitest: join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  playwright: join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
  electronVite: join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
  biome: join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome'),
} as const

export interface Ran {
  readonly code: number
  /** All that was printed, without colours; empty unless `keep`. */
  readonly output: string
}

interface Options {
  readonly env?: NodeJS.ProcessEnv
  /** Collect the output as well as showing it. */
  readonly keep?: boolean
  /** Do not show the output. */
  readonly quiet?: boolean
  /** Kill after so many milliseconds. */
  readonly limit?: number
}

/** Runs a program in the repository's folder. A program that cannot be started or is killed gives code 1. */
export function run(program: string, args: readonly string[], options: Options = {}): Promise<Ran> {
  const { env = process.env, keep = false, quiet = false, limit } = options
  const piped = keep || quiet
  const colours = piped && !quiet && process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...env, ...colours },
      stdio: ['inherit', piped ? 'pipe' : 'inherit', piped ? 'pipe' : 'inherit'],
    })
    let output = ''
    const timer = limit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limit)
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (!quiet) process.stdout.write(chunk)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (!quiet) process.stderr.write(chunk)
    })
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal)
    process.on('SIGINT', forward).on('SIGTERM', forward)
    const end = (code: number): void => {
      clearTimeout(timer)
      process.off('SIGINT', forward).off('SIGTERM', forward)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with this character
      resolve({ code, output: output.replace(/\u001b\[[0-9;]*m/g, '') })
    }
    child.once('error', (error) => {
      console.error(`madoguchi: ${program} could not be started: ${error.message}`)
      end(1)
    })
    child.once('close', (code) => end(code ?? 1))
  })
}

/** Runs a tool of this project (or any script) with this Node. */
export function runNode(script: string, args: readonly string[], options: Options = {}): Promise<Ran> {
  return run(process.execPath, [script, ...args], options)
}
