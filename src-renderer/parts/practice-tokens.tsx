import { IconSchool, IconX } from '@tabler/icons-react'
import type { KeyMap } from '../desk/key-map.ts'
import { useKeys } from '../desk/keys.ts'
import { useMessages } from '../desk/messages.ts'
import {
  askForCode,
  type PracticeToken,
  togglePracticeTokens,
  usePractice,
  usePracticeTokens,
} from '../desk/practice.ts'
import { say } from '../desk/state.ts'
import { Code, Figures, KeyCap } from './code.tsx'
import css from './practice-tokens.module.css'
import { TextField } from './text-field.tsx'

export type PracticeTokensProps = {
  /** Alt+1 to Alt+9 fill in. Not where Alt and a digit already mean something else. */
  readonly keyed?: boolean | undefined
  /** Only this member of staff, as on the lock screen. */
  readonly only?: string | undefined
  /** Without the customers' tokens, where there is no use for them. */
  readonly staffOnly?: boolean | undefined
  /** Where there is little room, and the panel has done its work once somebody is filled in. */
  readonly docked?: boolean | undefined
}

/**
 * The codes of the practice branch, from published seeds: a newcomer needs no telephone. Whoever on the screen
 * asked for it with `useFilledByPractice` can be filled in from here.
 */
export function PracticeTokens({
  keyed = false,
  only,
  staffOnly = false,
  docked = false,
}: PracticeTokensProps) {
  const t = useMessages()
  const tokens = usePracticeTokens()
  const taker = usePractice(({ takers }) => takers.at(-1))
  const spent = usePractice((practice) => practice.spent)
  const staff = tokens.filter(({ kind, label }) => kind === 'staff' && (only === undefined || label === only))
  const of = (wanted: PracticeToken['kind']) => tokens.filter(({ kind }) => kind === wanted)

  const fill = ({ label, name, passphrase, code }: PracticeToken) => {
    if (taker === undefined || passphrase === null) return
    taker.fill({ staff: label, name, passphrase, code })
    say(t.door.tokens.filled(name))
    if (docked) togglePracticeTokens()
  }
  useKeys(keyed && taker !== undefined ? altKeys(staff, fill, t.door.tokens.fillFor) : {}, { rank: 'part' })

  const left = tokens[0]?.secondsLeft
  return (
    <>
      {/* What scrolls must be reached by the keys that scroll it. */}
      <div className={css.tokens} tabIndex={docked ? 0 : undefined}>
        <p className={css.clock}>
          {left !== undefined && (
            <>
              <progress max={30} value={left} aria-label={t.door.tokens.left(left)} />
              <span>{t.door.tokens.left(left)}</span>
            </>
          )}
        </p>
        <ul aria-label={t.door.tokens.staff}>
          {staff.map((token, place) => (
            <li key={token.label}>
              <div className={css.who}>
                <b>{token.name}</b> <span>{token.role === null ? '' : t.frame.roles[token.role]}</span>{' '}
                <Code size="sm">{token.label}</Code>
                {token.passphrase !== null && <Code size="sm">{token.passphrase}</Code>}
              </div>
              <Shown code={token.code} spent={spent[token.label] === token.code} />
              {taker !== undefined && (
                <button type="button" className={css.fill} onClick={() => fill(token)}>
                  {keyed && <KeyCap>{`Alt+${place + 1}`}</KeyCap>}
                  {docked ? t.door.tokens.fillShort : t.door.tokens.fill}
                  <span className="visually-hidden"> {token.name}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
        {!staffOnly && only === undefined && (
          <>
            <Group title={t.door.tokens.customers} tokens={of('customer')} />
            <Group title={t.door.tokens.safe} tokens={of('safe')} />
          </>
        )}
        <p className={css.once}>{t.door.tokens.once}</p>
      </div>
      {docked && <AskedFor tokens={of('asked')} />}
    </>
  )
}

/** Tokens without a person to sign in: their serial, whoever they are meant for, and the code. */
function Group({ title, tokens }: { readonly title: string; readonly tokens: readonly PracticeToken[] }) {
  if (tokens.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul aria-label={title}>
        {tokens.map((token) => (
          <li key={token.label}>
            <div className={css.who}>
              {token.name !== '' && <b>{token.name}</b>} <Code>{token.label}</Code>
            </div>
            <Shown
              code={token.code}
              spent={false}
              left={token.periodSeconds === 30 ? undefined : token.secondsLeft}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

/** Any other serial: of a token deep in the safe, or of one whose seed file is being rehearsed. */
function AskedFor({ tokens }: { readonly tokens: readonly PracticeToken[] }) {
  const { tokens: t } = useMessages().door
  const asked = usePractice((practice) => practice.asked)
  return (
    <footer className={css.asked}>
      <TextField
        id="practice-serial"
        label={t.ask}
        help={t.askHelp}
        value={asked}
        onChange={askForCode}
        maxLength={40}
        code
      />
      <ul aria-label={t.asked}>
        {tokens.map((token) => (
          <li key={token.label}>
            <span className="visually-hidden">{token.label}</span>
            <Shown code={token.code} spent={false} left={token.secondsLeft} />
          </li>
        ))}
      </ul>
    </footer>
  )
}

function altKeys(
  staff: readonly PracticeToken[],
  fill: (token: PracticeToken) => void,
  label: (name: string) => string,
): KeyMap {
  return Object.fromEntries(
    staff
      .slice(0, 9)
      .map((token, place) => [`Alt+${place + 1}`, { label: label(token.name), run: () => fill(token) }]),
  )
}

type ShownProps = {
  readonly code: string
  readonly spent: boolean
  /** Seconds, where the token has not the time that is told above for all of them. */
  readonly left?: number | undefined
}

function Shown({ code, spent, left }: ShownProps) {
  const t = useMessages().door.tokens
  const half = code.length / 2
  return (
    <div className={css.code} data-spent={spent || undefined}>
      <Figures strong>{`${code.slice(0, half)} ${code.slice(half)}`}</Figures>
      {spent && <small>{t.spent}</small>}
      {left !== undefined && <small>{t.leftShort(left)}</small>}
    </div>
  )
}

/** The practice tokens beside whatever is on screen: not a window, so that the code can be read while typing. */
export function PracticeDock() {
  const t = useMessages().door.tokens
  const open = usePractice((practice) => practice.open)
  if (!open) return null
  return (
    <aside className={css.dock} aria-label={t.title}>
      <header>
        <IconSchool size="1.125rem" stroke={2} aria-hidden />
        <h2>{t.title}</h2>
        <KeyCap>Alt+P</KeyCap>
        <button type="button" onClick={togglePracticeTokens} aria-label={t.hide}>
          <IconX size="1.125rem" stroke={2} aria-hidden />
        </button>
      </header>
      <PracticeTokens docked />
    </aside>
  )
}
