import { IconAlertTriangle, IconPhone } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { LossReport } from '#shared/asks'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { Action } from '../../parts/action.tsx'
import { ChoiceField } from '../../parts/choice-field.tsx'
import { FieldStack } from '../../parts/field.tsx'
import { Note } from '../../parts/notices.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { TextField } from '../../parts/text-field.tsx'
import css from './loss.module.css'
import { phoneNumberIn } from './stoppable.ts'

/** Where `MissingList` jumps to. */
export const fieldId = (field: keyof LossReport): string => `report-${field}`

const ANSWERS = ['yes', 'no', 'unknown'] as const
const WHO_CALLED = ['customer-called', 'bank-called-back', 'stranger-called-first'] as const
const CALLERS = ['customer', 'representative', 'employee', 'other'] as const

type ReportPanelProps = {
  readonly report: LossReport
  readonly phone: string
  /** A report to the police belongs to something that is gone. */
  readonly gone: boolean
  readonly onNote: ((changes: Partial<LossReport>) => void) | undefined
}

/** What was said on the telephone, in the order in which it is asked; each question as it is read out. */
export function ReportPanel({ report, phone, gone, onNote }: ReportPanelProps) {
  const { loss: t, words } = useMessages()
  const { field, ask } = words.loss
  if (onNote === undefined) {
    return (
      <Panel title={t.report} icon={IconPhone} note={t.reportClosed}>
        <Said report={report} />
      </Panel>
    )
  }
  const text = (name: 'callerName' | 'policeReportNo' | 'policeStation', maxLength = 100) => (
    <TextField
      id={fieldId(name)}
      label={field[name]}
      need="optional"
      value={report[name] ?? ''}
      onChange={(value) => onNote({ [name]: value === '' ? null : value })}
      maxLength={maxLength}
    />
  )
  const question = (
    name: 'codeReadOut' | 'lastLoginTheirs' | 'ownStopPressed',
    alarm: 'yes' | 'no' | undefined,
  ) => (
    <ChoiceField
      id={fieldId(name)}
      label={field[name]}
      need={name === 'ownStopPressed' ? 'optional' : 'required'}
      help={ask[name]}
      value={report[name]}
      onChange={(value) => onNote({ [name]: value })}
      choices={ANSWERS.map((value) => ({
        value,
        label: words.loss.answer[value],
        ...(value === alarm ? { tone: 'bad' as const } : {}),
      }))}
    />
  )
  return (
    <Panel title={t.report} icon={IconPhone} note={t.reportNote}>
      <div className={css.report}>
        <p className={css.never}>{t.neverAsk}</p>
        <ChoiceField
          id={fieldId('whoCalled')}
          label={field.whoCalled}
          need="required"
          help={ask.whoCalled}
          value={report.whoCalled}
          onChange={(whoCalled) => onNote({ whoCalled })}
          choices={WHO_CALLED.map((value) => ({
            value,
            label: words.loss.whoCalled[value],
            ...(value === 'stranger-called-first' ? { tone: 'bad' as const } : {}),
          }))}
        />
        {question('codeReadOut', 'yes')}
        {question('lastLoginTheirs', 'no')}
        <CallBack value={report.callBackNumber} phone={phone} onNote={onNote} />
        <FieldStack columns={2}>
          {text('callerName')}
          <ChoiceField
            id={fieldId('callerIs')}
            label={field.callerIs}
            need="optional"
            value={report.callerIs}
            onChange={(callerIs) => onNote({ callerIs })}
            choices={CALLERS.map((value) => ({ value, label: words.loss.callerIs[value] }))}
          />
        </FieldStack>
        {question('ownStopPressed', undefined)}
        {gone && (
          <FieldStack columns={2}>
            {text('policeReportNo')}
            {text('policeStation')}
          </FieldStack>
        )}
        <TextField
          id={fieldId('note')}
          label={field.note}
          need="optional"
          value={report.note ?? ''}
          onChange={(value) => onNote({ note: value === '' ? null : value })}
          lines={3}
          maxLength={500}
        />
      </div>
    </Panel>
  )
}

