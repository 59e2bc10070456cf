import type { ReactNode } from 'react'
import type { OperationName } from '#shared/operations'
import type { DeskState } from '#shared/operations/session'
import { clockTime, formatDate, westernDate } from '#shared/text/wareki'
import type { KeyMap } from '../desk/key-map.ts'
import { type Messages, useMessages } from '../desk/messages.ts'
import { setLanguage, useDesk } from '../desk/state.ts'
import { Doorway } from '../parts/doorway.tsx'
import type { TopBarProps } from '../parts/frame.tsx'
import { ClockWindow, useClockWindow } from './clock.tsx'
import { HelpWindow, useHelp } from './help.tsx'

/** What the top bar shows, from what main says. */
export function useTopBar(state: DeskState): TopBarProps {
  const language = useDesk((desk) => desk.language)
  return {
    institution: state.institution ?? undefined,
    branchName: state.branchName ?? undefined,
    branchNo: state.branchNo ?? undefined,
    date: { wareki: formatDate(state.now, language), western: westernDate(state.now) },
    clock: { time: clockTime(state.now), state: state.clock },
    practice: state.mode === 'practice',
  }
}

/** The sentences that do not go away: a clock in doubt, the stand-in, and a machine without a key store. */
export function bannerOf(state: DeskState, t: Messages): string | undefined {
  const doubt = state.clockDoubt
  const lately = state.inDoubt
  const sentences = [
    ...(doubt === null ? [] : [t.frame.clockDoubt(doubt.reason, doubt.secondsFast), t.frame.clockStops]),
    ...(state.disk === null ? [] : [t.shell.disk[state.disk]]),
    ...(lately === null
      ? []
      : [
          t.shell.inDoubt[lately.kept ? 'kept' : 'notKept'](
            operationIn(lately.operation, t),
            clockTime(lately.at),
          ),
        ]),
    ...(state.runtime === 'standin' ? [state.branchAllowed ? t.shell.standinAllowed : t.frame.standin] : []),
    ...(state.withoutDeviceSecret ? [t.shell.withoutDeviceSecret] : []),
  ]
  return sentences.length === 0 ? undefined : sentences.join('　')
}

const operationIn = (name: string, t: Messages): string =>
  Object.hasOwn(t.trail.operations, name) ? t.trail.operations[name as OperationName] : name

export type DoorProps = {
  readonly state: DeskState
  readonly title: string
  readonly lead: ReactNode
  readonly keys: KeyMap
  readonly wide?: boolean | undefined
  readonly beside?: ReactNode
  readonly children: ReactNode
}

/** A screen before anybody is here, with what all of them have: help, and the other language on F10. */
export function Door({ state, keys, children, ...rest }: DoorProps) {
  const t = useMessages()
  const help = useHelp()
  const top = useTopBar(state)
  const language = useDesk((desk) => desk.language)
  const clock = useClockWindow(state)
  const map: KeyMap = {
    F1: { label: t.keys.help, run: help.open },
    F10: { label: t.door.language, run: () => setLanguage(language === 'ja' ? 'en' : 'ja') },
    ...clock.keys,
    ...keys,
  }
  return (
    <>
      <Doorway {...top} {...rest} onClock={clock.onClock} banner={bannerOf(state, t)} keys={map}>
        {children}
      </Doorway>
      {clock.shown && <ClockWindow state={state} onClose={clock.close} />}
      {help.shown && <HelpWindow state={state} onClose={help.close} />}
    </>
  )
}
