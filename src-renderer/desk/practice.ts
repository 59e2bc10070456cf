import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { create } from 'zustand'
import type { OutputOf } from '#shared/operations'
import { ask } from './ask.ts'

export type PracticeToken = OutputOf<'practice.tokens'>[number]

/** A member of the practice staff, as the three fields of a proof want them. */
export type PracticePerson = {
  readonly staff: string
  readonly name: string
  readonly passphrase: string
  readonly code: string
}

type Practice = {
  /** The panel is open over the desk. */
  readonly open: boolean
  /** Whoever on screen would like to be filled in; the topmost is last. */
  readonly takers: readonly { readonly id: number; readonly fill: (person: PracticePerson) => void }[]
  /** The code each token showed when it was last sent from this window: it is good for nothing any more. */
  readonly spent: Readonly<Record<string, string>>
  /** A serial whose code is wanted, as it was typed into the panel. */
  readonly asked: string
}

export const usePractice = create<Practice>()(() => ({ open: false, takers: [], spent: {}, asked: '' }))

export const togglePracticeTokens = (): void => usePractice.setState(({ open }) => ({ open: !open }))

/** The panel shows the code of this serial too, until another one is typed. */
export const askForCode = (serial: string): void => usePractice.setState({ asked: serial })

/** A code has been sent to be judged: the same one will be refused next time. */
export const spendPracticeCode = (label: string, code: string): void =>
  usePractice.setState(({ spent: { [label]: _before, ...spent } }) => ({
    spent: { ...spent, [label]: code },
  }))

let lastId = 0

/**
 * Offers the fields of the calling screen to the practice tokens: 「この人で入力する」 fills them. Harmless in
 * a real branch, where no such list exists.
 */
export function useFilledByPractice(fill: (person: PracticePerson) => void): void {
  const latest = useRef(fill)
  useLayoutEffect(() => {
    latest.current = fill
  })
  useEffect(() => {
    const id = ++lastId
    const taker = { id, fill: (person: PracticePerson) => latest.current(person) }
    usePractice.setState(({ takers }) => ({ takers: [...takers, taker] }))
    return () => usePractice.setState(({ takers }) => ({ takers: takers.filter((one) => one.id !== id) }))
  }, [])
}

/** The practice tokens as they are now, asked for every second. Empty outside the practice branch. */
export function usePracticeTokens(): readonly PracticeToken[] {
  const [tokens, setTokens] = useState<readonly PracticeToken[]>([])
  const serial = usePractice(({ asked }) => asked)
  useEffect(() => {
    let here = true
    const look = async () => {
      const reply = await ask('practice.tokens', serial.trim() === '' ? {} : { serial })
      if (here) setTokens(reply.ok ? reply.value : [])
    }
    void look()
    const timer = setInterval(look, 1000)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [serial])
  return tokens
}
