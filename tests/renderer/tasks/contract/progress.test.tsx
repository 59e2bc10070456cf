import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import type { ContractView } from '#shared/operations/contracts'
import { EnrolmentProgress } from '../../../../src-renderer/tasks/contract/progress.tsx'

const shown = (progress: ContractView['progress']): string =>
  renderToStaticMarkup(
    <EnrolmentProgress view={{ progress } as unknown as ContractView} profile={profileOf('P000')} />,
  )

describe('How far the users of a contract have registered', () => {
  it('says n of m and names who is missing, in the order in which they have to register (R-000-06, R-000-07)', () => {
    const html = shown({
      registered: 1,
      of: 3,
      missing: [
        { userId: 'test10', name: '森田 彩' },
        { userId: 'test21', name: '森本 久' },
      ],
    })
    expect(html).toContain('3人中 1人')
    expect(html).toMatch(/<ol.*森田 彩.*森本 久.*<\/ol>/)
    expect(html).toContain('一部の方だけでは ご利用できません')
  })

  it('names nobody once everybody has', () => {
    const html = shown({ registered: 2, of: 2, missing: [] })
    expect(html).toContain('2人中 2人')
    expect(html).not.toContain('<ol')
  })

  it('is not there where the service has no such rule', () => {
    expect(shown(null)).toBe('')
  })
})
