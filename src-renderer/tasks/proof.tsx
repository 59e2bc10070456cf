import { useState } from 'react'
import type { Refusal } from '#shared/refusals'
import { useMessages } from '../desk/messages.ts'
import { PassphraseField } from '../parts/passphrase-field.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { CodeField } from '../parts/text-field.tsx'

export const CODE_DIGITS = 6

/** Passphrase and code, as typed. Held by the screen, gone with it. */
export function useProof() {
  const [passphrase, setPassphrase] = useState('')
  const [code, setCode] = useState('')
  const [refusal, setRefusal] = useState<Refusal>()
  return {
    passphrase,
    code,
    refusal,
    setPassphrase,
    setCode,
    setRefusal,
    /** After a refusal: a code is never good twice, and a wrong passphrase must not be sent again unseen. */
    refused(why: Refusal) {
      setRefusal(why)
      setCode('')
      if (why.code === 'sign-in-refused') setPassphrase('')
    },
  }
}

/** The two fields with which a person proves who they are. */
export function ProofFields({
  proof,
  autoFocus,
}: {
  proof: ReturnType<typeof useProof>
  autoFocus?: boolean
}) {
  const t = useMessages().door.signIn
  return (
    <>
      <PassphraseField
        id="passphrase"
        label={t.passphrase}
        need="required"
        value={proof.passphrase}
        onChange={proof.setPassphrase}
        autoFocus={autoFocus}
      />
      <CodeField
        id="code"
        label={t.code}
        need="required"
        digits={CODE_DIGITS}
        value={proof.code}
        onChange={proof.setCode}
      />
      {proof.refusal !== undefined && <RefusalNote refusal={proof.refusal} />}
    </>
  )
}

/** Puts the focus on a field by its id, once the page has been drawn again. */
export const focusSoon = (id: string): void => {
  requestAnimationFrame(() => document.getElementById(id)?.focus())
}
