import type { Difference } from '#shared/differences'
import { useMessages } from '../../desk/messages.ts'
import { Code } from '../../parts/code.tsx'
import css from './case.module.css'

/** Two descriptions of a service field by field: only where they differ, both sides as they are written. */
export function Differences({ of }: { readonly of: readonly Difference[] }) {
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
              <Code size="sm">{path}</Code>
            </th>
            <td data-title={t.before}>{before ?? t.nothing}</td>
            <td data-title={t.after}>{after ?? t.nothing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
