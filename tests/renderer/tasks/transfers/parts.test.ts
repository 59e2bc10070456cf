import { describe, expect, it } from 'vitest'
import { splitForQr } from '#main/transfer/qr'
import { missingParts, type Parts, withPart } from '../../../../src-renderer/tasks/transfers/parts.ts'

const codes = splitForQr('鍵の公開する半分'.repeat(40)) ?? []
const [first = '', second = '', third = ''] = codes
const readAll = (...texts: readonly string[]): Parts | undefined =>
  texts.reduce<Parts | undefined>((parts, text) => withPart(parts, text) ?? parts, undefined)

describe('the codes of a document', () => {
  it('are complete when each was read, in any order and however often', () => {
    expect(codes.length).toBeGreaterThan(2)
    expect(missingParts(readAll(third, third) as Parts)).toEqual([
      1,
      2,
      ...codes.slice(3).map((_, at) => at + 4),
    ])
    const all = readAll(...codes.toReversed()) as Parts
    expect(missingParts(all)).toEqual([])
    expect([...all.read].sort(([a], [b]) => a - b).map(([, text]) => text)).toEqual(codes)
  })

  it('are told apart from those of another document, which begin anew', () => {
    const other = splitForQr('別の文書'.repeat(200)) ?? []
    const mixed = readAll(first, second, other[0] ?? '') as Parts
    expect([...mixed.read.keys()]).toEqual([1])
    expect(missingParts(mixed)).not.toContain(1)
  })

  it('are nothing else a reader may have read', () => {
    for (const text of ['VSMT70310012', '', 'MDG1', 'MDG1ABC', '7810641'])
      expect(withPart(undefined, text)).toBe(undefined)
  })

  it('arrive in full width or small letters from a reader of another layout', () => {
    const small = first.toLowerCase()
    const wide = [...small].map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)).join('')
    expect(withPart(undefined, wide)?.read.get(1)).toBe(first)
  })
})
