import { IconProgressCheck } from '@tabler/icons-react'
import { useMessages } from '../../desk/messages.ts'
import { Panel } from '../../parts/panel.tsx'
import css from '../contract.module.css'
import type { Known } from './known.ts'

/** Who must have a token before the service can be used at all, and who has none yet (R-000-06, R-000-07). */
export function EnrolmentProgress({ view, profile }: Known) {
  const { contract: t } = useMessages()
  const { progress } = view
  if (progress === null) return null
  const { registered, of, missing } = progress
  return (
    <Panel title={t.progress} icon={IconProgressCheck}>
      <p>
        <b>{t.registered(registered, of)}</b>
      </p>
      <progress
        className={css.progress}
        value={registered}
        max={Math.max(of, 1)}
        aria-label={t.registered(registered, of)}
      />
      {missing.length === 0 ? (
        <p>{t.allRegistered}</p>
      ) : (
        <>
          <p>{t.allOrNothing}</p>
          <p className={css.label}>{t.missing}</p>
          <ol className={css.missing}>
            {missing.map(({ userId, name }) => (
              <li key={userId}>{t.person(name)}</li>
            ))}
          </ol>
          {profile.enrolOrder === 'admin-first' && missing.length > 1 && <small>{t.inThisOrder}</small>}
        </>
      )}
    </Panel>
  )
}
