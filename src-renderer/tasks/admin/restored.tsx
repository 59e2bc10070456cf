import { restoreList } from '#shared/messages/restore-list'
import type { RestoreRecord } from '#shared/operations/backup'
import { formatMoment } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Note } from '../../parts/notices.tsx'
import css from './admin.module.css'

/** What the last restore left to be done, and its record on paper. */
export function Restored({ record }: { readonly record: RestoreRecord }) {
  const { list, screen } = useMessages().restore
  const language = useDesk((desk) => desk.language)
  const backupAt = formatMoment(record.backupAt, language)
  const lines = restoreList(record, list, { backupAt, between: language === 'ja' ? '、' : ', ' })
  return (
    <Note title={screen.restoredOn(formatMoment(record.at, language), backupAt)}>
      <ul className={css.todo}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Actions>
        <Action
          id="print-restore"
          onPress={() =>
            go({ screen: 'paper', of: JSON.stringify({ paper: 'restore-record', restore: record.number }) })
          }
        >
          {screen.print}
        </Action>
      </Actions>
    </Note>
  )
}
