import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { FACTS, type Fact, hasRange, numbersIn } from './numbers.ts'
import { OPEN } from './open.ts'
import { titlesOf } from './titles.ts'

/** Every fact beside the tests that prove it, or the reason why none does. */

export type Proof = { readonly file: string; readonly line: number; readonly title: string }
export type Traced = Fact & { readonly proofs: readonly Proof[]; readonly open: string | null }
export type Table = {
  readonly rows: readonly Traced[]
  /** What keeps the table from being complete, one sentence each; empty is well. */
  readonly faults: readonly string[]
}

const root = join(import.meta.dirname, '..', '..')

/** All tests below `tests/`, whoever runs them: Vitest (`.test.ts`, `.test.tsx`) or Playwright (`.spec.ts`). */
export function proofsInTests(): readonly (Proof & { readonly proves: boolean })[] {
  return readdirSync(join(root, 'tests'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(test|spec)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((path) => {
      const file = relative(root, path).split(sep).join('/')
      return titlesOf(file, readFileSync(path, 'utf8')).map((title) => ({ file, ...title }))
    })
}

/**
 * @param titles the titles of all tests
 * @param facts every number there is
 * @param open number → why no test proves it
 */
export function traced(
  titles: readonly (Proof & { readonly proves: boolean })[],
  facts: readonly Fact[] = FACTS,
  open: Readonly<Record<string, string>> = OPEN,
): Table {
  const faults: string[] = []
  const known = new Set(facts.map((fact) => fact.number))
  const proofs = new Map<string, Proof[]>()
  for (const { proves, ...proof } of titles) {
    const where = `${proof.file}:${proof.line}`
    if (hasRange(proof.title)) faults.push(`${where} names a range of numbers; write each one out.`)
    for (const number of numbersIn(proof.title)) {
      if (!known.has(number)) faults.push(`${where} names ${number}, which does not exist.`)
      else if (proves) proofs.set(number, [...(proofs.get(number) ?? []), proof])
    }
  }
  for (const [number, reason] of Object.entries(open)) {
    if (!known.has(number)) faults.push(`${number} is listed as open and does not exist.`)
    if (reason.trim() === '') faults.push(`${number} is listed as open without a reason.`)
  }
  const rows = facts.map((fact) => {
    const row = { ...fact, proofs: proofs.get(fact.number) ?? [], open: open[fact.number] ?? null }
    if (row.proofs.length === 0 && row.open === null)
      faults.push(`${fact.number} is neither proven by a test nor listed as open.`)
    if (row.proofs.length > 0 && row.open !== null)
      faults.push(`${fact.number} is proven by a test and still listed as open.`)
    return row
  })
  return { rows, faults }
}

/** The table as text, the sum last: `proven N, open N, of N`. */
export function printed({ rows, faults }: Table): string {
  const lines = rows.flatMap(({ number, kind, says, proofs, open }) => [
    `${number.padEnd(9)} ${kind.padEnd(3)}  ${says}`,
    ...proofs.map(({ file, line, title }) => `    ✓ ${file}:${line}  ${title}`),
    ...(open === null ? [] : [`    – ${open}`]),
    ...(proofs.length === 0 && open === null ? ['    ! neither proven nor listed'] : []),
  ])
  const proven = rows.filter((row) => row.proofs.length > 0).length
  return [
    ...lines,
    ...(faults.length === 0 ? [] : ['', ...faults.map((fault) => `! ${fault}`)]),
    '',
    `proven ${proven}, open ${rows.length - proven}, of ${rows.length}`,
  ].join('\n')
}
