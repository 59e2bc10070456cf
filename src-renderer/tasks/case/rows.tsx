import { type ReactNode, useState } from 'react'
import type { CalendarDate } from '#shared/ids'
import {
  Authority,
  CameBy,
  type Gap,
  IdentityDocument,
  type Intake,
  type IntakeField,
  ResetReason,
  SealFinding,
  SealMethod,
} from '#shared/intake'
import { missingFrom, neverExpires } from '#shared/intake-check'
import type { CaseView } from '#shared/operations/cases'
import { foldDigits, foldId, foldName } from '#shared/text/normalise'
import { foldSerial } from '#shared/text/serial'
import { formatDate } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { Code } from '../../parts/code.tsx'
import type { CompareRow, Mark } from '../../parts/compare-table.tsx'
import type { MissingItem } from '../../parts/missing-list.tsx'
import { SelectField, TextField } from '../../parts/text-field.tsx'
import { WarekiField } from '../../parts/wareki-field.tsx'
import css from './case.module.css'
import { serialLine } from './serial-line.tsx'
import type { CaseWords } from './words.ts'

/** The lines of the form, in its order, with the numbers printed on it. Lines without one are the branch's own. */
const order: readonly (readonly [IntakeField, number | undefined])[] = [
  ['formNumber', undefined],
  ['receivedOn', 1],
  ['cameBy', 2],
  ['authority', 2],
  ['visitorName', 2],
  ['branchReason', undefined],
  ['customerId', 3],
  ['customerName', 4],
  ['accountNumber', 5],
  ['oldSerial', 7],
  ['reason', 8],
  ['reasonNote', 8],
  ['seal', 9],
  ['sealMethod', 9],
  ['identity', 10],
  ['identityIssuer', 10],
  ['identityExpiresOn', 10],
  ['identityIssuedOn', 10],
  ['identityLast4', 10],
  ['originalKeptAt', undefined],
  ['redirectReason', undefined],
]
const placeOf = (field: IntakeField): number => order.findIndex(([name]) => name === field)
const numberOf = (field: IntakeField): number | undefined => order[placeOf(field)]?.[1]
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

/**
 * Paper and store, line by line. With `put` the paper side is typed into; without, it is read. What differs is
 * pointed out and never corrected; what is still being typed is not called different yet.
 */
