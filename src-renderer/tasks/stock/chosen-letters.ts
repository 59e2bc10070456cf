import { create } from 'zustand'
import { keepStoreInHand } from '../../desk/hand.ts'

/**
 * Which letters of a campaign are chosen, while one looks at them on paper and comes back. Gone with another campaign
 * and another round.
 */
type Chosen = { readonly of: string; readonly links: readonly string[] }

export const useChosenLetters = create<Chosen>()(() => ({ of: '', links: [] }))

keepStoreInHand('letters', useChosenLetters)

export const chooseLetters = (of: string, links: readonly string[]): void =>
  useChosenLetters.setState({ of, links })
