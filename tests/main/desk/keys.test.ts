import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeClock } from '#main/clock'
import { openAttempts } from '#main/keys/attempts'
import type { Device, DeviceSeal } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { makeCards } from '#main/keys/recovery'
import type { PaperJob } from '#main/premises'
import { StoreFault } from '#main/store/faults'
import { StaffNo } from '#shared/ids'
import type { CardNumber } from '#shared/operations/keys'
import { aboutStaff } from '#shared/operations/people'
import { foundRealBranch, lastGroups, type RealBranch, shownCards } from '../../fixtures/real-branch.ts'

/** Keys and cards at the gate, over real branches with real files. */

const folders: string[] = []
const open: RealBranch[] = []
afterEach(() => {
  for (const { desk } of open.splice(0)) desk.premises.close()
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true })
})
async function found(...given: Parameters<typeof foundRealBranch>): Promise<RealBranch> {
  const branch = await foundRealBranch(...given)
  open.push(branch)
  folders.push(branch.dir)
  return branch
}
async function again(branch: RealBranch, ...given: Parameters<RealBranch['again']>): Promise<RealBranch> {
  branch.desk.premises.close()
  const next = await branch.again(...given)
  open.push(next)
  return next
}

/** Everything on disk, by name and bytes. */
const onDisk = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)

const NEW_ONE = 'shizuka na umi no soko made'
const NEW_OTHER = 'tooi yama no ue no tsuki'

const recover = (
  { desk, codeOf }: RealBranch,
  cards: readonly string[],
  changes: { readonly code?: string; readonly first?: string; readonly passphrase?: string } = {},
) =>
  desk.ask('recovery.complete', {
    cards: [cards[0] ?? '', cards[1] ?? ''],
    people: [
      {
        staff: changes.first ?? 'S0127',
        passphrase: changes.passphrase ?? NEW_ONE,
        code: changes.code ?? codeOf('S0127'),
      },
      { staff: 'S0001', passphrase: NEW_OTHER, code: codeOf('S0001') },
    ],
  })

