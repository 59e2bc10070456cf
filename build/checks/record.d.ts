/** `unit` and `window` are the two suites whole; `long` is the unit tests that know MADOGUCHI_LONG, at full size. */
export declare const SUITES: readonly ['unit', 'window', 'long']
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
export declare const RECORD = 'MADOGUCHI_RECORD'
/** The suite this run is to write down, or undefined. */
export declare function recording(env?: NodeJS.ProcessEnv): Suite | undefined
export declare function currentCommit(): string
export declare function writeRecord(suite: Suite, tests: readonly Ran[]): void
/** Undefined when the suite has not been run whole here. */
export declare function readRecord(suite: Suite): TestRecord | undefined
