import { openAttempts } from '#main/keys/attempts'
import { cardsOf, unlockWithCards } from '#main/keys/cards'
import type { Keys } from '#main/keys/keys'
import type { CardFault } from '#main/keys/recovery'
import { readCard, shortId } from '#main/keys/recovery'
import { foundAnew } from '#main/keys/replacing'
import { type KeyringFault, purposes } from '#main/keys/ring-file'
import { OpenFault } from '#main/store/faults'
import type { KeyEvent } from '#main/store/key-events'
import { Instant, type StaffNo } from '#shared/ids'
import type { CardsReason, KeyPurpose } from '#shared/operations/keys'
import type { Mode } from '#shared/operations/session'
import { checkPassphrase } from '#shared/passphrase'
import { type Refusal, refuse } from '#shared/refusals'
import { err, ok, type Result } from '#shared/result'
import type { Staff } from '#shared/staff'
import { type Branch, by, momentOf, type Premises } from '../premises.ts'
import { cardsChanged, cardsWaiting, hasConfirmedCards } from './cards.ts'
import { confirmStaffCode } from './codes.ts'
import type { Handlers } from './handlers.ts'
import { exists, type OpenRefusal, openBranch, refusalOf as refusalOfOpening } from './opening.ts'
import { dueAfterLeaving } from './people.ts'
import { rotate } from './rotation.ts'
import { takeSecond } from './second-person.ts'
import { deviceFor, provePassphraseHere, refusalOf } from './staff-proof.ts'

/** Under this name the tries with cards are counted, beside those of people; no staff number looks like it. */
const CARDS = '*cards*'
/** As long as after five wrong passphrases. Cards are never disabled for good: they are the last way in there is. */
const CARDS_WAIT_MS = 15 * 60_000

/** How long a key is used by policy, in years (SP 800-57: at most two). */
const YEARS: Readonly<Record<KeyPurpose, number>> = {
  database: 2,
  seeds: 2,
  rows: 1,
  signing: 2,
  staff: 2,
  export: 2,
}
const DRILL_YEARS = 1

const yearsAfter = (instant: string, years: number): Instant => {
  const date = new Date(instant)
  date.setUTCFullYear(date.getUTCFullYear() + years)
  return Instant.parse(date.toISOString())
}

const REASONS: Readonly<Record<Exclude<CardFault, 'card-damaged'> | 'no-recovery-cards', CardsReason>> = {
  'cards-alike': 'alike',
  'cards-of-two-issues': 'of-two-issues',
  'cards-superseded': 'superseded',
  'cards-foreign': 'foreign',
  'no-recovery-cards': 'none',
}

/** Why two cards open nothing, in a refusal's words. */
export function refusalOfCards(
  fault: KeyringFault | CardFault | 'no-recovery-cards',
  [first]: readonly [string, string],
) {
  if (fault === 'card-damaged') {
    const one = readCard(first)
    one?.share.fill(0)
    return refuse('cards-refused', { reason: one === undefined ? 'damaged-first' : 'damaged-second' })
  }
  const reason = fault in REASONS ? REASONS[fault as keyof typeof REASONS] : undefined
  return reason === undefined ? err(refusalOf(fault as KeyringFault)) : refuse('cards-refused', { reason })
}

/** The contract says that there are two. */
export const pair = ([one = '', other = '']: readonly string[]): readonly [string, string] => [one, other]

/** The keys through two cards. A try is counted before it is made; what it opens, the caller closes. */
function tryCards(premises: Premises, mode: Mode, cards: readonly [string, string]) {
  const dir = premises.dirOf(mode)
  const { instant, wall } = premises.around.clock.read()
  const attempts = openAttempts(dir, instant)
  const allowed = attempts.begin(CARDS, true, instant)
  if (!allowed.ok) {
    const waited = wall - Date.parse(attempts.standing(CARDS)?.at ?? instant)
    const left =
      allowed.error.code === 'sign-in-delayed' ? allowed.error.seconds * 1000 : CARDS_WAIT_MS - waited
    if (left > 0) return refuse('sign-in-delayed', { seconds: Math.ceil(left / 1000) })
    attempts.enable(CARDS)
    attempts.begin(CARDS, true, instant)
  }
  const opened = unlockWithCards(dir, cards)
  if (opened.ok) {
    // Not counted, and earlier failures not forgotten: that is for whoever goes through with it.
    attempts.abandoned(CARDS, true)
    return opened
  }
  attempts.failed(CARDS, true, instant)
  return refusalOfCards(opened.error, cards)
}

