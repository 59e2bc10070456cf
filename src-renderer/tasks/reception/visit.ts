import { create } from 'zustand'
import type { HardwareWish } from '#shared/asks'
import type { Situation } from '#shared/router'
import { keepStoreInHand } from '../../desk/hand.ts'
import { useDesk } from '../../desk/state.ts'

/** What was asked of one customer at reception. It survives a lock, and looking at the contract in between. */
export type Inquiry = {
  /** A user's id, `shared` for the contract's shared token. */
  readonly whose: Whose | undefined
  readonly situation: Situation | undefined
  /** Users the customer says cannot act today. */
  readonly unavailable: readonly string[]
  /** Why the branch does what the guide leaves to the customer's own administrator (R-000-46). */
  readonly reason: string
  /** What is asked for beside the situation: whose lockout, whose application, which usage mode, which token. */
  readonly ticked: Ticked
  /** The answer that was already recorded as given, so that it is not recorded twice. */
  readonly recorded: string | undefined
}
/** What was ticked. The person the question is about is always among those it is for, and need not be. */
export type Ticked = {
  readonly users: readonly string[]
  readonly alsoReissue: boolean
  readonly usageMode: 'individual' | 'shared' | undefined
  readonly hardware: Ordered
}
/** What an application for hardware says, as far as it has been said. */
export type Ordered = { readonly [Part in keyof HardwareWish]?: HardwareWish[Part] | undefined }
export const nothingTicked: Ticked = { users: [], alsoReissue: false, usageMode: undefined, hardware: {} }

export type Whose = { readonly kind: 'user'; readonly userId: string } | { readonly kind: 'shared' }

type Visit = {
  /** What stands in the search field, and which hit is chosen. */
  readonly text: string
  readonly chosen: string | undefined
  readonly inquiries: Readonly<Record<string, Inquiry>>
}

const start: Visit = { text: '', chosen: undefined, inquiries: {} }

export const noInquiry: Inquiry = {
  whose: undefined,
  situation: undefined,
  unavailable: [],
  reason: '',
  ticked: nothingTicked,
  recorded: undefined,
}

/** The customer at the counter, as far as reception knows: what was searched, and what was asked. */
export const useVisit = create<Visit>()(() => start)

export const searchFor = (text: string): void => useVisit.setState({ text, chosen: undefined })
export const chooseHit = (chosen: string): void => useVisit.setState({ chosen })

keepStoreInHand('visit', useVisit)

/** Begins anew with a contract, and with one of its users where we already know whose token it is. */
export function beginInquiry(contractNo: string, whose: Whose | undefined): void {
  useVisit.setState(({ inquiries }) => ({
    inquiries: { ...inquiries, [contractNo]: { ...noInquiry, whose } },
  }))
}

/** Another answer of the customer's; what it changes in ours has not been recorded yet. */
export function answerInquiry(contractNo: string, changes: Partial<Inquiry>): void {
  useVisit.setState(({ inquiries }) => ({
    inquiries: {
      ...inquiries,
      [contractNo]: { ...(inquiries[contractNo] ?? noInquiry), recorded: undefined, ...changes },
    },
  }))
}

// What was asked belongs to the person who asked.
useDesk.subscribe((desk, before) => {
  if (before.who !== undefined && desk.who?.staff !== before.who.staff) useVisit.setState(start, true)
})
