import type { Difference } from '#shared/differences'
import { useMessages } from '../../desk/messages.ts'
import { Code } from '../../parts/code.tsx'
import css from './profiles.module.css'
import { shapeAt } from './shape.ts'
import { useProfileWords } from './words.ts'

/** Two descriptions place by place: only where they differ, in words, with the place's own name under it. */
export function ProfileDifferences({ of }: { readonly of: readonly Difference[] }) {
  const { profile: t } = useMessages().jobs
  return (
    <table className={css.differences}>
      <thead>
        <tr>
          <th scope="col">{t.field}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">
              <Place path={path} />
            </th>
            <td data-title={t.before}>
              <Side path={path} text={before} />
            </td>
            <td data-title={t.after}>
              <Side path={path} text={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Place({ path }: { readonly path: string }) {
  const w = useProfileWords()
  return (
    <>
      {w.place(path.split('.'))}
      <small>
        <Code size="sm">{path}</Code>
      </small>
    </>
  )
}

/** One side, which came as text: a blank is 要確認, a code has its word. */
function Side({ path: at, text }: { readonly path: string; readonly text: string | null }) {
  const { jobs, states, profiles } = useMessages()
  const w = useProfileWords()
  const path = at.split('.')
  if (text === null) return jobs.profile.nothing
  if (text === 'null') return states.tag.confirm
  if (text === '[]' || text === '{}') return profiles.empty
  const shape = shapeAt(path)
  const kind = shape?.kind === 'either' && shape.codes.includes(text) ? 'choice' : shape?.kind
  if (kind === 'choice' || kind === 'fixed' || kind === 'flag') return w.code(path, text)
  if (kind === 'number') return w.value(path, Number(text))
  return text
}
