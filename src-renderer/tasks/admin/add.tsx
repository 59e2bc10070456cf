import { useState } from 'react'
import { StaffNo } from '#shared/ids'
import { aboutStaff, type StaffMember } from '#shared/operations/people'
import type { Refusal } from '#shared/refusals'
import { Role } from '#shared/staff'
import { idKey } from '#shared/text/normalise'
import { useMessages } from '../../desk/messages.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { FieldStack } from '../../parts/field.tsx'
import type { Icon } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import css from './admin.module.css'
import { EnrolToken } from './enrol-token.tsx'
import type { Come } from './outcome.tsx'

type AddProps = {
  readonly icon: Icon
  readonly members: readonly StaffMember[]
  readonly onDone: (come: Come) => void
  readonly onClose: () => void
}

const foldName = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ')
const sameName = (text: string): string => foldName(text).replace(/\s/gu, '')

/** 職員を登録する: number, name, role and a proven token; then the second person, and the first secret. */
export function Add({ icon, members, onDone, onClose }: AddProps) {
  const { administration, people: words, keys } = useMessages()
  const t = administration.people
  const command = useCommand('people.add')
  const [number, setNumber] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role | null>(null)
  const [who, setWho] = useState<'same' | 'other' | null>(null)
  const [enrolment, setEnrolment] = useState<{ readonly id: string; readonly staff: string }>()
  const [asking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const staff = StaffNo.safeParse(idKey(number)).data
  const taken = members.some((one) => one.staff === staff)
  const known = members.find((one) => name.trim() !== '' && sameName(one.name) === sameName(name))
  const proven = enrolment !== undefined && enrolment.staff === staff ? enrolment.id : undefined
  const off =
    staff === undefined
      ? t.form.needsNumber
      : taken
        ? t.form.taken
        : name.trim() === ''
          ? t.form.needsName
          : role === null
            ? t.form.needsRole
            : known !== undefined && who === null
              ? t.form.needsWho
              : proven === undefined
                ? t.form.needsToken
                : undefined

  async function send() {
    if (staff === undefined || role === null || proven === undefined) return
    setRefusal(undefined)
    const reply = await command.send({
      staff,
      name: foldName(name),
      role,
      samePersonAs: known !== undefined && who === 'same' ? known.staff : null,
      namesake: who === 'other',
      enrolment: proven,
    })
    if (reply === undefined) return
    if (reply.ok) {
      say(t.said.added(foldName(name)), 'done')
      onDone({ acted: reply.value, name: foldName(name), staff })
      return
    }
    setRefusal(reply.error)
    if (!reply.error.code.startsWith('second-')) setAsking(false)
  }
  const next = () => {
    if (off === undefined) setAsking(true)
  }
  return (
    <Window
      title={t.form.addTitle}
      icon={icon}
      onClose={onClose}
      closeLabel={keys.close}
      keys={{ F12: { label: t.form.goKey, run: next, off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.form.cancel}
          </Action>
          <Action keyName="F12" tone="go" off={off} busy={command.busy} onPress={next}>
            {t.form.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        <p>{t.form.addLead}</p>
        {refusal !== undefined && !asking && <RefusalNote refusal={refusal} />}
        <div className={css.three}>
          <TextField
            id="add-staff"
            label={t.column.staff}
            need="required"
            value={number}
            onChange={setNumber}
            fold={idKey}
            maxLength={12}
            code
            autoFocus
            problem={taken ? { what: t.form.taken } : undefined}
          />
          <TextField
            id="add-name"
            label={t.column.name}
            need="required"
            value={name}
            onChange={setName}
            fold={foldName}
            maxLength={60}
          />
          <SelectField<Role>
            id="add-role"
            label={t.column.role}
            need="required"
            value={role}
            onChange={setRole}
            options={Role.options.map((value) => ({ value, label: words.roles[value] }))}
          />
        </div>
        {known !== undefined && (
          <ChoiceField<'same' | 'other'>
            id="add-who"
            label={t.form.who(known.name, known.staff)}
            need="required"
            value={who}
            onChange={setWho}
            choices={[
              { value: 'same', label: t.form.same },
              { value: 'other', label: t.form.other },
            ]}
          />
        )}
        <EnrolToken
          staff={taken ? undefined : staff}
          onProven={(id) => setEnrolment({ id, staff: staff ?? '' })}
        />
      </FieldStack>
      {asking && staff !== undefined && (
        <SecondPerson
          purpose="staff"
          about={aboutStaff('added', staff)}
          supervisor
          go={t.form.second.added}
          goKey={t.form.secondKey}
          refusal={refusal}
          busy={command.busy}
          onProven={() => void send()}
          onCancel={() => setAsking(false)}
        >
          <p>{t.form.about(foldName(name), staff, role === null ? '' : words.roles[role])}</p>
        </SecondPerson>
      )}
    </Window>
  )
}
