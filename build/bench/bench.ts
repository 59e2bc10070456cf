/**
 * `npm run bench`: what the program promises in figures, each beside what bounds it on this very machine.
 *
 * --json      prints only a JSON array of rows; everything else goes to standard error
 * --large     also opens a branch of a million entries; making that store takes ten minutes, once
 * --million   also searches a million contracts; making that store takes a quarter of an hour, once
 */
import { parseArgs } from 'node:util'
import { buildIfNeeded } from '../setup/build.ts'
import { withDisplay } from '../setup/display.ts'
import { prepare } from '../setup/prepare.ts'
import { benchDurable } from './durable.ts'
import { benchImports } from './imports.ts'
import { benchLarge, benchOpening } from './opening.ts'
import { benchOtp } from './otp.ts'
import type { BenchRow } from './row.ts'
import { benchScreen, benchStockList } from './screen.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start.ts'
import { branchStore, contractsStore, isPrepared, largeStore, millionStore, stockStore } from './stores.ts'
import { benchStrokes } from './strokes.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, large: { type: 'boolean' }, million: { type: 'boolean' } },
})

// Setting up speaks on standard output; here that belongs to the rows.
console.log = console.error

async function measure(): Promise<BenchRow[] | undefined> {
  const env = { ...process.env }
  const runtime = await prepare(env, { virtualDisplay: true, tests: false })
  if (runtime === undefined || !(await buildIfNeeded())) return undefined
  // Playwright asks the electron package for the program, which reads these.
  Object.assign(process.env, env)

  const contracts = await contractsStore()
  const branch = await branchStore()
  const stock = await stockStore()
  const million = values.million === true || isPrepared('million') ? await millionStore() : undefined
  if (million === undefined) console.error('bench: a million contracts are not searched (--million does).')

  const large = values.large === true || isPrepared('large') ? await largeStore() : undefined
  if (large === undefined) console.error('bench: a million entries are not opened (--large does).')

  const rows: BenchRow[] = []
  const say = (step: string, found: readonly BenchRow[]): void => {
    rows.push(...found)
    console.error(`bench: ${step} measured.`)
  }
  await withDisplay(env, async (shown) => {
    say('start', await benchStart(runtime, shown))
    Object.assign(process.env, { DISPLAY: shown.DISPLAY })
    say('search to the screen', await benchScreen(contracts, runtime.kind))
    say('stock list to the screen', await benchStockList(stock, runtime.kind))
    say('strokes', await benchStrokes(runtime.kind))
  })
  say('search in main', await benchSearch(contracts, 100_000, 5))
  if (million !== undefined) say('search in a million', await benchSearch(million, 1_000_000, 10))
  say('commands and decisions', await benchDurable(branch))
  say('OTP', await benchOtp())
  const imports = await benchImports()
  if (imports === undefined)
    console.error('bench: seed files are not measured (xmllint, of libxml2-utils, is not there).')
  else say('seed files and the stock list', imports)
  say('opening', await benchOpening(branch))
  if (large !== undefined) say('opening, large', await benchLarge(large))
  return rows
}

function table(rows: readonly BenchRow[]): string {
  const figure = (value: number): string => String(Number(value.toPrecision(3)))
  const lines = rows.map(({ name, value, unit, floor, ratio, goal, ok }) => {
    const bare = floor === 1
    return [
      name,
      `${figure(value)} ${unit}`,
      bare ? '' : `${figure(floor)} ${unit}`,
      bare ? '' : ratio.toFixed(2),
      goal === null ? '' : bare ? `≤ ${goal} ${unit}` : `≤ ${goal}`,
      goal === null ? '' : ok ? 'ok' : 'MISSED',
    ]
  })
  const head = ['measure', 'value', 'floor', 'ratio', 'goal', '']
  const all = [head, ...lines]
  const widths = head.map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length)))
  return all
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n')
}

const rows = await measure()
if (rows === undefined) process.exitCode = 1
else process.stdout.write(`${values.json === true ? JSON.stringify(rows, null, 2) : table(rows)}\n`)
