import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHeader } from '#main/backup/container'
import { makeContainer } from '#main/backup/make'
import { SCHEMA } from '#main/backup/restore'
import { issueCards, recoveryCopy } from '#main/keys/cards'
import { LOOK_AHEAD } from '#main/otp/engine'
import type { Reads } from '#main/store/tables'
import { StaffNo } from '#shared/ids'
import type { InputOf } from '#shared/operations'
import { openDesk, over, putToken, type TestDesk } from '../../fixtures/desk.ts'
import { codeAt, foundLostBranch, NEW, signInAt, twoAt } from '../../fixtures/lost-branch.ts'
import type { RealBranch } from '../../fixtures/real-branch.ts'

/** A branch whose PC is gone, and another PC that becomes it out of a backup and two cards, through the gate. */

let home: RealBranch
let folder: string
let cards: readonly [string, string, string]
/** The backup of the branch as it was when it had one counter token and no rotation. */
let backup: string
/** All that lay on the lost PC then. */
let asItWas: string
/** What somebody chooses in the dialog of the new PC. */
let file = ''
const dirs: string[] = []

const temporary = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'madoguchi-door-'))
  dirs.push(dir)
  return dir
}

beforeAll(async () => {
  ;({ home, folder, cards } = await foundLostBranch())
  dirs.push(home.dir, folder)
  putToken(home.desk, 'HT00000001', Buffer.alloc(20, 7), { kind: 'hotp', medium: 'hard' })
  backup = join(folder, (await home.desk.must('backup.make', {})).file)
  asItWas = temporary()
  cpSync(home.dir, asItWas, { recursive: true })
}, 60_000)
afterAll(() => {
  home.desk.premises.close()
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true })
})

const branchOf = (desk: TestDesk) => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('no store is open')
  return branch
}
/** The new PC, at the time of the old one. */
const newPc = (dir = temporary()): TestDesk =>
  over(dir, home.desk.clock.wall, {
    files: { chooseFile: async () => ({ path: file, name: 'x.mgbackup' }) },
  })
const codeOf = (reply: { ok: boolean; error?: { code: string; reason?: unknown } }): string =>
  reply.error === undefined ? 'done' : [reply.error.code, reply.error.reason ?? []].flat().join(' ')
/** All that lies on the new PC. */
const lies = (desk: TestDesk): string[] => readdirSync(desk.dir).filter((name) => name !== 'anchors')

type Two = InputOf<'restore.complete'>['people']
const two = (desk: TestDesk, one: string, other: string): Two => twoAt(home, desk, one, other)
async function choose(desk: TestDesk, path: string): Promise<string> {
  file = path
  return (await desk.must('restore.choose', {})).id
}
async function restore(desk: TestDesk, path = backup, pair = [cards[0], cards[2]]) {
  const id = await choose(desk, path)
  return desk.ask('restore.complete', { id, cards: pair, people: two(desk, 'S0127', 'S0001') })
}
const signIn = (desk: TestDesk, staff: string): Promise<void> => signInAt(home, desk, staff)
const counter = (read: Reads) => read.tokens.find('HT00000001' as never)?.counter ?? -1

