import { type ReactNode, useState } from 'react'
import { formNumbers } from '#shared/form-lines'
import type { CalendarDate } from '#shared/ids'
import {
  Authority,
  CameBy,
  FallbackSecret,
  type Gap,
  IdentityDocument,
  type Intake,
  type IntakeField,
  RecentChange,
  SealFinding,
  SealMethod,
  SituationCause,
  type StoreSide,
} from '#shared/intake'
import { missingFrom, neverExpires } from '#shared/intake-check'
import { formFields } from '#shared/jobs'
import type { CaseView } from '#shared/operations/cases'
import type { ServiceProfile } from '#shared/profiles'
import { foldDigits, foldId, foldName } from '#shared/text/normalise'
import { foldSerial } from '#shared/text/serial'
import { formatDate } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { TickField } from '../../parts/choice-field.tsx'
import { Code } from '../../parts/code.tsx'
import type { CompareRow, Mark } from '../../parts/compare-table.tsx'
import type { MissingItem } from '../../parts/missing-list.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import css from './case.module.css'
import { wishLines } from './hardware.ts'
import { serialLine } from './serial-line.tsx'
import { isReissuedToo, reasonsFor } from './shape.ts'
import type { CaseWords } from './words.ts'

const circled = (number: number | undefined): string =>
  number === undefined ? '' : String.fromCharCode(0x2460 + number - 1)

const LINE_MAX = 100
const MEMO_MAX = 500
const ACCOUNT_MAX = 30
const LAST4 = 4

export type Lines = {
  readonly rows: readonly CompareRow[]
  readonly missing: readonly MissingItem[]
  /** Where the work goes on: the first line that still lacks something. */
  readonly first: IntakeField | undefined
}

type TextLine =
  | 'formNumber'
  | 'visitorName'
  | 'customerId'
  | 'customerName'
  | 'accountNumber'
  | 'reasonNote'
  | 'identityIssuer'
  | 'identityLast4'
  | 'originalKeptAt'
  | 'situationNote'
  | 'assistedReason'
  | 'assistedPresent'
  | 'redirectReason'
  | 'branchReason'
type ChoiceLine =
  | 'cameBy'
  | 'authority'
  | 'reason'
  | 'seal'
  | 'sealMethod'
  | 'identity'
  | 'situationCause'
  | 'recentChange'
  | 'fallbackSecret'
type DayLine = 'receivedOn' | 'identityExpiresOn' | 'identityIssuedOn' | 'recentChangeOn'
type TickLine =
  | 'assisted'
  | 'assistedReadBack'
  | 'lowerProtectionAcknowledged'
  | 'mailAddressChecked'
  | 'addressConfirmed'

/** A case without a customer has no paper and no counterpart of it. */
export const nothingStored: StoreSide = {
  customerId: '',
  customerName: '',
  accountEnding: null,
  accountMatches: null,
  targetName: '',
  oldSerial: null,
  dealingBranchIsOurs: true,
  targetIsAdministrator: true,
  redirectReasonNeeded: false,
  administratorUsable: false,
  today: '' as CalendarDate,
}

/**
 * Paper and store, line by line, in the order of the job's form. With `put` the paper side is typed into; without, it
 * is read. What differs is pointed out and never corrected; what is still being typed is not called different yet.
 */
