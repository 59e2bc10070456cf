import { describe, expect, it } from 'vitest'
import type { ContractView } from '#shared/operations/contracts'
import { everybody, isNarrowed, narrowed } from '../../../../src-renderer/tasks/contract/narrow.ts'

type User = ContractView['users'][number]
const user = (userId: string, name: string, kana: string) => ({ userId, name, kana }) as unknown as User
const users = [
  user('M54100031187', '若林 健一', 'ワカバヤシ ケンイチ'),
  user('test10', '森田 彩', 'モリタ アヤ'),
  user('test21', '森本 久', 'モリモト ヒサシ'),
]
const ids = (id: string, name: string) => narrowed(users, { id, name }).map(({ userId }) => userId)

describe('The filter above a contract’s users', () => {
  it('is by ID and by name, each alone and both together (R-000-34)', () => {
    expect(ids('test', '')).toEqual(['test10', 'test21'])
    expect(ids('', '森')).toEqual(['test10', 'test21'])
    expect(ids('test2', '森')).toEqual(['test21'])
    expect(ids('M', '森')).toEqual([])
  })

  it('takes an ID from its beginning, in any width and case', () => {
    expect(ids('ＴＥＳＴ１', '')).toEqual(['test10'])
    expect(ids('10', '')).toEqual([])
  })

  it('takes a name by its kana too', () => {
    expect(ids('', 'もりた')).toEqual(['test10'])
  })

  it('shows everybody when it is cleared (R-000-34)', () => {
    expect(narrowed(users, everybody)).toEqual(users)
    expect(isNarrowed(everybody)).toBe(false)
    expect(isNarrowed({ id: ' ', name: '' })).toBe(false)
    expect(isNarrowed({ id: '', name: '森' })).toBe(true)
  })
})
