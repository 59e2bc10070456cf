import { IconGitCompare } from '@tabler/icons-react'
import { useState } from 'react'
import { differences } from '#shared/differences'
import type { ServiceId } from '#shared/ids'
import { useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import { useProfile } from '../../desk/use-profile.ts'
import { useQuery } from '../../desk/use-query.ts'
import { FieldStack } from '../../parts/field.tsx'
import { Panel } from '../../parts/panel.tsx'
import { SelectField } from '../../parts/text-field.tsx'
import { ProfileDifferences } from './differences.tsx'
import css from './profiles.module.css'

/** Any two versions of one description, field by field. */
export function Compare({ service }: { readonly service: ServiceId }) {
  const { profiles: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const { value } = useQuery('profile.list', {})
  const versions = value?.find((one) => one.service === service)?.versions ?? []
  const [wanted, setWanted] = useState<{ readonly before?: number; readonly after?: number }>({})
  const before = wanted.before ?? versions.at(-2)?.version
  const after = wanted.after ?? versions.at(-1)?.version
  const older = useProfile(before === undefined ? undefined : service, before)
  const newer = useProfile(after === undefined ? undefined : service, after)
  if (value === undefined) return null
  const found = older === undefined || newer === undefined ? undefined : differences(older, newer)
  const name = newer?.shortName[language] ?? service
  const options = versions.map(({ version }) => ({
    value: String(version),
    label: version === versions.at(-1)?.version ? t.inForce(version) : t.version(version),
  }))
  return (
    <div className={css.screen}>
      <Panel title={`${t.compare} ${name}`} icon={IconGitCompare} lead>
        <FieldStack columns={2}>
          <SelectField
            id="compare-before"
            label={t.older1}
            value={before === undefined ? null : String(before)}
            onChange={(version) => setWanted({ ...wanted, before: Number(version) })}
            options={options}
            autoFocus
          />
          <SelectField
            id="compare-after"
            label={t.newer1}
            value={after === undefined ? null : String(after)}
            onChange={(version) => setWanted({ ...wanted, after: Number(version) })}
            options={options}
          />
        </FieldStack>
      </Panel>
      {found !== undefined && (
        <Panel title={t.differ(found.length)} flush fill>
          {found.length === 0 ? <p className={css.nothing}>{t.same}</p> : <ProfileDifferences of={found} />}
        </Panel>
      )}
    </div>
  )
}
