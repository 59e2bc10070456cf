import { describe, expect, it } from 'vitest'
import { CaseNo, Serial } from '#shared/ids'
import type { ContractView, Hit } from '#shared/operations/contracts'
import {
  meantToken,
  peopleOf,
  phoneNumberIn,
  stoppablesOf,
} from '../../../../src-renderer/tasks/loss/stoppable.ts'

type User = ContractView['users'][number]

const user = (userId: string, serial: string | null, changes: Partial<User> = {}): User => ({
  userId,
  name: `${userId}さん`,
  kana: '',
  role: 'general',
  transferRight: true,
  serial: serial === null ? null : Serial.parse(serial),
  sharedWith: 0,
  registration: 'active',
  authentication: 'usable',
  expiresAt: null,
  vendor: null,
  legacy: false,
  ...changes,
})

const contract = (users: readonly User[], changes: Partial<ContractView> = {}): ContractView =>
  ({
    contractNo: 'KH00008812',
    name: '株式会社 霧島製作所',
    users: [...users],
    sharedSerial: null,
    sharedRegistration: null,
    sharedAuthentication: null,
    ...changes,
  }) as ContractView

describe('the tokens of a contract that can be stopped', () => {
  it('R-003-15: one serial with several users is one token, and the user who was found stands first', () => {
    const view = contract([user('nozomi', '78106431'), user('aya', '78106431'), user('yuki', '78106420')])
    const tokens = stoppablesOf(view, 'aya')
    expect(tokens.map(({ users }) => users.map(({ userId }) => userId))).toEqual([
      ['aya', 'nozomi'],
      ['yuki'],
    ])
    expect(tokens[0]?.target).toEqual({ kind: 'user', userId: 'aya' })
  })

  it('R-000-17: the shared token is everybody’s, and users without one of their own do not appear beside it', () => {
    const view = contract(
      [user('makoto', null, { registration: 'none' }), user('sachiko', null, { registration: 'none' })],
      {
        sharedSerial: Serial.parse('VSMT51820034'),
        sharedRegistration: 'active',
        sharedAuthentication: 'usable',
      },
    )
    const tokens = stoppablesOf(view, null)
    expect(tokens.map(({ id, users }) => [id, users.length])).toEqual([['shared', 2]])
    expect(meantToken(tokens, 'sachiko', undefined)?.target).toEqual({ kind: 'shared' })
  })

  it('R-004-07: tokens without a number are one each', () => {
    const view = contract([user('a', null), user('b', null)])
    expect(stoppablesOf(view, null).map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

describe('the token that is meant', () => {
  const view = contract([user('nozomi', '78106431'), user('yuki', '78106420')])

  it('is the only one there is, without anybody choosing', () => {
    const tokens = stoppablesOf(contract([user('mari', 'VSMT15269379')]), null)
    expect(meantToken(tokens, null, undefined)?.id).toBe('mari')
  })

  it('is that of the user who was found, until another is chosen by hand', () => {
    const tokens = stoppablesOf(view, 'yuki')
    expect(meantToken(tokens, 'yuki', undefined)?.id).toBe('yuki')
    expect(meantToken(tokens, 'yuki', 'nozomi')?.id).toBe('nozomi')
  })

  it('is nobody’s where a contract was found that has several: the teller chooses', () => {
    expect(meantToken(stoppablesOf(view, null), null, undefined)).toBeUndefined()
  })

  it('is nobody else’s where the user who was found has none: not the only one left in the contract either', () => {
    const view = contract([user('makoto', null, { registration: 'revoked' }), user('yuki', '78106420')])
    const tokens = stoppablesOf(view, 'makoto')
    expect(tokens.map(({ id }) => id)).toEqual(['yuki'])
    expect(meantToken(tokens, 'makoto', undefined)).toBeUndefined()
    expect(meantToken(tokens, 'makoto', 'yuki')?.id).toBe('yuki')
  })

  it('is never one that is stopped already, nor somebody else’s in its place', () => {
    const stopped = contract([
      user('yuki', '78106420', { authentication: 'suspended' }),
      user('nozomi', '78106431'),
    ])
    const tokens = stoppablesOf(stopped, 'yuki')
    expect(meantToken(tokens, 'yuki', undefined)).toBeUndefined()
    expect(meantToken(tokens, 'yuki', 'yuki')).toBeUndefined()
  })
})

describe('the people a search finds', () => {
  const hit = (kind: Hit['kind'], title: string, userId: string | null, contractNo = 'IA00040031'): Hit =>
    ({
      kind,
      title,
      userId,
      contractNo,
      caseNo: kind === 'case' ? CaseNo.parse('999-261121-001') : null,
      service: 'P001',
      kana: '',
      detail: '',
      authentication: null,
    }) as Hit

  it('are listed once each: a person with a contract by their own name is not its holder again', () => {
    const both = [hit('contract', '長宗我部 真理', null), hit('user', '長宗我部 真理', '0000010093')]
    expect(peopleOf(both).map(({ kind }) => kind)).toEqual(['user'])
  })

  it('keep the company beside its people, and a case only where nothing else leads there', () => {
    const company = [hit('contract', '霧島製作所', null), hit('user', '霧島 誠', 'kiri')]
    expect(peopleOf([...company, hit('case', '霧島製作所', null)])).toEqual(company)
    expect(peopleOf([hit('case', '霧島製作所', null)])).toHaveLength(1)
  })
})

describe('a number for calling back', () => {
  it('is read in full width and with words around it, and is nothing where there are too few digits', () => {
    expect(phoneNumberIn('０９０－００００－４４１５')).toBe('090-0000-4415')
    expect(phoneNumberIn('090 0000 4415 まで')).toBe('09000004415')
    expect(phoneNumberIn('119')).toBeNull()
    expect(phoneNumberIn('')).toBeNull()
  })
})