export function useLines(
  view: CaseView,
  profile: ServiceProfile,
  intake: Intake,
  words: CaseWords,
  put: ((changes: Partial<Intake>) => void) | undefined,
): Lines {
  const messages = useMessages()
  const { cases: t, fields: f, jobs, words: w } = messages
  const here = useHere(({ state }) => state)
  const [typing, setTyping] = useState<IntakeField>()
  const { paper, store: side } = t
  const known = view.store ?? nothingStored
  const accountUnsaved = intake.accountNumber !== view.intake.accountNumber
  const store = accountUnsaved ? { ...known, accountMatches: null } : known
  const fields = formFields(view.kind, profile, isReissuedToo(view))
  const numbers = formNumbers(view.kind, profile, isReissuedToo(view))

  const gaps = new Map<IntakeField, Gap>()
  for (const { field, gap } of missingFrom(intake, store, fields)) if (!gaps.has(field)) gaps.set(field, gap)

  const label = (field: IntakeField): string => {
    switch (field) {
      case 'oldSerial':
        return paper.oldSerial(words.tokenLabel)
      case 'oldSerialCorrected':
        return ''
      case 'reasonNote':
        return view.kind === 'opt-out'
          ? jobs.paper.reasonOf.optOut
          : view.kind === 'application'
            ? jobs.paper.reasonOf.application
            : view.kind === 'usage-mode'
              ? jobs.paper.reasonOf.usageMode
              : view.kind === 'hardware'
                ? jobs.paper.reasonOf.hardware
                : paper.reasonNote
      case 'redirectReason':
        return jobs.paper.redirectReasonOf[
          view.kind === 'token-detach' || view.kind === 'reissue'
            ? 'detach'
            : view.kind === 'unlock'
              ? 'unlock'
              : 'other'
        ]
      case 'situationCause':
      case 'recentChange':
      case 'recentChangeOn':
      case 'assisted':
      case 'assistedReason':
      case 'assistedPresent':
      case 'assistedReadBack':
      case 'lowerProtectionAcknowledged':
      case 'fallbackSecret':
      case 'mailAddressChecked':
      case 'addressConfirmed':
        return jobs.paper[field]
      case 'situationNote':
        return view.kind === 'resume'
          ? jobs.paper.situationNote.replace(/^[同–]\s*/u, '')
          : jobs.paper.situationNote
      default:
        return paper[field]
    }
  }
  const filled = (field: IntakeField): boolean =>
    intake[field] !== null && intake[field] !== '' && intake[field] !== false

  /** `plain` lines have nothing to be compared with: filled in is enough, and no sign is needed. */
  const markOf = (field: IntakeField, plain = false): Mark => {
    const gap = gaps.get(field)
    if (gap === undefined) return plain || !filled(field) ? 'none' : 'equal'
    if (gap === 'empty' || gap === 'not-acknowledged' || gap === 'not-read-back' || gap === 'not-checked')
      return 'waiting'
    return typing === field ? 'waiting' : 'differs'
  }
  const gapLine = (field: IntakeField): string | undefined => {
    const gap = gaps.get(field)
    return gap === undefined || gap === 'empty' || typing === field ? undefined : t.gap[gap]
  }

  const text = (
    field: TextLine,
    options: {
      readonly fold?: (typed: string) => string
      readonly code?: boolean
      readonly maxLength?: number
    } = {},
  ): ReactNode => {
    const value = intake[field] ?? ''
    if (put === undefined) return options.code === true ? <Code>{value}</Code> : value
    return (
      <TextField
        id={field}
        label={label(field)}
        bare
        value={value}
        fold={options.fold ?? foldName}
        code={options.code}
        maxLength={options.maxLength ?? LINE_MAX}
        onChange={(typed) => put({ [field]: typed === '' ? null : typed })}
      />
    )
  }
  const select = <T extends string>(
    field: ChoiceLine,
    values: readonly T[],
    word: Readonly<Record<T, string>>,
    value: T | null,
    also: Partial<Intake> = {},
  ): ReactNode => {
    if (put === undefined) return value === null ? '' : word[value]
    return (
      <SelectField
        id={field}
        label={label(field)}
        bare
        value={value}
        onChange={(chosen) => put({ ...also, [field]: chosen })}
        // A list takes what is typed for the beginning of a choice: so the digit alone chooses it.
        options={values.map((one, place) => ({ value: one, label: `${place + 1}  ${word[one]}` }))}
      />
    )
  }
  const date = (field: DayLine): ReactNode => {
    const value = intake[field]
    if (put === undefined) return value === null ? '' : formatDate(value, words.language)
    return (
      <div className={css.day}>
        <WarekiField
          id={field}
          label={label(field)}
          bare
          value={value}
          onChange={(day: CalendarDate | null) => put({ [field]: day })}
        />
      </div>
    )
  }
  const tick = (field: TickLine, said: string, also: (value: boolean) => Partial<Intake> = () => ({})) =>
    put === undefined ? (
      intake[field] ? (
        said
      ) : (
        ''
      )
    ) : (
      <TickField
        id={field}
        label={said}
        value={intake[field]}
        onChange={(value) => put({ ...also(value), [field]: value })}
      />
    )
  const quiet = (words: ReactNode) => <span className={css.quiet}>{words}</span>
  const hint = (said: string) => quiet(put && said)

  const wrap = (field: IntakeField, cell: ReactNode): ReactNode =>
    put === undefined ? (
      cell
    ) : (
      // biome-ignore lint/a11y/noStaticElementInteractions: only watches which line the focus is in
      <div className={css.cell} onFocus={() => setTyping(field)} onBlur={() => setTyping(undefined)}>
        {cell}
      </div>
    )
  /** Lines under one number show it once. */
  let shownNumber: number | undefined
  const numberFor = (field: IntakeField): number | undefined => {
    const number = numbers.get(field)
    if (number === shownNumber) return undefined
    shownNumber = number
    return number
  }
  const row = (
    field: IntakeField,
    cell: ReactNode,
    mark: Mark,
    storeSide: ReactNode,
    more: Partial<CompareRow> = {},
  ): CompareRow => {
    const below = gapLine(field)
    return {
      id: `line-${field}`,
      number: numberFor(field),
      label: label(field),
      paper: wrap(field, cell),
      mark,
      store: storeSide,
      ...(below === undefined ? {} : { below }),
      ...more,
    }
  }
  const worse = (...marks: readonly Mark[]): Mark =>
    (['differs', 'waiting', 'equal', 'none'] as const).find((mark) => marks.includes(mark)) ?? 'none'
  const belowOf = (...those: readonly IntakeField[]): Partial<CompareRow> => {
    const lines = those.map(gapLine).filter((line) => line !== undefined)
    return lines.length === 0 ? {} : { below: lines.join(' ') }
  }

  const hasAuthority = intake.cameBy !== null && intake.cameBy !== 'representative'
  const issuedOnly = intake.identity !== null && neverExpires(intake.identity)
  const day = issuedOnly ? 'identityIssuedOn' : 'identityExpiresOn'

  const branchLine = (): CompareRow => ({
    id: 'line-branch',
    label: paper.branch,
    paper: here?.branchName ?? '',
    mark: 'equal',
    store: side.ours(here?.branchName ?? '', here?.branchNo ?? ''),
  })
  const targetLine = (): CompareRow => ({
    id: 'line-target',
    number: numbers.get('target'),
    label: targetLabel(view, jobs.paper.targetOf),
    paper: words.targetName,
    mark: 'equal',
    store:
      view.target.kind === 'contract' ? (
        view.kind !== 'usage-mode' && words.meant.length === 1 && words.holder !== undefined ? (
          <>
            {words.targetName} <b>{words.role(words.holder.role)}</b>
          </>
        ) : (
          jobs.side.several((view.kind === 'usage-mode' ? view.touched : words.meant).length)
        )
      ) : (
        <>
          {words.targetName}{' '}
          <b>{words.isShared || words.holder === undefined ? '' : words.role(words.holder.role)}</b>
        </>
      ),
  })

  /** What was applied for stands on the form too, and was settled when the case was opened. */
  const wish = (): readonly CompareRow[] => {
    const number = numbers.get('wish')
    if (view.ask.kind !== 'hardware' || number === undefined) return []
    return wishLines(view.ask, profile, words, messages).map(({ id, label: name, said }) => {
      const shown = number === shownNumber ? undefined : number
      shownNumber = number
      return {
        id: `line-wish-${id}`,
        number: shown,
        label: name,
        paper: said,
        mark: 'none',
        store: id === 'purpose' ? hint(jobs.side.chosenBefore) : '',
      }
    })
  }

  /** One line of the form, or none where it does not concern this case. */
  const lineOf = (field: IntakeField): readonly CompareRow[] => {
    switch (field) {
      case 'formNumber':
        return [
          row(field, text(field, { fold: foldId, code: true }), markOf(field, true), hint(side.formHint)),
        ]
      case 'receivedOn':
        return [
          row(
            field,
            date(field),
            markOf(field),
            intake.receivedOn === null || intake.receivedOn === store.today
              ? side.today
              : side.otherDay(formatDate(store.today, words.language)),
          ),
        ]
      case 'cameBy':
        return [
          row(
            field,
            select(field, CameBy.options, t.cameBy, intake.cameBy),
            worse(markOf(field, true), hasAuthority ? markOf('authority', true) : 'none'),
            hasAuthority ? (
              <Beside label={put && paper.authority.replace(/^[同–]\s*/u, '')}>
                {wrap('authority', select('authority', Authority.options, t.authority, intake.authority))}
              </Beside>
            ) : (
              quiet(intake.cameBy === 'representative' ? side.representativeNoAuthority : '')
            ),
            belowOf(field, 'authority'),
          ),
        ]
      case 'visitorName':
        return [
          row(field, text(field), markOf(field, true), ''),
          ...(store.dealingBranchIsOurs ? [branchLine()] : []),
        ]
      case 'branchReason':
        return store.dealingBranchIsOurs
          ? []
          : [
              row(field, text(field, { maxLength: MEMO_MAX }), markOf(field, true), side.notOurs, {
                label: `${paper.branch} ${paper.branchReason}`,
              }),
            ]
      case 'customerId':
        return store.customerId === ''
          ? []
          : [
              row(
                field,
                text(field, { fold: foldId, code: true }),
                markOf(field),
                <Code>{store.customerId}</Code>,
              ),
            ]
      case 'customerName':
        return [row(field, text(field), markOf(field), store.customerName)]
      case 'accountNumber':
        return [
          row(
            field,
            text(field, { fold: foldDigits, code: true, maxLength: ACCOUNT_MAX }),
            store.accountEnding === null
              ? 'none'
              : filled(field) && store.accountMatches === null
                ? 'waiting'
                : markOf(field),
            store.accountEnding === null ? (
              quiet(side.noAccount)
            ) : (
              <>
                <Code>{side.account(store.accountEnding)}</Code>{' '}
                {filled(field) && store.accountMatches === null && hint(side.willCompare)}
              </>
            ),
          ),
          targetLine(),
          ...wish(),
        ]
      case 'oldSerial': {
        // For several users there is no one serial to compare with.
        if (store.oldSerial === null && view.target.kind === 'contract') return []
        const serial = serialLine(view, intake, words, put, typing, t)
        return [
          {
            ...serial.row,
            number: numberFor(field),
            paper: wrap(field, serial.row.paper),
            label: label(field),
          },
        ]
      }
      case 'reason':
        return [
          row(
            field,
            select(field, reasonsFor(profile, intake.reason), t.reason, intake.reason),
            markOf(field, true),
            quiet(side.history(view.history.cases)),
          ),
        ]
      case 'reasonNote':
        return [
          row(
            field,
            text(field, { maxLength: MEMO_MAX }),
            'none',
            hint(fields.includes('reason') ? `${f.optional}　${side.noteHint}` : f.optional),
          ),
        ]
      case 'situationCause':
        return [
          row(
            field,
            select(field, SituationCause.options, w.situationCause, intake.situationCause),
            markOf(field, true),
            quiet(jobs.side.situation),
          ),
        ]
      case 'situationNote':
        return [
          row(
            field,
            text(field, { maxLength: MEMO_MAX }),
            markOf(field, true),
            hint(view.kind === 'resume' ? jobs.side.resumeNote : jobs.side.situationNote),
          ),
        ]
      case 'lowerProtectionAcknowledged':
        return [
          row(
            field,
            tick(field, jobs.side.lowerTick),
            markOf(field),
            hint(jobs.side.lowerAsk),
            put === undefined
              ? {}
              : {
                  below: (
                    <q className={css.speech}>
                      {jobs.side.lowerSpeech(
                        profile.replacesSecret.length === 0
                          ? jobs.side.passwords
                          : profile.replacesSecret.map(words.say).join(words.language === 'ja' ? '・' : ', '),
                      )}
                    </q>
                  ),
                },
          ),
        ]
      case 'fallbackSecret':
        return [
          row(
            field,
            select(field, FallbackSecret.options, w.fallbackSecret, intake.fallbackSecret),
            markOf(field, true),
            <>
              {profile.replacesSecret.map(words.say).join(words.language === 'ja' ? '・' : ', ')}{' '}
              {hint(jobs.side.fallbackHint)}
            </>,
          ),
        ]
      case 'mailAddressChecked':
        return intake.reason !== 'issue-mail-missing'
          ? []
          : [row(field, tick(field, jobs.side.mailTick), markOf(field), hint(jobs.side.mailHint))]
      case 'addressConfirmed':
        return [row(field, tick(field, jobs.side.addressTick), markOf(field), hint(jobs.side.addressHint))]
      case 'seal':
        return [
          row(
            field,
            select(field, SealFinding.options, t.sealFinding, intake.seal),
            worse(markOf(field), markOf('sealMethod', true)),
            <Beside label={put && paper.sealMethod} note={put === undefined ? side.sealSecond : undefined}>
              {wrap('sealMethod', select('sealMethod', SealMethod.options, t.sealMethod, intake.sealMethod))}
            </Beside>,
          ),
        ]
      case 'identity':
        return [
          row(
            field,
            select(field, IdentityDocument.options, t.identity, intake.identity, {
              // The other kind of document bears the other date.
              identityExpiresOn: null,
              identityIssuedOn: null,
            }),
            markOf(field, true),
            '',
          ),
        ]
      case 'identityIssuer':
        return intake.identity === null
          ? []
          : [row(field, text(field), markOf(field, true), hint(side.issuerHint))]
      case 'identityExpiresOn':
      case 'identityIssuedOn': {
        if (intake.identity === null || field !== day) return []
        const gap = gaps.get(day)
        return [
          row(
            day,
            date(day),
            markOf(day),
            quiet(gap === undefined ? side.valid : gap === 'empty' ? put && f.dateHelp : t.gap[gap]),
          ),
        ]
      }
      case 'identityLast4':
        return intake.identity === null
          ? []
          : [
              row(
                field,
                text(field, { fold: foldSerial, code: true, maxLength: LAST4 }),
                markOf(field, true),
                hint(side.last4Hint),
              ),
            ]
      case 'recentChange':
        return [
          row(
            field,
            select(field, RecentChange.options, w.recentChange, intake.recentChange, {
              recentChangeOn: null,
            }),
            markOf(field, true),
            quiet(jobs.side.recentChange(profile.combinationDays)),
          ),
        ]
      case 'recentChangeOn':
        return intake.recentChange === null || intake.recentChange === 'none'
          ? []
          : [row(field, date(field), markOf(field), hint(f.dateHelp))]
      case 'assisted':
        return put === undefined && !intake.assisted
          ? []
          : [
              row(
                field,
                tick(field, jobs.side.assistedTick, (value) =>
                  value ? {} : { assistedReason: null, assistedPresent: null, assistedReadBack: false },
                ),
                'none',
                hint(jobs.side.assistedHint),
              ),
            ]
      case 'assistedReason':
        return intake.assisted
          ? [
              row(
                field,
                text(field, { maxLength: MEMO_MAX }),
                markOf(field, true),
                hint(jobs.side.assistedReasonHint),
              ),
            ]
          : []
      case 'assistedPresent':
        return intake.assisted
          ? [row(field, text(field), markOf(field, true), hint(jobs.side.assistedPresentHint))]
          : []
      case 'assistedReadBack':
        return intake.assisted
          ? [row(field, tick(field, jobs.side.readBackTick), markOf(field), hint(jobs.side.readBackHint))]
          : []
      case 'originalKeptAt':
        return [row(field, text(field), markOf(field, true), hint(side.keptHint))]
      case 'redirectReason':
        return store.redirectReasonNeeded || filled(field)
          ? [
              row(
                field,
                text(field, { maxLength: MEMO_MAX }),
                markOf(field, true),
                quiet(store.administratorUsable ? side.administratorUsable : ''),
              ),
            ]
          : []
      // Shown in the line of the visitor, of the seal, and of the serial.
      case 'authority':
      case 'sealMethod':
      case 'oldSerialCorrected':
        return []
    }
  }

  const rows = fields.flatMap(lineOf)
  const missingTitle = (field: IntakeField, gap: Gap): string =>
    field === 'oldSerial' && gap === 'differs'
      ? t.serialDiffers(words.tokenLabel)
      : (jobs.needed[field] ?? t.missing[field] ?? label(field))
  return {
    rows,
    missing: [...gaps].map(([field, gap]) => ({
      field,
      title: t.hint(circled(numbers.get(field)), missingTitle(field, gap)),
      // An empty line says so itself.
      hint: gap === 'empty' ? undefined : t.gap[gap],
    })),
    first: [...gaps.keys()][0],
  }
}

/** ⑥ on the form: whoever is unlocked is not 外す方. */
export function targetLabel<T>(
  { kind }: Pick<CaseView, 'kind'>,
  of: {
    readonly detach: T
    readonly reissue: T
    readonly unlock: T
    readonly resume: T
    readonly application: T
    readonly optOut: T
    readonly usageMode: T
    readonly hardware: T
  },
): T {
  switch (kind) {
    case 'reissue':
      return of.reissue
    case 'unlock':
      return of.unlock
    case 'resume':
      return of.resume
    case 'application':
      return of.application
    case 'opt-out':
      return of.optOut
    case 'usage-mode':
      return of.usageMode
    case 'hardware':
      return of.hardware
    default:
      return of.detach
  }
}

/** Something of the branch's own beside a line of the form, with its name before it. */
function Beside({
  label,
  note,
  children,
}: {
  label?: string | undefined
  note?: string | undefined
  children: ReactNode
}) {
  return (
    <div className={css.beside}>
      {label !== undefined && <span>{label}</span>}
      {children}
      {note !== undefined && <span>{note}</span>}
    </div>
  )
}
