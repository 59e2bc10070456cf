import { IconCircleCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { SeedFileView } from '#shared/operations/seeds'
import type { Refusal } from '#shared/refusals'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { PassphraseField } from '../../parts/passphrase-field.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondLeft, SecondPerson, type SecondProof } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { focusSoon } from '../proof.tsx'
import css from './seeds.module.css'

type HalvesProps = {
  readonly file: SeedFileView
  readonly onFile: (file: SeedFileView) => void
  /** Both halves are in: on to what the file is for. */
  readonly onBoth: () => void
}

/**
 * Two envelopes, two people. What is typed is gone from the screen as soon as it was sent; nobody sees the other's half.
 */
export function Halves({ file, onFile, onBoth }: HalvesProps) {
  const { seedFiles: t } = useMessages()
  const who = useDesk((desk) => desk.who?.name ?? '')
  const [first, setFirst] = useState<string>()
  const [proof, setProof] = useState<SecondProof>()
  const [second, setSecond] = useState<string>()
  const [both, setBoth] = useState<string>()
  const [asking, setAsking] = useState(false)
  const taken = (halves: number) => onFile({ ...file, halves })
  // Once the window of the second person has gone and has given the focus back.
  useEffect(() => {
    if (proof !== undefined) focusSoon('half2')
  }, [proof])
  return (
    <div className={css.halves}>
      <fieldset>
        <legend>{t.key.first}</legend>
        {first === undefined ? (
          <Half
            id="half1"
            file={file.file}
            which={1}
            onTaken={({ halves }) => {
              setFirst(who)
              taken(halves)
            }}
          />
        ) : (
          <Taken who={first} />
        )}
      </fieldset>
      <fieldset>
        <legend>{t.key.second}</legend>
        {second !== undefined ? (
          <Taken who={second} />
        ) : first === undefined ? (
          <p>{t.key.waiting}</p>
        ) : proof === undefined ? (
          <Actions>
            <Action id="callSecond" autoFocus onPress={() => setAsking(true)}>
              {t.key.prove}
            </Action>
          </Actions>
        ) : (
          <>
            <SecondLeft proof={proof} onOver={() => setProof(undefined)} />
            <Half
              id="half2"
              file={file.file}
              which={2}
              onRefused={() => setProof(undefined)}
              onTaken={({ halves, checkValueOfBoth }) => {
                setSecond(proof.name)
                setProof(undefined)
                setBoth(checkValueOfBoth ?? undefined)
                onBoth()
                taken(halves)
              }}
            />
          </>
        )}
      </fieldset>
      {both !== undefined && <p className={css.both}>{t.key.both(both)}</p>}
      {asking && (
        <SecondPerson
          purpose="seed-key"
          about={file.file}
          supervisor
          onCancel={() => setAsking(false)}
          onProven={(_name, proven) => {
            setProof(proven)
            setAsking(false)
          }}
        />
      )}
    </div>
  )
}

function Taken({ who }: { readonly who: string }) {
  const { seedFiles: t } = useMessages()
  return (
    <p className={css.taken}>
      <IconCircleCheck size="1.125rem" stroke={2} aria-hidden />
      {t.key.taken(who)}
    </p>
  )
}

type HalfProps = {
  readonly id: string
  readonly file: string
  readonly which: 1 | 2
  readonly autoFocus?: boolean
  readonly onTaken: (reply: { readonly halves: number; readonly checkValueOfBoth: string | null }) => void
  /** The proof that stood beside it may have been used up. */
  readonly onRefused?: () => void
}

function Half({ id, file, which, autoFocus = which === 1, onTaken, onRefused }: HalfProps) {
  const { seedFiles: t } = useMessages()
  const command = useCommand('seeds.half')
  const [half, setHalf] = useState('')
  const [checkValue, setCheckValue] = useState('')
  const [refused, setRefused] = useState<Refusal>()
  const off = half.trim() === '' || checkValue.trim() === '' ? t.key.needs : undefined
  const send = async () => {
    if (off !== undefined) return
    setRefused(undefined)
    const reply = await command.send({ file, which, half, checkValue })
    if (reply === undefined) return
    setHalf('')
    setCheckValue('')
    if (reply.ok) onTaken(reply.value)
    else {
      setRefused(reply.error)
      const { code } = reply.error
      if (code !== 'check-value-wrong' && code !== 'seed-half-malformed') onRefused?.()
      requestAnimationFrame(() => document.getElementById(id)?.focus())
    }
  }
  return (
    <FieldStack>
      <PassphraseField
        id={id}
        label={t.key.half}
        help={t.key.halfHelp}
        value={half}
        onChange={setHalf}
        autoFocus={autoFocus}
      />
      <TextField
        id={`${id}Check`}
        label={t.key.check}
        value={checkValue}
        onChange={setCheckValue}
        maxLength={20}
        code
      />
      <Actions>
        <Action id={`${id}Go`} tone="go" off={off} busy={command.busy} onPress={() => void send()}>
          {t.key.take}
        </Action>
      </Actions>
      {refused !== undefined && <RefusalNote refusal={refused} />}
    </FieldStack>
  )
}
