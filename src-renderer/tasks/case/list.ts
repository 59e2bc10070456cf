import { useCallback, useEffect, useRef, useState } from 'react'
import type { Instant } from '#shared/ids'
import type { InputOf } from '#shared/operations'
import type { CaseSummary } from '#shared/operations/cases'
import { formatTime } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { committed, say, useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'

type Shown = { readonly rows: readonly CaseSummary[]; readonly at: Instant }

const sameRows = (a: readonly CaseSummary[], b: readonly CaseSummary[]): boolean =>
  a.length === b.length &&
  a.every(({ caseNo, version, state }, place) => {
    const other = b[place]
    return other?.caseNo === caseNo && other.version === version && other.state === state
  })

/**
 * A list of cases that never moves under the hand: it stays as it was first shown until F5. What has come in
 * meanwhile is only pointed out.
 */
export function useStillList(list: InputOf<'case.list'>['list']) {
  const { lists: t, keys } = useMessages()
  const language = useDesk((desk) => desk.language)
  const now = useHere(({ state }) => state?.now)
  const { value: newest } = useQuery('case.list', { list })
  const [shown, setShown] = useState<Shown>()
  const [chosen, setChosen] = useState<string>()

  /** F5 was pressed: the next answer is taken, whatever it says. */
  const [wanted, setWanted] = useState(true)
  const outdated = useRef<readonly CaseSummary[]>(undefined)
  useEffect(() => {
    if (newest === undefined || now === undefined || !wanted || newest === outdated.current) return
    if (outdated.current !== undefined) say(t.refreshed(formatTime(now, language)))
    setWanted(false)
    setShown({ rows: newest, at: now })
  }, [newest, now, wanted, t, language])
  const refresh = useCallback(() => {
    outdated.current = newest
    setWanted(true)
    committed()
  }, [newest])

  const moved = !wanted && shown !== undefined && newest !== undefined && !sameRows(shown.rows, newest)
  useEffect(() => {
    if (moved) say(t.changed, 'caution')
  }, [moved, t])
  useKeys({ F5: { label: keys.refresh, run: refresh } })

  const rows = shown?.rows ?? []
  const row = rows.find(({ caseNo }) => caseNo === chosen) ?? rows[0]
  return {
    ready: shown !== undefined,
    rows,
    row,
    chosen: row?.caseNo,
    choose: setChosen,
    now,
    checkedAt: shown === undefined ? '' : t.checked(formatTime(shown.at, language)),
  }
}
