import type { CaseKind } from '#shared/cases'
import type { CaseView } from '#shared/operations/cases'
import type { PaperRequest } from '#shared/operations/papers'
import { ActRecordSheet } from './act-record.tsx'
import { CampaignLetters } from './campaign-letter.tsx'
import { CoverLetter } from './cover-letter.tsx'
import { DailySheet } from './daily-sheet.tsx'
import { DestructionCertificate } from './destruction-certificate.tsx'
import { DispatchList } from './dispatch-list.tsx'
import { Enclosure } from './enclosure.tsx'
import { EvidencePackPaper } from './evidence.tsx'
import { Facts, type PaperProps } from './facts.ts'
import { Guidance } from './guidance.tsx'
import { Label } from './label.tsx'
import { LossReport } from './loss-report.tsx'
import { Receipt } from './receipt.tsx'
import { RecoveryCardSheet } from './recovery-card.tsx'
import { RequestForm } from './request.tsx'
import { RestoreRecordSheet } from './restore-record.tsx'
import { Slip } from './slip.tsx'
import { Steps } from './steps.tsx'
import { StocktakeSheet } from './stocktake-sheet.tsx'
import { TransferSlip } from './transfer-slip.tsx'

/**
 * The sheet of a paper: one A4 page, and more where its people or steps need them. The same component is printed by the
 * hidden window and shown in the preview.
 *
 * @throws Error when the content lacks what its paper is about, which main never sends
 */
export function Paper(props: PaperProps) {
  const facts = new Facts(props)
  const { request, case: of, answer } = props.content
  if (request.paper === 'request-blank')
    return <Form facts={facts} of={null} kind={request.kind ?? 'token-detach'} />
  if (request.paper === 'guidance') {
    if (answer === null) throw new Error('a guidance sheet without an answer')
    return <Guidance facts={facts} situation={request.situation} answer={answer} />
  }
  if (request.paper === 'act-record') {
    if (props.content.record?.kind !== 'act') throw new Error('a record without its act')
    return <ActRecordSheet facts={facts} of={props.content.record.act} />
  }
  if (request.paper === 'day-sheet') {
    if (props.content.record?.kind !== 'day') throw new Error('a daily sheet without its day')
    return <DailySheet facts={facts} of={props.content.record.day} />
  }
  if (request.paper === 'recovery-card') {
    if (props.content.record?.kind !== 'card') throw new Error('a recovery card without its text')
    return <RecoveryCardSheet facts={facts} of={props.content.record.card} />
  }
  if (request.paper === 'evidence') {
    if (props.content.record?.kind !== 'evidence') throw new Error('an evidence pack without its entries')
    return <EvidencePackPaper facts={facts} of={props.content.record.pack} />
  }
  if (request.paper === 'restore-record') {
    if (props.content.record?.kind !== 'restore') throw new Error('the record of no restore')
    return <RestoreRecordSheet facts={facts} of={props.content.record.restore} />
  }
  if ('record' in request) return <OfRecord facts={facts} request={request} />
  if (of === null) throw new Error(`the paper ${request.paper} is about a case, and there is none`)
  switch (request.paper) {
    case 'cover-letter':
      return <CoverLetter facts={facts} of={of} dispatch={dispatchOf(facts)} />
    case 'enclosure':
      return <Enclosure facts={facts} of={of} dispatch={dispatchOf(facts)} />
    case 'label':
      return <Label facts={facts} of={of} dispatch={dispatchOf(facts)} />
    case 'request':
      return <Form facts={facts} of={of} kind={of.kind} />
    case 'receipt':
      return <Receipt facts={facts} of={of} />
    case 'slip':
      return <Slip facts={facts} of={of} />
    case 'steps':
      return <Steps facts={facts} of={of} />
  }
}

function dispatchOf({ content }: Facts) {
  if (content.dispatch === null) throw new Error('the papers of a parcel without its application')
  return content.dispatch
}

type RecordRequest = Extract<PaperRequest, { readonly record: unknown }>

/** A paper of the safe. What it is about comes with it, and must be what was asked for. */
function OfRecord({ facts, request }: { readonly facts: Facts; readonly request: RecordRequest }) {
  const { record } = facts.content
  if (record?.kind === 'bag' && request.paper === 'dispatch-list')
    return <DispatchList facts={facts} bag={record.bag} />
  if (record?.kind === 'stocktake' && request.paper === 'stocktake')
    return <StocktakeSheet facts={facts} of={record.stocktake} />
  if (record?.kind === 'destruction' && request.paper === 'destruction')
    return <DestructionCertificate facts={facts} of={record.destruction} />
  if (record?.kind === 'transfer' && request.paper === 'transfer-slip')
    return <TransferSlip facts={facts} of={record.transfer} />
  if (record?.kind === 'letters' && request.paper === 'campaign-letter')
    return <CampaignLetters facts={facts} of={record} round={request.round} />
  throw new Error(`the paper ${request.paper} came without what it is about`)
}

type FormProps = { readonly facts: Facts; readonly of: CaseView | null; readonly kind: CaseKind }

/** The form of a case, or a blank one of a job. Descriptions of services and the safe's book change without paper. */
function Form({ facts, of, kind }: FormProps) {
  if (kind === 'profile-change' || kind === 'stock-difference')
    throw new Error(`a case without paper has no form: ${kind}`)
  return kind === 'loss' ? (
    <LossReport facts={facts} of={of} />
  ) : (
    <RequestForm facts={facts} of={of} kind={kind} />
  )
}
