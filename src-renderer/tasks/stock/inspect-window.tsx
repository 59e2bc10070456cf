import { IconChecklist, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { SeedBox } from '#shared/operations/seeds'
import type { Refusal } from '#shared/refusals'
import { foldSerial } from '#shared/text/serial'
import { ask } from '../../desk/ask.ts'
import type { KeyBinding } from '../../desk/key-map.ts'
import { useMessages } from '../../desk/messages.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { digitsOf } from '../../parts/digits.ts'
import { FieldStack } from '../../parts/field.tsx'
import { Facts } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import { focusSoon } from '../proof.tsx'
import { useStockNames } from './names.ts'
import { ScanField } from './scan-field.tsx'
import css from './stock.module.css'

type InspectProps = { readonly box: SeedBox; readonly onClose: () => void }

/** 検品: counted, the printed expiry read, the defective ones set apart. How many there should be is not shown. */
export function InspectWindow({ box, onClose }: InspectProps) {
  const { stock, parts } = useMessages()
  const t = stock.inspect
  const names = useStockNames()
  const inspect = useCommand('stock.inspect-box')
  const [counted, setCounted] = useState('')
  const [printed, setPrinted] = useState('')
  const [defects, setDefects] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<string>()
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<Refusal>()
  /** Another expiry than the file's was printed: it is accepted with a reason, or read again. */
  const [differs, setDiffers] = useState(false)

  useEffect(() => {
    if (refusal === undefined) return
    const where = { 'count-differs': 'counted', 'expiry-unreadable': 'printed', 'expiry-differs': 'reason' }
    focusSoon(`inspect-${where[refusal.code as keyof typeof where] ?? 'counted'}`)
  }, [refusal])

  const add = async (text: string) => {
    const serial = foldSerial(text)
    if (serial === '') return
    setProblem(undefined)
    if (defects.includes(serial)) return setProblem(t.already(serial))
    const reply = await ask('stock.list', {
      service: box.service,
      model: null,
      state: null,
      box: box.box,
      serial: serial.slice(0, 20),
      from: 0,
    })
    if (!reply.ok) return
    if (reply.value.rows.some((row) => row.serial === serial)) setDefects((before) => [...before, serial])
    else setProblem(t.notHere(serial))
  }
  const send = async () => {
    setRefusal(undefined)
    const reply = await inspect.send({
      box: box.box,
      counted: Number(counted),
      printedExpiry: printed,
      defects: [...defects],
      reason: differs && reason.trim() !== '' ? reason : null,
    })
    if (reply === undefined) return
    if (!reply.ok) {
      setDiffers(reply.error.code === 'expiry-differs' || (differs && reply.error.code === 'count-differs'))
      setRefusal(reply.error)
      return
    }
    say(t.done(box.box, reply.value.inspected, reply.value.defects), 'done')
    onClose()
  }
  const go: KeyBinding = {
    label: t.goKey,
    run: () => void send(),
    off: counted === '' ? t.needs : differs && reason.trim() === '' ? t.needsReason : undefined,
  }
  return (
    <Window
      title={t.title(box.box)}
      icon={IconChecklist}
      onClose={onClose}
      keys={{ F12: go }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.cancel}
          </Action>
          <Action id="inspect-go" keyName="F12" tone="go" off={go.off} busy={inspect.busy} onPress={go.run}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <Facts
          inline
          items={[
            {
              label: stock.model,
              value: <b>{stock.modelOf(names.service(box.service), names.model(box.service, box.model))}</b>,
            },
            ...(box.first === null || box.last === null
              ? []
              : [
                  {
                    label: stock.list.column.serial,
                    value: <Code strong>{parts.serials.range(box.first, box.last)}</Code>,
                  },
                ]),
          ]}
        />
        <p>{t.lead}</p>
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
        <FieldStack columns={2}>
          <TextField
            id="inspect-counted"
            label={t.counted}
            help={t.countedHelp}
            need="required"
            value={counted}
            onChange={setCounted}
            fold={(text) => digitsOf(text, 6)}
            maxLength={12}
            numeric
            code
          />
          <TextField
            id="inspect-printed"
            label={t.printed}
            help={t.printedHelp}
            value={printed}
            onChange={(text) => {
              setPrinted(text)
              setDiffers(false)
              setRefusal(undefined)
            }}
            maxLength={40}
          />
        </FieldStack>
        {differs && (
          <TextField
            id="inspect-reason"
            label={t.reason}
            help={t.reasonHelp}
            need="required"
            value={reason}
            onChange={setReason}
            maxLength={500}
          />
        )}
        <ScanField
          id="inspect-defect"
          label={t.defects}
          help={t.defectsHelp}
          onTake={(text) => void add(text)}
          problem={problem === undefined ? undefined : { what: problem }}
        />
        {defects.length === 0 ? (
          <p className={css.quiet}>{t.noDefects}</p>
        ) : (
          <div className={css.defects}>
            <b>{t.defectsFound(defects.length)}</b>
            <ul>
              {defects.map((serial) => (
                <li key={serial}>
                  <Code>{serial}</Code>
                  <button
                    type="button"
                    aria-label={t.take(serial)}
                    onClick={() => setDefects((before) => before.filter((one) => one !== serial))}
                  >
                    <IconX size="1rem" stroke={2} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </FieldStack>
    </Window>
  )
}