/** The store behind two cards, opened for a moment; the caller closes it. Whoever was here has left. */
function openForRecovery(
  premises: Premises,
  cards: readonly [string, string],
): Result<
  Branch,
  Refusal<
    | OpenRefusal
    | 'cards-refused'
    | 'sign-in-delayed'
    | 'standin-refuses-branch'
    | 'keyring-damaged'
    | 'keyring-newer'
    | 'device-secret-missing'
    | 'device-secret-busy'
  >
> {
  const { mode } = premises
  if (mode === undefined || !exists(premises, mode)) return refuse('store-missing', {})
  if (mode === 'branch' && !premises.around.branchAllowed) return refuse('standin-refuses-branch', {})
  const keys = tryCards(premises, mode, cards)
  if (!keys.ok) {
    // The same words as at the door: what is no matter of people is one of these.
    return keys as Result<never, Refusal<OpenRefusal | 'cards-refused' | 'sign-in-delayed'>>
  }
  try {
    premises.leave()
  } catch (thrown) {
    keys.value.close()
    throw thrown
  }
  return openBranch(premises, mode, keys.value)
}

/** Closes a store that was opened for a moment. */
export function letGo({ store, keys }: Branch): void {
  store.close()
  keys.close()
}

/** The two who are here have the only slots now: in the book and in the trail. */
export function recordAnew(
  premises: Premises,
  branch: Branch,
  kind: 'recovered' | 'begun-anew',
  [first, second]: readonly [Staff, Staff],
  { issue, generation }: { readonly issue: number; readonly generation: number },
): readonly string[] {
  const now = premises.around.clock.read()
  const without = branch.store.read.people
    .everybody()
    .filter(({ staff }) => staff !== first.staff && staff !== second.staff)
  const asked = by(premises, now, first, kind === 'recovered' ? 'recovery.complete' : 'keys.begin-anew')
  branch.store.attempt(asked, (db) => {
    db.keyEvents.add({ kind, at: now.instant, by: first.staff, with: second.staff, facts: { issue } })
    return ok({
      output: undefined,
      audit: {
        event: kind === 'recovered' ? 'keys.recovered' : 'keys.begun-anew',
        facts: {
          issue,
          generation,
          by: first.staff,
          with: second.staff,
          without: without.map(({ staff }) => staff),
        },
      },
    })
  })
  branch.store.recordGeneration(asked, generation)
  openAttempts(branch.dir, now.instant).succeeded(CARDS)
  cardsChanged(branch)
  return without.map(({ name }) => name)
}

const soonest = (one: Instant, other: Instant | undefined): Instant =>
  other !== undefined && other < one ? other : one

export const keyHandlers: Handlers<
  'keys.status' | 'keys.drill' | 'keys.rotate' | 'keys.begin-anew' | 'recovery.open' | 'recovery.complete'
