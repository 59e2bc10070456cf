/** What the test runs wrote down about themselves, for the table of checks. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')

/** `unit` and `window` are the two suites whole; the long ones are those files of each that know MADOGUCHI_LONG, at full size. */
export const SUITES = ['unit', 'window', 'long', 'long-window'] as const
export type Suite = (typeof SUITES)[number]

export type Ran = {
  /** From the root, with slashes. */
  readonly file: string
  /** With the titles of the groups around it, as ` › ` joins them. */
  readonly title: string
  readonly state: 'passed' | 'failed' | 'skipped'
}

export type TestRecord = {
  readonly suite: Suite
  /** UTC. */
  readonly madeAt: string
  /** Short name, with `+` when the folder held changes; empty where there is no git. */
  readonly commit: string
  readonly tests: readonly Ran[]
}

/** Set for a run of a whole suite, and only for one: part of a suite proves part of a table. */
export const RECORD = 'MADOGUCHI_RECORD'

const pathOf = (suite: Suite): string => join(root, '.cache', 'checks', `${suite}.json`)

/** The suite this run is to write down, or undefined. */
export function recording(env: NodeJS.ProcessEnv = process.env): Suite | undefined {
  return SUITES.find((suite) => suite === env[RECORD])
}

export function currentCommit(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+')
  } catch {
    return ''
  }
}

export function writeRecord(suite: Suite, tests: readonly Ran[]): void {
  const record: TestRecord = { suite, madeAt: new Date().toISOString(), commit: currentCommit(), tests }
  mkdirSync(join(root, '.cache', 'checks'), { recursive: true })
  writeFileSync(pathOf(suite), JSON.stringify(record))
}

/** Undefined when the suite has not been run whole here. */
export function readRecord(suite: Suite): TestRecord | undefined {
  const path = pathOf(suite)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as TestRecord) : undefined
}
