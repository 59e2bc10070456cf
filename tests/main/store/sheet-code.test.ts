import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sheetCode } from '#main/store/sheet-code'
import { VERIFICATION_ALPHABET } from '#shared/verification-code'

const sheet = {
  origin: 'madoguchi/みどり銀行/012/ab12',
  number: 3,
  date: '2026-11-20',
  size: 4321,
  root: Buffer.alloc(32, 5).toString('base64'),
  previous: '34679ACDEF',
}

describe('the code of a daily sheet', () => {
  it('is the formula of the format document, computed by hand', () => {
    const text = `madoguchi/sheet/v1\nmadoguchi/みどり銀行/012/ab12\n3\n2026-11-20\n4321\n${sheet.root}\n34679ACDEF\n`
    let rest = BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 16)}`)
    let code = ''
    while (code.length < 10) {
      code = `${VERIFICATION_ALPHABET[Number(rest % 25n)]}${code}`
      rest /= 25n
    }
    expect(sheetCode(sheet)).toBe(code)
  })

  it('changes with each thing it is made of', () => {
    const codes = [
      sheet,
      { ...sheet, origin: 'madoguchi/みどり銀行/013/ab12' },
      { ...sheet, number: 4 },
      { ...sheet, date: '2026-11-21' },
      { ...sheet, size: 4322 },
      { ...sheet, root: Buffer.alloc(32, 6).toString('base64') },
      { ...sheet, previous: '' },
    ].map(sheetCode)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(code).toMatch(new RegExp(`^[${VERIFICATION_ALPHABET}]{10}$`))
  })
})
