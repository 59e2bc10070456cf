import { IconId, IconListDetails, IconPhone } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { workingDefault } from '#shared/profile-rules'
import type { ParameterName, ServiceProfile } from '#shared/profiles'
import { useMessages } from '../../desk/messages.ts'
import { Code } from '../../parts/code.tsx'
import { ContactCard } from '../../parts/contact-card.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { ToConfirm } from '../../parts/state-tag.tsx'
import css from '../contract.module.css'
import { useServiceWords } from '../reception/words.tsx'
import type { Known } from './known.ts'

/** Where the customer lives and can be called, as registered. */
export function Details({ view }: Pick<Known, 'view'>) {
  const { contract: t } = useMessages()
  const given = (value: string) => (value === '' ? <span className={css.none}>{t.notRecorded}</span> : value)
  return (
    <Panel title={t.contact} icon={IconId}>
      <Facts
        items={[
          { label: t.address, value: given(view.address) },
          { label: t.phone, value: view.phone === '' ? given('') : <Code size="sm">{view.phone}</Code> },
        ]}
      />
    </Panel>
  )
}

/** Whom the customer may call about this service, and whether anybody answers now. */
export function Helpdesk({ profile }: { readonly profile: ServiceProfile }) {
  const { contact: t } = useMessages()
  return (
    <Panel title={t.title} icon={IconPhone}>
      <ContactCard contact={profile.contact} />
    </Panel>
  )
}

/** What the guide says about this service; where it is silent, 要確認 and what the desk goes by meanwhile. */
export function Rules({ profile }: { readonly profile: ServiceProfile }) {
  const { contract: t } = useMessages()
  const { say } = useServiceWords(profile)
  const known = (name: ParameterName, value: ReactNode) => {
    if (profile[name] !== null) return value
    const assumed = workingDefault(profile, name)
    return (
      <>
        <ToConfirm />{' '}
        {assumed !== undefined && <small>{t.assumed(String(assumed.value), assumed.gap)}</small>}
      </>
    )
  }
  const { reissueBlackout: blackout } = profile
  return (
    <Panel title={t.rules} icon={IconListDetails}>
      <Facts
        items={[
          { label: t.usePoints, value: profile.usePoints.map((point) => t.usePoint[point]).join('・') },
          { label: t.period, value: known('periodSec', t.seconds(profile.periodSec ?? 0)) },
          { label: t.digits, value: known('digits', t.digitCount(profile.digits ?? 0)) },
          { label: t.blocksLogin, value: t.blocks[profile.deadTokenBlocksLogin] },
          {
            label: t.reissue,
            value: (
              <>
                {profile.reissueWaitMin === 0 ? t.reissueAtOnce : t.reissueAfter(profile.reissueWaitMin)}
                {blackout !== 'none' && (
                  <small>{t.blackout(blackout.from, blackout.to, blackout.release)}</small>
                )}
              </>
            ),
          },
          { label: t.effective, value: t.effectiveOn[profile.effectiveOn] },
          {
            label: t.source,
            value: (
              <small lang="ja">
                {profile.source.document}　
                {profile.source.edition === null ? t.noEdition : say(profile.source.edition)}
              </small>
            ),
          },
        ]}
      />
    </Panel>
  )
}
