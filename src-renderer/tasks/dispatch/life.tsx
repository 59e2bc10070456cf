import { IconRoute } from '@tabler/icons-react'
import type { Instant } from '#shared/ids'
import type { DispatchView, Parcel } from '#shared/operations/dispatch'
import { formatDayAndMonth, formatTime } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { Code } from '../../parts/code.tsx'
import { Panel } from '../../parts/panel.tsx'
import css from './dispatch.module.css'

/** The way of every parcel of a case, newest first: when, by whom, under which number. */
export function ParcelLife({ view }: { readonly view: Pick<DispatchView, 'parcels'> }) {
  const { dispatch } = useMessages()
  const t = dispatch.life
  return (
    <Panel title={t.title} icon={IconRoute}>
      {view.parcels.length === 0 && <p>{t.none}</p>}
      {view.parcels.map((parcel) => (
        <Way key={parcel.parcel} parcel={parcel} />
      ))}
    </Panel>
  )
}

type Line = {
  readonly name: string
  readonly at: Instant | null
  readonly by?: string
  readonly code?: string | null
}

function Way({ parcel }: { readonly parcel: Parcel }) {
  const { dispatch, words: w } = useMessages()
  const t = dispatch.life
  const language = useDesk((desk) => desk.language)
  const lines: readonly Line[] = [
    { name: t.reserved, at: parcel.reservedAt },
    { name: t.readFirst, at: parcel.firstReadAt, by: parcel.firstReader ?? '' },
    {
      name: t.packed,
      at: parcel.packedAt,
      by: t.by(parcel.firstReader ?? '', parcel.secondReader ?? ''),
      code: parcel.serial,
    },
    {
      name: t.posted,
      at: parcel.postedAt,
      by: parcel.releasedBy === null ? '' : t.released(parcel.releasedBy),
      code: parcel.mailNo,
    },
    {
      name: parcel.deliveredHow === 'counter' ? t.handed : t.delivered,
      at: parcel.deliveredAt,
      by: parcel.deliveredHow === null ? '' : t.how[parcel.deliveredHow],
    },
    {
      name: t.returned,
      at: parcel.returnedAt,
      by: parcel.returnReason === null ? '' : w.stock.returnReason[parcel.returnReason],
    },
    { name: t.lost, at: parcel.lostAt },
  ]
  return (
    <section className={css.parcel}>
      <h3>{t.parcel(parcel.parcel, w.stock.delivery[parcel.how])}</h3>
      <dl className={css.life}>
        {lines.map(({ name, at, by, code }) =>
          at === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {formatDayAndMonth(at, language)} {formatTime(at, language)}
                {by !== undefined && by !== '' && <small>{by}</small>}
                {code != null && (
                  <>
                    {' '}
                    <Code size="sm">{code}</Code>
                  </>
                )}
              </dd>
            </div>
          ),
        )}
        {parcel.how === 'mail' && (
          <div>
            <dt>{t.address}</dt>
            <dd>
              {parcel.address} {parcel.addressee}
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
