import { describe, expect, it } from 'vitest'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import { sources, withoutComments } from './sources.ts'

/** What an entry of the trail was written down with has a name an auditor can read, in both languages. */

const CLOSES: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' }
const opens = (sign: string): boolean => sign in CLOSES
const closes = (sign: string): boolean => Object.values(CLOSES).includes(sign)

/** From a bracket to where it is closed, both included. */
function bracketed(text: string, from: number): string {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (opens(sign)) depth += 1
    if (closes(sign)) depth -= 1
    if (depth === 0) return text.slice(from, at + 1)
  }
  return text.slice(from)
}

/** Where the bracket around `from` was opened. */
function openedBefore(text: string, from: number): number {
  let depth = 0
  for (let at = from - 1; at >= 0; at -= 1) {
    const sign = text.charAt(at)
    if (closes(sign)) depth += 1
    if (opens(sign)) depth -= 1
    if (depth < 0) return at
  }
  return -1
}

/** The parts of an object as it is written, without its braces. */
function partsOf(object: string): readonly string[] {
  let depth = 0
  let part = ''
  const parts: string[] = []
  for (const sign of object.slice(1, -1)) {
    if (opens(sign)) depth += 1
    if (closes(sign)) depth -= 1
    if (sign === ',' && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += sign
  }
  return [...parts, part.trim()].filter((one) => one !== '')
}

/** The names in an object; of what is spread in, those written out there: `...(x === '' ? {} : { text: x })`. */
const namesOf = (object: string): readonly string[] =>
  partsOf(object).flatMap((part) => {
    if (!part.startsWith('...')) return [/^\w+/.exec(part)?.[0] ?? part]
    return [...part.matchAll(/[(:?]\s*\{/g)].flatMap((found) =>
      namesOf(bracketed(part, found.index + found[0].length - 1)),
    )
  })

/** The names of the facts a source writes down with an event. */
function factsIn(text: string): readonly string[] {
  const bare = withoutComments(text)
  return [...bare.matchAll(/\bfacts:\s*\{/g)].flatMap((found) => {
    const around = openedBefore(bare, found.index)
    const said = around < 0 ? [] : namesOf(bracketed(bare, around))
    return said.includes('event') ? namesOf(bracketed(bare, found.index + found[0].length - 1)) : []
  })
}

/** Facts that reach an entry under another name than `facts: { … }` beside its event. */
const COMPUTED = [
  ...['new', 'changed', 'unchanged', 'rejected', 'absent'],
  ...['casesTo', 'cases', 'stay', 'secretUntil', 'from'],
  ...['to', 'staff', 'verb', 'outcome', 'text'],
  ...['how', 'sheet', 'issue', 'by', 'with'],
  ...['backupEntries', 'old', 'lost', 'epoch', 'lastReceipt', 'lastCase', 'nextReceipt'],
]

const written = new Map(
  sources
    .filter(({ path }) => path.startsWith('src-main/') || path.startsWith('src-shared/'))
    .flatMap(({ path, text }) => factsIn(text).map((name) => [name, path] as const)),
)

describe('the facts of the trail', () => {
  it.each([
    ['Japanese', ja],
    ['English', en],
  ] as const)(
    'have a name each in %s, and none is shown as it stands in the program',
    (_language, { trail }) => {
      const { facts } = trail
      const nameless = [...written, ...COMPUTED.map((name) => [name, 'computed'] as const)].filter(
        ([name]) => !Object.hasOwn(facts, name),
      )
      expect(nameless).toEqual([])
    },
  )

  it('are found where they are written down, and nothing else is', () => {
    expect(written.size).toBeGreaterThan(80)
    for (const name of ['rotationDue', 'samePersonAs', 'payloads', 'text', 'through', 'secondsFast'])
      expect([...written.keys()]).toContain(name)
    const planted = "audit: { event: 'x.y', facts: { one, two: f(a, b), ...(c === '' ? {} : { three: c }) } }"
    expect(factsIn(planted)).toEqual(['one', 'two', 'three'])
    expect(factsIn("db.add({ kind: 'x', facts: { other } })")).toEqual([])
  })
})
