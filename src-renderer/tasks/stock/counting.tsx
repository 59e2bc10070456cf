import { IconArrowBackUp, IconCheck, IconClipboardCheck, IconRepeat } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { StocktakeView } from '#shared/operations/stock'
import type { Refusal } from '#shared/refusals'
import { ask } from '../../desk/ask.ts'
import type { KeyMap } from '../../desk/key-map.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { focusSoon } from '../proof.tsx'
import { useMayAct, useStockNames } from './names.ts'
import { ScanField } from './scan-field.tsx'
import css from './stock.module.css'

/** How many of the last scans stand on the screen. */
const SHOWN = 10

type Finding = OutputOf<'stocktake.count'>['finding'] | 'undone'
type Scan = { readonly id: number; readonly serial: string; readonly finding: Finding }

const signs = { counted: IconCheck, 'counted-already': IconRepeat, undone: IconArrowBackUp } as const

/**
 * The blind count: serial after serial as they lie in the hand. Nothing here says what the book expects, not even by
 * what is refused.
 */
export function Counting({ view }: { readonly view: StocktakeView }) {
  const { stock } = useMessages()
  const t = stock.counting
  const names = useStockNames()
  const mayAct = useMayAct()
  const [counted, setCounted] = useState(view.counted)
  const [scans, setScans] = useState<readonly Scan[]>([])
  const [refusal, setRefusal] = useState<Refusal>()
  const [closing, setClosing] = useState(false)
  const last = scans.find(({ finding }) => finding === 'counted')
  const { stocktake, service, model } = view

  // Scans come faster than answers: each is asked by itself, in its turn, and none is dropped.
  const [accident, setAccident] = useState<{ readonly thrown: unknown }>()
  const [line] = useState(() => new Line((thrown) => setAccident({ thrown })))
  const count = (text: string) => {
    setRefusal(undefined)
    line.add(async () => {
      const reply = await ask('stocktake.count', { stocktake, serial: text.slice(0, 60) })
      if (!reply.ok) {
        setRefusal(reply.error)
        return
      }
      const { serial, finding, counted: so } = reply.value
      setCounted(so)
      setScans((before) => [{ id: (before[0]?.id ?? 0) + 1, serial, finding }, ...before].slice(0, 50))
    })
  }
  const undo = () => {
    if (last === undefined) return
    setRefusal(undefined)
    line.add(async () => {
      const reply = await ask('stocktake.uncount', { stocktake, serial: last.serial })
      if (!reply.ok) {
        setRefusal(reply.error)
        return
      }
      setCounted(reply.value.counted)
      setScans((before) => before.map((one) => (one.id === last.id ? { ...one, finding: 'undone' } : one)))
      say(t.undid(last.serial))
    })
    focusSoon('count-serial')
  }
  const keys: KeyMap = mayAct
    ? {
        F7: { label: t.undoKey, run: undo, off: last === undefined ? t.nothingToUndo : undefined },
        F12: { label: t.closeKey, run: () => setClosing(true) },
      }
    : {}
  useKeys(keys)
  // An accident belongs to the fault boundary around the screen.
  if (accident !== undefined) throw accident.thrown
  return (
    <div className={css.screen} data-fields>
      <Panel
        title={t.title(stocktake)}
        icon={IconClipboardCheck}
        note={stock.modelOf(
          names.service(service),
          model === null ? stock.allModels : names.model(service, model),
        )}
        lead
        fill
      >
        <div className={css.counting}>
          <FieldStack>
            <p>{t.lead}</p>
            <p className={css.counter}>
              <span>{t.counted}</span>
              <b role="status">{stock.count(counted)}</b>
            </p>
            <ScanField
              id="count-serial"
              label={t.serial}
              help={t.serialHelp}
              onTake={count}
              disabled={!mayAct}
              autoFocus
            />
            {refusal !== undefined && <RefusalNote refusal={refusal} />}
            {mayAct && (
              <Actions>
                <Action keyName="F12" tone="go" onPress={() => setClosing(true)}>
                  {t.close}
                </Action>
                <Action keyName="F7" off={keys.F7?.off} onPress={undo}>
                  {t.undo}
                </Action>
              </Actions>
            )}
          </FieldStack>
          <section className={css.scans} aria-label={t.last}>
            <h2>{t.last}</h2>
            {scans.length === 0 ? (
              <p className={css.quiet}>{t.none}</p>
            ) : (
              <ol>
                {scans.slice(0, SHOWN).map(({ id, serial, finding }) => {
                  const Sign = signs[finding]
                  const said = finding === 'counted' ? t.isCounted : finding === 'undone' ? t.undone : t.again
                  return (
                    <li key={id} data-finding={finding}>
                      <Code size="lg" strong>
                        {serial}
                      </Code>
                      <span>
                        <Sign size="1.125rem" stroke={2} aria-hidden />
                        {said}
                      </span>
                    </li>
                  )
                })}
              </ol>
            )}
          </section>
        </div>
      </Panel>
      {closing && <Close view={view} counted={counted} onCancel={() => setClosing(false)} />}
    </div>
  )
}

/** One thing after another. */
class Line {
  #last: Promise<unknown> = Promise.resolve()
  readonly #onAccident: (thrown: unknown) => void

  constructor(onAccident: (thrown: unknown) => void) {
    this.#onAccident = onAccident
  }
  add(next: () => Promise<void>): void {
    this.#last = this.#last.then(next).catch(this.#onAccident)
  }
}

type CloseProps = {
  readonly view: StocktakeView
  readonly counted: number
  readonly onCancel: () => void
}

/** Two people say that this is all there is. */
function Close({ view: { stocktake }, counted, onCancel }: CloseProps) {
  const { counting: t } = useMessages().stock
  const command = useCommand('stocktake.close')
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<Refusal>()
  const send = async () => {
    setRefusal(undefined)
    const reply = await command.send({ stocktake, reason })
    if (reply === undefined) return
    if (!reply.ok) {
      setRefusal(reply.error)
      return
    }
    const { missing, surplus, caseNo } = reply.value
    say(caseNo === null ? t.agreed : t.differs(missing, surplus), caseNo === null ? 'done' : 'caution')
  }
  return (
    <SecondPerson
      purpose="stocktake"
      about={stocktake}
      go={t.close}
      goKey={t.closeKey}
      refusal={refusal}
      busy={command.busy}
      onProven={() => void send()}
      onCancel={onCancel}
    >
      <p>{t.about(stocktake, counted)}</p>
      {counted === 0 && <Note title={t.closeEmpty} />}
      <TextField id="stocktake-reason" label={t.reason} value={reason} onChange={setReason} maxLength={500} />
    </SecondPerson>
  )
}
