import {
  IconBuilding,
  IconDeviceMobile,
  IconFileDescription,
  IconInfoCircle,
  IconListSearch,
  IconSearch,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { ContractView, Hit } from '#shared/operations/contracts'
import { formatMoment } from '#shared/text/wareki'
import type { KeyMap } from '../desk/key-map.ts'
import { belongsToInputMethod } from '../desk/key-map.ts'
import { useKeys, useScan } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import { go, useDesk } from '../desk/state.ts'
import { useProfile } from '../desk/use-profile.ts'
import { useQuery } from '../desk/use-query.ts'
import { Action, Actions } from '../parts/action.tsx'
import { Code, Figures, KeyCap } from '../parts/code.tsx'
import { Note } from '../parts/notices.tsx'
import { Facts, type Icon, Panel } from '../parts/panel.tsx'
import { RefusalNote } from '../parts/refusal.tsx'
import { StateTag, ToConfirm } from '../parts/state-tag.tsx'
import { caseTag, isUnderWay } from './reception/cases.ts'
import { piecesOf } from './reception/match.ts'
import { beginInquiry, chooseHit, searchFor, useVisit } from './reception/visit.ts'
import { AuthenticationTag, RegistrationMark, useServiceWords } from './reception/words.tsx'
import css from './search.module.css'

const LIST = 'search-hits'
const idOf = (hit: Hit): string =>
  [hit.kind, hit.contractNo, hit.userId ?? '', hit.caseNo ?? ''].join('-').replace(/[^0-9A-Za-z-]/g, '_')

/** Reception: whatever the customer says or shows goes into one field, and the contract stands beside it. */
export function SearchTask() {
  const { search: t, keys: k } = useMessages()
  const { text, chosen } = useVisit()
  const role = useDesk(({ who }) => who?.role)
  const field = useRef<HTMLInputElement>(null)
  const sought = text.trim()
  const { value, refusal } = useQuery('search.find', sought === '' ? undefined : { text: sought })
  const hits = sought === '' ? [] : (value?.hits ?? [])
  const hit = hits.find((one) => idOf(one) === chosen) ?? hits[0]
  const receives = role === 'teller' || role === 'supervisor' || role === 'back-office'

  const toField = () => {
    field.current?.focus()
    field.current?.select()
  }
  useEffect(toField, [])
  useScan((code) => {
    searchFor(code)
    toField()
  })

  const toContract = () => hit !== undefined && go({ screen: 'contract', of: hit.contractNo })
  const forward = () => {
    if (hit === undefined) return
    if (hit.caseNo !== null) go({ screen: 'case', of: hit.caseNo })
    else if (!receives) toContract()
    else {
      beginInquiry(hit.contractNo, hit.userId === null ? undefined : { kind: 'user', userId: hit.userId })
      go({ screen: 'router', of: hit.contractNo })
    }
  }
  const toToken = hit?.kind === 'token' ? (): void => go({ screen: 'token', of: hit.detail }) : undefined
  const off = hit === undefined ? t.typeFirst : undefined
  const label = hit?.caseNo !== null && hit !== undefined ? t.toCase : receives ? t.toRouterKey : t.toContract
  const keys: KeyMap = {
    F2: { label: k.search, run: toField },
    ...(receives || hit?.caseNo != null ? { F9: { label: t.toContract, run: toContract, off } } : {}),
    ...(toToken === undefined ? {} : { F10: { label: t.toTokenKey, run: toToken } }),
    F12: { label, run: forward, off },
  }
  useKeys(keys)

  const walk = (event: KeyboardEvent) => {
    if (belongsToInputMethod(event.nativeEvent)) return
    const at = hit === undefined ? -1 : hits.indexOf(hit)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 5, PageUp: at - 5 }[event.key]
    if (to === undefined || hits.length === 0) return
    event.preventDefault()
    const next = hits[Math.min(Math.max(to, 0), hits.length - 1)]
    if (next === undefined) return
    chooseHit(idOf(next))
    document.getElementById(idOf(next))?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <>
      <h1 className="visually-hidden">{t.title}</h1>
      <div className={css.bar}>
        <label htmlFor="search-field">{t.field}</label>
        <div className={css.field}>
          <IconSearch size="1.25rem" stroke={2} aria-hidden />
          <input
            id="search-field"
            ref={field}
            type="text"
            role="combobox"
            aria-expanded={hits.length > 0}
            aria-controls={LIST}
            aria-activedescendant={hit === undefined ? undefined : idOf(hit)}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={text}
            onChange={(event) => searchFor(event.currentTarget.value)}
            onKeyDown={walk}
          />
        </div>
        <p className={css.count} role="status">
          {sought !== '' && value !== undefined && (
            <>
              <span>{t.count(hits.length, value.more)}</span> <b>{t.order}</b> <KeyCap>↑</KeyCap>{' '}
              <KeyCap>↓</KeyCap>
            </>
          )}
        </p>
      </div>
      {refusal !== undefined && <RefusalNote refusal={refusal} />}
      <div className={css.columns}>
        <Panel title={t.found} icon={IconListSearch} flush fill>
          <div
            id={LIST}
            role="listbox"
            aria-label={t.found}
            className={css.hits}
            tabIndex={-1}
            onKeyDown={walk}
          >
            {hits.map((one) => (
              <HitOption key={idOf(one)} hit={one} sought={sought} chosen={one === hit} onOpen={forward} />
            ))}
          </div>
          <div className={css.besides}>
            {sought === '' && <Begin />}
            {sought !== '' && value?.more === true && <Note tone="plain">{t.more}</Note>}
            {sought !== '' && value !== undefined && (
              <NotHere text={hits.length === 0 ? sought : undefined} />
            )}
          </div>
        </Panel>
        <Panel title={t.summary} icon={IconBuilding} fill>
          {hit === undefined ? (
            <p className={css.quiet}>{t.chooseOne}</p>
          ) : (
            <Summary
              key={hit.contractNo}
              contractNo={hit.contractNo}
              userId={hit.userId}
              forward={{ label: hit.caseNo === null && receives ? t.toRouter : label, run: forward }}
              toContract={keys.F9 === undefined ? undefined : toContract}
              toToken={toToken}
            />
          )}
        </Panel>
      </div>
    </>
  )
}

