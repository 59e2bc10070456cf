import { lazy, Suspense, useEffect, useState } from 'react'
import type { DeskState } from '#shared/operations/session'
import { FaultBoundary, FaultNotice, faultNumberOf } from './desk/fault-boundary.tsx'
import { listenToMain, useHere } from './desk/here.ts'
import { LOCK_DEPTH, useFloor } from './desk/keys.ts'
import { useMessages } from './desk/messages.ts'
import { usePresence } from './desk/presence.ts'
import { committed, say, useDesk } from './desk/state.ts'
import { joinWindows } from './desk/together.ts'
import { Choice } from './tasks/choice.tsx'
import { DoorRestore } from './tasks/door-restore.tsx'
import { Lock } from './tasks/lock.tsx'
import { ChoosePassphrase } from './tasks/passphrase.tsx'
import { SetUp } from './tasks/set-up.tsx'
import { SignIn } from './tasks/sign-in.tsx'

/** The sheets and their barcodes are as large as the desk itself; it starts without them. */
const SheetPage = lazy(() => import('./papers/sheet-page.tsx'))

/** The first screen does without all the others; they are fetched while a person reads it. */
const behindTheDoor = () => import('./at-work.tsx')
const AtWork = lazy(() => behindTheDoor().then(({ AtWork }) => ({ default: AtWork })))
const ApprovalPlace = lazy(() => behindTheDoor().then(({ ApprovalPlace }) => ({ default: ApprovalPlace })))

/** What the window shows: main says how things stand, and everything here follows from that. */
export function App() {
  const { state, accident } = useHere()
  useEffect(() => {
    joinWindows()
    listenToMain()
  }, [])
  const isDoor = state !== undefined && state.place !== 'paper'
  useEffect(() => {
    if (isDoor) requestIdleCallback(() => void behindTheDoor())
  }, [isDoor])
  useAccidents()

  if (accident !== undefined) return <FaultNotice thrown={accident.thrown} onAgain={committed} />
  // Nothing is drawn before the first answer: it takes a few milliseconds, and a flash of a wrong screen longer to read.
  if (state === undefined) return null
  if (state.place === 'paper') {
    return (
      <Suspense>
        <SheetPage />
      </Suspense>
    )
  }
  return (
    <FaultBoundary place={state.place}>
      <Suspense>
        {state.place === 'approval' ? <ApprovalPlace state={state} /> : <DeskPlace state={state} />}
      </Suspense>
    </FaultBoundary>
  )
}

/** A command that ended in an accident says so on the message line; the screen stays. */
function useAccidents(): void {
  const t = useMessages().shell.fault
  useEffect(() => {
    const tell = ({ reason }: PromiseRejectionEvent) => say(t.said(faultNumberOf(reason)), 'stop')
    window.addEventListener('unhandledrejection', tell)
    return () => window.removeEventListener('unhandledrejection', tell)
  }, [t])
}

function DeskPlace({ state }: { readonly state: DeskState }) {
  const covered = useDesk((desk) => desk.locked)
  const emptied = useHere((here) => here.emptied)
  const [beginning, setBeginning] = useState<'set-up' | 'restore'>()
  const locked = state.staff !== null && (state.locked || covered)
  usePresence(state.staff !== null && !locked)
  // The cover's keys lie over everything until it has gone; whatever came up before that could not take the focus.
  const uncovering = useFloor() >= LOCK_DEPTH && !locked
  if (uncovering) return null

  if (state.mode === null) {
    const onLeave = () => setBeginning(undefined)
    if (beginning === 'set-up') return <SetUp state={state} onLeave={onLeave} />
    if (beginning === 'restore') return <DoorRestore state={state} onLeave={onLeave} />
    return (
      <Choice
        state={state}
        onSetUp={() => setBeginning('set-up')}
        onRestore={() => setBeginning('restore')}
      />
    )
  }
  if (state.staff === null) return <SignIn key={state.mode} state={state} />
  if (state.passphraseDue) return <ChoosePassphrase state={state} who={state.staff} />
  if (locked) return emptied ? <Lock state={state} who={state.staff} /> : null
  return <AtWork state={state} who={state.staff} />
}
