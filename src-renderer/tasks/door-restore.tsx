import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { DeskState } from '#shared/operations/session'
import { formatMoment } from '#shared/text/wareki'
import { useMessages } from '../desk/messages.ts'
import { say, useDesk } from '../desk/state.ts'
import { useCommand } from '../desk/use-command.ts'
import { Action, Actions } from '../parts/action.tsx'
import { Facts } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import css from './door.module.css'
import { Door } from './door.tsx'
import { TwoCards } from './two-cards.tsx'
import { TwoPeople, useTwoPeople } from './two-people.tsx'

type Chosen = OutputOf<'restore.choose'>
type Opened = OutputOf<'restore.open'>

/**
 * バックアップから この端末に戻す: a file, two cards, two colleagues. Each step shows what the one before has opened; nothing
 * changes before the last.
 */
export function DoorRestore({ state, onLeave }: { readonly state: DeskState; readonly onLeave: () => void }) {
  const { restore, keyCare, administration, keys } = useMessages()
  const t = restore.door
  const language = useDesk((desk) => desk.language)
  const choose = useCommand('restore.choose')
  const open = useCommand('restore.open')
  const complete = useCommand('restore.complete')
  const [chosen, setChosen] = useState<Chosen>()
  const [cards, setCards] = useState<[string, string]>(['', ''])
  const [opened, setOpened] = useState<Opened>()
  const two = useTwoPeople()
  const busy = choose.busy || open.busy || complete.busy
  const refusal = complete.refusal ?? open.refusal ?? choose.refusal
  const off =
    chosen === undefined
      ? t.needsFile
      : opened !== undefined
        ? two.isWhole
          ? undefined
          : keyCare.anew.needs
        : chosen.issue === null
          ? t.needsIssue
          : cards.some((card) => card.trim() === '')
            ? keyCare.two.needs
            : undefined

  const goChoose = async () => {
    if (busy) return
    for (const one of [open, complete]) one.again()
    const reply = await choose.send({})
    if (reply?.ok !== true) return
    setChosen(reply.value)
    setOpened(undefined)
    setCards(['', ''])
    two.clear()
  }
  const go = async () => {
    if (off !== undefined || busy || chosen === undefined) return
    const { id } = chosen
    choose.again()
    if (opened === undefined) {
      const reply = await open.send({ id, cards })
      if (reply?.ok === true) setOpened(reply.value)
      return
    }
    const reply = await complete.send({ id, cards, people: two.typed() })
    if (reply?.ok === true) {
      say(t.done, 'done')
      onLeave()
    } else if (reply !== undefined) two.clearCodes()
  }
  const goKey = opened === undefined ? t.openKey : t.finishKey
  return (
    <Door
      state={state}
      title={t.title}
      lead={t.lead}
      keys={{
        Esc: { label: keys.back, run: onLeave },
        F9: { label: t.chooseKey, run: () => void goChoose() },
        F12: { label: goKey, off, run: () => void go() },
      }}
    >
      <div className={css.fields}>
        {refusal !== undefined && !busy && <RefusalNote refusal={refusal} />}
        {chosen === undefined ? (
          <p>{t.chooseStep}</p>
        ) : (
          <Facts
            items={[
              { label: t.file, value: chosen.name },
              { label: t.installation, value: chosen.installation.toUpperCase() },
              { label: t.at, value: formatMoment(chosen.at, language) },
              {
                label: t.size,
                value: `${administration.backup.bytes(chosen.bytes)}　${t.entries} ${t.entryCount(chosen.entries)}`,
              },
              { label: t.cards, value: chosen.issue === null ? t.noIssue : t.issue(chosen.issue) },
              ...(opened === undefined
                ? []
                : [
                    {
                      label: t.branch,
                      value: t.branchName(opened.institution, opened.branchName, opened.branchNo),
                    },
                  ]),
            ]}
          />
        )}
        {chosen !== undefined && chosen.issue !== null && opened === undefined && (
          <>
            <p>{t.cardsStep}</p>
            <TwoCards cards={cards} onChange={setCards} />
          </>
        )}
        {opened !== undefined && (
          <>
            <p>{t.peopleStep}</p>
            <TwoPeople two={two} known={opened.people} />
          </>
        )}
        <Actions>
          <Action onPress={onLeave} keyName="Esc">
            {t.cancel}
          </Action>
          <Action
            id="choose-backup"
            keyName="F9"
            tone={chosen === undefined ? 'go' : undefined}
            busy={choose.busy}
            onPress={() => void goChoose()}
          >
            {chosen === undefined ? t.choose : t.chooseAgain}
          </Action>
          {chosen !== undefined && (
            <Action
              id="restore"
              keyName="F12"
              tone="go"
              off={off}
              busy={open.busy || complete.busy}
              onPress={() => void go()}
            >
              {opened === undefined ? t.open : t.finish}
            </Action>
          )}
        </Actions>
        <p className={css.busy} role="status">
          {(open.busy || complete.busy) && t.busy}
        </p>
      </div>
    </Door>
  )
}
