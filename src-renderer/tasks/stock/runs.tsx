import { runsOf } from '#shared/serials'
import { useMessages } from '../../desk/messages.ts'
import { Code } from '../../parts/code.tsx'

/** How many runs of serials stand in one line. */
const SHOWN = 2

/** Serials as the label of a box has them: the first runs, and how many more there are. */
export function Runs({ serials }: { readonly serials: readonly string[] }) {
  const { stock: t } = useMessages()
  const runs = runsOf(serials)
  const rest = runs.length - SHOWN
  return (
    <>
      {runs.slice(0, SHOWN).map(({ first, last }) => (
        <span key={first}>
          <Code size="sm">{t.serials(first, last)}</Code>{' '}
        </span>
      ))}
      {rest > 0 && <small>{t.destructions.more(rest)}</small>}
    </>
  )
}