/** What the field takes, for whoever sits here for the first time. */
function Begin() {
  const t = useMessages().search
  return (
    <Note tone="plain" icon={IconInfoCircle} title={t.begin}>
      <dl className={css.examples}>
        {t.examples.map(([what, example]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{example}</dd>
          </div>
        ))}
      </dl>
      <p>{t.examplesNote}</p>
    </Note>
  )
}

/** Who is not found may have come after the last import: until when that reaches, and where to look instead. */
function NotHere({ text }: { readonly text: string | undefined }) {
  const t = useMessages().search
  const language = useDesk((desk) => desk.language)
  const { value: register } = useQuery('contract.register', {})
  if (register === undefined) return null
  return (
    <Note tone="plain" title={text === undefined ? t.notHere : t.nothing(text)}>
      {text !== undefined && <p>{t.nothingTodo}</p>}
      {register.importedAt === null ? (
        <>
          <p>{t.neverImported}</p>
          <p>{t.neverImportedTodo}</p>
        </>
      ) : (
        <>
          <p>{t.importedUntil(formatMoment(register.importedAt, language), register.contracts)}</p>
          <p>{t.importedLater}</p>
        </>
      )}
    </Note>
  )
}

const icons: Readonly<Record<Hit['kind'], Icon>> = {
  contract: IconBuilding,
  user: IconUser,
  token: IconDeviceMobile,
  case: IconFileDescription,
}

type HitOptionProps = {
  readonly hit: Hit
  readonly sought: string
  readonly chosen: boolean
  readonly onOpen: () => void
}

function HitOption({ hit, sought, chosen, onOpen }: HitOptionProps) {
  const t = useMessages().search
  const profile = useProfile(hit.service)
  const words = useServiceWords(profile)
  const KindIcon = icons[hit.kind]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's, which the field drives
    <div
      id={idOf(hit)}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      className={css.hit}
      onClick={() => chooseHit(idOf(hit))}
      onDoubleClick={onOpen}
    >
      <p className={css.first}>
        <KindIcon size="1.125rem" stroke={2} aria-hidden />
        <b>
          <Matched text={hit.title} sought={sought} />
        </b>
        <span className={css.state}>
          {hit.authentication !== null && hit.authentication !== 'none' && (
            <AuthenticationTag state={hit.authentication} profile={profile} />
          )}
        </span>
      </p>
      <p>
        {t.kinds[hit.kind]}
        {hit.kana !== '' && (
          <>
            {'　'}
            <Matched text={hit.kana} sought={sought} />
          </>
        )}
      </p>
      <p>
        {hit.kind === 'token' && `${words.tokenLabel ?? t.kinds.token} `}
        {hit.kind === 'user' ? (
          <Matched text={hit.detail} sought={sought} />
        ) : (
          <span className={css.code}>
            <Matched text={hit.detail} sought={sought} />
          </span>
        )}
        {'　'}
        {words.service}
      </p>
    </div>
  )
}

