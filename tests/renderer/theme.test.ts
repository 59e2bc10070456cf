import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { states, surfaces } from '../../src-renderer/theme.ts'

const colours = { ...surfaces, ...states }
type Colour = keyof typeof colours

/** WCAG 2 relative luminance of `#RRGGBB`. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(colours[one]), luminance(colours[other])].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe('colours', () => {
  it.each([
    ['--ink', '--paper'],
    ['--ink', '--focus'],
    ['--ink', '--desk'],
    ['--ink', '--stop-tint'],
    ['--ink', '--note'],
    ['--ink', '--practice'],
    ['--ink2', '--paper'],
    ['--ink2', '--sunk'],
    ['--ink2', '--desk'],
    ['--accent', '--paper'],
    ['--paper', '--accent'],
    ['--paper', '--stop'],
    ['--stop', '--stop-tint'],
    ['--paper', '--top'],
    ['--top-note', '--top'],
    ['--top-right', '--top'],
    ['--top-doubtful', '--top'],
    ['--top-wrong', '--top'],
    ['--key-empty', '--keys'],
    ['--key-off-ink', '--key-off'],
    ['--paper', '--st-approval-deep'],
    ['--st-usable', '--paper'],
    ['--st-usable', '--sunk'],
    ['--st-done', '--paper'],
    ['--st-approval', '--st-approval-tint'],
    ['--st-time', '--st-time-tint'],
    ['--st-customer', '--st-customer-tint'],
    ['--st-locked', '--st-locked-tint'],
    ['--paper', '--st-suspended'],
  ] as const)('%s on %s can be read: 4.5 to 1 at least', (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each([
    ['--line2', '--paper'],
    ['--note-edge', '--paper'],
    ['--accent', '--desk'],
    ['--accent', '--focus'],
    ['--top-edge', '--top'],
  ] as const)('%s on %s can be seen: 3 to 1 at least', (edge, ground) => {
    expect(contrast(edge, ground)).toBeGreaterThanOrEqual(3)
  })

  it('stand in theme.ts and nowhere else on the screens', () => {
    const root = join(import.meta.dirname, '../../src-renderer')
    const files = ['parts', 'desk', 'tasks'].flatMap((folder) =>
      globSync(`${folder}/**/*.{css,ts,tsx}`, { cwd: root }),
    )
    const guilty = [...files, 'global.css', 'app.tsx'].filter((file) =>
      /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b|rgba?\(/i.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(files.length).toBeGreaterThan(20)
    expect(guilty).toEqual([])
  })
})
