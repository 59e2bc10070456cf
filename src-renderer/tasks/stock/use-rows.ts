import { useCallback, useEffect, useRef, useState } from 'react'
import type { OutputOf } from '#shared/operations'
import { ask } from '../../desk/ask.ts'
import { useDesk } from '../../desk/state.ts'
import type { Filter } from './filter.ts'

export type StockRow = OutputOf<'stock.list'>['rows'][number]

/** How many rows come with one answer. */
export const WINDOW = 200
/** How many windows are remembered: what lies far from the eye is asked for again. */
const KEPT = 12

type Known = {
  readonly question: string
  readonly total: number | undefined
  readonly windows: ReadonlyMap<number, readonly StockRow[]>
}

export type Rows = {
  /** Undefined until the first answer. */
  readonly total: number | undefined
  readonly at: (place: number) => StockRow | undefined
  /** Says which places are in sight, so that what is missing of them is asked for. */
  readonly look: (first: number, last: number) => void
}

/** The book as a list of any length, of which only what is looked at is fetched, two hundred rows at a time. */
export function useRows(filter: Filter): Rows {
  const revision = useDesk((desk) => desk.revision)
  const question = JSON.stringify([filter, revision])
  const [known, setKnown] = useState<Known>({ question, total: undefined, windows: new Map() })
  const [accident, setAccident] = useState<{ readonly thrown: unknown }>()
  const asked = useRef({ question: '', windows: new Set<number>() })
  const newest = useRef(question)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the question has the filter in it
  const load = useCallback(
    (window: number) => {
      if (asked.current.question !== question) asked.current = { question, windows: new Set() }
      if (asked.current.windows.has(window)) return
      asked.current.windows.add(window)
      ask('stock.list', { ...filter, from: window * WINDOW }).then(
        (reply) => {
          if (!reply.ok || newest.current !== question) return
          const { rows, total } = reply.value
          setKnown((before) => {
            // Rows of an older question stay in sight until the new ones are here; then all of them go.
            const windows = new Map(before.question === question ? before.windows : [])
            windows.set(window, rows)
            for (const far of [...windows.keys()].slice(0, Math.max(0, windows.size - KEPT))) {
              windows.delete(far)
              asked.current.windows.delete(far)
            }
            return { question, total, windows }
          })
        },
        (thrown: unknown) => {
          if (newest.current === question) setAccident({ thrown })
        },
      )
    },
    [question],
  )
  useEffect(() => {
    newest.current = question
    load(0)
  }, [question, load])

  const look = useCallback(
    (first: number, last: number) => {
      for (let window = Math.floor(first / WINDOW); window <= Math.floor(last / WINDOW); window += 1)
        load(window)
    },
    [load],
  )
  if (accident !== undefined) throw accident.thrown
  return {
    total: known.total,
    at: (place) => known.windows.get(Math.floor(place / WINDOW))?.[place % WINDOW],
    look,
  }
}