type CallBackProps = {
  readonly value: string | null
  readonly phone: string
  readonly onNote: (changes: Partial<LossReport>) => void
}

/** The number we telephone ourselves: the one on the contract, by a key. What is not a number yet stays as typed. */
function CallBack({ value, phone, onNote }: CallBackProps) {
  const { loss: t, words } = useMessages()
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? value ?? ''
  const bad = shown !== '' && phoneNumberIn(shown) === null
  const put = (text: string) => {
    setTyped(text)
    onNote({ callBackNumber: phoneNumberIn(text) })
  }
  const useContracts = () => {
    setTyped(undefined)
    onNote({ callBackNumber: phoneNumberIn(phone) })
    document.getElementById(fieldId('callBackNumber'))?.focus()
  }
  const known = phoneNumberIn(phone) !== null
  useKeys(known ? { 'Alt+D': { label: t.onContractKey, run: useContracts } } : {}, { rank: 'part' })
  return (
    <div className={css.callBack}>
      <TextField
        id={fieldId('callBackNumber')}
        label={words.loss.field.callBackNumber}
        need="required"
        value={shown}
        onChange={put}
        onLeave={(text) => phoneNumberIn(text) !== null && setTyped(undefined)}
        problem={bad ? t.badNumber : undefined}
        code
        maxLength={30}
      />
      {known ? (
        <Action keyName="Alt+D" onPress={useContracts}>
          {t.onContract(phone)}
        </Action>
      ) : (
        <p>{t.noPhone}</p>
      )}
      <p>{t.callBackAdvice}</p>
    </div>
  )
}

/**
 * What to do when the answers sound like fraud; nothing where they do not. It stands beside the questions, because
 * coming up above them it would push the next one away from under the hand.
 */
export function Advice({ report }: { readonly report: LossReport }) {
  const { fraud: t } = useMessages().loss
  const signs = [
    report.codeReadOut === 'yes' ? t.codeReadOut : undefined,
    report.lastLoginTheirs === 'no' ? t.lastLogin : undefined,
    report.whoCalled === 'stranger-called-first' ? t.stranger : undefined,
  ].filter((sign) => sign !== undefined)
  if (signs.length === 0) return null
  return (
    <div role="status">
      <Note icon={IconAlertTriangle} title={t.title}>
        {signs.map((sign) => (
          <p key={sign}>
            <b>{sign}</b>
          </p>
        ))}
        <ol className={css.steps}>
          {t.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Note>
    </div>
  )
}

/** The answers to read, when nothing more can be added. */
function Said({ report }: { readonly report: LossReport }) {
  const { words } = useMessages()
  const { field, answer, whoCalled, callerIs, notAsked } = words.loss
  const of = <Code extends string>(code: Code | null, word: Readonly<Record<Code, string>>): ReactNode =>
    code === null ? <span className={css.quiet}>{notAsked}</span> : word[code]
  const said = (text: string | null): ReactNode => text ?? <span className={css.quiet}>{notAsked}</span>
  return (
    <Facts
      items={[
        { label: field.whoCalled, value: of(report.whoCalled, whoCalled) },
        { label: field.codeReadOut, value: of(report.codeReadOut, answer) },
        { label: field.lastLoginTheirs, value: of(report.lastLoginTheirs, answer) },
        { label: field.callBackNumber, value: said(report.callBackNumber) },
        { label: field.callerName, value: said(report.callerName) },
        { label: field.callerIs, value: of(report.callerIs, callerIs) },
        { label: field.ownStopPressed, value: of(report.ownStopPressed, answer) },
        { label: field.policeReportNo, value: said(report.policeReportNo) },
        { label: field.policeStation, value: said(report.policeStation) },
        { label: field.note, value: said(report.note) },
      ]}
    />
  )
}
