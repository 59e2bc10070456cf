import { IconBuildingBank, IconDatabaseImport, IconFilePlus, IconSchool } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { DeskState } from '#shared/operations/session'
import type { Refusal } from '#shared/refusals'
import { useMessages } from '../desk/messages.ts'
import { say } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import type { Icon } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import css from './door.module.css'
import { Door } from './door.tsx'

type Way = {
  readonly id: 'branch' | 'set-up' | 'restore' | 'practice'
  readonly label: string
  readonly note: string
  readonly icon: Icon
  readonly off: string | undefined
  readonly run: () => void
}

type ChoiceProps = {
  readonly state: DeskState
  readonly onSetUp: () => void
  readonly onRestore: () => void
}

/** The first screen: which store, the first set-up, or a store out of a backup. */
export function Choice({ state, onSetUp, onRestore }: ChoiceProps) {
  const { door, restore } = useMessages()
  const t = door.choice
  const practice = useCommand('practice.open')
  const branch = useCommand('branch.choose')
  const [refusal, setRefusal] = useState<Refusal>()
  const list = useRef<HTMLUListElement>(null)
  const busy = practice.busy || branch.busy
  const off = state.branchAllowed ? undefined : t.standinForbids

  const answered = (
    reply: { readonly ok: true } | { readonly ok: false; readonly error: Refusal } | undefined,
  ) => setRefusal(reply === undefined || reply.ok ? undefined : reply.error)

  const real: Way = state.branchExists
    ? {
        id: 'branch',
        label: t.branch,
        note: t.branchNote,
        icon: IconBuildingBank,
        off,
        run: () => void branch.send({}).then(answered),
      }
    : { id: 'set-up', label: t.setUp, note: t.setUpNote, icon: IconFilePlus, off, run: onSetUp }
  const trial: Way = {
    id: 'practice',
    label: t.practice,
    note: t.practiceNote,
    icon: IconSchool,
    off: undefined,
    run: () => void practice.send({}).then(answered),
  }
  const again: Way = {
    id: 'restore',
    label: restore.door.way,
    note: state.branchExists ? restore.door.wayNoteHere : restore.door.wayNote,
    icon: IconDatabaseImport,
    off,
    run: onRestore,
  }
  const ways = real.id === 'branch' && off === undefined ? [real, trial, again] : [trial, real, again]

  const take = (way: Way | undefined) => {
    if (way === undefined || busy) return
    if (way.off === undefined) way.run()
    else say(way.off, 'caution')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
    const digit = /^[1-9]$/.exec(event.key.normalize('NFKC'))?.[0]
    if (digit !== undefined) take(ways[Number(digit) - 1])
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const buttons: HTMLElement[] = [...(list.current?.querySelectorAll('button') ?? [])]
    const here = document.activeElement instanceof HTMLElement ? buttons.indexOf(document.activeElement) : 0
    buttons[(here + step + buttons.length) % buttons.length]?.focus()
  }

  return (
    <Door
      state={state}
      title={t.title}
      lead={t.lead}
      keys={{
        F9: { label: t.keyPractice, run: () => take(trial) },
        F12:
          real.id === 'branch'
            ? { label: t.keyBranch, off: off && t.keyForbidden, run: () => take(real) }
            : { label: t.keySetUp, off: off && t.keyForbidden, run: () => take(real) },
      }}
    >
      <ul ref={list} className={css.ways} onKeyDown={onKeyDown}>
        {ways.map((way, place) => (
          <li key={way.id}>
            <button
              type="button"
              data-off={way.off !== undefined || undefined}
              aria-disabled={way.off !== undefined || busy || undefined}
              // biome-ignore lint/a11y/noAutofocus: Enter opens what most people open
              autoFocus={place === 0}
              onClick={() => take(way)}
            >
              <i aria-hidden>{place + 1}</i>
              <way.icon size="1.5rem" stroke={2} aria-hidden />
              <span>
                <b>{way.label}</b>
                <small>{way.note}</small>
                {way.off !== undefined && <small className={css.why}>{way.off}</small>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className={css.busy} role="status">
        {practice.busy && t.preparing}
        {branch.busy && t.opening}
      </p>
      {refusal !== undefined && <RefusalNote refusal={refusal} />}
    </Door>
  )
}
