import { describe, expect, it } from 'vitest'
import type { ContractView } from '#shared/operations/contracts'
import { rowsOf } from '../../../../src-renderer/tasks/reception/rows.ts'

type User = ContractView['users'][number]
type View = Parameters<typeof rowsOf>[0]

const user = (userId: string, serial: string | null): User => ({
  userId,
  name: userId,
  kana: '',
  role: 'general',
  transferRight: true,
  serial: serial as User['serial'],
  sharedWith: 0,
  registration: serial === null ? 'none' : 'active',
  authentication: serial === null ? 'none' : 'usable',
  expiresAt: null,
  vendor: null,
  legacy: false,
})

const view = (users: readonly User[], shared?: string): View =>
  ({
    users,
    sharedSerial: shared ?? null,
    sharedRegistration: shared === undefined ? null : 'active',
    sharedAuthentication: shared === undefined ? null : 'usable',
  }) as unknown as View

describe('The rows of a contract', () => {
  it('begin with 共通トークン, which is nobody’s, where the contract has one (R-000-25)', () => {
    const [first, second] = rowsOf(view([user('a', null)], 'VSMT51820034'))
    expect(first).toMatchObject({ user: null, serial: 'VSMT51820034', registration: 'active', together: 1 })
    expect(second).toMatchObject({ id: 'a', serial: null })
  })

  it('bring users of one serial together, so that it is one cell beside all of them', () => {
    const rows = rowsOf(
      view([user('a', '11111111'), user('b', '22222222'), user('c', '11111111'), user('d', '11111111')]),
    )
    expect(rows.map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b'])
    expect(rows.map(({ together }) => together)).toEqual([3, 0, 0, 1])
  })

  it('stand in ascending order of the ID where that is asked for, each serial at its first user (R-003-23)', () => {
    const rows = rowsOf(view([user('d', '11111111'), user('c', null), user('a', '11111111')]), 'id')
    expect(rows.map(({ id }) => id)).toEqual(['a', 'd', 'c'])
    expect(rows.map(({ together }) => together)).toEqual([2, 0, 1])
  })

  it('never join users without a token', () => {
    const rows = rowsOf(view([user('a', null), user('b', null)]))
    expect(rows.map(({ together }) => together)).toEqual([1, 1])
  })

  it('keep everybody, each once', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const rows = rowsOf(view(ids.map((id, place) => user(id, place % 2 === 0 ? '11111111' : null))))
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids)
  })
})
