/** The commands behind the npm scripts. Each takes its arguments and gives the exit code. */
import { checks } from './checks.ts'
import { long } from './long.ts'
import { start } from './start.ts'
import { test } from './test.ts'
import { tour } from './tour.ts'
import { window } from './window.ts'

export type Command = (args: readonly string[]) => Promise<number>

export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['start', start],
  ['test', test],
  ['window', window],
  ['tour', tour],
  ['checks', checks],
  ['long', long],
])
