import { useState } from 'react'
import { IdentityDocument } from '#shared/intake'
import type { DispatchView, Parcel } from '#shared/operations/dispatch'
import { Delivery, ReturnReason } from '#shared/stock'
import { useMessages } from '../../desk/messages.ts'
import { say } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { SecondPerson } from '../../parts/second-person.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { AskWindow } from '../case/reason-window.tsx'

/** What happens to a parcel after it was packed, each in a window of its own. */

type WindowFor = { readonly view: DispatchView; readonly onClose: () => void }

/** 窓口交付, after a look at an identity document. */
export function HandOutWindow({ view, onClose }: WindowFor) {
  const { cases, dispatch } = useMessages()
  const t = dispatch.handOut
  const { caseNo, version } = view.case
  const [visitorName, setVisitor] = useState('')
  const [identity, setIdentity] = useState<IdentityDocument | null>(null)
  const [identityLast4, setLast4] = useState('')
  const step = useCommand('dispatch.hand-out')
  const off =
    visitorName.trim() === '' || identity === null || identityLast4.trim().length !== 4 ? t.needs : undefined
  const send = async () => {
    if (identity === null) return
    const reply = await step.send({ caseNo, version, visitorName, identity, identityLast4 })
    if (reply?.ok !== true) return
    say(t.done, 'done')
    onClose()
  }
  return (
    <AskWindow
      title={t.title}
      go={t.go}
      goKey={t.goKey}
      back={t.back}
      off={off}
      busy={step.busy}
      onGo={() => void send()}
      onClose={onClose}
    >
      <p>{t.lead}</p>
      <TextField
        id="handVisitor"
        label={t.visitor}
        need="required"
        value={visitorName}
        onChange={setVisitor}
        maxLength={100}
        autoFocus
      />
      <SelectField
        id="handIdentity"
        label={t.identity}
        need="required"
        value={identity}
        onChange={setIdentity}
        options={IdentityDocument.options.map((value) => ({ value, label: cases.identity[value] }))}
      />
      <TextField
        id="handLast4"
        label={t.last4}
        need="required"
        value={identityLast4}
        onChange={setLast4}
        fold={(text) => text.normalize('NFKC').trim().toUpperCase()}
        maxLength={4}
        code
      />
      {step.refusal !== undefined && <RefusalNote refusal={step.refusal} />}
    </AskWindow>
  )
}

const arrivals = ['tracking', 'receipt-card', 'customer'] as const

export function ArriveWindow({ view, parcel, onClose }: WindowFor & { readonly parcel: Parcel }) {
  const { dispatch } = useMessages()
  const t = dispatch.arrive
  const { caseNo, version } = view.case
  const [how, setHow] = useState<(typeof arrivals)[number] | null>(null)
  const step = useCommand('dispatch.arrive')
  const send = async () => {
    if (how === null) return
    const reply = await step.send({ caseNo, version, how })
    if (reply?.ok !== true) return
    say(t.done, 'done')
    onClose()
  }
  return (
    <AskWindow
      title={t.title}
      go={t.go}
      goKey={t.goKey}
      back={t.back}
      off={how === null ? t.needs : undefined}
      busy={step.busy}
      onGo={() => void send()}
      onClose={onClose}
    >
      <p>{t.lead(parcel.mailNo ?? '')}</p>
      <ChoiceField
        id="arriveHow"
        label={t.how}
        need="required"
        direction="column"
        value={how}
        onChange={setHow}
        autoFocus
        choices={arrivals.map((value) => ({ value, label: dispatch.life.how[value] }))}
      />
      {step.refusal !== undefined && <RefusalNote refusal={step.refusal} />}
    </AskWindow>
  )
}

export function ComeBackWindow({ view, onClose }: WindowFor) {
  const { dispatch, words: w } = useMessages()
  const t = dispatch.comeBack
  const { caseNo, version } = view.case
  const [reason, setReason] = useState<ReturnReason | null>(null)
  const step = useCommand('dispatch.come-back')
  const send = async () => {
    if (reason === null) return
    const reply = await step.send({ caseNo, version, reason })
    if (reply?.ok !== true) return
    say(t.done, 'done')
    onClose()
  }
  return (
    <AskWindow
      title={t.title}
      go={t.go}
      goKey={t.goKey}
      back={t.back}
      off={reason === null ? t.needs : undefined}
      busy={step.busy}
      onGo={() => void send()}
      onClose={onClose}
    >
      <p>{t.lead}</p>
      <ChoiceField
        id="returnReason"
        label={t.reason}
        need="required"
        direction="column"
        value={reason}
        onChange={setReason}
        autoFocus
        choices={ReturnReason.options.map((value) => ({ value, label: w.stock.returnReason[value] }))}
      />
      {step.refusal !== undefined && <RefusalNote refusal={step.refusal} />}
    </AskWindow>
  )
}

/** Out again, by post or over the counter, with a supervisor. */
export function SendAgainWindow({ view, onClose }: WindowFor) {
  const { dispatch, words: w } = useMessages()
  const t = dispatch.again
  const { caseNo, version } = view.case
  const [how, setHow] = useState<Delivery | null>(null)
  const [note, setNote] = useState('')
  const step = useCommand('dispatch.send-again')
  const send = async () => {
    if (how === null) return
    const reply = await step.send({ caseNo, version, how, note: note.trim() })
    if (reply?.ok !== true) return
    say(t.done, 'done')
    onClose()
  }
  return (
    <SecondPerson
      purpose="send-again"
      about={caseNo}
      supervisor
      title={t.title}
      go={t.go}
      off={how === null || note.trim() === '' ? t.needs : undefined}
      refusal={step.refusal}
      busy={step.busy}
      onProven={() => void send()}
      onCancel={onClose}
    >
      <p>{t.lead}</p>
      <ChoiceField
        id="againHow"
        label={t.how}
        need="required"
        value={how}
        onChange={setHow}
        choices={Delivery.options.map((value) => ({ value, label: w.stock.delivery[value] }))}
      />
      <TextField
        id="againNote"
        label={t.note}
        need="required"
        value={note}
        onChange={setNote}
        maxLength={500}
        help={t.noteHelp}
      />
    </SecondPerson>
  )
}

/** 郵便事故: the serial never comes back. */
export function LostWindow({ view, onClose }: WindowFor) {
  const { dispatch } = useMessages()
  const t = dispatch.lost
  const { caseNo, version } = view.case
  const [note, setNote] = useState('')
  const step = useCommand('dispatch.lost')
  const send = async () => {
    const reply = await step.send({ caseNo, version, note: note.trim() })
    if (reply?.ok !== true) return
    say(t.done, 'done')
    onClose()
  }
  return (
    <SecondPerson
      purpose="lose-in-post"
      about={caseNo}
      supervisor
      title={t.title}
      go={t.go}
      off={note.trim() === '' ? t.needs : undefined}
      refusal={step.refusal}
      busy={step.busy}
      onProven={() => void send()}
      onCancel={onClose}
    >
      <p>{t.lead}</p>
      <TextField
        id="lostNote"
        label={t.note}
        need="required"
        value={note}
        onChange={setNote}
        maxLength={500}
      />
    </SecondPerson>
  )
}
