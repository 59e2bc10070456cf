import { IconMailbox, IconPackage } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { DispatchRow } from '#shared/operations/dispatch'
import { formatDate, formatDayAndMonth } from '#shared/text/wareki'
import type { KeyMap } from '../desk/key-map.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useQuery } from '../desk/use-query.ts'
import { Code, Figures } from '../parts/code.tsx'
import { type Column, ListTable, TwoLines } from '../parts/list-table.tsx'
import { Empty } from '../parts/notices.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { BagsWindow } from './dispatch/bags-window.tsx'
import css from './dispatch/dispatch.module.css'
import { isPressing, StartTag } from './dispatch/judgement.tsx'
import { PostWindow } from './dispatch/post-window.tsx'
import lists from './lists.module.css'
import { useStill } from './still.ts'

export type BoardName = 'pack' | 'transit' | 'returned'

const rowsOf = (rows: readonly DispatchRow[]): readonly DispatchRow[] => rows
const idOf = ({ case: { caseNo } }: DispatchRow): string => caseNo
const clerks = ['teller', 'supervisor', 'back-office'] as const

/** 発送: what is to be packed, what is in the post, and what came back. */
export function DispatchTask() {
  return <Board begin="pack" icon={<IconPackage size="1.375rem" stroke={2} aria-hidden />} />
}

/** 返戻: the same lists, opened at what came back. */
export function ReturnedMailTask() {
  return <Board begin="returned" icon={<IconMailbox size="1.375rem" stroke={2} aria-hidden />} />
}

function Board({ begin, icon }: { readonly begin: BoardName; readonly icon: ReactNode }) {
  const { dispatch: t } = useMessages()
  const [at, setAt] = useState<BoardName>(begin)
  const { value: counts } = useQuery('dispatch.counts', {})
  return (
    <div className={lists.screen}>
      <h1 className="visually-hidden">{at === 'returned' ? t.tabs.returned : t.title}</h1>
      <Tabs
        label={t.tabs.label}
        at={at}
        onGo={setAt}
        tabs={(['pack', 'transit', 'returned'] as const).map((id) => ({
          id,
          title: t.tabs[id],
          count: counts?.[id],
        }))}
        note={
          <span className={css.note}>
            {icon} {t.order}
            {counts !== undefined && counts.atRisk > 0 && (
              <b className={lists.late}>{t.atRisk(counts.atRisk)}</b>
            )}
          </span>
        }
      >
        <BoardList key={at} list={at} />
      </Tabs>
    </div>
  )
}

function BoardList({ list }: { readonly list: BoardName }) {
  const { dispatch: t } = useMessages()
  const role = useDesk(({ who }) => who?.role)
  const may = clerks.some((clerk) => clerk === role)
  const { ready, rows, row, chosen, choose, isGone, checkedAt } = useStill(
    'dispatch.board',
    { list },
    rowsOf,
    idOf,
  )
  const [bag, setBag] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState<'post' | 'bags'>()

  const fits = (one: DispatchRow): boolean => one.step === 'numbered' && !isGone(one)
  const inBag = rows.filter((one) => bag.has(idOf(one)) && fits(one))
  const toggle = (caseNo: string) =>
    setBag((before) => {
      const after = new Set(before)
      if (!after.delete(caseNo)) after.add(caseNo)
      return after
    })
  const open = (caseNo: string | undefined) => {
    if (caseNo !== undefined) go({ screen: list === 'pack' && may ? 'dispatch-pack' : 'case', of: caseNo })
  }
  const offRow = row === undefined ? t.chooseFirst : isGone(row) ? t.gone : undefined
  const keys: KeyMap = {
    ...(may && list !== 'returned' ? { F7: { label: t.bags.key, run: () => setAsking('bags') } } : {}),
    ...(may && list === 'pack'
      ? {
          F9: {
            label: row !== undefined && bag.has(idOf(row)) ? t.unbagKey : t.bagKey,
            run: () => chosen !== undefined && toggle(chosen),
            off: offRow ?? (row !== undefined && !fits(row) ? t.notNumbered : undefined),
          },
          F10: {
            label: t.postKey,
            count: inBag.length,
            run: () => setAsking('post'),
            off: inBag.length === 0 ? t.postOff : undefined,
          },
        }
      : {}),
    F12: {
      label: list === 'pack' && may ? t.packKey : t.openCaseKey,
      run: () => open(chosen),
      off: offRow,
    },
  }
  useKeys(keys)
  const columns = useColumns(list, { may, bag, toggle, fits, isChosen: (one) => idOf(one) === chosen })
  if (!ready) return null
  return (
    <>
      <ListTable<DispatchRow>
        label={t.tabs[list]}
        rows={rows}
        idOf={idOf}
        chosen={chosen}
        onChoose={choose}
        onOpen={open}
        isOff={isGone}
        autoFocus
        empty={
          <Empty title={t.empty[list]}>
            <p>{t.emptyHow[list]}</p>
            <p>{checkedAt}</p>
          </Empty>
        }
        columns={columns}
      />
      {rows.length > 0 && (
        <p className={css.checked}>
          {checkedAt} {inBag.length > 0 && <b>{t.inBag(inBag.length)}</b>}
        </p>
      )}
      {asking === 'post' && (
        <PostWindow
          rows={inBag}
          onClose={() => {
            setAsking(undefined)
            setBag(new Set())
          }}
          onCancel={() => setAsking(undefined)}
        />
      )}
      {asking === 'bags' && <BagsWindow onClose={() => setAsking(undefined)} />}
    </>
  )
}

