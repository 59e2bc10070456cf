import { Instant, StaffNo } from '#shared/ids'
import { ok } from '#shared/result'
import type { Handlers } from './handlers.ts'

const PAGE = 100

export const trailHandlers: Handlers<'trail.list' | 'trail.verify'> = {
  'trail.list': ({ before, text }, { db, premises }) => {
    const trail = premises.branch?.store.trail
    if (trail === undefined) return ok({ entries: [], total: 0 })
    const wanted = text.trim()
    const entries =
      wanted === ''
        ? trail.newest(PAGE, before ?? undefined)
        : [...trail.ofObject(wanted)].reverse().slice(0, PAGE)
    return ok({
      total: trail.head().seq,
      entries: entries.map(({ seq, wall, actor, verb, outcome, object, payload }) => ({
        seq,
        at: Instant.parse(wall),
        staff: actor,
        staffName: actor === null ? null : db.people.nameOf(StaffNo.parse(actor)),
        verb,
        outcome,
        object,
        facts: payload === undefined ? '' : JSON.stringify(payload),
      })),
    })
  },

  'trail.verify': (_request, { premises }) => {
    const store = premises.branch?.store
    if (store === undefined) return ok({ consistent: false, entries: 0, divergedAt: null, head: '' })
    const { chain, rows, structure } = store.verify()
    const { seq, chain: head } = store.trail.head()
    const sound = rows.ok && structure.length === 0
    return ok({
      consistent: chain.ok && sound,
      entries: seq,
      divergedAt: chain.ok ? (sound ? null : seq) : chain.divergedAt,
      head,
    })
  },
}
