import { IconDeviceMobile } from '@tabler/icons-react'
import { useState } from 'react'
import type { StaffNo } from '#shared/ids'
import { useMessages } from '../../desk/messages.ts'
import { spendPracticeCode } from '../../desk/practice.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Qr } from '../../parts/qr.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { CodeField } from '../../parts/text-field.tsx'
import { CODE_DIGITS } from '../proof.tsx'
import css from './admin.module.css'

export type EnrolTokenProps = {
  /** Whose token it is; undefined while their number is not typed yet. */
  readonly staff: StaffNo | undefined
  /** The authenticator whose first code was right. */
  readonly onProven: (enrolment: string) => void
}

/** A new authenticator: the picture is shown, its owner scans it, and the first code proves that they did. */
export function EnrolToken({ staff, onProven }: EnrolTokenProps) {
  const { administration } = useMessages()
  const t = administration.people.token
  const enrol = useCommand('people.enrol-token')
  const prove = useCommand('people.prove-token')
  const [shown, setShown] = useState<{
    readonly enrolment: string
    readonly qr: readonly string[]
    readonly staff: StaffNo
  }>()
  const [code, setCode] = useState('')
  const [proven, setProven] = useState<string>()
  const mine = shown?.staff === staff ? shown : undefined

  async function show() {
    if (staff === undefined) return
    const reply = await enrol.send({ staff })
    if (reply?.ok !== true) return
    setShown({ ...reply.value, staff })
    setCode('')
  }
  async function check(typed: string) {
    setCode(typed)
    if (mine === undefined || typed.length < CODE_DIGITS || prove.busy) return
    spendPracticeCode(mine.staff, typed)
    const reply = await prove.send({ enrolment: mine.enrolment, code: typed })
    if (reply === undefined) return
    if (!reply.ok) return setCode('')
    setProven(mine.staff)
    onProven(mine.enrolment)
  }
  const refusal = enrol.refusal ?? prove.refusal
  if (mine !== undefined && proven === mine.staff) {
    return (
      <p className={css.proven} role="status">
        <IconDeviceMobile size="1.25rem" stroke={2} aria-hidden />
        <b>{t.proven}</b>
      </p>
    )
  }
  return (
    <div className={css.enrol}>
      {mine === undefined ? (
        <Actions>
          <Action
            id="token-show"
            busy={enrol.busy}
            off={staff === undefined ? t.needsNumber : undefined}
            onPress={() => void show()}
          >
            {t.show}
          </Action>
        </Actions>
      ) : (
        <>
          <Qr rows={mine.qr} label={t.qr(mine.staff)} />
          <div>
            <p>{t.scan}</p>
            <CodeField
              id="token-code"
              label={t.code}
              need="required"
              digits={CODE_DIGITS}
              autoFocus
              value={code}
              onChange={(typed) => void check(typed)}
            />
          </div>
        </>
      )}
      {refusal !== undefined && <RefusalNote refusal={refusal} />}
    </div>
  )
}
