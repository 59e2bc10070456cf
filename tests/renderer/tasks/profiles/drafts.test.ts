import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { StaffNo } from '#shared/ids'
import type { Staff } from '#shared/staff'
import { arrive, leave, lock, unlock } from '../../../../src-renderer/desk/state.ts'
import {
  beginDraft,
  changeDraft,
  dropDraft,
  isDrafted,
  useProfileDrafts,
} from '../../../../src-renderer/tasks/profiles/drafts.ts'
import { asJson, getAt, setAt } from '../../../../src-renderer/tasks/profiles/edit.ts'

const administrator: Staff = {
  staff: StaffNo.parse('S0150'),
  person: 'P-0150',
  name: '佐伯 優',
  role: 'administrator',
}
const inForce = profileOf('P004')
const draft = () => useProfileDrafts.getState().of.P004
const write = (minutes: number) =>
  changeDraft('P004', { profile: setAt(draft()?.profile ?? null, ['reissueWaitMin'], minutes) })

describe('a change of a description that nobody has been asked for', () => {
  beforeEach(() => {
    arrive(administrator)
    beginDraft(inForce, 'name')
  })
  afterEach(() => {
    dropDraft('P004')
    leave()
  })

  it('begins as what is in force, which is no change', () => {
    expect(draft()?.profile).toEqual(asJson(inForce))
    expect(isDrafted(draft())).toBe(false)
    write(45)
    expect(isDrafted(draft())).toBe(true)
    write(30)
    expect(isDrafted(draft())).toBe(false)
  })

  it('is still there after the desk was locked, and when its screen is opened again', () => {
    write(45)
    lock()
    unlock()
    beginDraft(inForce, 'name')
    expect(getAt(draft()?.profile, ['reissueWaitMin'])).toBe(45)
  })

  it('goes with the person who wrote it', () => {
    write(45)
    leave()
    expect(draft()).toBeUndefined()
  })

  it('moves onto a version that came into force meanwhile, and says what both changed', () => {
    write(45)
    beginDraft({ ...inForce, version: 2, reissueWaitMin: 20, fee: 'app-free' }, 'name')
    expect(draft()?.base.version).toBe(2)
    expect(draft()?.moved).toEqual({ version: 2, both: ['reissueWaitMin'] })
    expect(getAt(draft()?.profile, ['reissueWaitMin'])).toBe(45)
    expect(getAt(draft()?.profile, ['fee'])).toBe('app-free')
  })
})