type Bagging = {
  readonly may: boolean
  readonly bag: ReadonlySet<string>
  readonly toggle: (caseNo: string) => void
  readonly fits: (row: DispatchRow) => boolean
  readonly isChosen: (row: DispatchRow) => boolean
}

function useColumns(list: BoardName, { may, bag, toggle, fits, isChosen }: Bagging): Column<DispatchRow>[] {
  const { dispatch: t, words: w } = useMessages()
  const language = useDesk((desk) => desk.language)
  const tick: Column<DispatchRow> = {
    id: 'bag',
    title: t.column.bag,
    width: '4rem',
    cell: (row) => (
      <input
        type="checkbox"
        className={css.tick}
        aria-label={t.intoBag(idOf(row))}
        checked={bag.has(idOf(row)) && fits(row)}
        disabled={!fits(row)}
        // One Tab stop for the list and one for the tick of the row that is chosen.
        tabIndex={isChosen(row) ? 0 : -1}
        onChange={() => toggle(idOf(row))}
      />
    ),
  }
  const last: Readonly<Record<BoardName, readonly Column<DispatchRow>[]>> = {
    pack: [
      {
        id: 'step',
        title: t.column.step,
        width: '12rem',
        cell: ({ step, delivery, mailNo }) => (
          <TwoLines under={mailNo === null ? '' : <Code size="sm">{mailNo}</Code>}>
            {step === 'packed' && delivery === 'counter' ? t.packedForCounter : t.step[step]}
          </TwoLines>
        ),
      },
    ],
    transit: [
      {
        id: 'mailNo',
        title: t.column.mailNo,
        width: '10rem',
        cell: ({ mailNo }) => (mailNo === null ? t.noLatest : <Code size="sm">{mailNo}</Code>),
      },
      {
        id: 'posted',
        title: t.column.posted,
        width: '7rem',
        cell: ({ postedAt }) => (postedAt === null ? t.noLatest : formatDayAndMonth(postedAt, language)),
      },
    ],
    returned: [
      {
        id: 'reason',
        title: t.column.reason,
        width: '13rem',
        cell: ({ returnReason }) => (returnReason === null ? '' : w.stock.returnReason[returnReason]),
      },
      {
        id: 'mailNo',
        title: t.column.mailNo,
        width: '10rem',
        cell: ({ mailNo }) => (mailNo === null ? t.noLatest : <Code size="sm">{mailNo}</Code>),
      },
    ],
  }
  return [
    ...(list === 'pack' && may ? [tick] : []),
    {
      id: 'start',
      title: t.column.start,
      width: '13rem',
      cell: ({ startOn, judgement }) =>
        startOn === null ? (
          <span className={lists.waited}>{t.noStart}</span>
        ) : (
          <TwoLines under={<StartTag judgement={judgement} />}>
            <b className={isPressing(judgement) ? lists.late : undefined}>{formatDate(startOn, language)}</b>
          </TwoLines>
        ),
    },
    ...(list === 'pack'
      ? [
          {
            id: 'latest',
            title: t.column.latest,
            width: '8rem',
            cell: ({ latestPosting, judgement }: DispatchRow) =>
              latestPosting === null ? (
                t.noLatest
              ) : (
                <span className={isPressing(judgement) ? lists.late : undefined}>
                  {formatDayAndMonth(latestPosting, language)}
                </span>
              ),
          },
        ]
      : []),
    {
      id: 'case',
      title: t.column.case,
      name: true,
      cell: ({ case: one }) => (
        <TwoLines
          under={
            one.targetName !== '' && one.targetName !== one.customerName
              ? `${one.customerName}　${one.targetName}`
              : one.customerName
          }
        >
          <Figures>
            <Code size="sm">{one.caseNo}</Code>
          </Figures>
        </TwoLines>
      ),
    },
    {
      id: 'model',
      title: t.column.model,
      cell: ({ modelName, delivery }) => (
        <TwoLines under={w.stock.delivery[delivery]}>{modelName[language]}</TwoLines>
      ),
    },
    ...last[list],
  ]
}