> = {
  'keys.status': (_request, { premises, db }) => {
    const { branch } = premises
    if (branch === undefined) return refuse('store-not-open', {})
    const events = db.keyEvents.all()
    const ring = cardsOf(branch.dir)
    const latest = (wanted: (event: KeyEvent) => boolean): KeyEvent | undefined => events.findLast(wanted)
    const ofIssue = (kind: KeyEvent['kind']) =>
      latest((event) => event.kind === kind && event.facts.issue === ring?.issue)
    const made = ofIssue('cards-made')
    const shown = ofIssue('cards-confirmed')
    const drilled = ofIssue('drill')
    const [founded = branch.store.trail.newest(1)[0]?.wall ?? ''] = db.people
      .everybody()
      .map(({ staff }) => db.people.row(staff)?.enrolled_at ?? '')
      .sort()
    const counted = drilled?.at ?? shown?.at ?? null
    return ok({
      generation: branch.keys.generation,
      usesDeviceSecret: branch.keys.usesDeviceSecret,
      installation: shortId(branch.keys.installation),
      cards:
        ring === undefined
          ? null
          : {
              issue: ring.issue,
              madeAt: made?.at ?? null,
              madeBy: made === undefined ? '' : db.people.nameOf(made.by),
              madeWith: made?.with == null ? '' : db.people.nameOf(made.with),
              confirmedAt: shown?.at ?? null,
              drilledAt: drilled?.at ?? null,
              drillDue: counted === null ? null : yearsAfter(counted, DRILL_YEARS),
              open: ring.open,
            },
      waiting: cardsWaiting(branch),
      inService: hasConfirmedCards(branch),
      keys: purposes.map((purpose) => {
        const since = Instant.parse(
          latest(({ kind, facts }) => kind === 'rotated' && facts.purpose === purpose)?.at ?? founded,
        )
        return {
          purpose,
          version: branch.keys.version(purpose),
          since,
          due: soonest(yearsAfter(since, YEARS[purpose]), dueAfterLeaving(events, since)),
        }
      }),
    })
  },

  'keys.drill': async ({ cards }, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const opened = tryCards(premises, branch.mode, pair(cards))
    if (!opened.ok) return opened as Result<never, Refusal<'cards-refused' | 'sign-in-delayed'>>
    openAttempts(branch.dir, now.instant).succeeded(CARDS)
    const fits = opened.value.rows.equals(branch.keys.rows)
    opened.value.close()
    const issue = cardsOf(branch.dir)?.issue
    if (!fits || issue === undefined) return refuse('keyring-damaged', {})
    branch.store.attempt(by(premises, now, session.staff, 'keys.drill'), (db) => {
      db.keyEvents.add({
        kind: 'drill',
        at: now.instant,
        by: session.staff.staff,
        with: null,
        facts: { issue },
      })
      return ok({ output: undefined, audit: { event: 'keys.drilled', facts: { issue } } })
    })
    premises.around.changed()
    return ok({ issue })
  },

  'keys.rotate': async ({ purpose }, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const second = takeSecond(premises, session.staff, 'rotate', purpose, now)
    if (!second.ok) return second
    const version = branch.keys.version(purpose) + 1
    branch.store.attempt(by(premises, now, session.staff, 'keys.rotate'), (db) => {
      const both = { by: session.staff.staff, with: second.value.staff }
      db.keyEvents.add({ kind: 'rotation-begun', at: now.instant, ...both, facts: { purpose, version } })
      return ok({
        output: undefined,
        audit: { event: 'keys.rotation-begun', object: purpose, facts: { purpose, version, ...both } },
      })
    })
    branch.store.close()
    const anchor = premises.anchorOf(branch.mode)
    const at = momentOf(premises, now)
    let keys: Keys
    try {
      keys = rotate({ dir: branch.dir, anchor }, branch.keys, purpose, { at, build: premises.around.version })
    } catch (thrown) {
      // The next opening finds out which key the store is under. Until then nobody is here.
      premises.close()
      if (thrown instanceof OpenFault) return err(refusalOfOpening(thrown))
      throw thrown
    }
    const opened = openBranch(premises, branch.mode, keys)
    if (!opened.ok) {
      premises.branch = undefined
      premises.close()
      return opened
    }
    premises.branch = opened.value
    premises.around.changed()
    return ok({ version: keys.version(purpose) })
  },

  'keys.begin-anew': async ({ passphrase, secondPassphrase }, { premises, now }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const second = takeSecond(premises, session.staff, 'rotate', 'master', now)
    if (!second.ok) return second
    const people = [
      { ...session.staff, passphrase },
      { ...second.value, passphrase: secondPassphrase },
    ] as const
    const attempts = openAttempts(branch.dir, now.instant)
    for (const { staff, passphrase: typed } of people) {
      const proven = await provePassphraseHere(premises, branch, staff, typed)
      if (!proven.ok) return proven as Result<never, Refusal<'sign-in-refused' | 'sign-in-delayed'>>
      attempts.succeeded(staff)
    }
    const issue = cardsOf(branch.dir)?.issue ?? 0
    const kdf = await premises.around.kdf()
    if (premises.branch !== branch || premises.session !== session) return refuse('not-signed-in', {})
    const device = deviceFor(premises, branch.mode)
    const anew = await foundAnew(branch.dir, branch.keys, { people, kdf, device })
    if (!anew.ok)
      return err(
        refusalOf(anew.error) as Refusal<'not-signed-in' | 'keyring-damaged' | 'device-secret-missing'>,
      )
    const { generation } = anew.value
    anew.value.close()
    const without = recordAnew(premises, branch, 'begun-anew', [session.staff, second.value], {
      issue,
      generation,
    })
    // The keys in hand still know the master key of before; whoever goes on does so with the new ring.
    premises.leave()
    return ok({ without: [...without] })
  },

  'recovery.open': async ({ cards }, { premises }) => {
    const opened = openForRecovery(premises, pair(cards))
    if (!opened.ok) return opened
    const branch = opened.value
    try {
      const now = premises.around.clock.read()
      const issue = cardsOf(branch.dir)?.issue ?? 0
      branch.store.note(by(premises, now, undefined, 'recovery.open'), {
        event: 'keys.recovery-opened',
        facts: { issue },
      })
      const people = branch.store.read.people.everybody()
      return ok({ issue, people: people.map(({ staff, name, role }) => ({ staff, name, role })) })
    } finally {
      letGo(branch)
    }
  },

  'recovery.complete': async ({ cards, people }, { premises }) => {
    const opened = openForRecovery(premises, pair(cards))
    if (!opened.ok) return opened
    const branch = opened.value
    try {
      const two = twoAnew(branch, people)
      if (!two.ok) return two
      const both = two.value
      const codes = proveCodes(premises, branch, 'recovery.complete', both, people)
      if (!codes.ok) return codes
      // Before the ring: it is one write that spends the cards, and whoever it is for must get in from then on, also
      // where the program or the disk ends right after it. Killed before it, the cards still open the old one.
      const attempts = openAttempts(branch.dir, premises.around.clock.read().instant)
      for (const { staff } of both) attempts.enable(staff)
      const issue = cardsOf(branch.dir)?.issue ?? 0
      const anew = await foundAnew(branch.dir, branch.keys, {
        people: both.map(({ staff, role }, index) => ({
          staff,
          role,
          passphrase: people[index]?.passphrase ?? '',
        })),
        kdf: await premises.around.kdf(),
        device: deviceFor(premises, branch.mode),
      })
      if (!anew.ok) return err(refusalOf(anew.error) as Refusal<'keyring-damaged' | 'device-secret-missing'>)
      const { generation } = anew.value
      anew.value.close()
      return ok({ without: [...recordAnew(premises, branch, 'recovered', both, { issue, generation })] })
    } finally {
      letGo(branch)
      premises.around.changed()
    }
  },
}

