import { IconSchool } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { CaseNo } from '#shared/ids'
import type { DeskState } from '#shared/operations/session'
import type { Role } from '#shared/staff'
import { clockTime } from '#shared/text/wareki'
import { ask } from './desk/ask.ts'
import { FaultBoundary } from './desk/fault-boundary.tsx'
import type { KeyMap } from './desk/key-map.ts'
import { useKeys } from './desk/keys.ts'
import { useMessages } from './desk/messages.ts'
import { togglePracticeTokens } from './desk/practice.ts'
import { back, committed, go, goTop, lock, say, useDesk } from './desk/state.ts'
import { useQuery } from './desk/use-query.ts'
import { Frame, type RailGroup } from './parts/frame.tsx'
import { PracticeDock } from './parts/practice-tokens.tsx'
import { ApprovalWindow } from './tasks/approval-window.tsx'
import { ClockWindow, useClockWindow } from './tasks/clock.tsx'
import { bannerOf, useTopBar } from './tasks/door.tsx'
import { EmergencyWindow } from './tasks/emergency.tsx'
import { Frozen } from './tasks/frozen.tsx'
import { HelpWindow, useHelp } from './tasks/help.tsx'
import { homeOf, type RailCounts, railOf, type ScreenName, screens, whereOnRail } from './tasks/index.ts'
import { openEmergency, useEmergency } from './tasks/loss/emergency-state.ts'
import { Opening } from './tasks/opening.tsx'
import { PassphraseWindow } from './tasks/passphrase.tsx'

/**
 * Everything behind the door: the frame with its screens, and the approval window. A chunk of its own, which the
 * first screen does not wait for; `app.tsx` fetches it as soon as that one stands.
 */

export function ApprovalPlace({ state }: { readonly state: DeskState }) {
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

/** No screen: it shows and hides the codes beside whatever screen there is. */
const PRACTICE_ITEM = 'practice-tokens'

/** Everybody who answers the telephone at the counter may stop a token, alone. */
const stops = (role: Role): boolean => role === 'teller' || role === 'supervisor' || role === 'back-office'

/** An auditor sees the sheet of the keys too, and has nothing to do there. */
const holdsCeremonies = (role: Role): boolean => role === 'supervisor' || role === 'administrator'

/** Where the recovery cards are missing, their ceremony comes first and opens by itself, for whoever may hold it. */
async function openCeremony(): Promise<void> {
  const reply = await ask('keys.status', {})
  if (reply.ok && !reply.value.inService) go({ screen: 'administration', of: 'keys/first' })
}

type AtWorkProps = { readonly state: DeskState; readonly who: NonNullable<DeskState['staff']> }

/** Somebody is here: the frame, the rail, and the screen of the present route. */
export function AtWork({ state, who }: AtWorkProps) {
  const t = useMessages()
  const routes = useDesk((desk) => desk.routes)
  const top = useTopBar(state)
  const help = useHelp()
  const clock = useClockWindow(state)
  const cases = useQuery('case.counts', {}).value
  const dispatch = useQuery('dispatch.counts', {}).value
  const counts: Partial<RailCounts> = { ...cases, ...dispatch }
  const [own, setOwn] = useState(false)
  const home = homeOf(who.role)
  const route = routes.at(-1) ?? { screen: home, of: undefined }
  const wanted = Object.hasOwn(screens, route.screen) ? screens[route.screen as ScreenName] : undefined
  const screen = wanted?.may.includes(who.role) === true ? wanted : screens[home]
  const practice = state.mode === 'practice'
  const frozen = state.frozenFor !== null
  const leadsOn = state.mode === 'branch' && holdsCeremonies(who.role)
  // The way back ends at home, so home is its first step; over it, what a branch needs before it serves anybody.
  useEffect(() => {
    if (routes.length > 0) return
    goTop({ screen: home })
    if (leadsOn) void openCeremony()
  }, [routes.length, home, leadsOn])

  const to = (name: ScreenName): (() => void) | undefined =>
    screens[name].may.includes(who.role) ? () => goTop({ screen: name }) : undefined
  const search = to('search')
  const approvals = to('approvals')
  const emergency = useEmergency(({ open }) => open)
  const keys: KeyMap = {
    ...(routes.length > 1 ? { Esc: { label: t.keys.back, run: back } } : {}),
    F1: { label: t.keys.help, run: help.open },
    ...(search === undefined ? {} : { F2: { label: t.keys.search, run: search } }),
    ...clock.keys,
    ...(stops(who.role) && !emergency
      ? { F4: { label: t.keys.emergencyStop, everywhere: true, run: openEmergency } }
      : {}),
    F5: {
      label: t.keys.refresh,
      run: () => {
        committed()
        say(t.shell.refreshed(clockTime(state.now)))
      },
    },
    ...(approvals === undefined
      ? {}
      : { F8: { label: t.keys.approvals, count: counts.awaitingApproval, run: approvals } }),
    'Alt+0': { label: t.frame.own, run: () => setOwn(true) },
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
      count: count === undefined ? undefined : counts[count],
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
        onPerson={() => setOwn(true)}
        onLeave={leave}
        onClock={clock.onClock}
        keys={keys}
        banner={bannerOf(state, t)}
        frozen={frozen}
      >
        <Opening />
        <FaultBoundary place={`${route.screen} ${route.of ?? ''}`}>
          {screen !== undefined && (
            <screen.component key={`${route.screen} ${route.of ?? ''}`} of={route.of} />
          )}
        </FaultBoundary>
      </Frame>
      {clock.shown && <ClockWindow state={state} onClose={clock.close} />}
      {help.shown && <HelpWindow state={state} onClose={help.close} />}
      {own && <PassphraseWindow state={state} who={who} onClose={() => setOwn(false)} />}
      {emergency && <EmergencyWindow onAway={help.close} />}
      {state.frozenFor !== null && <Frozen caseNo={state.frozenFor satisfies CaseNo} onLeave={leave} />}
      {practice && <PracticeDock />}
    </>
  )
}
