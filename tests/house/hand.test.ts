import { describe, expect, it } from 'vitest'
import { sources } from './sources.ts'

/**
 * A lock loads the page anew. Whatever a task remembers outside its components has to be put in hand
 * (src-renderer/desk/hand.ts), or it is gone when its person comes back.
 */
const keeps = (text: string): boolean => /\bkeep(Store)?InHand\(/.test(text)
const remembers = (text: string): boolean => /\bcreate<[^(]*>\(\)\(/.test(text)

describe('what a task remembers', () => {
  it('is put in hand, so that a lock does not forget it', () => {
    const stores = sources.filter(
      ({ path, text }) => path.startsWith('src-renderer/tasks/') && remembers(text),
    )
    expect(stores.length).toBeGreaterThan(5)
    expect(stores.filter(({ text }) => !keeps(text)).map(({ path }) => path)).toEqual([])
  })

  it('would be found out if it were not', () => {
    expect(remembers('const useX = create<{ readonly of: string }>()(() => ({ of: "" }))')).toBe(true)
    expect(keeps('const useX = create<X>()(() => start)')).toBe(false)
  })
})
