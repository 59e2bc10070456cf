import { describe, expect, it } from 'vitest'
import { homeOf, railOf, screens, whereOnRail } from '#renderer/tasks/index.ts'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import { operations } from '#shared/operations'
import { Role } from '#shared/staff'

const idsFor = (role: Role) => railOf(role).flatMap(({ entries }) => entries.map(({ id }) => id))

describe('the rail', () => {
  it('gives every role a home it may go to', () => {
    for (const role of Role.options) expect(screens[homeOf(role)].may).toContain(role)
  })

  it('shows the cases only to those who may list them', () => {
    const { may } = operations['case.list']
    const mayList: readonly Role[] = may === 'anyone' ? Role.options : may
    for (const role of Role.options) {
      const shown = idsFor(role).filter((id) => id === 'my-cases' || id === 'awaiting-customer')
      if (!mayList.includes(role)) expect(shown).toEqual([])
    }
    expect(idsFor('teller')).toEqual(expect.arrayContaining(['search', 'my-cases', 'approvals']))
    expect(idsFor('administrator')).not.toContain('my-cases')
  })

  it('has words for every entry in both languages', () => {
    for (const role of Role.options) {
      for (const id of idsFor(role)) {
        expect(ja.shell.screens[id]).toBeTruthy()
        expect(en.shell.screens[id]).toBeTruthy()
      }
    }
  })

  it('marks the entry by which one came, however deep one has gone', () => {
    expect(whereOnRail([{ screen: 'approvals' }, { screen: 'case', of: '999-261121-001' }])).toBe('approvals')
    expect(whereOnRail([{ screen: 'case', of: '999-261121-001' }])).toBeUndefined()
  })
})
