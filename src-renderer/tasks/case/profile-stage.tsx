import { IconGitCompare } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { CaseAsk } from '#shared/asks'
import { differences } from '#shared/differences'
import { useMessages } from '../../desk/messages.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProfileDifferences } from '../profiles/differences.tsx'
import { PaperlessStage } from './paperless-stage.tsx'
import type { StageProps } from './stage.ts'

type ChangeAsk = Extract<CaseAsk, { kind: 'profile-change' }>

/** A proposed change of what the desk knows about a service: every field that differs, and whose turn it is. */
export function ProfileStage(props: StageProps) {
  const { ask } = props.view
  return ask.kind === 'profile-change' ? <Change {...props} ask={ask} /> : null
}

function Change({ view, profile, words, ask }: StageProps & { readonly ask: ChangeAsk }) {
  const { profile: t } = useMessages().jobs
  const found = useMemo(() => differences(profile, ask.profile), [profile, ask.profile])
  return (
    <PaperlessStage
      view={view}
      profile={profile}
      words={words}
      facts={[
        { label: t.reason, value: ask.reason },
        { label: t.by, value: view.makerName },
      ]}
      awaits={t.awaits}
      sentBack={t.sentBack}
      withdrawLead={t.withdrawLead}
    >
      <Panel
        title={t.proposed(ask.profile.version)}
        icon={IconGitCompare}
        note={t.differences(found.length)}
        flush
      >
        <ProfileDifferences of={found} />
      </Panel>
    </PaperlessStage>
  )
}
