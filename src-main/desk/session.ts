import { randomBytes, randomUUID } from 'node:crypto'
import { isUnsettled, settleRestore } from '#main/backup/restore'
import { isTrustworthy } from '#main/keys/device'
import { verify } from '#main/otp/engine'
import { otpauthUri } from '#main/otp/enrolment'
import { UNUSED } from '#main/otp/memory'
import { Seed } from '#main/otp/seed'
import { PRACTICE } from '#main/practice/people'
import { BranchNo } from '#shared/ids'
import type { DeskState } from '#shared/operations/session'
import { checkPassphrase } from '#shared/passphrase'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import type { Premises } from '../premises.ts'
import { firstToConfirm } from './clock.ts'
import type { Handlers } from './handlers.ts'
import { exists, type Founder, foundBranch, openBranch } from './opening.ts'
import { foundPractice, practiceTokens } from './practice-branch.ts'
import { proveCode, proveStaff, tryPassphrase } from './staff-proof.ts'

/** How every colleague's own token makes its codes. */
export const STAFF_TOKEN = { kind: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30 } as const

export const sessionHandlers: Handlers<
  | 'desk.state'
  | 'practice.open'
  | 'branch.choose'
  | 'desk.leave'
  | 'desk.renew'
  | 'setup.enrol'
  | 'setup.complete'
  | 'session.sign-in'
  | 'session.unlock'
  | 'session.lock'
  | 'session.put-away'
  | 'session.take-back'
  | 'session.sign-out'
  | 'session.touch'
  | 'practice.tokens'
  | 'advice.record'
