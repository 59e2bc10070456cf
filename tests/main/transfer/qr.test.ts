import { createHash } from 'node:crypto'
import bwip from 'bwip-js/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writeReceipt } from '#main/transfer/answer'
import { joinFromQr, PARTS_MAX, splitForQr } from '#main/transfer/qr'
import { readTransfer, writeTransfer } from '#main/transfer/transfer'
import { AT, foundBranch, knowing, RECEIVERS, SENDERS, TRANSFER, tokenWith } from '../../fixtures/branches.ts'
import { readQr } from '../../fixtures/qr-reader.ts'

const honcho = foundBranch('012', '本町支店')
const ekimae = foundBranch('034', '駅前支店')
const split = (text: string): readonly string[] => {
  const parts = splitForQr(text)
  if (parts === undefined) throw new Error('too long')
  return parts
}
const { text: sent } = writeTransfer(honcho, ekimae.introduction, {
  transfer: TRANSFER,
  at: AT,
  signers: SENDERS,
  tokens: [tokenWith()],
})
const base32 = (bytes: Buffer): string =>
  [...bytes]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .replace(/.{5}/g, (bits) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(bits, 2)))
const long = 'みどり信用金庫'.repeat(60)

describe('a document in QR codes', () => {
  it('comes back whole, in whatever order its parts are read and however often', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 900 }),
        fc.infiniteStream(fc.nat()),
        (text, order) => {
          const parts = splitForQr(text)
          fc.pre(parts !== undefined && text !== '')
          const read = [...(parts ?? []), ...(parts ?? []).slice(0, 2)]
            .map((part) => [order.next().value, part] as const)
            .sort(([a], [b]) => a - b)
            .map(([, part]) => part)
          expect(joinFromQr(read)).toEqual({ ok: true, value: text })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is an introduction, a receipt, or a transfer of a few tokens; a large one goes on a stick', () => {
    const arrived = readTransfer(sent, ekimae.introduction, knowing(honcho))
    if (!arrived.ok) throw new Error(arrived.error.code)
    const { text: receipt } = writeReceipt(ekimae, arrived.value, {
      at: AT,
      signers: RECEIVERS,
      accepted: arrived.value.tokens.map(({ serial }) => serial),
      differences: [],
    })
    expect(split(honcho.introduction.text).length).toBeLessThanOrEqual(3)
    expect(split(receipt).length).toBeLessThanOrEqual(5)
    expect(split(sent).length).toBeLessThanOrEqual(8)
    expect(splitForQr('a'.repeat(10_000))).toBeUndefined()
  })

  it('is drawn and read in the dense mode of capitals and digits, and fits version 12', () => {
    const drawn = split(sent).map((part) => {
      expect(part).toMatch(/^[0-9A-Z]{24,420}$/)
      const [symbol] = bwip.raw({ bcid: 'qrcode', text: part })
      if (symbol === undefined || !('pixs' in symbol)) throw new Error('not drawn')
      expect(symbol.pixx).toBeLessThanOrEqual(17 + 4 * 12)
      const rows = Array.from({ length: symbol.pixy }, (_, y) =>
        symbol.pixs.slice(y * symbol.pixx, (y + 1) * symbol.pixx).join(''),
      )
      return readQr(rows)
    })
    expect(joinFromQr(drawn)).toEqual({ ok: true, value: sent })
  })

  it('may be typed by a reader in small letters, full width, or with a line end', () => {
    const typed = split(sent).map((part, at) =>
      at === 0
        ? `${part.toLowerCase()}\r\n`
        : [...part].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(''),
    )
    expect(joinFromQr(typed)).toEqual({ ok: true, value: sent })
  })
})

describe('parts of a document', () => {
  const parts = split(long)
  const [first = '', second = '', third = ''] = parts

  it('that are still to come are named by their numbers', () => {
    expect(parts.length).toBeGreaterThan(3)
    expect(joinFromQr([third, first])).toMatchObject({
      error: {
        code: 'qr-parts-missing',
        total: parts.length,
        missing: [2, ...parts.slice(3).map((_, at) => at + 4)],
      },
    })
    expect(joinFromQr([])).toEqual({ ok: false, error: { code: 'qr-parts-missing', total: 0, missing: [] } })
  })

  it('of two documents are not joined', () => {
    const [other = ''] = split(sent)
    expect(joinFromQr([first, other])).toEqual({ ok: false, error: { code: 'qr-parts-mixed' } })
  })

  it('that only claim to be of one document are not joined', () => {
    const others = split(long.replaceAll('庫', '屋'))
    expect(others.length).toBe(parts.length)
    const place = second.slice(4, 16)
    const payload = (others[1] ?? '').slice(23)
    const posing = `MDG1${place}${base32(
      createHash('sha256')
        .update(place + payload)
        .digest(),
    ).slice(0, 7)}${payload}`
    expect(joinFromQr([first, posing])).toMatchObject({ error: { code: 'qr-parts-missing' } })
    expect(joinFromQr([first, posing, ...parts.slice(2)])).toEqual({
      ok: false,
      error: { code: 'qr-parts-mixed' },
    })
  })

  it('are refused with any one character misread', () => {
    fc.assert(
      fc.property(
        fc.nat(second.length - 1),
        fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567089'),
        (at, letter) => {
          fc.pre(second[at] !== letter)
          const misread = second.slice(0, at) + letter + second.slice(at + 1)
          expect(joinFromQr([first, misread])).toEqual({
            ok: false,
            error: { code: 'qr-part-unreadable', index: 1 },
          })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('never make their reader throw, whatever was read', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom(...parts), fc.stringMatching(/^MDG1[A-Z2-7]{8}[0-9]{4}/)),
        ),
        (read) => {
          const joined = joinFromQr(read)
          expect(joined.ok ? joined.value : long).toBe(long)
        },
      ),
    )
    expect(joinFromQr(['A'.repeat(5_000_000)])).toMatchObject({ error: { code: 'qr-part-unreadable' } })
  })

  it('are never more than a sheet or two can hold', () => {
    expect(split('a'.repeat(4900)).length).toBeLessThanOrEqual(PARTS_MAX)
  })
})
