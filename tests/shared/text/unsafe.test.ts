import { describe, expect, it } from 'vitest'
import { hasGaiji, unsafeIn } from '#shared/text/unsafe'

describe('text that may not enter', () => {
  it.each([
    ['a right-to-left override', 'VSMT\u202E71904628', 'bidi-control', 4],
    ['a bidi isolate', '\u2066A', 'bidi-control', 0],
    ['a right-to-left mark', 'A\u200F', 'bidi-control', 1],
    ['a NUL', 'A\u0000B', 'control', 1],
    ['an escape', '\u001B[2J', 'control', 0],
    ['a tab', 'A\tB', 'control', 1],
    ['a C1 control', '\u0080', 'control', 0],
    ['a zero-width space', 'A\u200BB', 'invisible', 1],
    ['a byte-order mark inside', 'A\uFEFF', 'invisible', 1],
    ['a line separator', 'A\u2028B', 'control', 1],
    ['half a surrogate pair', 'A\uD842', 'lone-surrogate', 1],
  ])('refuses %s and says where', (_, text, code, index) => {
    expect(unsafeIn(text)).toMatchObject({ code, index })
  })

  it.each(['株式会社 青葉運送', '髙橋　﨑子', '𠮷野家', 'ｶ)ｱｵﾊﾞ', '葛\u{E0100}城', 'café', ''])(
    'takes “%s”',
    (text) => {
      expect(unsafeIn(text)).toBeNull()
    },
  )

  it('takes line feeds in memos only', () => {
    expect(unsafeIn('一行目\n二行目')).toMatchObject({ code: 'control', index: 3 })
    expect(unsafeIn('一行目\n二行目', { lines: true })).toBeNull()
    expect(unsafeIn('一行目\r\n二行目', { lines: true })).toMatchObject({ code: 'control' })
  })

  it('notices characters that only the branch’s own machine can draw', () => {
    expect(hasGaiji('山\uE000')).toBe(true)
    expect(hasGaiji('山崎')).toBe(false)
  })
})
