import { IconAntenna, IconUserCheck, IconUserX } from '@tabler/icons-react'
import { administers } from '#shared/profile-rules'
import { canLogIn } from '#shared/router'
import { useMessages } from '../../desk/messages.ts'
import { Panel } from '../../parts/panel.tsx'
import css from '../contract.module.css'
import type { Known } from './known.ts'

/** How many administrators can still act: who is one failure away from having none is seen before it happens. */
export function Radar({ view, profile }: Known) {
  const { contract: t } = useMessages()
  const administrators = view.users.filter(({ role }) => administers(profile, role))
  if (administrators.length === 0) return null
  const seats = administrators.map((user) => ({ user, usable: canLogIn(profile, user) }))
  const usable = seats.filter((seat) => seat.usable).length
  return (
    <Panel title={t.radar} icon={IconAntenna}>
      <ul className={css.seats}>
        {seats.slice(0, 6).map(({ user, usable: can }) => {
          const SeatIcon = can ? IconUserCheck : IconUserX
          return (
            <li
              key={user.userId}
              data-usable={can || undefined}
              title={t.seat(user.name, can)}
              aria-label={t.seat(user.name, can)}
            >
              <SeatIcon size="1.25rem" stroke={2} aria-hidden />
            </li>
          )
        })}
      </ul>
      <p>
        <b>{t.usable(usable, seats.length)}</b>
      </p>
      {usable > 0 && (
        <p>{t.usableNames(seats.flatMap(({ user, usable: can }) => (can ? [user.name] : [])))}</p>
      )}
      <p>{usable === 0 ? t.nobody : usable === 1 ? t.lastOne : t.several}</p>
    </Panel>
  )
}
