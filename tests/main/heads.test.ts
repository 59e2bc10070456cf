import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isSigned, readCheckpoint } from '#main/store/checkpoint'
import { openDesk, type TestDesk } from '../fixtures/desk.ts'

const MINUTE = 60_000

describe('the heads that a desk signs', { timeout: 60_000 }, () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await openDesk()
    await desk.signIn('S0101')
  })
  afterEach(() => desk.close())

  const trail = () => {
    const { branch } = desk.premises
    if (branch === undefined) throw new Error('no store is open')
    return branch.store.trail
  }

  it('name the institution, the branch and the installation, and every entry is under one a quarter of an hour later', () => {
    const before = trail().signed()?.size ?? 0
    desk.premises.tick()
    desk.clock.advance(4 * MINUTE)
    desk.premises.touch()
    desk.premises.tick()
    expect(trail().signed()?.size ?? 0).toBe(before)
    for (let minute = 4; minute <= 16; minute += 4) {
      desk.clock.advance(4 * MINUTE)
      desk.premises.touch()
      desk.premises.tick()
    }
    const signed = trail().signed()
    expect(signed?.size).toBe(trail().head().seq)
    const { branch } = desk.premises
    expect(readCheckpoint(signed?.note ?? '')?.origin).toBe(
      `madoguchi/${branch?.institution}/${branch?.branchNo}/${branch?.keys.installation}`,
    )
    expect(
      isSigned(
        signed?.note ?? '',
        trail()
          .publicKeys()
          .map(({ key }) => key),
      ),
    ).toBe(true)

    // With nothing new to sign, nothing is signed.
    const notes = trail().notes().length
    desk.clock.advance(4 * MINUTE)
    desk.premises.tick()
    expect(trail().notes()).toHaveLength(notes)
  })

  it('cover everything when somebody goes', async () => {
    await desk.must('session.sign-out', {})
    await desk.signIn('S0101')
    const [last] = trail().notes().slice(-1)
    const ended = trail()
      .newest(20)
      .find(({ verb }) => verb === 'session.ended')
    expect(readCheckpoint(last ?? '')?.size).toBe(ended?.seq)
  })
})
