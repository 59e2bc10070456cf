import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { documentKind, head, readDocument, SHAPES, words, writeDocument } from '#main/transfer/envelope'
import { makeBranchIdentity } from '#main/transfer/identity'

const identity = makeBranchIdentity()
const Body = z.strictObject({ ...head('refusal'), note: words.text(200), times: z.int() })
const write = (note: string, times = 1) =>
  writeDocument('refusal', Body, { note, times }, (signed) => identity.sign(signed))
const read = (text: string) => readDocument('refusal', Body, text)
const codeOf = (text: string) => {
  const answer = read(text)
  return answer.ok ? 'ok' : answer.error.code
}

describe('a document', () => {
  it('reads as it was written, and its bytes are those that were signed', () => {
    const answer = read(write('箱が濡れていた', 3))
    expect(answer).toMatchObject({ ok: true, value: { body: { note: '箱が濡れていた', times: 3 } } })
  })

  it('has one text only: no other order, blank, spelling or doubled name is taken', () => {
    const text = write('a')
    const fields: object = JSON.parse(text)
    const others = [
      ` ${text}`,
      `${text}\n`,
      `\uFEFF${text}`,
      JSON.stringify(fields, null, 1),
      JSON.stringify(Object.fromEntries(Object.entries(fields).reverse())),
      text.replace('"times":1', '"times":1.0'),
      text.replace('"times":1', '"times":1e0'),
      text.replace('"note":"a"', '"note":"\\u0061"'),
      text.replace('"note":"a"', '"note":"b","note":"a"'),
      text.replace('"note":"a"', '"__proto__":{"x":1},"note":"a"'),
      text.replace('"note":"a"', '"more":1,"note":"a"'),
      text.replace('"note":"a",', ''),
    ]
    expect(others.every((other) => other !== text)).toBe(true)
    for (const other of others) expect(codeOf(other)).toMatch(/^document-(malformed|unreadable)$/)
    expect(codeOf(text)).toBe('ok')
  })

  it('says of what it is not the reader for which kind and version it is', () => {
    const fields = JSON.parse(write('a'))
    expect(read(JSON.stringify({ ...fields, format: SHAPES.transfer.format }))).toMatchObject({
      error: { code: 'document-other', found: 'transfer' },
    })
    expect(read(JSON.stringify({ ...fields, version: 2, new: 1 }))).toMatchObject({
      error: { code: 'document-newer', version: 2 },
    })
    expect(codeOf(JSON.stringify({ ...fields, format: 'pskc' }))).toBe('document-unreadable')
    expect(codeOf(JSON.stringify({ ...fields, version: 0 }))).toBe('document-unreadable')
    expect(codeOf(JSON.stringify({ ...fields, version: '1' }))).toBe('document-unreadable')
    expect(documentKind(write('a'))).toBe('refusal')
    expect(documentKind('{"format":"toString","version":1}')).toBeUndefined()
  })

  it('is not looked into when it is too large, counted in bytes', () => {
    const { bytesMax } = SHAPES.refusal
    expect(codeOf('あ'.repeat(bytesMax / 2))).toBe('document-too-large')
    expect(codeOf('a'.repeat(bytesMax + 1))).toBe('document-too-large')
    expect(codeOf('a'.repeat(bytesMax))).toBe('document-unreadable')
    expect(documentKind(`"${'a'.repeat(SHAPES.transfer.bytesMax)}"`)).toBeUndefined()
  })

  it('is not written with what could not be read again', () => {
    expect(() => write('\u202E')).toThrow()
    expect(() => write('a'.repeat(201))).toThrow()
    expect(() => write('a', 0.5)).toThrow()
  })

  it('never makes its reader throw, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.anything().map((value) => String(JSON.stringify(value))),
          fc
            .record({
              format: fc.constant(SHAPES.refusal.format),
              version: fc.anything(),
              note: fc.anything(),
            })
            .map((value) => String(JSON.stringify(value))),
        ),
        (text) => {
          expect(read(text).ok).toBe(false)
          documentKind(text)
        },
      ),
      { numRuns: 300 },
    )
    expect(codeOf('['.repeat(8000))).toBe('document-unreadable')
    expect(codeOf(`${'['.repeat(4000)}${']'.repeat(4000)}`)).toBe('document-unreadable')
  })
})

describe('the words of documents', () => {
  it('are instants that exist', () => {
    expect(words.instant.safeParse('2026-02-28T00:00:00.000Z').success).toBe(true)
    for (const none of ['2026-02-30T00:00:00.000Z', '2026-13-01T00:00:00.000Z', '2026-01-01T25:00:00.000Z']) {
      expect(words.instant.safeParse(none).success).toBe(false)
    }
  })

  it('are bytes in one spelling', () => {
    const four = words.bytes(4, 4)
    expect(four.safeParse('AAAAAA').success).toBe(true)
    for (const other of ['AAAAAB', 'AAAAAA==', 'AAAA', 'AA+AAA', 'AAAAAAA', 'A A A A A A']) {
      expect(four.safeParse(other).success).toBe(false)
    }
  })

  it('are two different people', () => {
    const one = { staff: 'S0001', name: '高橋 美咲' }
    expect(words.signers.safeParse([one, { ...one, staff: 'S0002' }]).success).toBe(true)
    expect(words.signers.safeParse([one, one]).success).toBe(false)
    expect(words.signers.safeParse([one]).success).toBe(false)
    expect(words.signers.safeParse([one, { staff: 'S0002', name: ' ' }]).success).toBe(false)
  })
})
