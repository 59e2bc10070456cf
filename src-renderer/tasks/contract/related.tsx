import { IconUsersGroup } from '@tabler/icons-react'
import { useState } from 'react'
import { StaffNo } from '#shared/ids'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Note } from '../../parts/notices.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import css from '../contract.module.css'
import type { Known } from './known.ts'

/** Colleagues who are related to this customer: they take no part in its cases. */
export function Related({ view }: Pick<Known, 'view'>) {
  const { contract: t } = useMessages()
  const role = useDesk(({ who }) => who?.role)
  const [declaring, setDeclaring] = useState(false)
  return (
    <Panel title={t.related} icon={IconUsersGroup}>
      {view.related.length === 0 ? (
        <p className={css.none}>{t.nobodyRelated}</p>
      ) : (
        <ul className={css.related}>
          {view.related.map(({ staff, name, note }) => (
            <li key={staff}>
              <b>{t.colleague(name)}</b>
              <small>{note}</small>
            </li>
          ))}
        </ul>
      )}
      {role !== 'auditor' && (
        <Actions>
          <Action onPress={() => setDeclaring(true)}>{t.declare}</Action>
        </Actions>
      )}
      {declaring && <DeclareWindow view={view} onClose={() => setDeclaring(false)} />}
    </Panel>
  )
}

/** Cannot be taken back: whoever is named can neither enter nor approve a case of this customer from now on. */
function DeclareWindow({ view, onClose }: Pick<Known, 'view'> & { readonly onClose: () => void }) {
  const { contract: t, frame } = useMessages()
  const who = useDesk((desk) => desk.who)
  // Only those who hand cases over are told who their colleagues are; the administrator knows the number.
  const lists = who?.role !== 'administrator'
  const { value: colleagues } = useQuery('staff.colleagues', lists ? {} : undefined)
  const [staff, setStaff] = useState('')
  const [note, setNote] = useState('')
  const { busy, refusal, send } = useCommand('contract.declare-relation')
  const parsed = StaffNo.safeParse(staff.trim().toUpperCase())
  const off = !parsed.success ? t.declareNeedsWho : note.trim() === '' ? t.declareNeedsWhy : undefined
  const act = async () => {
    if (!parsed.success) return
    const reply = await send({ contractNo: view.contractNo, staff: parsed.data, note: note.trim() })
    if (reply?.ok !== true) return
    say(t.declared, 'done')
    onClose()
  }
  const already = new Set<string>(view.related.map((one) => one.staff))
  const people = [
    ...(who === undefined ? [] : [{ staff: who.staff, name: t.myself(who.name), role: who.role }]),
    ...(colleagues ?? []).filter((one) => one.staff !== who?.staff),
  ].filter((one) => !already.has(one.staff))
  return (
    <Window
      title={t.declare}
      size="small"
      onClose={onClose}
      keys={{ F12: { label: t.declareKey, run: () => void act(), off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.declareBack}
          </Action>
          <Action keyName="F12" tone="go" onPress={() => void act()} off={off} busy={busy}>
            {t.declareGo}
          </Action>
        </Actions>
      }
    >
      <div className={css.stack}>
        <Note>{t.declareLead(view.name)}</Note>
        {lists ? (
          <SelectField
            label={t.whoIsRelated}
            need="required"
            value={staff === '' ? null : staff}
            onChange={setStaff}
            options={people.map((one) => ({
              value: one.staff as string,
              label: `${one.name}（${frame.roles[one.role as keyof typeof frame.roles] ?? one.role}）`,
            }))}
            autoFocus
          />
        ) : (
          <TextField
            label={t.whoIsRelatedNo}
            need="required"
            value={staff}
            onChange={setStaff}
            maxLength={5}
            code
            autoFocus
          />
        )}
        <TextField
          label={t.howRelated}
          help={t.howRelatedHelp}
          need="required"
          value={note}
          onChange={setNote}
          maxLength={200}
        />
        {refusal !== undefined && <RefusalNote refusal={refusal} />}
      </div>
    </Window>
  )
}