describe('the recovery cards of a new branch', { timeout: 60_000 }, () => {
  it('come first: without them the branch stops tokens and does nothing else (AUT-11)', async () => {
    const branch = await found()
    const { desk } = branch
    await branch.signIn('S0127')
    expect(await desk.ask('loss.stop', {} as never)).not.toMatchObject({ error: { code: 'cards-missing' } })
    const refused = { error: { code: 'cards-missing' } }
    expect(await desk.ask('master.rehearse', {})).toMatchObject(refused)
    expect(await desk.ask('keys.rotate', { purpose: 'rows' })).toMatchObject(refused)
    expect((await desk.must('keys.status', {})).inService).toBe(false)

    // One person alone makes none.
    expect(await desk.ask('keys.make-cards', {})).toMatchObject({ error: { code: 'second-missing' } })
    expect(await desk.ask('keys.confirm-cards', { groups: ['A', 'B', 'C'] })).toMatchObject({
      error: { code: 'cards-not-waiting' },
    })
    await branch.second('S0128', 'shares')
    expect(await desk.must('keys.make-cards', {})).toEqual({ issue: 1 })
    const cards = await shownCards(desk)
    // Shown is not written down.
    expect(await desk.ask('master.rehearse', {})).toMatchObject(refused)
    const [a = '', b = '', c = ''] = lastGroups(cards)
    expect(await desk.ask('keys.confirm-cards', { groups: [a, c, b] })).toMatchObject({
      error: { code: 'card-group-differs', card: 2 },
    })
    await desk.must('keys.confirm-cards', { groups: [a.toLowerCase(), ` ${b}`, c] })
    expect(await desk.ask('master.rehearse', {})).not.toMatchObject(refused)
    expect(await desk.must('keys.status', {})).toMatchObject({
      inService: true,
      cards: { issue: 1, open: true, madeBy: '中村 隆', madeWith: '山本 恵' },
    })
    // Kept nowhere: after a restart they are still in force, and no file holds a group of them.
    const next = await again(branch)
    await next.signIn('S0127')
    expect((await next.desk.must('keys.status', {})).inService).toBe(true)
    const files = readdirSync(branch.dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    for (const group of cards.flatMap((card) => card.split(' ')))
      expect(files.some((bytes) => bytes.includes(group))).toBe(false)
    const trail = next.desk.premises.branch?.store.trail.newest(1000) ?? []
    for (const card of cards)
      for (const group of card.split(' ')) expect(JSON.stringify(trail)).not.toContain(group)
  })

  it('are put on paper one by one: printed unseen, again until they are typed back, or by hand; and in no file', async () => {
    const sheets: PaperJob[] = []
    let paper = false
    const branch = await found({
      windows: {
        sendToPrinter: async (job) => {
          sheets.push(job)
          return paper
        },
        printPaper: async () => {
          throw new Error('a card was to become a file')
        },
        paperIn: () => sheets.at(-1),
      },
    })
    const { desk } = branch
    await branch.signIn('S0127')
    const print = (card: CardNumber, to: 'pdf' | 'printer' = 'printer') =>
      desk.ask('keys.print-card', { card, to })
    expect(await print(1)).toMatchObject({ error: { code: 'cards-not-waiting' } })
    await branch.second('S0128', 'shares')
    await desk.must('keys.make-cards', {})

    expect(await print(1)).toMatchObject({ error: { code: 'print-failed', reason: 'no-printer' } })
    expect((await desk.must('keys.status', {})).waiting?.[0]).toEqual({ printed: 0, shown: false })
    paper = true
    expect(await print(1)).toMatchObject({ ok: true })
    // Once more, and the second person is asked for again.
    expect(await print(1)).toMatchObject({ error: { code: 'second-missing' } })
    await branch.second('S0128', 'shares', '1')
    for (const card of [1, 2] as const) expect(await print(card)).toMatchObject({ ok: true })
    expect(await print(2, 'pdf')).toMatchObject({ error: { code: 'card-to-file' } })
    // A page gets none by asking for it as a paper, only the hidden sheet that prints it.
    const request = { paper: 'recovery-card', issue: 1, card: 2 } as const
    expect(await desk.ask('paper.preview', { request })).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    expect(await desk.ask('paper.print', { request, to: 'printer' })).toMatchObject({
      error: { code: 'paper-unavailable' },
    })
    const sheet = await desk.must('paper.content', {}, { place: 'paper', window: 100 })
    const printed = sheet.record?.kind === 'card' ? sheet.record.card : undefined
    expect(printed).toMatchObject({ card: 2, issue: 1, generation: 2, madeByName: '中村 隆' })
    const { text } = await desk.must('keys.show-card', { card: 3 })
    expect((await desk.must('keys.status', {})).waiting).toEqual([
      { printed: 2, shown: false },
      { printed: 1, shown: false },
      { printed: 0, shown: true },
    ])
    const texts = sheets.map(({ card }) => card?.text ?? '')
    expect(printed?.text).toBe(texts.at(-1))
    await desk.must('keys.confirm-cards', { groups: lastGroups([texts[0] ?? '', texts.at(-1) ?? '', text]) })
    // From now on nobody has them but the envelopes.
    expect(await print(1)).toMatchObject({ error: { code: 'cards-not-waiting' } })
    expect(await desk.ask('keys.show-card', { card: 3 })).toMatchObject({
      error: { code: 'cards-not-waiting' },
    })
    expect(await desk.ask('keys.drill', { cards: [texts[0] ?? '', text] })).toMatchObject({ ok: true })

    const trail = desk.premises.branch?.store.trail.newest(1000) ?? []
    const said = (verb: string) =>
      trail.filter((entry) => entry.verb === verb && entry.outcome === 'done').map(({ payload }) => payload)
    expect(said('keys.card-printed').reverse()).toMatchObject([
      // The printer took nothing, and the refusal is the next entry.
      { issue: 1, card: 1, copy: 1, to: 'printer' },
      { issue: 1, card: 1, copy: 2 },
      { issue: 1, card: 1, copy: 3, with: 'S0128' },
      { issue: 1, card: 2, copy: 1 },
    ])
    expect(said('keys.card-shown')).toMatchObject([{ issue: 1, card: 3 }])
    expect(said('keys.cards-confirmed')).toMatchObject([{ printedCards: [1, 2], byHand: [3] }])
    for (const group of [...texts, text].flatMap((card) => card.split(' ')))
      expect(JSON.stringify(trail)).not.toContain(group)
  })

  it('come out once for the two who made them, and only before both again any more: after that, and after a lock', async () => {
    const branch = await found({ windows: { sendToPrinter: async () => true } })
    const { desk } = branch
    await branch.signIn('S0001')
    await branch.second('S0128', 'shares')
    await desk.must('keys.make-cards', {})
    const show = (card: CardNumber) => desk.ask('keys.show-card', { card })
    const print = (card: CardNumber) => desk.ask('keys.print-card', { card, to: 'printer' })
    const missing = { error: { code: 'second-missing' } }
    expect(await print(1)).toMatchObject({ ok: true })
    expect(await show(1)).toMatchObject(missing)
    expect(await show(2)).toMatchObject({ ok: true })
    expect(await show(2)).toMatchObject(missing)
    expect(await print(2)).toMatchObject(missing)
    // For that card and no other, once.
    await branch.second('S0128', 'shares', '1')
    expect(await show(2)).toMatchObject(missing)
    await branch.second('S0128', 'shares', '2')
    expect(await show(2)).toMatchObject({ ok: true })
    expect(await show(2)).toMatchObject(missing)

    await desk.must('session.lock', {})
    const back = { passphrase: branch.passphraseOf('S0001'), code: branch.codeOf('S0001') }
    await desk.must('session.unlock', back)
    expect(await print(3)).toMatchObject(missing)
    expect(await show(3)).toMatchObject(missing)
    await branch.second('S0127', 'shares', '3')
    expect(await print(3)).toMatchObject({ ok: true })
  })

  it('are on record before they are handed to the printer, and no sheet of theirs outlives a lock or a sign-out', async () => {
    let dropped = 0
    let opened: () => void = () => undefined
    let close: (came: boolean) => void = () => undefined
    const branch = await found({
      windows: {
        sendToPrinter: () =>
          new Promise((resolve) => {
            close = resolve
            opened()
          }),
        dropPapers: () => {
          dropped += 1
        },
      },
    })
    await branch.signIn('S0127')
    await branch.second('S0128', 'shares')
    await branch.desk.must('keys.make-cards', {})
    const standing = new Promise<void>((resolve) => {
      opened = resolve
    })
    const printing = branch.desk.ask('keys.print-card', { card: 1, to: 'printer' })
    // The printer's own window stands open.
    await standing
    expect(branch.desk.premises.branch?.store.trail.newest(1)).toMatchObject([
      { verb: 'keys.card-printed', payload: { issue: 1, card: 1, copy: 1 } },
    ])
    dropped = 0
    await branch.desk.must('session.lock', {})
    expect(dropped).toBe(1)
    await branch.desk.must('session.sign-out', {})
    expect(dropped).toBe(2)
    close(true)
    await printing
  })

  it('can still be typed back where the disk was full when they were', async () => {
    const branch = await found()
    const { desk } = branch
    await branch.signIn('S0127')
    await branch.second('S0128', 'shares')
    await desk.must('keys.make-cards', {})
    const groups = lastGroups(await shownCards(desk))
    const store = desk.premises.branch?.store
    if (store === undefined) throw new Error('nobody is here')
    const { attempt } = store
    // As at the commit: everything was done by then.
    const full: typeof attempt = (by, work) =>
      attempt(by, (db) => {
        work(db)
        throw new StoreFault('disk-full')
      })
    Object.assign(store, { attempt: full })
    expect(await desk.ask('keys.confirm-cards', { groups })).toMatchObject({ error: { code: 'disk-full' } })
    Object.assign(store, { attempt })
    expect((await desk.must('keys.status', {})).inService).toBe(false)
    await desk.must('keys.confirm-cards', { groups })
    expect(await desk.must('keys.status', {})).toMatchObject({ inService: true, waiting: null })
  })

  it('are not made over a key ring that is not there, or of another installation, and that is said', async () => {
    const [branch, other] = [await found(), await found()]
    await branch.signIn('S0127')
    const path = join(branch.dir, 'branch', 'keyring.json')
    const make = async () => {
      await branch.second('S0128', 'shares')
      const ring = readFileSync(path)
      return {
        over: async (bytes: Buffer | undefined) => {
          if (bytes === undefined) rmSync(path)
          else writeFileSync(path, bytes)
          const reply = await branch.desk.ask('keys.make-cards', {})
          writeFileSync(path, ring)
          return reply
        },
      }
    }
    const foreign = readFileSync(join(other.dir, 'branch', 'keyring.json'))
    expect(await (await make()).over(foreign)).toMatchObject({ error: { code: 'keyring-foreign' } })
    expect(await (await make()).over(undefined)).toMatchObject({ error: { code: 'store-missing' } })
  })

  it('are asked for again where the desk was left before they were confirmed', async () => {
    const branch = await found()
    await branch.signIn('S0001')
    await branch.second('S0128', 'shares')
    await branch.desk.must('keys.make-cards', {})
    const cards = await shownCards(branch.desk)
    const next = await again(branch)
    await next.signIn('S0127')
    expect(await next.desk.ask('keys.confirm-cards', { groups: lastGroups(cards) })).toMatchObject({
      error: { code: 'cards-not-waiting' },
    })
    expect((await next.desk.must('keys.status', {})).inService).toBe(false)
    await next.makeCards()
    expect(await next.desk.must('keys.status', {})).toMatchObject({ inService: true, cards: { issue: 2 } })
  })

  it('are drilled with two of the three, and say what is wrong with others', async () => {
    const branch = await found()
    const { desk } = branch
    await branch.signIn('S0127')
    const before = await branch.makeCards()
    const cards = await branch.makeCards()
    const drill = (one: string, other: string) => desk.ask('keys.drill', { cards: [one, other] })
    const refused = (reason: string) => ({ error: { code: 'cards-refused', reason } })
    const wait = () => desk.clock.advance(60_000)
    expect(await drill(cards[0], cards[0])).toMatchObject(refused('alike'))
    expect(await drill(cards[0], cards[1])).toMatchObject({ error: { code: 'sign-in-delayed' } })
    wait()
    expect(await drill(before[0], cards[1])).toMatchObject(refused('of-two-issues'))
    wait()
    expect(await drill(before[0], before[1])).toMatchObject(refused('superseded'))
    wait()
    expect(await drill(cards[0], `${cards[1]}X`)).toMatchObject(refused('damaged-second'))
    wait()
    const [foreign, other] = makeCards(Buffer.alloc(32, 1), { installation: '00'.repeat(16), issue: 2 })
    // Five failures in a row: a quarter of an hour.
    expect(await drill(foreign, other)).toMatchObject(refused('foreign'))
    expect(await drill(cards[0], cards[2])).toMatchObject({
      error: { code: 'sign-in-delayed', seconds: 900 },
    })
    desk.clock.advance(15 * 60_000)
    desk.premises.touch()
    expect(await drill(cards[0], cards[2])).toMatchObject({ ok: true, value: { issue: 2 } })
    const { cards: status } = await desk.must('keys.status', {})
    expect(status?.drilledAt).not.toBeNull()
    expect(status?.drillDue?.slice(0, 4)).toBe('2027')
  })
})

describe('when nobody can sign in any more', { timeout: 60_000 }, () => {
  it('two cards and two colleagues open the branch again; the cards are then spent (BAK-06, STO-02)', async () => {
    const branch = await found()
    await branch.signIn('S0127')
    const cards = await branch.makeCards()
    const next = await again(branch)
    const before = onDisk(join(branch.dir, 'branch')).filter((line) => /keyring/.test(line))
    const { people, issue } = await next.desk.must('recovery.open', { cards: [cards[1], cards[2]] })
    expect(issue).toBe(1)
    expect(people.map(({ staff }) => staff)).toEqual(['S0001', 'S0127', 'S0128'])
    expect(onDisk(join(branch.dir, 'branch')).filter((line) => /keyring/.test(line))).toEqual(before)

    expect(await recover(next, cards, { first: 'S0001' })).toMatchObject({
      error: { code: 'two-persons-needed' },
    })
    expect(await recover(next, cards, { passphrase: 'mijikai' })).toMatchObject({
      error: { code: 'passphrase-weak', staff: 'S0127' },
    })
    expect(await recover(next, cards, { code: '000000' })).toMatchObject({
      error: { code: 'staff-code-refused' },
    })
    next.desk.clock.advance(60_000)
    const done = await recover(next, [cards[2], cards[0]])
    expect(done).toMatchObject({ ok: true, value: { without: ['山本 恵'] } })

    const old = { staff: 'S0127', passphrase: branch.passphraseOf('S0127'), code: '000000' }
    expect(await next.desk.ask('session.sign-in', old)).toMatchObject({ error: { code: 'sign-in-refused' } })
    next.desk.clock.advance(60_000)
    await next.signIn('S0127', NEW_ONE)
    // Nothing goes on before three new cards lie in their envelopes, and the old ones are only paper.
    expect(await next.desk.ask('master.rehearse', {})).toMatchObject({ error: { code: 'cards-missing' } })
    expect(await next.desk.must('keys.status', {})).toMatchObject({ cards: { issue: 1, open: false } })
    expect(await next.desk.ask('recovery.open', { cards: [cards[0], cards[1]] })).toMatchObject({
      error: { code: 'cards-refused', reason: 'none' },
    })
    next.desk.clock.advance(60_000)
    const trail = next.desk.premises.branch?.store.trail.newest(50) ?? []
    const recovered = trail.find(({ verb }) => verb === 'keys.recovered')
    expect(recovered?.payload).toMatchObject({ by: 'S0127', with: 'S0001', without: ['S0128'] })
  })

  it.each(['before', 'after'] as const)(
    'two who were locked out get in, also where the program ends %s the ring is begun anew (FLT-04, BAK-06)',
    async (cut) => {
      const branch = await found()
      await branch.signIn('S0127')
      const cards = await branch.makeCards()
      // S0001 has only a first secret, which nobody knows any more; and both have failed ten times.
      await branch.second('S0128', 'reset', aboutStaff('secret-issued', StaffNo.parse('S0001')))
      await branch.desk.must('people.reset', { staff: StaffNo.parse('S0001'), reason: '失念' })
      branch.desk.premises.close()
      const dir = join(branch.dir, 'branch')
      const ring = () => readFileSync(join(dir, 'keyring.json'), 'utf8')
      const before = ring()
      const attempts = openAttempts(dir, new Date(branch.desk.clock.wall).toISOString())
      for (const staff of ['S0127', 'S0001'])
        for (let at = branch.desk.clock.wall - 20 * 60 * 60_000, tries = 0; tries < 10; tries++) {
          at += 60 * 60_000
          attempts.begin(staff, true, new Date(at).toISOString())
          attempts.failed(staff, true, new Date(at).toISOString())
        }
      expect(attempts.standing('S0127')?.failures).toBe(10)

      let ends = true
      const { clock } = branch.desk
      const real = makeClock(
        () => clock.wall + 30_000,
        () => clock.mono,
      )
      const next = await again(branch, {
        kdf: async () => {
          if (ends && cut === 'before') throw new Error('the program ends here')
          return KDF_FLOOR
        },
        clock: {
          ...real,
          read() {
            if (ends && ring() !== before) throw new Error('the program ends here')
            return real.read()
          },
        },
      })
      const ended = await recover(next, cards).catch(() => undefined)
      expect(ended?.ok ?? false).toBe(false)
      ends = false
      expect(ring() === before).toBe(cut === 'before')

      const later = await again(branch)
      later.desk.clock.advance(60_000)
      if (cut === 'before') expect(await recover(later, cards)).toMatchObject({ ok: true })
      await later.signIn('S0127', NEW_ONE)
      await later.desk.must('session.sign-out', {})
      await later.signIn('S0001', NEW_OTHER)
      expect(later.desk.premises.session?.passphraseDue ?? false).toBe(false)
      const trail = later.desk.premises.branch?.store.trail.newest(50) ?? []
      const anew = trail.filter(({ verb }) => verb === 'keys.recovered' || verb === 'keys.begun-anew')
      expect(anew).toMatchObject([{ payload: { without: ['S0128'] } }])
    },
  )

  it('opens on another machine with the cards only, and takes its key store from then on (STO-02)', async () => {
    const machine = (mask: number): Device => ({
      policy: 'required',
      seal: {
        backend: () => 'gnome_libsecret',
        available: async () => true,
        seal: async (secret) => Buffer.from([mask, ...secret.map((byte) => byte ^ mask)]),
        unseal: async ([of, ...sealed]) =>
          of === mask
            ? { outcome: 'opened', secret: Buffer.from(sealed.map((byte) => byte ^ mask)), sealAgain: false }
            : { outcome: 'refused' },
      },
    })
    const branch = await found({ device: machine(1) })
    await branch.signIn('S0127')
    const cards = await branch.makeCards()
    branch.desk.premises.close()
    const elsewhere = mkdtempSync(join(tmpdir(), 'madoguchi-elsewhere-'))
    folders.push(elsewhere)
    cpSync(branch.dir, elsewhere, { recursive: true })

    const other = await again(branch, { device: machine(2) }, elsewhere)
    const before = onDisk(join(elsewhere, 'branch')).filter((line) => !/attempts/.test(line))
    expect(
      await other.desk.ask('session.sign-in', {
        staff: 'S0127',
        passphrase: branch.passphraseOf('S0127'),
        code: other.codeOf('S0127'),
      }),
    ).toMatchObject({ error: { code: 'device-secret-missing' } })
    expect(onDisk(join(elsewhere, 'branch')).filter((line) => !/attempts/.test(line))).toEqual(before)
    expect(await recover(other, cards)).toMatchObject({ ok: true })
    await other.signIn('S0127', NEW_ONE)
    expect(await other.desk.must('keys.status', {})).toMatchObject({ usesDeviceSecret: true })
  })
})

describe('a key store that is not to be believed (STO-14)', { timeout: 60_000 }, () => {
  const sound: DeviceSeal = {
    backend: () => 'gnome_libsecret',
    available: async () => true,
    seal: async (secret) => Buffer.from(secret.map((byte) => byte ^ 0x5a)),
    unseal: async (sealed) => ({
      outcome: 'opened',
      secret: Buffer.from(sealed.map((byte) => byte ^ 0x5a)),
      sealAgain: false,
    }),
  }
  const moods: readonly (readonly [string, Partial<DeviceSeal>])[] = [
    ['basic_text', { backend: () => 'basic_text' }],
    ['unknown', { backend: () => 'unknown' }],
    [
      'an error',
      {
        backend: () => {
          throw new Error('no bus')
        },
      },
    ],
  ]

  it.each(moods)('%s: no branch begins where one is required', async (_name, mood) => {
    await expect(found({ device: { policy: 'required', seal: { ...sound, ...mood } } })).rejects.toThrow(
      'device-secret-missing',
    )
  })

  it.each(moods.slice(0, 1))(
    '%s, where it is optional: a standing notice, and an entry whenever somebody comes in',
    async (_name, mood) => {
      const branch = await found({ device: { policy: 'optional', seal: { ...sound, ...mood } } })
      await branch.signIn('S0127')
      expect((await branch.desk.must('desk.state', {})).withoutDeviceSecret).toBe(true)
      const trail = branch.desk.premises.branch?.store.trail.newest(20) ?? []
      expect(trail.find(({ verb }) => verb === 'session.begun')?.payload).toMatchObject({
        withoutDeviceSecret: true,
      })
    },
  )

  it('that is there again in a moment is tried again, and nothing is sealed anew meanwhile', async () => {
    const branch = await found({ device: { policy: 'required', seal: sound } })
    const sealed = () => readFileSync(join(branch.dir, 'branch', 'device.json'), 'utf8')
    const before = sealed()
    const asleep: DeviceSeal = { ...sound, unseal: async () => ({ outcome: 'unavailable-for-now' }) }
    const later = await again(branch, { device: { policy: 'required', seal: asleep } })
    const proof = { staff: 'S0127', passphrase: branch.passphraseOf('S0127'), code: '000000' }
    expect(await later.desk.ask('session.sign-in', proof)).toMatchObject({
      error: { code: 'device-secret-busy' },
    })
    expect(sealed()).toBe(before)
    const awake = await again(branch, { device: { policy: 'required', seal: sound } })
    await awake.signIn('S0127')
    expect((await awake.desk.must('desk.state', {})).withoutDeviceSecret).toBe(false)
    expect(sealed()).toBe(before)
  })
})

describe('one key after the other', { timeout: 60_000 }, () => {
  it('is replaced by two people, under whose hands nothing is lost', async () => {
    const branch = await found()
    const { desk } = branch
    await branch.signIn('S0127')
    await branch.makeCards()
    expect(await desk.ask('keys.rotate', { purpose: 'seeds' })).toMatchObject({
      error: { code: 'second-missing' },
    })
    for (const purpose of ['rows', 'database', 'staff'] as const) {
      await branch.second('S0128', 'rotate', purpose)
      expect(await desk.must('keys.rotate', { purpose })).toEqual({ version: 2 })
    }
    const status = await desk.must('keys.status', {})
    expect(status.keys.filter(({ version }) => version === 2)).toHaveLength(3)
    expect(desk.premises.session?.staff.staff).toBe('S0127')
    const next = await again(branch)
    await next.signIn('S0128')
    const trail = next.desk.premises.branch?.store.trail.newest(200) ?? []
    expect(trail.filter(({ verb }) => verb === 'keys.rotated')).toHaveLength(3)
    expect(next.desk.premises.branch?.store.verify()).toMatchObject({
      chain: { ok: true },
      rows: { ok: true },
    })
  })

  it('or all at the root: the two who are here keep their passphrases, and everybody else starts again', async () => {
    const branch = await found()
    const { desk } = branch
    await branch.signIn('S0127')
    const cards = await branch.makeCards()
    await branch.second('S0128', 'rotate', 'master')
    expect(
      await desk.must('keys.begin-anew', {
        passphrase: branch.passphraseOf('S0127'),
        secondPassphrase: branch.passphraseOf('S0128'),
      }),
    ).toEqual({ without: ['高橋 美咲'] })
    expect(desk.premises.session).toBeUndefined()
    expect(
      await desk.ask('session.sign-in', {
        staff: 'S0001',
        passphrase: branch.passphraseOf('S0001'),
        code: branch.codeOf('S0001'),
      }),
    ).toMatchObject({ error: { code: 'sign-in-refused' } })
    await branch.signIn('S0128')
    expect((await desk.must('keys.status', {})).inService).toBe(false)
    expect(await desk.ask('recovery.open', { cards: [cards[0], cards[1]] })).toMatchObject({
      error: { code: 'cards-refused', reason: 'none' },
    })
  })
})

describe('everybody leaves while a key is derived', { timeout: 60_000 }, () => {
  it.each(['before', 'in the middle'] as const)('%s: not signed in, and the ring as it was', async (when) => {
    let leaves: (() => void) | undefined
    const branch = await found({
      kdf: async () => {
        if (when === 'before') leaves?.()
        else if (leaves !== undefined) setImmediate(leaves)
        return KDF_FLOOR
      },
    })
    const { desk } = branch
    await branch.signIn('S0127')
    await branch.makeCards()
    const ring = () => readFileSync(join(branch.dir, 'branch', 'keyring.json'), 'utf8')
    const before = ring()
    const refused = { ok: false, error: { code: 'not-signed-in' } }

    await branch.second('S0128', 'rotate', 'master')
    leaves = () => desk.premises.leave()
    const passphrases = {
      passphrase: branch.passphraseOf('S0127'),
      secondPassphrase: branch.passphraseOf('S0128'),
    }
    expect(await desk.ask('keys.begin-anew', passphrases)).toMatchObject(refused)
    leaves = undefined

    await branch.signIn('S0127')
    await branch.second('S0128', 'reset', aboutStaff('secret-issued', StaffNo.parse('S0001')))
    leaves = () => desk.premises.leave()
    const reset = { staff: StaffNo.parse('S0001'), reason: '失念' }
    expect(await desk.ask('people.reset', reset)).toMatchObject(refused)
    expect(ring()).toBe(before)
  })
})

/** Turns one bit of a file over. */
function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

describe('four different answers at the door (STO-03)', { timeout: 60_000 }, () => {
  it('a wrong passphrase, a damaged key file, a damaged database and another installation, and nothing is changed', async () => {
    const branch = await found()
    const other = await found()
    branch.desk.premises.close()
    other.desk.premises.close()
    const path = (name: string) => join(branch.dir, 'branch', name)
    const untouched = () => onDisk(branch.dir).filter((line) => !/attempts\.json/.test(line))
    let opens = false
    const signIn = async (passphrase: string) => {
      const next = await again(branch)
      const before = untouched()
      const from = performance.now()
      const reply = await next.desk.ask('session.sign-in', { staff: 'S0127', passphrase, code: '000000' })
      const took = performance.now() - from
      if (!opens) expect(untouched()).toEqual(before)
      next.desk.clock.advance(120_000)
      branch.desk.clock.advance(120_000)
      return { code: reply.ok ? 'ok' : reply.error.code, took }
    }
    const right = branch.passphraseOf('S0127')

    const wrong = await signIn('not the passphrase at all')
    expect(wrong.code).toBe('sign-in-refused')
    // As long as the derivation takes, which at the floor of 64 MiB is tens of milliseconds on any machine.
    expect(wrong.took).toBeGreaterThan(20)

    const ring = readFileSync(path('keyring.json'))
    flip(path('keyring.json'), Math.floor(ring.length / 2))
    expect((await signIn(right)).code).toBe('keyring-damaged')
    writeFileSync(path('keyring.json'), readFileSync(join(other.dir, 'branch', 'keyring.json')))
    expect((await signIn(right)).code).toBe('keyring-foreign')
    writeFileSync(path('keyring.json'), ring)

    flip(path('madoguchi.db'), 20)
    expect((await signIn(right)).code).toBe('database-damaged')
    flip(path('madoguchi.db'), 20)
    opens = true
    expect((await signIn(right)).code).toBe('staff-code-refused')
  })

  it('an older key ring put back is refused, whoever signs in with it (STO-10)', async () => {
    const branch = await found()
    const path = join(branch.dir, 'branch', 'keyring.json')
    const before = readFileSync(path)
    await branch.signIn('S0127')
    await branch.makeCards()
    branch.desk.premises.close()
    writeFileSync(path, before)
    const next = await again(branch)
    expect(
      await next.desk.ask('session.sign-in', {
        staff: 'S0127',
        passphrase: branch.passphraseOf('S0127'),
        code: next.codeOf('S0127'),
      }),
    ).toMatchObject({ error: { code: 'store-diverged' } })
  })
})
