import { runsOf } from '#shared/serials'
import { useMessages } from '../desk/messages.ts'
import { Code } from './code.tsx'

/** How many runs of serials stand in one line. */
const SHOWN = 2

/** Serials as the label of a box has them: the first runs, and how many more there are. */
export function SerialRuns({ serials }: { readonly serials: readonly string[] }) {
  const { serials: t } = useMessages().parts
  const runs = runsOf(serials)
  const rest = runs.length - SHOWN
  return (
    <>
      {runs.slice(0, SHOWN).map(({ first, last }) => (
        <span key={first}>
          <Code size="sm">{t.range(first, last)}</Code>{' '}
        </span>
      ))}
      {rest > 0 && <small>{t.more(rest)}</small>}
    </>
  )
}
