import { create } from 'zustand'
import type { Staff } from '#shared/staff'
import { keepInHand } from './hand.ts'
import type { TextSize } from './key-map.ts'

/** What the message line says. `at` is a time already written for people; the renderer has no clock. */
export type Message = {
  readonly id: number
  readonly text: string
  readonly tone: MessageTone
  readonly at?: string | undefined
}
export type MessageTone = 'done' | 'saved' | 'info' | 'caution' | 'stop'

/** A screen and what it is about, such as `{ screen: 'case', of: '012-261121-001' }`. */
export type Route = { readonly screen: string; readonly of?: string | undefined }

/** What stands at the right end of the message line while a screen is open. */
export type Standing = { readonly state?: 'draft' | 'approval' | 'time' | 'customer'; readonly text: string }

type Desk = {
  /** Who is here; nobody before sign-in and after leaving. */
  readonly who: Staff | undefined
  readonly language: 'ja' | 'en'
  /** Grows with every committed command; every query on screen asks again when it does. */
  readonly revision: number
  readonly textSize: TextSize
  /** Newest last. The newest stands in the message line until it is replaced; F1 lists the others. */
  readonly messages: readonly Message[]
  /** Where we are, and the way back. The last one is on screen. */
  readonly routes: readonly Route[]
  readonly locked: boolean
  readonly standing: Standing | undefined
}

const start: Desk = {
  who: undefined,
  language: 'ja',
  revision: 0,
  textSize: 100,
  messages: [],
  routes: [],
  locked: false,
  standing: undefined,
}

const MESSAGES_KEPT_MAX = 50

/** What is on screen now. Never a copy of the records: those are asked for, and asked for again. */
export const useDesk = create<Desk>()(() => start)

/** Somebody has signed in. */
export function arrive(who: Staff): void {
  useDesk.setState({ who, locked: false })
}

/** Everything that belonged to the person who was here goes with them; language and text size stay. */
export function leave(): void {
  useDesk.setState({ who: undefined, locked: false, messages: [], routes: [], standing: undefined })
}

/** Hides the screen at once. The person stays known, so that only they can come back to their drafts. */
export const lock = (): void => useDesk.setState({ locked: true })
export const unlock = (): void => useDesk.setState({ locked: false })

/** A command was committed: whatever is on screen is read again. */
export const committed = (): void => useDesk.setState(({ revision }) => ({ revision: revision + 1 }))

export function say(text: string, tone: MessageTone = 'info', at?: string): void {
  useDesk.setState(({ messages }) => {
    const id = (messages.at(-1)?.id ?? 0) + 1
    return { messages: [...messages.slice(1 - MESSAGES_KEPT_MAX), { id, text, tone, at }] }
  })
}

export const stand = (standing: Standing | undefined): void => useDesk.setState({ standing })
export const setLanguage = (language: 'ja' | 'en'): void => useDesk.setState({ language })
export const setTextSize = (textSize: TextSize): void => useDesk.setState({ textSize })

/** Goes to a screen and keeps the way back. */
export const go = (route: Route): void => useDesk.setState(({ routes }) => ({ routes: [...routes, route] }))
/** Goes to a screen, and comes back to `here` in place of how this one was opened: another sheet of it, another choice. */
export const goFrom = (here: Route, route: Route): void =>
  useDesk.setState(({ routes }) => ({ routes: [...routes.slice(0, -1), here, route] }))
/** Goes to a screen from the rail: the way back begins anew. */
export const goTop = (route: Route): void => useDesk.setState({ routes: [route] })
/** One step back; the first screen stays. */
export const back = (): void =>
  useDesk.setState(({ routes }) => (routes.length > 1 ? { routes: routes.slice(0, -1) } : {}))

keepInHand('desk', {
  take: () => {
    const { routes, messages } = useDesk.getState()
    return { routes, messages }
  },
  put: (kept) => useDesk.setState(kept as Pick<Desk, 'routes' | 'messages'>),
})
