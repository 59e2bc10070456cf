import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { besideAsJson, writePieces, writeTogether } from '#main/writing'
import { err, ok } from '#shared/result'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-writing-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const at = (name: string): string => join(dir, name)
const text = (name: string): string => readFileSync(at(name), 'utf8')
const both = (first: string, second: string) => [
  { path: at(first), content: Buffer.from('new first') },
  { path: at(second), content: Buffer.from('new second') },
]

describe('two files that belong together', () => {
  it('are both there under their own names, the last in the place of what the person agreed to replace', () => {
    writeFileSync(at('a.pdf'), 'old')
    writeTogether(both('a.json', 'a.pdf'))
    expect(readdirSync(dir).sort()).toEqual(['a.json', 'a.pdf'])
    expect([text('a.json'), text('a.pdf')]).toEqual(['new first', 'new second'])
  })

  it('are both not there where the second cannot get its name', () => {
    mkdirSync(at('a.pdf'))
    expect(() => writeTogether(both('a.json', 'a.pdf'))).toThrow()
    expect(readdirSync(dir)).toEqual(['a.pdf'])
  })

  it('are both not there where one cannot be written, and what was there before is', () => {
    writeFileSync(at('a.json'), 'old')
    expect(() => writeTogether(both('a.json', 'gone/a.pdf'))).toThrow()
    expect(readdirSync(dir)).toEqual(['a.json'])
    expect(text('a.json')).toBe('old')
  })
})

describe('the file for machines', () => {
  it('lies beside the paper under its name', () => {
    expect(besideAsJson(at('証拠一式_1.pdf'))).toEqual(ok(at('証拠一式_1.json')))
    expect(besideAsJson(at('without'))).toEqual(ok(at('without.json')))
  })

  it('takes the place of nothing nobody was asked about, nor of the paper', () => {
    writeFileSync(at('a.json'), 'somebody’s')
    expect(besideAsJson(at('a.pdf'))).toEqual(err('a.json'))
    expect(besideAsJson(at('b.json'))).toEqual(err('b.json'))
    expect(besideAsJson(at('b.JSON'))).toEqual(err('b.json'))
  })
})

describe('a long file', () => {
  it('is there whole, or not at all where a piece cannot be made', async () => {
    async function* pieces(last: () => string) {
      yield 'one '
      yield last()
    }
    await writePieces(
      at('list'),
      pieces(() => 'two'),
    )
    expect(text('list')).toBe('one two')
    await expect(
      writePieces(
        at('other'),
        pieces(() => {
          throw new Error('no')
        }),
      ),
    ).rejects.toThrow('no')
    expect(readdirSync(dir)).toEqual(['list'])
  })
})