> = {
  'desk.state': (_request, { caller, now, premises }) => {
    const { around, branch, session, mode } = premises
    const practice = mode === 'practice'
    return ok({
      runtime: around.runtime,
      version: around.version,
      place: caller.place,
      branchExists: exists(premises, 'branch'),
      branchAllowed: around.branchAllowed,
      mode: mode ?? null,
      institution: branch?.institution ?? (practice ? PRACTICE.institution : null),
      branchNo: BranchNo.safeParse(branch?.branchNo ?? (practice ? PRACTICE.branchNo : null)).data ?? null,
      branchName: branch?.branchName ?? (practice ? PRACTICE.branchName : null),
      staff: session?.staff ?? null,
      locked: session?.locked ?? false,
      passphraseDue: session?.passphraseDue ?? false,
      frozenFor: premises.approval?.caseNo ?? null,
      withoutDeviceSecret: branch !== undefined && !practice && !branch.keys.usesDeviceSecret,
      now: now.instant,
      clock: now.state,
      clockDoubt: now.doubt,
      clockConfirmedBy: firstToConfirm(premises, now)?.staff.name ?? null,
      inDoubt: inDoubtOf(premises),
      disk: branch?.store.trouble() ?? null,
    })
  },

  'practice.open': async (_request, { premises }) => {
    premises.choose(undefined)
    if (!exists(premises, 'practice')) await foundPractice(premises)
    premises.choose('practice')
    return ok({})
  },

  'branch.choose': async (_request, { premises }) => {
    if (!premises.around.branchAllowed) return refuse('standin-refuses-branch', {})
    if (!exists(premises, 'branch')) return refuse('store-missing', {})
    premises.choose('branch')
    return ok({})
  },

  'desk.leave': async (_request, { premises }) => {
    premises.choose(undefined)
    return ok({})
  },

  'desk.renew': async ({ looks }, { caller, premises }) => {
    premises.around.windows.renew(caller.window, looks)
    return ok({})
  },

  'setup.enrol': async ({ staff, institution }, { premises }) => {
    if (!premises.around.branchAllowed) return refuse('standin-refuses-branch', {})
    if (exists(premises, 'branch')) return refuse('store-exists', {})
    const seed = randomBytes(20)
    const enrolment = randomUUID()
    premises.enrolments.set(enrolment, { staff, seed })
    return ok({
      enrolment,
      qr: await qrRows(
        otpauthUri({ issuer: institution, account: staff, parameters: STAFF_TOKEN, secret: seed }),
      ),
    })
  },

  'setup.complete': async ({ institution, branchNo, branchName, people }, { now, premises }) => {
    if (!premises.around.branchAllowed) return refuse('standin-refuses-branch', {})
    if (exists(premises, 'branch')) return refuse('store-exists', {})
    const { device } = premises.around
    if (device.policy === 'required' && !(await isTrustworthy(device.seal)))
      return refuse('device-secret-missing', {})
    const numbers = new Set(people.map(({ staff }) => staff))
    const names = new Set(people.map(({ name }) => name.normalize('NFKC').replace(/\s/gu, '')))
    if (people.length < 2 || numbers.size < people.length || names.size < people.length) {
      return refuse('two-persons-needed', {})
    }
    if (!people.some(({ role }) => role === 'supervisor')) return refuse('supervisor-needed', {})
    // With fewer, nobody could ever be enrolled or let in again: each act about people takes two of these.
    if (people.filter(({ role }) => role === 'supervisor' || role === 'administrator').length < 2)
      return refuse('two-to-administer', {})

    const founders: Founder[] = []
    for (const { enrolment, staff, name, role, passphrase, code } of people) {
      const pending = premises.enrolments.get(enrolment)
      if (pending === undefined || pending.staff !== staff) return refuse('enrolment-unknown', {})
      const good = checkPassphrase(passphrase, {
        words: [institution, branchName, branchNo],
        own: [staff, name],
      })
      if (!good.ok) return refuse('passphrase-weak', { staff, reason: good.error.code })
      const seed = Seed.from(Buffer.from(pending.seed))
      if (!seed.ok) throw new Error('a seed of ours is no seed')
      using held = seed.value
      const proof = verify(held, STAFF_TOKEN, UNUSED, code, now.wall)
      if (proof.outcome !== 'accepted') return refuse('staff-code-refused', { reason: proof.outcome })
      founders.push({
        staff,
        person: randomUUID(),
        name,
        role,
        passphrase,
        seed: Buffer.from(pending.seed),
        spentStep: proof.memory.highWater,
      })
    }
    await foundBranch(premises, 'branch', {
      institution,
      branchNo,
      branchName,
      people: founders,
      kdf: await premises.around.kdf(),
    })
    for (const pending of premises.enrolments.values()) pending.seed.fill(0)
    premises.enrolments.clear()
    premises.choose('branch')
    return ok({})
  },

  'session.sign-in': async ({ staff, passphrase, code }, { premises }) => {
    const { mode } = premises
    if (mode === undefined || !exists(premises, mode)) return refuse('store-missing', {})
    if (mode === 'branch' && !premises.around.branchAllowed) return refuse('standin-refuses-branch', {})
    // A start at which the disk did not let a restored store into its place opened no store; here it is tried again.
    const dir = premises.dirOf(mode)
    if (isUnsettled(dir)) settleRestore(dir, premises.anchorOf(mode))
    const unlocked = await tryPassphrase(premises, mode, staff, passphrase)
    if (!unlocked.ok) return unlocked
    const { keys } = unlocked.value
    // Another person signing in takes the desk over; the store is opened with their own keys.
    try {
      premises.leave()
    } catch (thrown) {
      keys.close()
      throw thrown
    }
    const opened = openBranch(premises, mode, keys)
    if (!opened.ok) return opened
    const branch = opened.value
    premises.branch = branch
    const session = randomUUID()
    const firstSecret = (branch.store.read.people.standing(staff)?.secret_until ?? null) !== null
    let begun = false
    try {
      const proven = proveCode(
        premises,
        branch,
        {
          operation: 'session.sign-in',
          session,
          as: ({ role }) => ({
            event: 'session.begun',
            facts: { role, withoutDeviceSecret: !branch.keys.usesDeviceSecret },
          }),
          firstSecret: true,
          toLook: true,
          also: (db, now) =>
            db.people.stand(staff, {
              signed_in_at: now.instant,
              ...(firstSecret ? { secret_used_at: now.instant } : {}),
            }),
        },
        staff,
        code,
      )
      if (!proven.ok) return proven
      premises.begin(session, proven.value, firstSecret)
      begun = true
      return proven
    } finally {
      if (!begun) premises.close()
    }
  },

  'session.unlock': async ({ passphrase, code }, { premises }) => {
    const { branch, session } = premises
    if (branch === undefined || session === undefined) return refuse('not-signed-in', {})
    const { staff } = session.staff
    const unlocking = {
      operation: 'session.unlock',
      session: session.id,
      as: () => ({ event: 'session.unlocked' as const }),
      toLook: true as const,
    }
    const proven = await proveStaff(premises, branch, unlocking, staff, passphrase, code)
    if (!proven.ok) return proven
    session.locked = false
    premises.touch()
    premises.around.changed()
    return ok(session.staff)
  },

  'session.lock': async (_request, { premises }) => {
    premises.lock()
    return ok({})
  },

  'session.put-away': async ({ hand }, { premises }) => {
    const { session } = premises
    if (session === undefined || !session.locked) return refuse('not-signed-in', {})
    session.hand = hand
    return ok({})
  },

  'session.take-back': async (_request, { premises }) => {
    const { session } = premises
    const hand = session?.hand ?? null
    if (session !== undefined) session.hand = undefined
    return ok({ hand })
  },

  'session.sign-out': async (_request, { premises }) => {
    premises.inDoubt = undefined
    premises.leave()
    return ok({})
  },

  'session.touch': async (_request, { premises }) => {
    premises.touch()
    return ok({})
  },

  'practice.tokens': ({ serial = '' }, { now, premises }) =>
    premises.mode === 'practice'
      ? ok([...practiceTokens(premises, now, serial)])
      : refuse('store-missing', {}),

  'advice.record': ({ contractNo, outcome, reason }, { db }) => {
    if (db.contracts.record(contractNo) === undefined) return refuse('contract-unknown', { contractNo })
    return ok({
      output: {},
      audit: { event: 'advice.given', object: contractNo, facts: { outcome, reason } },
    })
  },
}

/** What a failing disk had left open, once the store has shown whether it was kept. Whoever is here hears it. */
function inDoubtOf({ inDoubt, session, mode }: Premises): DeskState['inDoubt'] {
  if (session === undefined || inDoubt?.kept === undefined || inDoubt.mode !== mode) return null
  const { operation, at, kept } = inDoubt
  return { operation, at, kept }
}

/** A QR code as rows of `1` and `0`, with nothing in it that could be searched or copied as text. */
export async function qrRows(text: string): Promise<string[]> {
  // Only here: a megabyte that every start would otherwise wait for.
  const { default: bwip } = await import('bwip-js/node')
  const [symbol] = bwip.raw({ bcid: 'qrcode', text })
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('no QR code came out')
  const { pixs, pixx } = symbol
  const rows: string[] = []
  for (let start = 0; start < pixs.length; start += pixx) rows.push(pixs.slice(start, start + pixx).join(''))
  return rows
}
