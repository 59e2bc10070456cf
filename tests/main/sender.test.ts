import { describe, expect, it } from 'vitest'
import { isOurPage } from '#main/sender'

const ours = 'app://desk'
const main = (url: string) => ({ url, parent: null })

describe('whose page is asking (IPC-02)', () => {
  it('takes the main frame of our own origin', () => {
    expect(isOurPage(main('app://desk/index.html'), ours)).toBe(true)
    expect(isOurPage(main('app://desk/index.html?view=paper#x'), ours)).toBe(true)
  })

  it.each([
    'about:blank',
    'data:text/html,app://desk/',
    'file:///app/desk/index.html',
    'https://desk/index.html',
    'app://evil/index.html',
    'app://desk.evil/index.html',
    'app://desk@evil/index.html',
    'app://someone@desk/index.html',
    'app://desk:80/index.html',
    'application://desk/index.html',
    'app:desk',
    'not an address',
    '',
  ])('refuses %j', (url) => {
    expect(isOurPage(main(url), ours)).toBe(false)
  })

  it('refuses a frame within a page, and a frame that is gone', () => {
    expect(isOurPage({ url: 'app://desk/index.html', parent: {} }, ours)).toBe(false)
    expect(isOurPage(null, ours)).toBe(false)
  })
})