describe('a PC without a store', () => {
  it('shows of a backup only installation, time, size and issue, and with any two cards which branch it is (BAK-02, BAK-03)', async () => {
    const desk = newPc()
    const id = await choose(desk, backup)
    const open = await desk.must('restore.choose', {})
    expect(Object.keys(open).sort()).toEqual([
      'at',
      'bytes',
      'entries',
      'id',
      'installation',
      'issue',
      'name',
    ])
    expect(open).toMatchObject({ installation: branchOf(home.desk).keys.installation.slice(0, 8), issue: 1 })
    expect(codeOf(await desk.ask('restore.open', { id, cards: [cards[0], cards[1]] }))).toBe(
      'backup-not-chosen',
    )
    for (const [one, other] of [
      [0, 1],
      [2, 0],
      [1, 2],
    ] as const) {
      const found = await desk.must('restore.open', { id: open.id, cards: [cards[one], cards[other]] })
      expect(found).toMatchObject({ institution: '霞野信用金庫', branchNo: '012', branchName: '本町支店' })
      expect(found.people.map(({ staff }) => staff)).toEqual(['S0001', 'S0127', 'S0128'])
    }
    expect(lies(desk)).toEqual([])
  })

  it('becomes the branch again, with two people in it, and serves nobody before new cards are made (BAK-03, BAK-06)', async () => {
    const desk = newPc()
    expect(await restore(desk)).toEqual({ ok: true, value: { without: ['山本 恵'] } })
    expect(lies(desk)).toEqual(['branch'])
    await signIn(desk, 'S0127')
    const [there, here] = [branchOf(home.desk).store, branchOf(desk).store]
    const record = await desk.must('backup.restore-record', {})
    expect(record).toMatchObject({
      how: 'cards',
      by: ['中村 隆', '高橋 美咲'],
      old: 'none',
      epoch: 1,
      counters: 1,
    })
    expect(record).toMatchObject({ without: ['山本 恵'], file: 'x.mgbackup', nextReceipt: 'R-012-001001' })
    const entries = record?.backupEntries ?? 0
    expect(here.trail.chainAt(entries)?.toString('hex')).toBe(there.trail.chainAt(entries)?.toString('hex'))
    expect(here.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
    // No code of a past nobody can tell is good again.
    expect(counter(here.read)).toBe(counter(there.read) + LOOK_AHEAD + 1)
    expect(here.read.people.token(StaffNo.parse('S0128'))?.high_water).toBeGreaterThanOrEqual(
      Math.floor(Date.parse(record?.at ?? '') / 30_000),
    )

    expect(codeOf(await desk.ask('master.cancel', {}))).toBe('cards-missing')
    const request = { paper: 'restore-record' as const, restore: record?.number ?? 0 }
    await desk.must('paper.print', { request, language: 'ja', to: 'pdf' })
    await desk.must('session.sign-out', {})
    expect(codeOf(await desk.ask('recovery.open', { cards: [cards[0], cards[1]] }))).toBe(
      'cards-refused none',
    )
    const S0128 = { staff: StaffNo.parse('S0128'), passphrase: home.passphraseOf('S0128') }
    expect(codeOf(await desk.ask('session.sign-in', { ...S0128, code: '000000' }))).toBe('sign-in-refused')
    // A ring of the lost PC, were it as far as five hundred changes on, is not taken for a younger one.
    copyFileSync(join(home.dir, 'branch', 'keyring.json'), join(desk.dir, 'branch', 'keyring.json'))
    const code = codeAt(home, desk, 'S0128')
    expect(codeOf(await desk.ask('session.sign-in', { ...S0128, code }))).toBe('store-diverged')
  })

  it('refuses cards that are wrong, alone, of another issue or another installation, and nothing is there (BAK-03)', async () => {
    const desk = newPc()
    const id = await choose(desk, backup)
    const foreign = await openDesk()
    dirs.push(foreign.dir)
    await foreign.signIn('S0127')
    const { dir, keys, store } = branchOf(foreign)
    const strange = issueCards(dir, keys)
    const later = issueCards(join(home.dir, 'branch'), branchOf(home.desk).keys)
    if (!strange.ok || !later.ok) throw new Error('no cards')
    const damaged = cards[1].replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    const tries: [string, readonly [string, string]][] = [
      ['cards-refused damaged-second', [cards[0], damaged]],
      ['cards-refused damaged-first', [damaged, cards[0]]],
      ['cards-refused alike', [cards[0], cards[0]]],
      ['cards-refused foreign', [strange.value.cards[0], strange.value.cards[1]]],
      ['cards-refused of-two-issues', [cards[0], later.value.cards[1]]],
      ['cards-refused not-of-backup', [later.value.cards[0], later.value.cards[1]]],
    ]
    for (const [refusal, pair] of tries) {
      expect(codeOf(await desk.ask('restore.open', { id, cards: [...pair] }))).toBe(refusal)
      const people = two(desk, 'S0127', 'S0128')
      expect(codeOf(await desk.ask('restore.complete', { id, cards: [...pair], people }))).toBe(refusal)
    }
    // Nor does a backup of practice become a branch, with its own cards.
    const recovery = recoveryCopy(dir)
    if (!recovery.ok) throw new Error(recovery.error)
    const at = foreign.premises.around.clock.read().instant
    const rest = { folder, schema: SCHEMA, branchNo: '012', stillHere: () => true }
    const made = await makeContainer({
      dir,
      keys,
      store,
      recovery: recovery.value,
      at,
      mode: 'practice',
      ...rest,
    })
    if (!made.ok) throw new Error(made.error)
    const practised = await restore(desk, join(folder, made.value.name), strange.value.cards.slice(0, 2))
    expect(codeOf(practised)).toBe('backup-foreign')
    foreign.close()
    expect(lies(desk)).toEqual([])
  })

  it('refuses people who may not, by name, and nothing is there (BAK-03)', async () => {
    const desk = newPc()
    const id = await choose(desk, backup)
    const ask = async (people: Two) =>
      codeOf(await desk.ask('restore.complete', { id, cards: [cards[0], cards[1]], people }))
    const [one, other] = two(desk, 'S0127', 'S0001')
    if (one === undefined || other === undefined) throw new Error('nobody')
    expect(await ask([one, one])).toBe('two-persons-needed')
    expect(await ask([one, { ...other, staff: StaffNo.parse('S0999') }])).toBe('sign-in-refused')
    expect(await ask([{ ...one, passphrase: 'short' }, other])).toMatch(/^passphrase-weak/)
    expect(await ask([one, { ...other, code: '000000' }])).toBe('staff-code-refused wrong')
    expect(lies(desk)).toEqual([])
    expect(await ask(two(desk, 'S0127', 'S0001'))).toBe('done')
  })

  it('refuses a file that was cut, changed, emptied, exchanged, is newer or of practice, and nothing is there (BAK-05)', async () => {
    const desk = newPc()
    const whole = readFileSync(backup)
    const [path, at] = [join(temporary(), 'x.mgbackup'), whole.length]
    const put = (bytes: Buffer) => writeFileSync(path, bytes)
    const changed = (place: number) => {
      const bytes = Buffer.from(whole)
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
      return bytes
    }
    const newer = Buffer.from(whole)
    newer.write('"format":2', newer.indexOf('"format":1'))
    const tries: [string, Buffer][] = [
      ['backup-not-one', Buffer.alloc(0)],
      ['backup-not-one', Buffer.from('PK\u0003\u0004 something else')],
      ['backup-newer', newer],
      ['backup-damaged', whole.subarray(0, 400)],
      ['backup-damaged', whole.subarray(0, at - 1)],
      ['backup-damaged', Buffer.concat([whole, Buffer.alloc(1)])],
      ['backup-damaged', changed(at - 20)],
      ['backup-damaged', changed(at >> 1)],
      ['backup-damaged', changed(whole.indexOf('"entries":') + 10)],
    ]
    for (const [refusal, bytes] of tries) {
      put(bytes)
      file = path
      const chosen = await desk.ask('restore.choose', {})
      if (!chosen.ok) {
        expect(chosen.error.code).toBe(refusal)
        continue
      }
      const opened = await desk.ask('restore.open', { id: chosen.value.id, cards: [cards[0], cards[1]] })
      expect(codeOf(opened)).toBe(refusal)
      expect(codeOf(await restore(desk, path))).toBe(refusal)
    }
    put(whole)
    const id = await choose(desk, path)
    await home.desk.must('backup.make', {})
    const other = readdirSync(folder).filter((name) => name.endsWith('.mgbackup'))
    copyFileSync(join(folder, other.sort().at(-1) ?? ''), path)
    expect(codeOf(await desk.ask('restore.open', { id, cards: [cards[0], cards[1]] }))).toBe(
      'backup-not-chosen',
    )

    const header = await readHeader(backup)
    if (!header.ok) throw new Error(header.error)
    const { dir, keys, store } = branchOf(home.desk)
    const common = {
      dir,
      keys,
      store,
      folder,
      branchNo: '012',
      mode: 'branch',
      stillHere: () => true,
    } as const
    for (const [refusal, recovery, schema] of [
      ['cards-refused backup-without', null, SCHEMA],
      ['backup-newer', header.value.recovery, SCHEMA + 1],
    ] as const) {
      home.desk.clock.advance(1000)
      const at = home.desk.premises.around.clock.read().instant
      const made = await makeContainer({ ...common, at, recovery, schema })
      if (!made.ok) throw new Error(made.error)
      expect(codeOf(await restore(desk, join(folder, made.value.name)))).toBe(refusal)
    }
    expect(lies(desk)).toEqual([])
  })

  it('takes a backup from before a key was rotated, with the cards of its time (BAK-03)', async () => {
    await home.second('S0128', 'rotate', 'database')
    await home.desk.must('keys.rotate', { purpose: 'database' })
    expect(branchOf(home.desk).keys.version('database')).toBe(2)
    const desk = newPc()
    expect(codeOf(await restore(desk))).toBe('done')
    await signIn(desk, 'S0001')
    expect(branchOf(desk).keys.version('database')).toBe(1)
  })
})

describe('a PC with a store', () => {
  const damage = (dir: string) => {
    const database = join(dir, 'branch', 'madoguchi.db')
    const bytes = readFileSync(database)
    bytes.fill(0xa5, 4096, 12_288)
    writeFileSync(database, bytes)
  }
  /** Whoever tries to sign in; never a code that another step still needs. */
  const trySignIn = async (desk: TestDesk, passphrase: string) =>
    codeOf(await desk.ask('session.sign-in', { staff: StaffNo.parse('S0127'), passphrase, code: '000000' }))
  const isReplaced = async (desk: TestDesk) => {
    expect(codeOf(await restore(desk))).toBe('done')
    expect(lies(desk).filter((name) => name.startsWith('branch.before-restore'))).toHaveLength(1)
    await signIn(desk, 'S0127')
    expect(await desk.must('backup.restore-record', {})).toMatchObject({ old: 'not-opened', how: 'cards' })
    expect(existsSync(`${join(desk.dir, 'branch')}.restoring`)).toBe(false)
    desk.premises.close()
  }

  it.each([
    ['database-damaged', damage],
    [
      'store-rolled-back',
      (dir: string) =>
        copyFileSync(join(home.dir, 'anchors', 'branch.anchor'), join(dir, 'anchors', 'branch.anchor')),
    ],
  ] as const)(
    'is refused while it opens, and put aside where its own cards show %s (BAK-03)',
    async (_lost, lose) => {
      const dir = temporary()
      cpSync(asItWas, dir, { recursive: true })
      const desk = newPc(dir)
      expect(codeOf(await restore(desk))).toBe('store-still-opens')
      lose(dir)
      await isReplaced(desk)
    },
  )

  it('and no cards yet is put aside once somebody has shown that it does not open (BAK-03)', async () => {
    const dir = temporary()
    const desk = newPc(dir)
    expect(codeOf(await restore(desk))).toBe('done')
    expect(codeOf(await restore(desk))).toBe('store-still-opens')
    const database = join(dir, 'branch', 'madoguchi.db')
    const whole = `${database}.whole`
    copyFileSync(database, whole)
    damage(dir)
    expect(codeOf(await restore(desk))).toBe('store-still-opens')
    expect(await trySignIn(desk, NEW.S0128 ?? '')).toBe('sign-in-refused')
    expect(codeOf(await restore(desk))).toBe('store-still-opens')
    expect(await trySignIn(desk, NEW.S0127 ?? '')).toBe('database-damaged')
    // Another file since, and nobody has tried that one.
    renameSync(whole, database)
    expect(codeOf(await restore(desk))).toBe('store-still-opens')
    damage(dir)
    expect(await trySignIn(desk, NEW.S0127 ?? '')).toBe('database-damaged')
    await isReplaced(desk)
  })

  it('is put aside where its key ring opens for nobody (BAK-03)', async () => {
    const dir = temporary()
    cpSync(asItWas, dir, { recursive: true })
    const ring = join(dir, 'branch', 'keyring.json')
    writeFileSync(ring, `${readFileSync(ring, 'utf8').slice(0, -40)}`)
    await isReplaced(newPc(dir))
  })
})
