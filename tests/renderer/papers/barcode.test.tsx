import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Code128, MODULE_MM, Qr } from '#renderer/papers/barcode.tsx'
import { barsOf, readCode128 } from './code128.ts'

const draw = (value: string) => {
  const svg = renderToStaticMarkup(<Code128 value={value} label="" />)
  return {
    svg,
    path: /<path d="([^"]*)"/.exec(svg)?.[1] ?? '',
    width: Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1]),
    millimetres: Number(/width="([\d.]+)mm"/.exec(svg)?.[1]),
  }
}

describe('the barcode on a sheet', () => {
  it.each(['012-261121-001', '999-991231-999', 'R-012-000123', '0120000311', 'VSMT82640917'])(
    'of %s is read back from its bars by a decoder that is not the encoder',
    (number) => {
      expect(readCode128(barsOf(draw(number).path))).toBe(number)
    },
  )

  it('is not read when one bar is wrong', () => {
    const bars = barsOf(draw('012-261121-001').path)
    const spoilt = bars.map(([left, width], place) => [left, place === 7 ? width + 1 : width] as const)
    expect(() => readCode128(spoilt)).toThrow()
  })

  it('has modules of at least 0.33 mm, four whole dots of a 300 dpi printer', () => {
    const { width, millimetres } = draw('012-261121-001')
    expect(MODULE_MM).toBeGreaterThanOrEqual(0.33)
    expect(millimetres / width).toBeCloseTo(MODULE_MM, 3)
    expect((MODULE_MM / 25.4) * 300).toBeCloseTo(4, 9)
  })

  it('is drawn without markup or scripts: one path, and a name for those who cannot see it', () => {
    const svg = renderToStaticMarkup(<Code128 value="012-261121-001" label="バーコード" />)
    expect(svg).toMatch(/^<svg role="img" aria-label="バーコード"[^>]*><path [^>]*><\/path><\/svg>$/)
  })
})

describe('the QR code', () => {
  it('stands on a square of whole cells with its three finder squares', () => {
    const svg = renderToStaticMarkup(<Qr value="012-261121-001" label="" />)
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []
    expect(width).toBe(height)
    expect((Number(width) / 2 - 17) % 4).toBe(0)
    const corners = [...svg.matchAll(/M([\d.]+) ([\d.]+)L/g)].map(([, x, y]) => `${x},${y}`)
    expect(corners.length).toBeGreaterThan(20)
    expect(svg).toContain('fill-rule="evenodd"')
  })
})
