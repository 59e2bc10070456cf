import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { ja } from '#shared/messages/ja'
import type { ContractView } from '#shared/operations/contracts'
import type { ServiceId } from '#shared/profiles'
import { columnsOf, sortsById } from '../../../../src-renderer/tasks/contract/columns.ts'
import { Users } from '../../../../src-renderer/tasks/contract/users.tsx'
import { rowsOf } from '../../../../src-renderer/tasks/reception/rows.ts'

/** The list of users on the contract page: the headings of a service's own list, in its order. */

type User = ContractView['users'][number]

const page = (service: ServiceId, given: Partial<ContractView> = {}): string => {
  const view = { users: [], sharedRegistration: null, ...given } as unknown as ContractView
  const profile = profileOf(service)
  return renderToStaticMarkup(
    <Users
      view={view}
      profile={profile}
      rows={rowsOf(view, sortsById(profile) ? 'id' : 'records')}
      chosen={undefined}
      onChoose={() => undefined}
      onTick={() => undefined}
      onOpen={undefined}
    />,
  )
}
const textOf = (html: string): string => html.replace(/<[^>]*>|\u200b/g, '')
const headings = (service: ServiceId): readonly string[] =>
  [...page(service).matchAll(/<th[^>]*>(.*?)<\/th>/g)].map(([, cell = '']) => textOf(cell))

const user = (userId: string, given: Partial<User> = {}): User => ({
  userId,
  name: `${userId}の人`,
  kana: '',
  role: 'general',
  transferRight: true,
  serial: null,
  sharedWith: 0,
  registration: 'active',
  authentication: 'usable',
  expiresAt: null,
  vendor: null,
  legacy: false,
  ...given,
})
const serial = (text: string) => text as User['serial']

describe('the list of a contract’s users', () => {
  it('has the columns of WEB-FB in its order, and the desk’s own after them (R-000-29)', () => {
    expect(headings('P000')).toEqual([
      '選択',
      'お客様ID',
      '利用者名',
      'トークンID',
      '利用権限',
      '登録状況',
      ja.contract.columns.authentication,
    ])
  })

  it('has the columns of both lists of the key-fob service, unlocking and revoking (R-003-20, R-003-32)', () => {
    expect(headings('P003')).toEqual([
      '選択',
      'ログインID',
      '利用者名',
      '利用者区分',
      'シリアル番号',
      'ワンタイムパスワード認証状態',
      'ワンタイムパスワード状態',
      'トークン有効期限',
    ])
  })

  it('has neither serial nor expiry in the service by mail (R-004-21, R-004-26)', () => {
    expect(headings('P004')).toEqual([
      '選択',
      'ログインID',
      '利用者名',
      '利用者区分',
      'ワンタイムパスワード認証状態',
      'ワンタイムパスワード状態',
    ])
  })

  it('has the desk’s own columns where the service has no list', () => {
    expect(columnsOf(profileOf('P001')).map(({ code }) => code)).toEqual([
      'userId',
      'userName',
      'role',
      'tokenId',
      'registration',
      'authentication',
    ])
  })

  it('takes one user at a time where the service has radio buttons, several where it has ticks (R-000-32, R-003-23)', () => {
    expect(page('P000', { users: [user('a')] })).not.toContain('type="checkbox"')
    expect(page('P003', { users: [user('a'), user('b')] }).match(/type="checkbox"/g)).toHaveLength(2)
  })

  it('stands in ascending order of the login ID only where the guide says so (R-003-23)', () => {
    expect(sortsById(profileOf('P003'))).toBe(true)
    expect(sortsById(profileOf('P000'))).toBe(false)
    const html = page('P003', { users: [user('kiri-soko'), user('kiri-adm01')] })
    expect(html.indexOf('kiri-adm01')).toBeLessThan(html.indexOf('kiri-soko'))
  })

  it('shows the contract’s one token as a row 共通トークン, with nobody’s name and right (R-000-25)', () => {
    const html = page('P000', {
      users: [user('M54100031187', { registration: 'none' })],
      sharedSerial: serial('VSMT82640917'),
      sharedRegistration: 'none',
      sharedAuthentication: 'none',
    })
    const [first = ''] = html.split('<tbody')[1]?.split('</tr>') ?? []
    expect(first).toContain('共通トークン')
    expect(
      [...first.matchAll(/data-title="(?:利用者名|利用権限)"[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell),
    ).toEqual(['-', '-'])
    expect(first).toContain('未登録')
  })

  it('marks a token whose vendor is closed to new ones, and leaves it working (R-002-08)', () => {
    const html = page('P002', {
      users: [
        user('a', { serial: serial('VSMT82640917'), vendor: 'symantec', legacy: true }),
        user('b', { serial: serial('GMAB345678') }),
      ],
    })
    const [first = '', second = ''] = html.split('<tbody')[1]?.split('</tr>') ?? []
    expect(first).toContain(ja.contract.legacy)
    expect(first).toContain('利用可能')
    expect(second).not.toContain(ja.contract.legacy)
  })

  it('counts in the words of the service’s own pager (R-000-33)', () => {
    expect(ja.contract.count(1, 2, 2)).toBe('1から2件/2件')
  })
})
