import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import type { DispatchView, Parcel } from '#shared/operations/dispatch'
import type { KeyBinding } from '../../desk/key-map.ts'
import { useScan } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { useRefused } from '../../desk/refused.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { Facts } from '../../parts/panel.tsx'
import { TextField } from '../../parts/text-field.tsx'
import css from './dispatch.module.css'

type SealingProps = {
  readonly view: DispatchView
  readonly parcel: Parcel
  /** Where work goes on after this envelope. */
  readonly onward: { readonly label: string; readonly go: () => void }
}

/** The readings agree: the envelope is sealed, gets its number, and the next one is taken. */
export function useSealing({ view, parcel, onward }: SealingProps) {
  const { dispatch } = useMessages()
  const t = dispatch.pack.read
  const { caseNo, version } = view.case
  const [mailNo, setMailNo] = useState('')
  const [again, setAgain] = useState(false)
  const number = useCommand('dispatch.number')
  const refusal = useRefused()
  const asks = parcel.how === 'mail' && (parcel.step === 'packed' || (parcel.step === 'numbered' && again))
  const off = mailNo.trim() === '' ? t.mailNoNeeds : undefined
  const send = async (typed: string) => {
    if (typed.trim() === '') return
    const reply = await number.send({ caseNo, version, mailNo: typed })
    if (reply === undefined) return
    if (reply.ok) {
      setMailNo('')
      setAgain(false)
      say(t.mailNoSaid(reply.value.mailNo), 'done')
    } else document.getElementById('mail-no')?.focus()
  }
  useScan(
    asks
      ? (code) => {
          setMailNo(code)
          void send(code)
        }
      : undefined,
  )
  const refused = number.refusal
  const key: KeyBinding = asks
    ? { label: t.mailNoKey, run: () => void send(mailNo), off }
    : { label: onward.label, run: onward.go }
  const fields = (
    <>
      <p className={css.agreed}>
        <IconCircleCheck size="1.75rem" stroke={2} aria-hidden /> {t.agreed}
      </p>
      {asks && (
        <>
          <TextField
            id="mail-no"
            label={t.mailNo}
            need="required"
            value={mailNo}
            onChange={(typed) => {
              setMailNo(typed)
              if (refused !== undefined) number.again()
            }}
            maxLength={20}
            numeric
            code
            help={t.mailNoHelp}
            problem={refused === undefined ? undefined : refusal(refused)}
          />
          <Action keyName="F12" tone="go" onPress={() => void send(mailNo)} off={off} busy={number.busy}>
            {t.mailNoGo}
          </Action>
        </>
      )}
      <Facts
        items={[
          ...(parcel.mailNo === null
            ? []
            : [
                {
                  label: t.mailNo,
                  value: (
                    <Code size="lg" strong>
                      {parcel.mailNo}
                    </Code>
                  ),
                },
              ]),
          {
            label: t.sealedBy,
            value: (
              <>
                <b>{t.sealedByNames(parcel.firstReader ?? '', parcel.secondReader ?? '')}</b>
                <span className={css.under}>{t.sealedByHelp}</span>
              </>
            ),
          },
        ]}
      />
      {!asks && (
        <>
          <p>{parcel.how === 'mail' ? t.ready : t.readyCounter}</p>
          <Actions>
            <Action id="onward" keyName="F12" tone="go" onPress={onward.go}>
              {onward.label}
            </Action>
            {parcel.how === 'mail' && <Action onPress={() => setAgain(true)}>{t.mailNoAgain}</Action>}
          </Actions>
        </>
      )}
    </>
  )
  return { key, fields, again }
}
