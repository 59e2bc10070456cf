import { useState } from 'react'
import type { CalendarDate, CaseNo } from '#shared/ids'
import { formatDate } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { Note } from '../../parts/notices.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { TextField } from '../../parts/text-field.tsx'
import type { Narrowing } from './narrow.tsx'

type Format = 'copy' | 'csv' | 'json'
const FORMATS: readonly Format[] = ['copy', 'csv', 'json']
const REASON_MAX = 200

type TakeOutProps = { readonly text: string; readonly filter: Narrowing; readonly onClose: () => void }

/** 監査用写し, or the list as it stands: what it holds and why is chosen by one, and taken out by two. */
export function TakeOutWindow({ text, filter, onClose }: TakeOutProps) {
  const { trailScreen } = useMessages()
  const t = trailScreen.takeOut
  const [format, setFormat] = useState<Format>('copy')
  const [payloads, setPayloads] = useState<'no' | 'yes'>('no')
  const [reason, setReason] = useState('')
  const take = useCommand('trail.export')
  const send = async () => {
    const reply = await take.send({ format, payloads: payloads === 'yes', reason, text, filter })
    if (reply?.ok !== true) return
    say(t.said(reply.value.fileName, reply.value.entries), 'done')
    onClose()
  }
  return (
    <SecondPerson
      purpose="export"
      about=""
      supervisor
      title={t.title}
      go={t.go}
      goKey={t.goKey}
      off={reason.trim() === '' ? t.needsReason : undefined}
      refusal={take.refusal}
      busy={take.busy}
      onProven={() => void send()}
      onCancel={onClose}
    >
      <p>{t.lead}</p>
      <ChoiceField<Format>
        id="takeOutFormat"
        label={t.format}
        value={format}
        onChange={setFormat}
        direction="column"
        choices={FORMATS.map((value) => ({ value, label: t.formats[value], note: t.formatNotes[value] }))}
      />
      {format === 'copy' && (
        <ChoiceField<'no' | 'yes'>
          id="takeOutPayloads"
          label={t.payloads}
          value={payloads}
          onChange={setPayloads}
          choices={[
            { value: 'no', label: t.payloadsNo },
            { value: 'yes', label: t.payloadsYes },
          ]}
        />
      )}
      <TextField
        id="takeOutReason"
        label={t.reason}
        need="required"
        value={reason}
        onChange={setReason}
        maxLength={REASON_MAX}
      />
    </SecondPerson>
  )
}

type EvidenceProps = { readonly caseNo: CaseNo; readonly onClose: () => void }

/** 証拠一式 of one case: the paper and the file for machines, taken out together. */
export function EvidenceWindow({ caseNo, onClose }: EvidenceProps) {
  const { trailScreen } = useMessages()
  const t = trailScreen.takeOut
  const [reason, setReason] = useState('')
  const language = useDesk((desk) => desk.language)
  const take = useCommand('trail.evidence')
  const send = async () => {
    const reply = await take.send({ caseNo, reason, language })
    if (reply?.ok !== true) return
    say(t.evidenceSaid(reply.value.fileName, reply.value.pages), 'done')
    onClose()
  }
  return (
    <SecondPerson
      purpose="export"
      about={caseNo}
      supervisor
      title={t.evidenceTitle(caseNo)}
      go={t.go}
      goKey={t.goKey}
      off={reason.trim() === '' ? t.needsReason : undefined}
      refusal={take.refusal}
      busy={take.busy}
      onProven={() => void send()}
      onCancel={onClose}
    >
      <p>{t.evidenceLead}</p>
      <TextField
        id="evidenceReason"
        label={t.reason}
        need="required"
        value={reason}
        onChange={setReason}
        maxLength={REASON_MAX}
        autoFocus
      />
    </SecondPerson>
  )
}

type EraseProps = { readonly due: number; readonly keptSince: CalendarDate; readonly onClose: () => void }

/** 消去 of what is past its time. */
export function EraseWindow({ due, keptSince, onClose }: EraseProps) {
  const { trailScreen } = useMessages()
  const t = trailScreen.erase
  const language = useDesk((desk) => desk.language)
  const erase = useCommand('trail.erase')
  const send = async () => {
    const reply = await erase.send({})
    if (reply?.ok !== true) return
    say(t.said(reply.value.payloads), 'done')
    onClose()
  }
  return (
    <SecondPerson
      purpose="erase"
      about=""
      supervisor
      title={t.title}
      go={t.go}
      goKey={t.goKey}
      refusal={erase.refusal}
      busy={erase.busy}
      onProven={() => void send()}
      onCancel={onClose}
    >
      <Note>{t.lead(due, formatDate(keptSince, language))}</Note>
      <Note tone="plain">{t.stays}</Note>
    </SecondPerson>
  )
}