type Two = readonly { readonly staff: StaffNo; readonly passphrase: string; readonly code: string }[]

/** The two who come back in with cards, where they may: two persons, one a supervisor, with passphrases that are good. */
export function twoAnew(
  branch: Branch,
  people: Two,
): Result<
  readonly [Staff, Staff],
  Refusal<'sign-in-refused' | 'two-persons-needed' | 'supervisor-needed' | 'passphrase-weak'>
> {
  const [one, other] = people.map(({ staff }) => branch.store.read.people.find(staff))
  if (one === undefined || other === undefined) return refuse('sign-in-refused', {})
  if (one.person === other.person) return refuse('two-persons-needed', {})
  if (one.role !== 'supervisor' && other.role !== 'supervisor') return refuse('supervisor-needed', {})
  const both = [one, other] as const
  for (const [index, { staff, name }] of both.entries()) {
    const good = checkPassphrase(people[index]?.passphrase ?? '', {
      words: [branch.institution, branch.branchName, branch.branchNo],
      own: [staff, name],
    })
    if (!good.ok) return refuse('passphrase-weak', { staff, reason: good.error.code })
  }
  return ok(both)
}

/**
 * A code of each one's own token. The clock need not be believed: nobody could confirm it without a passphrase, and two
 * tokens that agree with it to a step are what a confirmation asks for anyway. A wrong code counts against the cards, but
 * not at the door of a new PC: there is no count there, and whoever holds two cards and a backup could do without one.
 */
export function proveCodes(
  premises: Premises,
  branch: Branch,
  operation: 'recovery.complete' | 'restore.complete',
  people: readonly Staff[],
  typed: Two,
): Result<true, Refusal<'staff-code-refused' | 'sign-in-refused'>> {
  premises.settle(branch)
  const now = premises.around.clock.read()
  const proven = branch.store.attempt<
    Result<true, Refusal<'staff-code-refused'>>,
    Refusal<'staff-code-refused'>
  >(by(premises, now, undefined, operation), (db) => {
    for (const [index, { staff }] of people.entries()) {
      const row = db.people.token(staff)
      const reason =
        row === undefined ? 'wrong' : confirmStaffCode(db, branch.keys, row, typed[index]?.code ?? '', now)
      if (reason === 'accepted') continue
      return ok({
        output: refuse('staff-code-refused', { reason }),
        audit: {
          event: 'code.refused',
          object: staff,
          facts: { operation, outcome: reason },
        },
      })
    }
    // Their passphrases are their own choice from here on, whatever they had before (see `recovery.complete` for why now).
    for (const { staff } of people)
      if ((db.people.standing(staff)?.secret_until ?? null) !== null)
        db.people.stand(staff, { secret_until: null, secret_used_at: null })
    return ok({
      output: ok(true as const),
      audit: { event: 'keys.recovery-opened', facts: { people: people.map(({ staff }) => staff) } },
    })
  })
  const answer = proven.ok ? proven.value : (proven as Result<true, Refusal<'staff-code-refused'>>)
  if (!answer.ok) {
    const attempts = openAttempts(branch.dir, now.instant)
    attempts.begin(CARDS, true, now.instant)
    attempts.failed(CARDS, true, now.instant)
    premises.onRecord.add(answer.error)
  }
  return answer
}
