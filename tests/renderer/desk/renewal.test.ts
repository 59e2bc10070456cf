import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { operations } from '#shared/operations'
import type { DeskState } from '#shared/operations/session'
import { Staff } from '#shared/staff'
import { listenToMain, useHere } from '../../../src-renderer/desk/here.ts'
import { spendPracticeCode } from '../../../src-renderer/desk/practice.ts'
import { renew } from '../../../src-renderer/desk/renewal.ts'
import { committed, useDesk } from '../../../src-renderer/desk/state.ts'

const takahashi = Staff.parse({ staff: 'S0412', person: 'P-1', name: '高橋 美咲', role: 'teller' })

/** What main says of this desk, as far as the page decides by it, and whether it gives another page. */
let staff: DeskState['staff'] = null
let gives = true
let looks = ''
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('location', { hash: '', pathname: '/' })
  vi.stubGlobal('window', {
    desk: {
      onChange: () => undefined,
      ask: async (name: string, input: { looks: string }) => {
        if (name === 'desk.state')
          return {
            ok: true,
            value: {
              place: 'desk',
              staff,
              locked: false,
              passphraseDue: false,
              now: '2026-11-20T01:00:00.000Z',
            },
          }
        if (name !== 'desk.renew') throw new Error(`nobody asks for ${name} here`)
        looks = input.looks
        return gives ? { ok: true, value: {} } : { ok: false, error: { code: 'input-malformed', fields: [] } }
      },
    },
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('another page in place of this one', () => {
  it('takes the last spent codes along, and never more than main takes', async () => {
    for (let n = 1; n <= 300; n += 1) spendPracticeCode(`HT${String(n).padStart(14, '0')}`, '123456')
    spendPracticeCode('HT00000000000001', '654321')
    await renew('left')
    expect(operations['desk.renew'].input.safeParse({ looks }).success).toBe(true)
    const { spent } = JSON.parse(looks)
    expect(Object.keys(spent)).toHaveLength(50)
    expect(spent).toMatchObject({ HT00000000000300: '123456', HT00000000000001: '654321' })
  })

  it('that does not come is an accident, and this one can be used again', async () => {
    listenToMain()
    await vi.waitFor(() => expect(useHere.getState().state).toMatchObject({ staff: null }))
    staff = takahashi
    gives = false
    committed()
    await vi.waitFor(() => expect(useHere.getState().accident).toBeDefined())
    expect(useHere.getState().state).toBeUndefined()
    staff = null
    committed()
    await vi.waitFor(() =>
      expect(useHere.getState()).toMatchObject({ accident: undefined, state: { staff: null } }),
    )
    expect(useDesk.getState().who).toBeUndefined()
  })
})
