import { create } from 'zustand'
import type { LossHow } from '#shared/asks'
import type { CaseNo } from '#shared/ids'
import { keepInHand } from '../../desk/hand.ts'
import { useDesk } from '../../desk/state.ts'

/**
 * The emergency stop under way. It stands outside the window, so that a lock in the middle of a call loses nothing,
 * and goes with the person who began it.
 */
export type Emergency = {
  readonly open: boolean
  /** By the page's own clock of intervals, `performance.now()`: how long the caller has been waiting. */
  readonly openedAt: number
  readonly text: string
  /** The hit that is marked, by its id; the first one while there is none. */
  readonly marked: string | undefined
  /** The hit that was decided on, by Enter or because there was only one. */
  readonly decided: string | undefined
  /** The token, where the contract has several. */
  readonly token: string | undefined
  readonly how: LossHow
  readonly callBack: string
  readonly stopped: { readonly caseNo: CaseNo; readonly who: string } | undefined
}

const start: Emergency = {
  open: false,
  openedAt: 0,
  text: '',
  marked: undefined,
  decided: undefined,
  token: undefined,
  how: 'lost',
  callBack: '',
  stopped: undefined,
}

export const useEmergency = create<Emergency>()(() => start)

// The page's clock of intervals begins anew with each page; the moment the call came in does not.
keepInHand('emergency', {
  take: () => {
    const { openedAt, ...state } = useEmergency.getState()
    return { ...state, openedAt: performance.timeOrigin + openedAt }
  },
  put: (kept) => {
    const { openedAt, ...state } = kept as Emergency
    useEmergency.setState({ ...state, openedAt: openedAt - performance.timeOrigin })
  },
})

export const openEmergency = (): void =>
  useEmergency.setState({ ...start, open: true, openedAt: performance.now() }, true)
export const closeEmergency = (): void => useEmergency.setState(start, true)

/** Another search: whoever was decided on is so no longer. */
export const searchEmergency = (text: string): void =>
  useEmergency.setState({ text, marked: undefined, decided: undefined, token: undefined })
export const markHit = (marked: string): void =>
  useEmergency.setState({ marked, decided: undefined, token: undefined })
export const decideOn = (hit: string): void =>
  useEmergency.setState({ marked: hit, decided: hit, token: undefined })

// What was being done in an emergency belongs to the person who did it.
useDesk.subscribe((desk, before) => {
  if (before.who !== undefined && desk.who?.staff !== before.who.staff) closeEmergency()
})
