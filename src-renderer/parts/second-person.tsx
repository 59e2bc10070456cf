import { IconUsers } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '#shared/operations'
import type { SecondPurpose } from '#shared/operations/second'
import type { Refusal } from '#shared/refusals'
import { useMessages } from '../desk/messages.ts'
import { spendPracticeCode, useFilledByPractice } from '../desk/practice.ts'
import { useCommand } from '../desk/use-command.ts'
import { useCountdown } from '../desk/use-now.ts'
import { Action, Actions } from './action.tsx'
import { FieldStack } from './field.tsx'
import { PassphraseField } from './passphrase-field.tsx'
import { RefusalNote } from './refusal.tsx'
import css from './small.module.css'
import { CodeField, TextField } from './text-field.tsx'
import { Window } from './window.tsx'

/** How long a second person's proof is good for; main counts for itself. */
export const SECOND_SECONDS = 120
const CODE_DIGITS = 6

/** Somebody has proven themselves; `key` is another one for each proof. */
export type SecondProof = OutputOf<'second.prove'> & { readonly key: string }

export type SecondPersonProps = {
  readonly purpose: SecondPurpose
  /** What it is about, as the command that follows will say it: a case number, a record, a serial, or `''`. */
  readonly about: string
  /** Only a supervisor will do: the words ask for one. Who is accepted is decided by the desk's gate. */
  readonly supervisor?: boolean | undefined
  /** In place of the title with the purpose in it. */
  readonly title?: string | undefined
  /** What the two are about to do, above the fields: numbers, names, what cannot be undone. */
  readonly children?: ReactNode
  /** Object and verb of what follows, where proving does it at once: 「3通を差し出す」. */
  readonly go?: string | undefined
  readonly goKey?: string | undefined
  /** Why it cannot be done yet, besides the three fields. */
  readonly off?: string | undefined
  /** The "no" of the command that followed. Its proof is used up, so the person proves themselves anew. */
  readonly refusal?: Refusal | undefined
  /** The command that follows is on its way. */
  readonly busy?: boolean | undefined
  readonly onProven: (name: string, proof: SecondProof) => void
  readonly onCancel: () => void
}

let proofs = 0

/**
 * A window in which a second person 2人目 proves themselves for one thing about one object, at somebody else's desk.
 * What they type stays here and is gone as soon as it was sent.
 */
export function SecondPerson(props: SecondPersonProps) {
  const { purpose, about, supervisor = false, title, children, refusal, busy = false } = props
  const { second: t, words, keys } = useMessages()
  const [staff, setStaff] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [code, setCode] = useState('')
  const [refused, setRefused] = useState<Refusal>()
  const prove = useCommand('second.prove')
  const asking = prove.busy || busy

  useFilledByPractice((person) => {
    setStaff(person.staff)
    setPassphrase(person.passphrase)
    setCode(person.code)
    focusSoon('secondGo')
  })
  // The command that followed was refused: whoever stands there types anew, and sees where.
  useEffect(() => {
    if (refusal !== undefined) focusSoon('secondPassphrase')
  }, [refusal])

  const off =
    staff.trim() === '' || passphrase === '' || code.length < CODE_DIGITS ? t.needs : (props.off ?? undefined)
  const send = async () => {
    if (off !== undefined || asking) return
    setRefused(undefined)
    const who = staff.normalize('NFKC').trim().toUpperCase()
    spendPracticeCode(who, code)
    const reply = await prove.send({ purpose, about, staff: who, passphrase, code })
    if (reply === undefined) return
    // A code is never good twice; a passphrase that was taken is not needed again.
    setCode('')
    if (reply.ok) {
      setPassphrase('')
      props.onProven(reply.value.name, { ...reply.value, key: String(++proofs) })
      return
    }
    if (reply.error.code === 'sign-in-refused') setPassphrase('')
    setRefused(reply.error)
    focusSoon(
      reply.error.code === 'staff-code-refused'
        ? 'secondCode'
        : reply.error.code === 'second-is-first' || reply.error.code === 'second-not-supervisor'
          ? 'secondStaff'
          : 'secondPassphrase',
    )
  }
  const said = refused ?? refusal
  const what = words.stock.secondPurpose[purpose]
  const go = asking ? t.asking : (props.go ?? t.go)
  return (
    <Window
      title={title ?? (supervisor ? t.titleSupervisor(what) : t.title(what))}
      icon={IconUsers}
      tone={supervisor ? 'approval' : 'plain'}
      size="small"
      onClose={props.onCancel}
      closeLabel={keys.back}
      keys={{ F12: { label: props.goKey ?? t.goKey, run: () => void send(), off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={props.onCancel}>
            {t.cancel}
          </Action>
          <Action id="secondGo" keyName="F12" tone="go" onPress={() => void send()} off={off} busy={asking}>
            {go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        {children}
        <p>{supervisor ? t.leadSupervisor : t.lead}</p>
        {said !== undefined && <RefusalNote refusal={said} />}
        <TextField
          id="secondStaff"
          label={supervisor ? t.staffSupervisor : t.staff}
          need="required"
          value={staff}
          onChange={setStaff}
          fold={(text) => text.normalize('NFKC').trim().toUpperCase()}
          maxLength={8}
          code
        />
        <PassphraseField
          id="secondPassphrase"
          label={t.passphrase}
          need="required"
          value={passphrase}
          onChange={setPassphrase}
        />
        <CodeField
          id="secondCode"
          label={t.code}
          need="required"
          digits={CODE_DIGITS}
          value={code}
          onChange={setCode}
        />
      </FieldStack>
    </Window>
  )
}

type SecondLeftProps = {
  readonly proof: SecondProof
  /** The proof has run out; it is good for nothing any more. */
  readonly onOver: () => void
}

/** Whose proof stands, and the seconds it is still good for: for screens on which the second person goes on working. */
export function SecondLeft({ proof, onOver }: SecondLeftProps) {
  const { second: t } = useMessages()
  const left = useCountdown(SECOND_SECONDS, proof.key)
  const over = useRef(onOver)
  useEffect(() => {
    over.current = onOver
  })
  useEffect(() => {
    if (left === 0) over.current()
  }, [left])
  return (
    <div className={css.second}>
      <p>
        <IconUsers size="1.125rem" stroke={2} aria-hidden />
        <b>{t.proven(proof.name)}</b>
        <span role="timer">{t.left(left)}</span>
      </p>
      <progress value={left} max={SECOND_SECONDS} aria-label={t.left(left)} />
    </div>
  )
}

/** Once the page has been drawn again. */
const focusSoon = (id: string): void => {
  requestAnimationFrame(() => document.getElementById(id)?.focus())
}
