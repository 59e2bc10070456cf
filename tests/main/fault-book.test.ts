import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultBook } from '#main/fault-book'
import { StoreFault } from '#main/store/faults'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-faults-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const now = () => '2026-11-20T01:02:03.456Z'
const lines = () =>
  readFileSync(join(dir, 'faults', 'faults.log'), 'utf8')
    .trimEnd()
    .split('\n')
const book = () => faultBook(join(dir, 'faults'), now)

describe('the book of accidents', () => {
  it('numbers them by day, time and turn, and answers the number', () => {
    const kept = book()
    expect(kept.record(new Error('one'))).toBe('F-261120-010203-1')
    expect(kept.record(new Error('two'))).toBe('F-261120-010203-2')
    expect(lines().map((line) => JSON.parse(line).number)).toEqual(['F-261120-010203-1', 'F-261120-010203-2'])
  })

  it('keeps when, what kind and where, and nothing else', () => {
    book().record(new TypeError('x is not a function'))
    const [line = ''] = lines()
    const entry = JSON.parse(line)
    expect(Object.keys(entry)).toEqual(['number', 'at', 'kind', 'code', 'frames'])
    expect(entry).toMatchObject({ at: now(), kind: 'TypeError', code: null })
    expect(entry.frames.length).toBeGreaterThan(0)
    for (const frame of entry.frames) expect(frame).toMatch(/^at /)
  })

  it('keeps no message, no value and no path, because those may be a customer’s (PRV-02, IPC-09)', () => {
    const kept = book()
    const canaries = [
      '検証 花子Ω',
      '7654321',
      'CANARYSEED0123456789',
      "UPDATE token SET seed = x'00'",
      '123456',
    ]
    for (const canary of canaries) kept.record(new Error(`could not store ${canary}`))
    kept.record(`a text that was thrown: ${canaries.join()}`)
    kept.record({ customer: canaries })
    const text = lines().join('\n')
    for (const canary of canaries) expect(text).not.toContain(canary)
    expect(text).not.toContain('could not store')
    expect(text).not.toContain(dir)
    expect(text).not.toContain(import.meta.dirname)
  })

  it('keeps no line of a message that looks like a place in the code', () => {
    const error = new Error('refused\n    at 検証 花子Ω (7654321)\n    at hanako (7654321:1:1)')
    const kept = book()
    kept.record(error)
    // Also when the message was changed after the stack was taken.
    error.message = 'something else'
    kept.record(error)
    expect(lines().join('\n')).not.toContain('検証')
    expect(lines()[0]).not.toContain('7654321')
    expect(JSON.parse(lines()[0] ?? '').frames[0]).toMatch(/^at (?:[\w$.<>[\] ]+ \()?[\w$.-]+:\d+:\d+\)?$/)
  })

  it('says of the disk’s troubles which one it was', () => {
    book().record(new StoreFault('in-doubt', { sqlite: 'SQLITE_IOERR_FSYNC' }))
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({ code: 'in-doubt' })
  })

  it('begins a new book when one is full, and keeps the one before', () => {
    const kept = book()
    kept.record(new Error('the first'))
    writeFileSync(join(dir, 'faults', 'faults.log'), 'x'.repeat(1024 * 1024 + 1))
    kept.record(new Error('the next'))
    expect(lines()).toHaveLength(1)
    expect(existsSync(join(dir, 'faults', 'faults.log.1'))).toBe(true)
  })

  it('still answers a number where nothing can be written', () => {
    writeFileSync(join(dir, 'faults'), 'a file where the folder should be')
    expect(book().record(new Error('disk trouble'))).toBe('F-261120-010203-1')
  })
})
