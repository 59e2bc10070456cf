import { IconBook2, IconHistory } from '@tabler/icons-react'
import { create } from 'zustand'
import type { ServiceId } from '#shared/ids'
import type { OutputOf } from '#shared/operations'
import { unknowns } from '#shared/profile-rules'
import { formatMoment } from '#shared/text/wareki'
import { keepStoreInHand } from '../../desk/hand.ts'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, useDesk } from '../../desk/state.ts'
import { useProfile } from '../../desk/use-profile.ts'
import { useQuery } from '../../desk/use-query.ts'
import { Code, Figures } from '../../parts/code.tsx'
import { ListTable, TwoLines } from '../../parts/list-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { StateTag } from '../../parts/state-tag.tsx'
import { placeText } from './place.ts'
import css from './profiles.module.css'

export type Listed = OutputOf<'profile.list'>[number]

/** The service one came from, so that the way back leads to it. */
const useChosen = create<{ readonly service: string | undefined }>()(() => ({ service: undefined }))
keepStoreInHand('profile-chosen', useChosen)

/** The five services: which description is in force, since when, by which case, and what is being changed. */
export function ProfileList() {
  const { profiles: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const { value, refusal } = useQuery('profile.list', {})
  const wanted = useChosen(({ service }) => service)
  const chosen = value?.find(({ service }) => service === wanted) ?? value?.[0]
  const open = (service: ServiceId | undefined) => {
    if (service !== undefined) go({ screen: 'profiles', of: placeText(service) })
  }
  useKeys({ F12: { label: t.list.openKey, run: () => open(chosen?.service) } })
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (value === undefined) return null
  return (
    <div className={css.screen}>
      <Panel title={t.title} icon={IconBook2} lead flush note={t.lead}>
        <ListTable<Listed>
          label={t.title}
          rows={value}
          idOf={({ service }) => service}
          chosen={chosen?.service}
          onChoose={(service) => useChosen.setState({ service })}
          onOpen={() => open(chosen?.service)}
          autoFocus
          columns={[
            {
              id: 'service',
              title: t.list.service,
              name: true,
              cell: ({ service }) => <Service service={service} />,
            },
            {
              id: 'version',
              title: t.list.version,
              width: '8rem',
              cell: ({ versions }) => <b>{t.version(versions.at(-1)?.version ?? 1)}</b>,
            },
            {
              id: 'since',
              title: t.list.since,
              width: '15rem',
              cell: ({ versions }) => {
                const since = versions.at(-1)?.since ?? null
                return since === null ? t.withProgram : formatMoment(since, language)
              },
            },
            {
              id: 'by',
              title: t.list.by,
              width: '10.5rem',
              cell: ({ versions }) => {
                const caseNo = versions.at(-1)?.caseNo ?? null
                return caseNo === null ? '—' : <Code size="sm">{caseNo}</Code>
              },
            },
            {
              id: 'blanks',
              title: t.list.blanks,
              width: '6rem',
              cell: ({ service }) => <Blanks service={service} />,
            },
            {
              id: 'open',
              title: t.list.open,
              width: '11rem',
              cell: ({ open: caseNo }) =>
                caseNo === null ? (
                  t.list.none
                ) : (
                  <TwoLines under={<Code size="sm">{caseNo}</Code>}>
                    <StateTag state="approval" />
                  </TwoLines>
                ),
            },
          ]}
        />
      </Panel>
      {chosen !== undefined && <History of={chosen} />}
    </div>
  )
}

function Service({ service }: { readonly service: ServiceId }) {
  const language = useDesk((desk) => desk.language)
  const profile = useProfile(service)
  return (
    <TwoLines
      under={
        <>
          <Code size="sm">{service}</Code> {profile?.name[language]}
        </>
      }
    >
      <b>{profile?.shortName[language] ?? service}</b>
    </TwoLines>
  )
}

function Blanks({ service }: { readonly service: ServiceId }) {
  const { profiles: t } = useMessages()
  const profile = useProfile(service)
  return profile === undefined ? null : <Figures>{t.blanks(unknowns(profile).length)}</Figures>
}

/** Every version there was, the newest first. */
function History({ of }: { readonly of: Listed }) {
  const { profiles: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const profile = useProfile(of.service)
  return (
    <Panel title={t.versions} icon={IconHistory} note={profile?.shortName[language]}>
      <ol className={css.history}>
        {[...of.versions].reverse().map(({ version, since, caseNo, approverName, reason }, place) => (
          <li key={version}>
            <b>{place === 0 ? t.inForce(version) : t.version(version)}</b>
            <span>{since === null ? t.withProgram : formatMoment(since, language)}</span>
            {caseNo !== null && <Code size="sm">{caseNo}</Code>}
            {approverName !== null && <span>{t.approvedBy(approverName)}</span>}
            {reason !== '' && <span>{t.reasonWas(reason)}</span>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
