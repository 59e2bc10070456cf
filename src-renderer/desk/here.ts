import { create } from 'zustand'
import type { DeskState } from '#shared/operations/session'
import { ask } from './ask.ts'
import { putAway, takeBack } from './hand.ts'
import { messagesNow } from './messages.ts'
import { beginAnew, howItEnded, renew, type Said } from './renewal.ts'
import { arrive, committed, leave, say, unlock, useDesk } from './state.ts'

/** What main says about this desk: which store, who is here, locked, frozen, and what time it is. */
type Here = {
  readonly state: DeskState | undefined
  /** Something thrown while asking; the fault boundary shows it. */
  readonly accident: { readonly thrown: unknown } | undefined
  /** The page behind a hidden screen holds nothing any more; until then nothing is drawn, not even the way back. */
  readonly emptied: boolean
}

export const useHere = create<Here>()(() => ({ state: undefined, accident: undefined, emptied: true }))

/** The clock in the top bar is main's. It is asked for on the minute, and often enough to notice its state. */
const ASK_AGAIN_MS_MAX = 20_000
let asking = new AbortController()
let timer: ReturnType<typeof setTimeout> | undefined

/** Asks how things stand. An answer overtaken by a later question is dropped. */
export async function askHere(): Promise<void> {
  asking.abort()
  asking = new AbortController()
  const { signal } = asking
  try {
    const reply = await ask('desk.state', {}, signal)
    if (signal.aborted || renewing) return
    if (!reply.ok && reply.error.code === 'too-many-calls') {
      clearTimeout(timer)
      timer = setTimeout(askHere, ASK_AGAIN_MS_MAX)
      return
    }
    if (!reply.ok) throw new Error(`the desk does not say how things stand: ${reply.error.code}`)
    await take(reply.value)
  } catch (thrown) {
    if (!signal.aborted) useHere.setState({ accident: { thrown } })
  }
}

/** This page draws nothing any more: another one is being loaded in its place. */
let renewing = false
function giveWay(said: Said): void {
  renewing = true
  clearTimeout(timer)
  useHere.setState({ state: undefined })
  renew(said).catch((thrown: unknown) => {
    renewing = false
    // Nothing comes in its place: this one may be drawn again, were it only the way back.
    useHere.setState({ accident: { thrown }, emptied: true })
  })
}

/** Under way: what its person had in hand is on its way back to them. */
let returning: Promise<void> | undefined

/** Main would not take what lay in hand: this page keeps it, out of sight, and cannot give way before its person is back. */
let holding = false

/** Somebody is at work at this desk: neither at the door, nor away, nor still to choose a passphrase. */
const atWork = ({ staff, locked, passphraseDue }: DeskState): boolean =>
  staff !== null && !locked && !passphraseDue

async function take(state: DeskState): Promise<void> {
  const before = useHere.getState().state
  if (state.place === 'desk') {
    if (before === undefined && atWork(state)) {
      returning ??= takeBack()
      await returning
      returning = undefined
    }
    if (before !== undefined && before.staff?.staff !== state.staff?.staff) {
      giveWay(state.staff !== null ? 'welcome' : before.locked ? 'left' : howItEnded())
      return
    }
    // A passphrase was typed here.
    if (before !== undefined && atWork(state) && !atWork(before) && !holding) {
      giveWay(before.locked ? 'back' : 'chosen')
      return
    }
    if (holding && !state.locked) {
      holding = false
      unlock()
    }
  }
  const leaves = state.place === 'desk' && state.staff !== null && state.locked && before?.locked === false
  if (leaves || !state.locked) useHere.setState({ emptied: !leaves && state.staff === null })
  show(state)
  if (!leaves) return
  if (await putAway()) giveWay(undefined)
  else {
    holding = true
    useHere.setState({ emptied: true })
  }
}

function show(state: DeskState): void {
  const { who } = useDesk.getState()
  // The person first: whatever is drawn next must already belong to them.
  if (who !== undefined && who.staff !== state.staff?.staff) leave()
  if (state.staff !== null && who?.staff !== state.staff.staff) arrive(state.staff)
  if (said !== undefined) {
    const { door, keyCare, restore } = messagesNow()
    if (said === 'left') say(door.lock.left)
    else if (said === 'begun-anew') say(keyCare.begin.done, 'done')
    else if (said === 'restored') say(restore.door.done, 'done')
    else if (state.staff !== null) {
      const { lock, passphrase, signIn } = door
      const { name } = state.staff
      say(
        said === 'back' ? lock.back(name) : said === 'chosen' ? passphrase.done : signIn.welcome(name),
        'done',
      )
    }
    said = undefined
  }
  useHere.setState({ state, accident: undefined })

  clearTimeout(timer)
  const intoMinute = Number(state.now.slice(17, 19)) * 1000 + Number(state.now.slice(20, 23))
  timer = setTimeout(askHere, Math.min(ASK_AGAIN_MS_MAX, 60_000 - intoMinute + 20))
}

let listening = false
/** What the page before this one has left to say. */
let said: Said

/** Listens to main's nudges and to our own commands, for as long as the window lives. */
export function listenToMain(): void {
  if (listening) return
  listening = true
  said = beginAnew()
  window.desk.onChange(committed)
  useDesk.subscribe((now, before) => {
    if (now.revision !== before.revision) void askHere()
  })
  void askHere()
}
