import { IconHourglass } from '@tabler/icons-react'
import { clockTime, formatDayAndMonth } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { Panel } from '../../parts/panel.tsx'
import { ReissueClock } from '../../parts/reissue-clock.tsx'
import { daysUntil, minutesUntil } from '../clock-words.ts'
import { waitsUntil } from '../reception/cases.ts'
import type { Known } from './known.ts'

/** From when the next token of this contract may be registered, while somebody is waiting for it. */
export function NextRegistration({ view }: Pick<Known, 'view'>) {
  const { contract: t, boards } = useMessages()
  const language = useDesk((desk) => desk.language)
  const now = useHere(({ state }) => state?.now)
  if (now === undefined) return null
  const waiting = view.cases
    .flatMap((one) => {
      const until = waitsUntil(one, now)
      return until === undefined ? [] : [{ one, until }]
    })
    .toSorted((a, b) => (a.until < b.until ? -1 : 1))
  const [first] = waiting
  if (first === undefined) return null
  const { one, until } = first
  return (
    <Panel title={t.mayRegister} icon={IconHourglass} note={t.person(one.targetName || one.customerName)}>
      <ReissueClock
        at={clockTime(until)}
        from={daysUntil(until, now) === 0 ? clockTime(one.since) : undefined}
        minutesLeft={minutesUntil(until, now)}
        minutesTotal={minutesUntil(until, one.since)}
      >
        {daysUntil(until, now) !== 0 && <p>{formatDayAndMonth(until, language)}</p>}
        <p>{boards.errorsBefore}</p>
      </ReissueClock>
    </Panel>
  )
}
