import { create } from 'zustand'
import type { DeskState } from '#shared/operations/session'
import { ask } from './ask.ts'
import { arrive, committed, leave, unlock, useDesk } from './state.ts'

/** What main says about this desk: which store, who is here, locked, frozen, and what time it is. */
type Here = {
  readonly state: DeskState | undefined
  /** Something thrown while asking; the fault boundary shows it. */
  readonly accident: { readonly thrown: unknown } | undefined
}

export const useHere = create<Here>()(() => ({ state: undefined, accident: undefined }))

/** The clock in the top bar is main's. It is asked for on the minute, and often enough to notice its state. */
const ASK_AGAIN_MS_MAX = 20_000
let asked = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Asks how things stand. An answer overtaken by a later question is dropped. */
export async function askHere(): Promise<void> {
  const mine = ++asked
  try {
    const reply = await ask('desk.state', {})
    if (mine !== asked) return
    if (!reply.ok && reply.error.code === 'too-many-calls') {
      clearTimeout(timer)
      timer = setTimeout(askHere, ASK_AGAIN_MS_MAX)
      return
    }
    if (!reply.ok) throw new Error(`the desk does not say how things stand: ${reply.error.code}`)
    take(reply.value)
  } catch (thrown) {
    if (mine === asked) useHere.setState({ accident: { thrown } })
  }
}

function take(state: DeskState): void {
  const { who } = useDesk.getState()
  // The person first: whatever is drawn next must already belong to them.
  if (who !== undefined && who.staff !== state.staff?.staff) leave()
  if (state.staff !== null && who?.staff !== state.staff.staff) arrive(state.staff)
  useHere.setState({ state, accident: undefined })

  clearTimeout(timer)
  const intoMinute = Number(state.now.slice(17, 19)) * 1000 + Number(state.now.slice(20, 23))
  timer = setTimeout(askHere, Math.min(ASK_AGAIN_MS_MAX, 60_000 - intoMinute + 20))
}

let listening = false

/** Listens to main's nudges and to our own commands, for as long as the window lives. */
export function listenToMain(): void {
  if (listening) return
  listening = true
  window.desk.onChange(committed)
  useDesk.subscribe((now, before) => {
    if (now.revision !== before.revision) void askHere()
  })
  void askHere()
}

/** The person has proven themselves again: the cover goes once main says the same. */
export async function comeBack(): Promise<void> {
  await askHere()
  unlock()
}
