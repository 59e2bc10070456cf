import { IconClockCheck, IconClockExclamation } from '@tabler/icons-react'
import { formatMoment } from '#shared/text/wareki'
import { useHere } from '../../desk/here.ts'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Note } from '../../parts/notices.tsx'
import { Facts } from '../../parts/panel.tsx'
import css from './admin.module.css'

/** 時計: whether the machine's clock is believed, and why not. */
export function ClockSheet() {
  const { administration, frame } = useMessages()
  const t = administration.clock
  const language = useDesk((desk) => desk.language)
  const { value: status } = useQuery('clock.status', {})
  const state = useHere((here) => here.state)
  if (state === undefined) return null
  const good = state.clock === 'trusted'
  return (
    <div className={css.sheet}>
      <p className={css.verdict} data-good={good || undefined} data-bad={!good || undefined}>
        {good ? (
          <IconClockCheck size="1.5rem" stroke={2} aria-hidden />
        ) : (
          <IconClockExclamation size="1.5rem" stroke={2} aria-hidden />
        )}
        <b>{t.states[state.clock]}</b>
      </p>
      <Facts
        items={[
          { label: t.here, value: formatMoment(state.now, language) },
          ...(state.clockDoubt === null
            ? []
            : [
                {
                  label: t.why,
                  value: frame.clockDoubt(state.clockDoubt.reason, state.clockDoubt.secondsFast),
                },
              ]),
          ...(state.clockDoubt === null || status === undefined || status.since === null
            ? []
            : [{ label: t.since, value: formatMoment(status.since, language) }]),
          ...(state.clockConfirmedBy === null ? [] : [{ label: t.firstBy, value: state.clockConfirmedBy }]),
          {
            label: t.confirmed,
            value:
              status === undefined
                ? null
                : status.confirmed === null
                  ? t.neverConfirmed
                  : t.confirmedBy(
                      formatMoment(status.confirmed.at, language),
                      status.confirmed.firstName,
                      status.confirmed.secondName,
                    ),
          },
        ]}
      />
      <Note tone={good ? 'plain' : 'caution'}>
        <p>{good ? t.nothingToDo : t.todo}</p>
      </Note>
    </div>
  )
}
