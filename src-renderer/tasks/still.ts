import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Instant } from '#shared/ids'
import type { InputOf, OutputOf, QueryName } from '#shared/operations'
import { formatTime } from '#shared/text/wareki'
import { useHere } from '../desk/here.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { committed, say, useDesk } from '../desk/state.ts'
import { useQuery } from '../desk/use-query.ts'

/** A list as it stands on screen, and how far the newest answer has gone beyond it. */
export type Standstill<Row> = {
  /** In the order in which they were first shown, each with the newest that is known of it. */
  readonly rows: readonly Row[]
  /** Those the newest answer no longer has: they keep their place, and what was last known of them. */
  readonly gone: ReadonlySet<string>
  /** F5 would show other rows, or another order. */
  readonly moved: boolean
}

/** The newest facts in the places in which the rows stand already. Nothing comes, goes or moves. */
export function standstill<Row>(
  shown: readonly Row[],
  newest: readonly Row[],
  idOf: (row: Row) => string,
): Standstill<Row> {
  const known = new Map(newest.map((row) => [idOf(row), row]))
  const ids = shown.map(idOf)
  return {
    rows: shown.map((row) => known.get(idOf(row)) ?? row),
    gone: new Set(ids.filter((id) => !known.has(id))),
    moved: ids.length !== newest.length || newest.some((row, place) => idOf(row) !== ids[place]),
  }
}

type Shown<Row> = { readonly rows: readonly Row[]; readonly at: Instant }

/**
 * A list that never moves under the hand: its rows stay where they were first shown until F5. What has come in
 * meanwhile is only pointed out.
 *
 * @param rowsOf the rows of an answer, in the order in which they are to stand; the same function every time
 */
export function useStill<N extends QueryName, Row>(
  name: N,
  input: InputOf<N>,
  rowsOf: (value: OutputOf<N>) => readonly Row[],
  idOf: (row: Row) => string,
) {
  const { lists: t, keys } = useMessages()
  const language = useDesk((desk) => desk.language)
  const now = useHere(({ state }) => state?.now)
  const question = JSON.stringify(input)
  const { value, asking } = useQuery(name, input)
  const newest = useMemo(() => (value === undefined ? undefined : rowsOf(value)), [value, rowsOf])
  const [shown, setShown] = useState<Shown<Row>>()
  const [chosen, setChosen] = useState<string>()

  /** F5 was pressed, or something else was asked: the next answer is taken, whatever it says. */
  const [wanted, setWanted] = useState(true)
  const outdated = useRef<readonly Row[]>(undefined)
  const asked = useRef(question)
  useEffect(() => {
    if (asked.current === question) return
    asked.current = question
    setShown(undefined)
    setWanted(true)
  }, [question])
  useEffect(() => {
    if (newest === undefined || now === undefined || asking || !wanted || newest === outdated.current) return
    if (outdated.current !== undefined) say(t.refreshed(formatTime(now, language)))
    outdated.current = undefined
    setWanted(false)
    setShown({ rows: newest, at: now })
  }, [newest, now, asking, wanted, t, language])
  const refresh = useCallback(() => {
    outdated.current = newest
    setWanted(true)
    committed()
  }, [newest])

  const still = useMemo(
    () => (shown === undefined || newest === undefined ? undefined : standstill(shown.rows, newest, idOf)),
    [shown, newest, idOf],
  )
  const moved = !wanted && still?.moved === true
  useEffect(() => {
    if (moved) say(t.changed, 'caution')
  }, [moved, t])
  useKeys({ F5: { label: keys.refresh, run: refresh } })

  const rows = still?.rows ?? []
  const row = rows.find((one) => idOf(one) === chosen) ?? rows[0]
  return {
    ready: still !== undefined,
    value,
    rows,
    row,
    chosen: row === undefined ? undefined : idOf(row),
    choose: setChosen,
    /** Whether a row is no longer in the newest answer. */
    isGone: (one: Row): boolean => still?.gone.has(idOf(one)) === true,
    now,
    checkedAt: shown === undefined ? '' : t.checked(formatTime(shown.at, language)),
  }
}
