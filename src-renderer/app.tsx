import { IconSchool } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { CaseNo } from '#shared/ids'
import type { DeskState } from '#shared/operations/session'
import { clockTime } from '#shared/text/wareki'
import { ask } from './desk/ask.ts'
import { FaultBoundary, FaultNotice, faultNumberOf } from './desk/fault-boundary.tsx'
import { listenToMain, useHere } from './desk/here.ts'
import type { KeyMap } from './desk/key-map.ts'
import { LOCK_DEPTH, useFloor, useKeys } from './desk/keys.ts'
import { useMessages } from './desk/messages.ts'
import { togglePracticeTokens } from './desk/practice.ts'
import { usePresence } from './desk/presence.ts'
import { back, committed, goTop, lock, say, useDesk } from './desk/state.ts'
import { joinWindows } from './desk/together.ts'
import { useQuery } from './desk/use-query.ts'
import { Frame, type RailGroup } from './parts/frame.tsx'
import { PracticeDock } from './parts/practice-tokens.tsx'
import { ApprovalWindow } from './tasks/approval-window.tsx'
import { Choice } from './tasks/choice.tsx'
import { bannerOf, useTopBar } from './tasks/door.tsx'
import { Frozen } from './tasks/frozen.tsx'
import { HelpWindow, useHelp } from './tasks/help.tsx'
import { homeOf, railOf, type ScreenName, screens, whereOnRail } from './tasks/index.ts'
import { Lock } from './tasks/lock.tsx'
import { SetUp } from './tasks/set-up.tsx'
import { SignIn } from './tasks/sign-in.tsx'

/** The sheets and their barcodes are as large as the desk itself; it starts without them. */
const SheetPage = lazy(() => import('./papers/sheet-page.tsx'))

/** What the window shows: main says how things stand, and everything here follows from that. */
export function App() {
  const { state, accident } = useHere()
  useEffect(() => {
    joinWindows()
    listenToMain()
  }, [])
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
      {state.place === 'approval' ? <ApprovalPlace state={state} /> : <DeskPlace state={state} />}
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

function ApprovalPlace({ state }: { readonly state: DeskState }) {
  const t = useMessages()
  const help = useHelp()
  usePracticeKey(state)
  useKeys(
    {
      F1: { label: t.keys.help, run: help.open },
      // The window has no rail to find the codes on, and no other use for this key.
      ...(state.mode === 'practice' ? { F8: { label: t.door.tokens.key, run: togglePracticeTokens } } : {}),
    },
    { rank: 'frame' },
  )
  return (
    <>
      <ApprovalWindow />
      {help.shown && <HelpWindow state={state} onClose={help.close} />}
      {state.mode === 'practice' && <PracticeDock />}
    </>
  )
}

/** Alt+P, wherever one is, windows included. */
function usePracticeKey(state: DeskState): void {
  const t = useMessages().door.tokens
  useKeys(
    state.mode === 'practice'
      ? { 'Alt+P': { label: t.key, everywhere: true, run: togglePracticeTokens } }
      : {},
    { rank: 'frame' },
  )
}

function DeskPlace({ state }: { readonly state: DeskState }) {
  const covered = useDesk((desk) => desk.locked)
  const [settingUp, setSettingUp] = useState(false)
  const locked = state.staff !== null && (state.locked || covered)
  usePresence(state.staff !== null && !locked)
  // The cover's keys lie over everything until it has gone; whatever came up before that could not take the focus.
  const uncovering = useFloor() >= LOCK_DEPTH && !locked
  if (uncovering) return null

  if (state.mode === null) {
    return settingUp ? (
      <SetUp state={state} onLeave={() => setSettingUp(false)} />
    ) : (
      <Choice state={state} onSetUp={() => setSettingUp(true)} />
    )
  }
  if (state.staff === null) return <SignIn key={state.mode} state={state} />
  if (locked) return <Lock state={state} who={state.staff} />
  return <AtWork state={state} who={state.staff} />
}

/** No screen: it shows and hides the codes beside whatever screen there is. */
const PRACTICE_ITEM = 'practice-tokens'

type AtWorkProps = { readonly state: DeskState; readonly who: NonNullable<DeskState['staff']> }

/** Somebody is here: the frame, the rail, and the screen of the present route. */
function AtWork({ state, who }: AtWorkProps) {
  const t = useMessages()
  const routes = useDesk((desk) => desk.routes)
  const top = useTopBar(state)
  const help = useHelp()
  const counts = useQuery('case.counts', {}).value
  const home = homeOf(who.role)
  const route = routes.at(-1) ?? { screen: home, of: undefined }
  const wanted = Object.hasOwn(screens, route.screen) ? screens[route.screen as ScreenName] : undefined
  const screen = wanted?.may.includes(who.role) === true ? wanted : screens[home]
  const practice = state.mode === 'practice'
  const frozen = state.frozenFor !== null
  // The way back ends at home, so home is its first step.
  useEffect(() => {
    if (routes.length === 0) goTop({ screen: home })
  }, [routes.length, home])

  const to = (name: ScreenName): (() => void) | undefined =>
    screens[name].may.includes(who.role) ? () => goTop({ screen: name }) : undefined
  const search = to('search')
  const approvals = to('approvals')
  const keys: KeyMap = {
    ...(routes.length > 1 ? { Esc: { label: t.keys.back, run: back } } : {}),
    F1: { label: t.keys.help, run: help.open },
    ...(search === undefined ? {} : { F2: { label: t.keys.search, run: search } }),
    F5: {
      label: t.keys.refresh,
      run: () => {
        committed()
        say(t.shell.refreshed(clockTime(state.now)))
      },
    },
    ...(approvals === undefined
      ? {}
      : { F8: { label: t.keys.approvals, count: counts?.awaitingApproval, run: approvals } }),
    ...(practice ? { F9: { label: t.door.tokens.key, run: togglePracticeTokens } } : {}),
  }
  usePracticeKey(state)

  function leave() {
    // Hidden first, told to main after: not even a slow answer keeps the screen in sight.
    lock()
    void ask('session.lock', {})
  }

  const groups: RailGroup[] = railOf(who.role).map(({ group, entries }) => ({
    title: t.shell.groups[group],
    items: entries.map(({ id, icon, count }) => ({
      id,
      label: t.shell.screens[id],
      icon,
      count: count === undefined ? undefined : counts?.[count],
    })),
  }))

  if (practice) {
    const item = { id: PRACTICE_ITEM, label: t.door.tokens.title, icon: IconSchool }
    groups.push({ title: t.frame.practice, items: [item] })
  }

  return (
    <>
      <Frame
        {...top}
        person={{ role: t.frame.roles[who.role], name: who.name }}
        groups={groups}
        current={whereOnRail(routes) ?? home}
        onGo={(id) => (id === PRACTICE_ITEM ? togglePracticeTokens() : goTop({ screen: id }))}
        onLeave={leave}
        keys={keys}
        banner={bannerOf(state, t)}
        frozen={frozen}
      >
        <FaultBoundary place={`${route.screen} ${route.of ?? ''}`}>
          {screen !== undefined && (
            <screen.component key={`${route.screen} ${route.of ?? ''}`} of={route.of} />
          )}
        </FaultBoundary>
      </Frame>
      {help.shown && <HelpWindow state={state} onClose={help.close} />}
      {state.frozenFor !== null && <Frozen caseNo={state.frozenFor satisfies CaseNo} onLeave={leave} />}
      {practice && <PracticeDock />}
    </>
  )
}
