import { useState } from 'react'
import {
  type Acted,
  aboutStaff,
  type StaffAct,
  type StaffMember,
  type Standing,
} from '#shared/operations/people'
import type { Refusal } from '#shared/refusals'
import type { Result } from '#shared/result'
import { Role } from '#shared/staff'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import type { Icon } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { Window } from '../../parts/window.tsx'
import { EnrolToken } from './enrol-token.tsx'
import type { Come } from './outcome.tsx'

type Act = Exclude<StaffAct, 'added'>

type ChangeProps = {
  readonly icon: Icon
  readonly member: StaffMember
  readonly onDone: (come: Come) => void
  readonly onClose: () => void
}

/** What two people may do about somebody who stands like this; main decides anew. */
const actsFor = (standing: Standing): readonly Act[] =>
  standing === 'disabled'
    ? ['enabled', 'left']
    : standing === 'locked'
      ? ['enabled', 'secret-issued', 'disabled', 'left']
      : ['secret-issued', 'token-replaced', 'role-changed', 'disabled', 'left']

/** 職員の登録を変える: one act about one colleague, its reason, and the second person. */
export function Change({ icon, member, onDone, onClose }: ChangeProps) {
  const { administration, people: words, keys } = useMessages()
  const t = administration.people
  const role = useCommand('people.change-role')
  const disable = useCommand('people.disable')
  const enable = useCommand('people.enable')
  const leave = useCommand('people.leave')
  const reset = useCommand('people.reset')
  const replace = useCommand('people.replace-token')
  const [act, setAct] = useState<Act | null>(null)
  const [to, setTo] = useState<Role | null>(null)
  const [reason, setReason] = useState('')
  const [enrolment, setEnrolment] = useState<string>()
  const [asking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal>()
  const mine = useDesk(({ who }) => who?.role)
  const { staff, name } = member
  const busy = [role, disable, enable, leave, reset, replace].some((command) => command.busy)
  const off =
    act === null
      ? t.form.needsAct
      : act === 'role-changed' && to === null
        ? t.form.needsRole
        : act === 'token-replaced' && enrolment === undefined
          ? t.form.needsToken
          : reason.trim() === ''
            ? t.form.needsReason
            : undefined

  async function ask(): Promise<Result<Acted, Refusal> | undefined> {
    const about = { staff, reason: reason.trim() }
    switch (act) {
      case 'role-changed':
        return to === null ? undefined : role.send({ ...about, role: to })
      case 'disabled':
        return disable.send(about)
      case 'enabled':
        return enable.send(about)
      case 'left':
        return leave.send(about)
      case 'secret-issued':
        return reset.send(about)
      case 'token-replaced':
        return enrolment === undefined ? undefined : replace.send({ ...about, enrolment })
      case null:
        return undefined
    }
  }
  async function send() {
    setRefusal(undefined)
    const reply = await ask()
    if (reply === undefined || act === null) return
    if (reply.ok) {
      say(t.said[act](name), 'done')
      onDone({ acted: reply.value, name, staff })
      return
    }
    setRefusal(reply.error)
    if (!reply.error.code.startsWith('second-')) setAsking(false)
  }
  const next = () => {
    if (off === undefined) setAsking(true)
  }
  // For a forgotten passphrase one of the two is a supervisor; for everything else the second one is.
  const purpose = act === 'secret-issued' ? 'reset' : 'staff'
  // The person goes, not the number: whoever reads one number here sees the others before two people sign for it.
  const others = act === 'disabled' || act === 'left' ? member.alsoAs.join('・') : ''
  const supervisor = purpose === 'staff' || member.standing === 'locked' || mine !== 'supervisor'
  return (
    <Window
      title={t.form.changeTitle(name, staff)}
      icon={icon}
      onClose={onClose}
      closeLabel={keys.close}
      keys={{ F12: { label: t.form.goKey, run: next, off } }}
      footer={
        <Actions>
          <Action keyName="Esc" onPress={onClose}>
            {t.form.cancel}
          </Action>
          <Action keyName="F12" tone="go" off={off} busy={busy} onPress={next}>
            {t.form.go}
          </Action>
        </Actions>
      }
    >
      <FieldStack>
        {refusal !== undefined && !asking && <RefusalNote refusal={refusal} />}
        <ChoiceField<Act>
          id="act"
          label={t.form.act}
          need="required"
          direction="column"
          value={act}
          onChange={setAct}
          autoFocus
          choices={actsFor(member.standing).map((value) => ({
            value,
            label: t.acts[value].label,
            note: t.acts[value].note,
          }))}
        />
        {act === 'role-changed' && (
          <SelectField<Role>
            id="new-role"
            label={t.form.newRole}
            need="required"
            value={to}
            onChange={setTo}
            options={Role.options
              .filter((value) => value !== member.role)
              .map((value) => ({ value, label: words.roles[value] }))}
          />
        )}
        {act === 'token-replaced' && <EnrolToken staff={staff} onProven={setEnrolment} />}
        {others !== '' && (
          <Note>
            <p>{t.form.everyNumber(others)}</p>
          </Note>
        )}
        {act !== null && (
          <TextField
            id="act-reason"
            label={t.form.reason}
            need="required"
            value={reason}
            onChange={setReason}
            maxLength={200}
          />
        )}
      </FieldStack>
      {asking && act !== null && (
        <SecondPerson
          purpose={purpose}
          about={aboutStaff(act, staff)}
          supervisor={supervisor}
          go={t.form.second[act]}
          goKey={t.form.secondKey}
          refusal={refusal}
          busy={busy}
          onProven={() => void send()}
          onCancel={() => setAsking(false)}
        >
          <p>{t.form.about(name, staff, t.acts[act].label)}</p>
          {others !== '' && <p>{t.form.everyNumber(others)}</p>}
        </SecondPerson>
      )}
    </Window>
  )
}
