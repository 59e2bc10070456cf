import { IconGitCompare } from '@tabler/icons-react'
import { differences } from '#shared/differences'
import type { ServiceId } from '#shared/ids'
import type { ServiceProfile } from '#shared/profiles'
import { useKeys } from '../../desk/keys.ts'
import { useMessages } from '../../desk/messages.ts'
import { go, goTop, say, useDesk } from '../../desk/state.ts'
import { useCommand } from '../../desk/use-command.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Panel } from '../../parts/panel.tsx'
import { RefusalNote } from '../../parts/refusal.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { ProfileDifferences } from './differences.tsx'
import { changeDraft, dropDraft, type ProfileDraft, useProfileDrafts } from './drafts.ts'
import { placeText } from './place.ts'
import { checked } from './problems.ts'
import css from './profiles.module.css'

/** What would change, before anybody is asked: the same comparison the supervisor will see, and why. */
export function Review({ service }: { readonly service: ServiceId }) {
  const draft = useProfileDrafts(({ of }) => of[service])
  const answer = draft === undefined ? undefined : checked(draft.profile)
  if (draft === undefined || answer?.ok !== true) return null
  return <Change service={service} draft={draft} profile={answer.profile} />
}

type ChangeProps = {
  readonly service: ServiceId
  readonly draft: ProfileDraft
  readonly profile: ServiceProfile
}

function Change({ service, draft, profile }: ChangeProps) {
  const { profiles: t } = useMessages()
  const language = useDesk((desk) => desk.language)
  const propose = useCommand('profile.propose')
  const found = differences(draft.base, draft.profile)
  const reason = draft.reason.trim()
  const off = found.length === 0 ? t.reviewOff : reason === '' ? t.reasonNeeded : undefined
  const send = async () => {
    const reply = await propose.send({ service, from: draft.base.version, profile, reason })
    if (reply?.ok !== true) return
    dropDraft(service)
    say(t.proposed(reply.value.caseNo), 'done')
    // What is waiting now stands on the description itself; the way back leads to the list.
    goTop({ screen: 'profiles' })
    go({ screen: 'profiles', of: placeText(service) })
  }
  useKeys({ F12: { label: t.proposeKey, run: () => void send(), off } })
  return (
    <div className={css.screen}>
      <Panel
        title={`${t.review} ${profile.shortName[language]}`}
        icon={IconGitCompare}
        lead
        note={t.reviewLead}
      >
        <div className={css.reason} data-fields>
          <TextField
            id="profile-reason"
            label={t.reason}
            need="required"
            help={t.reasonHelp}
            value={draft.reason}
            onChange={(text) => changeDraft(service, { reason: text })}
            maxLength={500}
            autoFocus
          />
          <Actions>
            <Action keyName="F12" tone="go" off={off} busy={propose.busy} onPress={() => void send()}>
              {t.propose}
            </Action>
          </Actions>
        </div>
        {propose.refusal !== undefined && <RefusalNote refusal={propose.refusal} />}
      </Panel>
      <Panel title={t.differ(found.length)} flush fill>
        <ProfileDifferences of={found} />
      </Panel>
    </div>
  )
}
