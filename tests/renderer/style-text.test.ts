import { describe, expect, it } from 'vitest'
import { onlyStyleText } from '../../src-renderer/style-text.ts'

describe('what may be written into the page as text', () => {
  it('is a style sheet', () => {
    const sheet = ':root { --ink: black; } .a > .b { width: calc(100% - 1rem); }'
    expect(onlyStyleText(sheet)).toBe(sheet)
  })

  it.each(['<img src=x onerror=alert(1)>', 'a</style><script>', '<'])('is never markup: %s', (text) => {
    expect(() => onlyStyleText(text)).toThrow(TypeError)
  })
})