function Matched({ text, sought }: { readonly text: string; readonly sought: string }) {
  return piecesOf(text, sought).map(({ text: piece, hit }, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other identity than their order
    hit ? <mark key={place}>{piece}</mark> : <span key={place}>{piece}</span>,
  )
}

const USERS_SHOWN = 8

type SummaryProps = {
  readonly contractNo: string
  readonly userId: string | null
  readonly forward: { readonly label: string; readonly run: () => void }
  readonly toContract: (() => void) | undefined
  /** Where a token was found: its own page. */
  readonly toToken: (() => void) | undefined
}

/** The contract in a glance: who it is, with us or not, its users and their tokens, its cases under way. */
function Summary({ contractNo, userId, forward, toContract, toToken }: SummaryProps) {
  const { search: t, contract: c } = useMessages()
  const { value: view, refusal } = useQuery('contract.view', { contractNo })
  const profile = useProfile(view?.service)
  const words = useServiceWords(profile)
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (view === undefined) return null
  const shown = usersFirst(view, userId)
  return (
    <div className={css.summary}>
      <header>
        <h2>{view.name}</h2>
        <p>{view.kana}</p>
        <p>
          <b>{profile === undefined ? '' : words.say(profile.name)}</b>
        </p>
      </header>
      <Facts
        inline
        items={[
          { label: t.contractNo, value: <Code>{view.contractNo}</Code> },
          ...(view.customerId === '' ? [] : [{ label: t.customerId, value: <Code>{view.customerId}</Code> }]),
          {
            label: t.branch,
            value: view.dealingBranchIsOurs ? (
              t.ours(view.dealingBranch)
            ) : (
              <StateTag state="confirm">{t.notOurs(view.dealingBranch)}</StateTag>
            ),
          },
          {
            label: t.account,
            value:
              view.accountEnding === null ? (
                <ToConfirm />
              ) : (
                <Figures>{t.accountEnding(view.accountEnding)}</Figures>
              ),
          },
          ...(view.usageMode === null ? [] : [{ label: t.usageMode, value: t.usageModes[view.usageMode] }]),
        ]}
      />
      <div>
        <h3>
          <IconUsers size="1.125rem" stroke={2} aria-hidden />
          {t.users(view.users.length)}
        </h3>
        <ul className={css.users}>
          {view.sharedRegistration !== null && (
            <li>
              <b>{c.shared}</b>
              <span>{view.sharedSerial !== null && <Code size="sm">{view.sharedSerial}</Code>}</span>
              {view.sharedAuthentication !== null && (
                <AuthenticationTag state={view.sharedAuthentication} profile={profile} />
              )}
            </li>
          )}
          {shown.slice(0, USERS_SHOWN).map((user) => (
            <li key={user.userId} data-chosen={user.userId === userId || undefined}>
              <span>
                <b>{user.name}</b> {words.role(user.role)}
              </span>
              <span>
                {user.serial !== null ? (
                  <Code size="sm">{user.serial}</Code>
                ) : user.registration !== 'none' ? (
                  <RegistrationMark state={user.registration} profile={profile} />
                ) : (
                  view.sharedRegistration === null && t.noToken
                )}
              </span>
              <AuthenticationTag state={user.authentication} profile={profile} />
            </li>
          ))}
          {shown.length > USERS_SHOWN && <li>{t.moreUsers(shown.length - USERS_SHOWN)}</li>}
        </ul>
      </div>
      <CasesUnderWay view={view} />
      <div className={css.forward}>
        <Actions>
          <Action keyName="F12" tone="go" onPress={forward.run}>
            {forward.label}
          </Action>
          {toContract !== undefined && (
            <Action keyName="F9" onPress={toContract}>
              {t.toContract}
            </Action>
          )}
          {toToken !== undefined && (
            <Action keyName="F10" onPress={toToken}>
              {t.toToken}
            </Action>
          )}
        </Actions>
      </div>
    </div>
  )
}

/** The user who was found stands first; the rest keep the order of the records. */
const usersFirst = (view: ContractView, userId: string | null): ContractView['users'] =>
  view.users.toSorted((a, b) => Number(b.userId === userId) - Number(a.userId === userId))

function CasesUnderWay({ view }: { readonly view: ContractView }) {
  const { search: t, cases } = useMessages()
  const role = useDesk(({ who }) => who?.role)
  const underWay = view.cases.filter(isUnderWay)
  if (underWay.length === 0) return null
  return (
    <Note title={t.openCases}>
      <ul className={css.cases}>
        {underWay.map((one) => (
          <li key={one.caseNo}>
            <Code size="sm">{one.caseNo}</Code> {one.targetName}
            <StateTag state={caseTag[one.state]}>{cases.state[one.state]}</StateTag>
            {role !== 'administrator' && (
              <Action onPress={() => go({ screen: 'case', of: one.caseNo })}>{t.toCase}</Action>
            )}
          </li>
        ))}
      </ul>
    </Note>
  )
}
