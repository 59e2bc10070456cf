import { useEffect, useRef, useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { Refusal } from '#shared/refusals'
import { useMessages } from '../../desk/messages.ts'
import { spendPracticeCode, useFilledByPractice } from '../../desk/practice.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action } from '../../parts/action.tsx'
import { PassphraseField } from '../../parts/passphrase-field.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { CodeField, TextField } from '../../parts/text-field.tsx'
import { CODE_DIGITS } from '../proof.tsx'
import css from './approval.module.css'
import { Step } from './step.tsx'

/** How long a proof is good for; main counts for itself. */
export const GRANT_SECONDS = 120

export type Grant = { readonly key: string; readonly name: string }
type Given = OutputOf<'approval.prove'>

type ProveProps = {
  /** Its place among the checks. */
  readonly number: number
  /** The supervisor in whose own session the window was opened. */
  readonly expected: string | null
  readonly grant: Grant | undefined
  readonly left: number
  readonly expired: boolean
  readonly refusal: Refusal | undefined
  readonly onAsk: () => void
  readonly onGrant: (grant: Grant) => void
  readonly onRefused: (refusal: Refusal) => void
  readonly onAgain: () => void
}

let proofs = 0
const grantFrom = ({ name }: Given): Grant => ({ key: String(++proofs), name })

/** The supervisor in person. What they type stays here, and is gone as soon as it was sent. */
export function Prove({
  number,
  expected,
  grant,
  left,
  expired,
  refusal,
  onAsk,
  onGrant,
  onRefused,
  onAgain,
}: ProveProps) {
  const { approval: t } = useMessages()
  const [staff, setStaff] = useState(expected ?? '')
  const [passphrase, setPassphrase] = useState('')
  const [code, setCode] = useState('')
  const prove = useCommand('approval.prove')
  const proven = useRef<HTMLParagraphElement>(null)
  useFilledByPractice((person) => {
    setStaff(person.staff)
    setPassphrase(person.passphrase)
    setCode(person.code)
    requestAnimationFrame(() => document.getElementById('proveGo')?.querySelector('button')?.focus())
  })
  useEffect(() => {
    if (grant !== undefined) proven.current?.focus()
  }, [grant])

  const off =
    staff.trim() === '' || passphrase === '' || code.length < CODE_DIGITS ? t.prove.needs : undefined
  const send = async () => {
    onAsk()
    const who = staff.normalize('NFKC').trim().toUpperCase()
    spendPracticeCode(who, code)
    const reply = await prove.send({ staff: who, passphrase, code })
    if (reply === undefined) return
    setCode('')
    if (reply.ok) {
      setPassphrase('')
      onGrant(grantFrom(reply.value))
      return
    }
    if (reply.error.code === 'sign-in-refused') setPassphrase('')
    onRefused(reply.error)
    document.getElementById(reply.error.code === 'staff-code-refused' ? 'code' : 'passphrase')?.focus()
  }

  return (
    <Step number={number} title={t.prove.title} settled={grant !== undefined}>
      {grant !== undefined ? (
        <>
          <p ref={proven} tabIndex={-1} className={css.proven}>
            <b>{t.prove.proven(grant.name)}</b>
            <br />
            <span role="timer">{t.prove.left(left)}</span>
          </p>
          <progress className={css.left} value={left} max={GRANT_SECONDS} aria-label={t.prove.left(left)} />
          {refusal !== undefined && <RefusalNote refusal={refusal} />}
          <Action onPress={onAgain}>{t.prove.notYou}</Action>
        </>
      ) : (
        <div className={css.fields}>
          {expired && <p className={css.stop}>{t.prove.over}</p>}
          {refusal !== undefined && <RefusalNote refusal={refusal} />}
          <TextField
            id="staff"
            label={t.prove.staff}
            value={staff}
            onChange={setStaff}
            fold={(text) => text.normalize('NFKC').trim().toUpperCase()}
            maxLength={8}
            code
          />
          <PassphraseField
            id="passphrase"
            label={t.prove.passphrase}
            value={passphrase}
            onChange={setPassphrase}
          />
          <CodeField id="code" label={t.prove.code} digits={CODE_DIGITS} value={code} onChange={setCode} />
          <div id="proveGo">
            <Action tone="go" onPress={() => void send()} off={off} busy={prove.busy}>
              {prove.busy ? t.prove.asking : t.prove.go}
            </Action>
          </div>
        </div>
      )}
    </Step>
  )
}
