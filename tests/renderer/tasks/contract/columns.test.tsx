import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import type { ContractView } from '#shared/operations/contracts'
import type { ServiceId } from '#shared/profiles'
import { Users } from '../../../../src-renderer/tasks/contract/users.tsx'
import { rowsOf } from '../../../../src-renderer/tasks/reception/rows.ts'

/** The list of users on the contract page: the headings of a service's own list, in its order. */

/** Of a contract without users only the headings are left. */
const nobody = { users: [], sharedRegistration: null } as unknown as ContractView

const headings = (service: ServiceId): readonly string[] => {
  const html = renderToStaticMarkup(
    <Users
      view={nobody}
      profile={profileOf(service)}
      rows={rowsOf(nobody)}
      chosen={undefined}
      onChoose={() => undefined}
      onOpen={undefined}
    />,
  )
  return [...html.matchAll(/<th[^>]*>(.*?)<\/th>/g)].map(([, cell = '']) =>
    cell.replace(/<[^>]*>|\u200b/g, ''),
  )
}

describe('the list of a contract’s users', () => {
  it('has the columns of WEB-FB in its order (R-000-29)', () => {
    expect(headings('P000').slice(0, 6)).toEqual([
      '選択',
      'お客様ID',
      '利用者名',
      'トークンID',
      '利用権限',
      '登録状況',
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
})
