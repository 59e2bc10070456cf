import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { useMessages } from '../../desk/messages.ts'
import { endedBy } from '../../desk/renewal.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { PassphraseField } from '../../parts/passphrase-field.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { Window } from '../../parts/window.tsx'

/**
 * The key ring begun anew by the two who are here: what it does to everybody else, both passphrases, which the new ring is
 * wrapped with, and then the second person's proof. It ends at the sign-in.
 */
export function BeginAnew({ onCancel }: { readonly onCancel: () => void }) {
  const { keyCare, keys } = useMessages()
  const t = keyCare.begin
  const [passphrase, setPassphrase] = useState('')
  const [secondPassphrase, setSecondPassphrase] = useState('')
  const [typed, setTyped] = useState(false)
  const begin = useCommand('keys.begin-anew')
  const off = passphrase === '' || secondPassphrase === '' ? t.needs : undefined
  const next = () => off === undefined && setTyped(true)

  if (typed)
    return (
      <SecondPerson
        purpose="rotate"
        about="master"
        supervisor
        title={t.title}
        refusal={begin.refusal}
        busy={begin.busy}
        go={t.go}
        goKey={t.goKey}
        onCancel={() => setTyped(false)}
        onProven={() => {
          void begin.send({ passphrase, secondPassphrase }).then((reply) => {
            if (reply?.ok === true) endedBy('begun-anew')
          })
        }}
      >
        <p>{t.what}</p>
      </SecondPerson>
    )
  return (
    <Window
      title={t.title}
      icon={IconKey}
      tone="approval"
      size="small"
      onClose={onCancel}
      closeLabel={keys.back}
      keys={{ F10: { label: t.nextKey, off, run: next } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onCancel}>
            {keys.back}
          </Action>
          <Action id="begin-next" keyName="F10" tone="go" off={off} onPress={next}>
            {t.next}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.when}</p>
        <Note tone="caution">
          <p>{t.what}</p>
        </Note>
        <p>{t.both}</p>
        <PassphraseField
          id="anew-own"
          label={t.passphrase}
          need="required"
          value={passphrase}
          onChange={setPassphrase}
          autoFocus
        />
        <PassphraseField
          id="anew-second"
          label={t.secondPassphrase}
          need="required"
          value={secondPassphrase}
          onChange={setSecondPassphrase}
        />
      </FieldStack>
    </Window>
  )
}