export function useLines(
  view: CaseView,
  intake: Intake,
  words: CaseWords,
  put: ((changes: Partial<Intake>) => void) | undefined,
): Lines {
  const { cases: t, fields } = useMessages()
  const here = useHere(({ state }) => state)
  const [typing, setTyping] = useState<IntakeField>()
  const { paper, store: side } = t
  const accountUnsaved = intake.accountNumber !== view.intake.accountNumber
  const store = accountUnsaved ? { ...view.store, accountMatches: null } : view.store

  const gaps = new Map<IntakeField, Gap>()
  for (const { field, gap } of missingFrom(intake, store)) if (!gaps.has(field)) gaps.set(field, gap)
  const inOrder = [...gaps].sort(([a], [b]) => placeOf(a) - placeOf(b))

  const label = (field: IntakeField): string =>
    field === 'oldSerial'
      ? paper.oldSerial(words.tokenLabel)
      : field === 'oldSerialCorrected'
        ? ''
        : paper[field]
  const filled = (field: IntakeField): boolean => intake[field] !== null && intake[field] !== ''

  /** `plain` lines have nothing to be compared with: filled in is enough, and no sign is needed. */
  const markOf = (field: IntakeField, plain = false): Mark => {
    const gap = gaps.get(field)
    if (gap === 'empty' || (gap === undefined && !filled(field)))
      return gap === undefined ? 'none' : 'waiting'
    if (gap !== undefined) return typing === field ? 'waiting' : 'differs'
    return plain ? 'none' : 'equal'
  }
  const gapLine = (field: IntakeField): string | undefined => {
    const gap = gaps.get(field)
    return gap === undefined || gap === 'empty' || typing === field ? undefined : t.gap[gap]
  }

  const text = (
    field:
      | 'formNumber'
      | 'visitorName'
      | 'customerId'
      | 'customerName'
      | 'accountNumber'
      | 'reasonNote'
      | 'identityIssuer'
      | 'identityLast4'
      | 'originalKeptAt'
      | 'redirectReason'
      | 'branchReason',
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
    field: 'cameBy' | 'authority' | 'reason' | 'seal' | 'sealMethod' | 'identity',
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
  const date = (field: 'receivedOn' | 'identityExpiresOn' | 'identityIssuedOn'): ReactNode => {
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
  const quiet = (words: ReactNode) => <span className={css.quiet}>{words}</span>

  const serial = serialLine(view, intake, words, put, typing, t)
  const hasAuthority = intake.cameBy !== null && intake.cameBy !== 'representative'
  const issuedOnly = intake.identity !== null && neverExpires(intake.identity)
  const day = issuedOnly ? 'identityIssuedOn' : 'identityExpiresOn'
  const dayGap = gaps.get(day)
  const wrap = (field: IntakeField, cell: ReactNode): ReactNode =>
    put === undefined ? (
      cell
    ) : (
      // biome-ignore lint/a11y/noStaticElementInteractions: only watches which line the focus is in
      <div className={css.cell} onFocus={() => setTyping(field)} onBlur={() => setTyping(undefined)}>
        {cell}
      </div>
    )
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
      number: numberOf(field),
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

  const rows: CompareRow[] = [
    row(
      'formNumber',
      text('formNumber', { fold: foldId, code: true }),
      markOf('formNumber', true),
      quiet(put && side.formHint),
    ),
    row(
      'receivedOn',
      date('receivedOn'),
      markOf('receivedOn'),
      intake.receivedOn === null || intake.receivedOn === store.today
        ? side.today
        : side.otherDay(formatDate(store.today, words.language)),
    ),
    row(
      'cameBy',
      select('cameBy', CameBy.options, t.cameBy, intake.cameBy),
      worse(markOf('cameBy', true), hasAuthority ? markOf('authority', true) : 'none'),
      hasAuthority ? (
        <Beside label={put && paper.authority.replace(/^[同–]\s*/u, '')}>
          {wrap('authority', select('authority', Authority.options, t.authority, intake.authority))}
        </Beside>
      ) : (
        quiet(intake.cameBy === 'representative' ? side.representativeNoAuthority : '')
      ),
      belowOf('cameBy', 'authority'),
    ),
    row('visitorName', text('visitorName'), markOf('visitorName', true), '', { number: undefined }),
    store.dealingBranchIsOurs
      ? {
          id: 'line-branch',
          label: paper.branch,
          paper: here?.branchName ?? '',
          mark: 'equal',
          store: side.ours(here?.branchName ?? '', here?.branchNo ?? ''),
        }
      : row(
          'branchReason',
          text('branchReason', { maxLength: MEMO_MAX }),
          markOf('branchReason', true),
          side.notOurs,
          {
            label: `${paper.branch} ${paper.branchReason}`,
          },
        ),
    row(
      'customerId',
      text('customerId', { fold: foldId, code: true }),
      markOf('customerId'),
      <Code>{store.customerId}</Code>,
    ),
    row('customerName', text('customerName'), markOf('customerName'), store.customerName),
    row(
      'accountNumber',
      text('accountNumber', { fold: foldDigits, code: true, maxLength: ACCOUNT_MAX }),
      filled('accountNumber') && store.accountMatches === null && store.accountEnding !== null
        ? 'waiting'
        : store.accountEnding === null
          ? 'none'
          : markOf('accountNumber'),
      store.accountEnding === null ? (
        quiet(side.noAccount)
      ) : (
        <>
          <Code>{side.account(store.accountEnding)}</Code>{' '}
          {put !== undefined &&
            filled('accountNumber') &&
            store.accountMatches === null &&
            quiet(side.willCompare)}
        </>
      ),
    ),
    {
      id: 'line-target',
      number: 6,
      label: paper.target,
      paper: words.targetName,
      mark: 'equal',
      store: (
        <>
          {words.targetName}{' '}
          <b>{words.isShared || words.holder === undefined ? '' : words.role(words.holder.role)}</b>
        </>
      ),
    },
    { ...serial.row, paper: wrap('oldSerial', serial.row.paper), label: label('oldSerial') },
    row(
      'reason',
      select('reason', ResetReason.options, t.reason, intake.reason),
      markOf('reason', true),
      quiet(side.history(view.history.cases)),
    ),
    row(
      'reasonNote',
      text('reasonNote', { maxLength: MEMO_MAX }),
      'none',
      quiet(put && `${fields.optional}　${side.noteHint}`),
      { number: undefined },
    ),
    row(
      'seal',
      select('seal', SealFinding.options, t.sealFinding, intake.seal),
      worse(markOf('seal'), markOf('sealMethod', true)),
      <Beside label={put && paper.sealMethod} note={put === undefined ? side.sealSecond : undefined}>
        {wrap('sealMethod', select('sealMethod', SealMethod.options, t.sealMethod, intake.sealMethod))}
      </Beside>,
    ),
    row(
      'identity',
      select('identity', IdentityDocument.options, t.identity, intake.identity, {
        // The other kind of document bears the other date.
        identityExpiresOn: null,
        identityIssuedOn: null,
      }),
      markOf('identity', true),
      '',
    ),
    ...(intake.identity === null
      ? []
      : [
          row(
            'identityIssuer',
            text('identityIssuer'),
            markOf('identityIssuer', true),
            quiet(put && side.issuerHint),
            {
              number: undefined,
            },
          ),
          row(
            day,
            date(day),
            markOf(day),
            quiet(
              dayGap === undefined ? side.valid : dayGap === 'empty' ? put && fields.dateHelp : t.gap[dayGap],
            ),
            { number: undefined },
          ),
          row(
            'identityLast4',
            text('identityLast4', { fold: foldSerial, code: true, maxLength: LAST4 }),
            markOf('identityLast4', true),
            quiet(put && side.last4Hint),
            { number: undefined },
          ),
        ]),
    row(
      'originalKeptAt',
      text('originalKeptAt'),
      markOf('originalKeptAt', true),
      quiet(put && side.keptHint),
    ),
    ...(store.targetIsAdministrator
      ? []
      : [
          row(
            'redirectReason',
            text('redirectReason', { maxLength: MEMO_MAX }),
            markOf('redirectReason', true),
            quiet(store.administratorUsable ? side.administratorUsable : ''),
          ),
        ]),
  ]

  return {
    rows,
    missing: inOrder.map(([field, gap]) => ({
      field,
      title: t.hint(
        circled(numberOf(field)),
        field === 'oldSerial' && gap === 'differs'
          ? t.serialDiffers(words.tokenLabel)
          : (t.missing[field] ?? label(field)),
      ),
      // An empty line says so itself.
      hint: gap === 'empty' ? undefined : t.gap[gap],
    })),
    first: inOrder[0]?.[0],
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
