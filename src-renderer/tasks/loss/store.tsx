import { IconArrowRight, IconBuilding, IconHandStop, IconZoomCheck } from '@tabler/icons-react'
import type { CaseView } from '#shared/operations/cases'
import type { ContractView } from '#shared/operations/contracts'
import type { ServiceProfile } from '#shared/profiles'
import { formatMoment } from '#shared/text/wareki'
import { useMessages } from '../../desk/messages.ts'
import { go } from '../../desk/state.ts'
import { Action, Actions } from '../../parts/action.tsx'
import { Code } from '../../parts/code.tsx'
import { Facts, Panel } from '../../parts/panel.tsx'
import { AuthenticationTag, RegistrationMark, useServiceWords } from '../reception/words.tsx'
import css from './loss.module.css'
import type { LossAsk } from './rules.ts'

type StorePanelProps = {
  readonly view: CaseView
  readonly ask: LossAsk
  readonly contract: ContractView | undefined
  readonly profile: ServiceProfile
}

/** What our records say: the contract, and every token that was stopped, as it was and as it is. */
export function StorePanel({ view, ask, contract, profile }: StorePanelProps) {
  const { loss: t } = useMessages()
  const words = useServiceWords(profile)
  return (
    <>
      <Panel title={t.store} icon={IconBuilding}>
        <Facts
          items={[
            { label: t.service, value: words.service },
            { label: t.contract, value: <Code>{view.contractNo ?? ''}</Code> },
            {
              label: t.phone,
              value:
                contract === undefined || contract.phone === '' ? (
                  t.noPhoneShort
                ) : (
                  <Code>{contract.phone}</Code>
                ),
            },
          ]}
        />
        {view.contractNo !== null && (
          <div className={css.after}>
            <Actions>
              <Action onPress={() => go({ screen: 'contract', of: view.contractNo ?? '' })}>
                {t.seeContract}
              </Action>
            </Actions>
          </div>
        )}
      </Panel>
      <Stopped view={view} contract={contract} profile={profile} />
      {ask.found !== null && (
        <Panel
          title={t.found}
          icon={IconZoomCheck}
          note={t.foundAt(formatMoment(ask.found.at, words.language))}
        >
          <Facts items={[{ label: t.foundWhere, value: ask.found.where }]} />
          <p className={css.quiet}>{ask.found.handedIn ? t.handedIn : t.notHandedIn}</p>
        </Panel>
      )}
    </>
  )
}

type Row = {
  readonly id: string
  readonly who: string
  readonly role: string
  readonly serial: string | null
  readonly before: ContractView['changes'][number]['authenticationBefore'] | undefined
  readonly registration: CaseView['touched'][number]['registration']
  readonly now: CaseView['touched'][number]['authentication']
}

/** One row per person; of a token that everybody shares, one row for the token (R-000-17). */
function rowsOf(view: CaseView, contract: ContractView | undefined, shared: string): readonly Row[] {
  const change = (userName: string | null) =>
    contract?.changes.find(
      (one) => one.caseNo === view.caseNo && one.event === 'suspend' && one.userName === userName,
    )
  if (view.target.kind === 'shared') {
    return [
      {
        id: 'shared',
        who: shared,
        role: '',
        serial: view.oldSerial,
        before: change(null)?.authenticationBefore,
        registration: contract?.sharedRegistration ?? 'unknown',
        now: contract?.sharedAuthentication ?? 'none',
      },
    ]
  }
  return view.touched
    .filter(({ effect }) => effect === 'suspended')
    .map(({ userId, name, role, serial, registration, authentication }) => ({
      id: userId,
      who: name,
      role,
      serial: change(name)?.serialBefore ?? serial,
      before: change(name)?.authenticationBefore,
      registration,
      now: authentication,
    }))
}

function Stopped({ view, contract, profile }: Omit<StorePanelProps, 'ask'>) {
  const { loss: t } = useMessages()
  const words = useServiceWords(profile)
  const rows = rowsOf(view, contract, t.shared)
  return (
    <Panel
      title={t.tokens(new Set(rows.map(({ serial, id }) => serial ?? id)).size)}
      icon={IconHandStop}
      flush
    >
      <table className={css.tokens}>
        <thead>
          <tr>
            <th scope="col">{t.column.who}</th>
            <th scope="col">{t.column.states}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, who, role, serial, before, registration, now }) => (
            <tr key={id}>
              <th scope="row">
                <b>{who}</b> {role !== '' && words.role(role)}
                <small>{serial === null ? t.numberless : <Code size="sm">{serial}</Code>}</small>
              </th>
              <td>
                {before !== undefined && (
                  <>
                    <AuthenticationTag state={before} profile={profile} />
                    <IconArrowRight size="1rem" stroke={2} role="img" aria-label={t.column.now} />
                  </>
                )}
                <AuthenticationTag state={now} profile={profile} />
                <RegistrationMark state={registration} profile={profile} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.target.kind === 'shared' && (
        <p className={css.names}>
          {view.touched
            .filter(({ effect }) => effect === 'suspended')
            .map(({ name }) => name)
            .join('、')}
        </p>
      )}
    </Panel>
  )
}
