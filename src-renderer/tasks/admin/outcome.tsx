import { IconKey } from '@tabler/icons-react'
import type { Acted } from '#shared/operations/people'
import { formatMoment } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { Window } from '../../parts/window.tsx'
import css from './admin.module.css'

/** What came of an act: whom it was about, and what there is to say once. */
export type Come = { readonly acted: Acted; readonly name: string; readonly staff: string }

/** The first secret 初期合言葉, said this once to the person it is for. Nothing brings it back once the window has closed. */
export function Outcome({ come, onClose }: { readonly come: Come; readonly onClose: () => void }) {
  const { administration, keys } = useMessages()
  const t = administration.people.secret
  const language = useDesk((desk) => desk.language)
  const { secret, secretUntil } = come.acted
  if (secret === null) return null
  return (
    <Window
      title={t.title(come.name, come.staff)}
      icon={IconKey}
      size="small"
      onClose={onClose}
      closeLabel={keys.close}
      // Not F12, which has just been pressed: pressed once more, it would take the secret away unread.
      keys={{ F10: { label: t.goKey, run: onClose } }}
      footer={
        <Actions>
          <Action keyName="F10" tone="go" onPress={onClose}>
            {t.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.lead(come.name)}</p>
        <p className={css.secret} data-first-secret data-secret>
          {(secret.match(/.{1,4}/g) ?? []).map((four, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the secret is the identity
            <span key={place}>{four}</span>
          ))}
        </p>
        {secretUntil !== null && <p>{t.until(formatMoment(secretUntil, language))}</p>}
        <Note>
          <p>{t.once}</p>
        </Note>
      </FieldStack>
    </Window>
  )
}
