import { IconEyeCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { Finding, type SampledView } from '#shared/operations/reviews'
import { formatDate, formatMoment } from '#shared/text/wareki'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Code } from '../../parts/code.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Empty } from '../../parts/notices.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import css from './closing.module.css'

const idOf = ({ sheet, entry }: SampledView): string => `${sheet}/${entry}`

/** 抜き取り確認: the approvals the closings have chosen, and what came of looking at them again. */
export function Reviews() {
  const { closing } = useMessages()
  const t = closing.reviews
  const language = useDesk((desk) => desk.language)
  const { value: sampled, refusal } = useQuery('review.list', {})
  const [chosen, setChosen] = useState<string>()
  const [noting, setNoting] = useState(false)
  const one = sampled?.find((each) => idOf(each) === chosen) ?? sampled?.[0]
  const none = one === undefined ? t.nothing : undefined
  const off = none ?? (one?.review != null ? t.alreadyDone : one?.not == null ? undefined : t.not[one.not])
  const open = () => {
    if (one !== undefined) go({ screen: 'case', of: one.caseNo })
  }
  useKeys({
    F9: { label: t.openKey, run: open, off: none },
    F12: { label: t.noteKey, run: () => setNoting(true), off },
  })
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (sampled === undefined) return null
  return (
    <>
      <p className={css.lead}>{t.lead}</p>
      <ListTable<SampledView>
        label={closing.tabs.reviews}
        rows={sampled}
        idOf={idOf}
        chosen={one === undefined ? undefined : idOf(one)}
        onChoose={setChosen}
        onOpen={open}
        empty={<Empty title={t.empty} />}
        columns={[
          {
            id: 'case',
            title: t.case,
            width: '12rem',
            name: true,
            cell: ({ caseNo }) => <Code strong>{caseNo}</Code>,
          },
          {
            id: 'sheet',
            title: t.sheet,
            width: '15rem',
            cell: ({ sheet, date }) => (
              <TwoLines under={closing.sheetNo(sheet)}>{formatDate(date, language)}</TwoLines>
            ),
          },
          { id: 'maker', title: t.maker, cell: ({ makerName }) => makerName },
          { id: 'approver', title: t.approver, cell: ({ approverName }) => approverName },
          {
            id: 'state',
            title: t.state,
            width: '20rem',
            cell: ({ review, not }) =>
              review === null ? (
                <TwoLines under={not === null ? '' : t.not[not]}>{t.due}</TwoLines>
              ) : (
                <TwoLines
                  under={[formatMoment(review.at, language), review.byName, review.note]
                    .filter((text) => text !== '')
                    .join('　')}
                >
                  {t.findings[review.finding]}
                </TwoLines>
              ),
          },
        ]}
      />
      <div className={css.foot}>
        <Actions>
          <Action keyName="F9" onPress={open} off={none}>
            {t.open}
          </Action>
          <Action keyName="F12" tone="go" onPress={() => setNoting(true)} off={off}>
            {t.note}
          </Action>
        </Actions>
      </div>
      {noting && one !== undefined && <NoteWindow of={one} onClose={() => setNoting(false)} />}
    </>
  )
}

function NoteWindow({ of, onClose }: { readonly of: SampledView; readonly onClose: () => void }) {
  const { closing, keys } = useMessages()
  const t = closing.reviews
  const command = useCommand('review.note')
  // Nothing is chosen beforehand: a finding is what somebody has said, not what was left standing.
  const [finding, setFinding] = useState<Finding | null>(null)
  const [note, setNote] = useState('')
  const off =
    finding === null
      ? t.needsFinding
      : finding === 'to-be-followed' && note.trim() === ''
        ? t.needs
        : undefined
  const send = async () => {
    if (finding === null) return
    const reply = await command.send({ sheet: of.sheet, entry: of.entry, finding, note })
    if (reply?.ok !== true) return
    say(t.done(of.caseNo), 'done')
    onClose()
  }
  return (
    <Window
      title={t.title(of.caseNo)}
      icon={IconEyeCheck}
      size="small"
      onClose={onClose}
      closeLabel={keys.back}
      keys={{ F10: { label: t.noteKey, run: () => void send(), off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.cancel}
          </Action>
          <Action keyName="F10" tone="go" onPress={() => void send()} busy={command.busy} off={off}>
            {t.note}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        {command.refusal !== undefined && <RefusalNote refusal={command.refusal} />}
        <ChoiceField<Finding>
          label={t.ask}
          need="required"
          autoFocus
          choices={Finding.options.map((value) => ({ value, label: t.findings[value] }))}
          value={finding}
          onChange={setFinding}
        />
        <TextField label={t.words} value={note} onChange={setNote} lines={2} maxLength={300} />
      </FieldStack>
    </Window>
  )
}
