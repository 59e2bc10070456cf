import { beforeEach, describe, expect, it } from 'vitest'
import { Staff } from '#shared/staff'
import { arrive, leave, lock, unlock } from '../../../../src-renderer/desk/state.ts'
import {
  answerInquiry,
  beginInquiry,
  noInquiry,
  searchFor,
  useVisit,
} from '../../../../src-renderer/tasks/reception/visit.ts'

const misaki = Staff.parse({ staff: 'S0101', person: 'p1', name: '高橋 美咲', role: 'teller' })
const kenta = Staff.parse({ staff: 'S0102', person: 'p2', name: '森 健太', role: 'teller' })
const inquiry = () => useVisit.getState().inquiries.FB1

describe('What was asked at reception', () => {
  beforeEach(() => {
    leave()
    arrive(misaki)
    searchFor('わかば')
    beginInquiry('FB1', { kind: 'user', userId: 'ono01' })
  })

  it('survives a lock', () => {
    answerInquiry('FB1', { reason: '管理者が入院中' })
    lock()
    unlock()
    expect(inquiry()?.reason).toBe('管理者が入院中')
    expect(useVisit.getState().text).toBe('わかば')
  })

  it('goes with the person who asked', () => {
    leave()
    arrive(kenta)
    expect(useVisit.getState()).toEqual({ text: '', chosen: undefined, inquiries: {} })
  })

  it('is recorded anew after any of it has changed', () => {
    answerInquiry('FB1', { situation: 'lost', recorded: 'own-administrator' })
    expect(inquiry()?.recorded).toBe('own-administrator')
    answerInquiry('FB1', { situation: 'stolen' })
    expect(inquiry()?.recorded).toBeUndefined()
  })

  it('begins empty for the next customer of the same contract', () => {
    answerInquiry('FB1', { situation: 'lost', unavailable: ['a'], reason: 'b' })
    beginInquiry('FB1', undefined)
    expect(inquiry()).toEqual({ ...noInquiry, whose: undefined })
  })
})
