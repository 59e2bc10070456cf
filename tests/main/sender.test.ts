import { describe, expect, it } from 'vitest'
import { isOurPage } from '#main/sender'

const ours = ['app://desk-7', 'app://desk-8']
const main = (url: string) => ({ url, parent: null })

describe('whose page is asking (IPC-02)', () => {
  it('takes the main frame of the page that stands there, and of the one being loaded', () => {
    expect(isOurPage(main('app://desk-8/index.html'), ours)).toBe(true)
    expect(isOurPage(main('app://desk-7/index.html'), ours)).toBe(true)
    expect(isOurPage(main('app://desk-7/index.html?view=paper#x'), ours)).toBe(true)
  })

  it.each([
    'about:blank',
    'data:text/html,app://desk-7/',
    'file:///app/desk/index.html',
    'https://desk-7/index.html',
    'app://evil/index.html',
    'app://desk/index.html',
    'app://desk-6/index.html',
    'app://desk-77/index.html',
    'app://desk-7.evil/index.html',
    'app://desk-7@evil/index.html',
    'app://someone@desk-7/index.html',
    'app://desk-7:80/index.html',
    'application://desk-7/index.html',
    'app:desk-7',
    'not an address',
    '',
  ])('refuses %j', (url) => {
    expect(isOurPage(main(url), ours)).toBe(false)
  })

  it('refuses a frame within a page, and a frame that is gone', () => {
    expect(isOurPage({ url: 'app://desk-7/index.html', parent: {} }, ours)).toBe(false)
    expect(isOurPage(null, ours)).toBe(false)
  })
})
