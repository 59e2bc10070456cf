import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readContainer, readHeader } from '#main/backup/container'
import { KEPT, NEVER_GO, outdated } from '#main/backup/folder'
import { exportKeyOf } from '#main/backup/make'
import { discard, openUnpacked, unpack } from '#main/backup/restore'
import { makeBackup } from '#main/desk/backup'
import { staffBinding } from '#main/desk/codes'
import { issueCards, openWithCards } from '#main/keys/cards'
import { sealSeed } from '#main/keys/seal'
import { practiceCode } from '#main/practice/codes'
import { practiceSerials, practiceStaffSeed } from '#main/practice/people'
import { momentOf } from '#main/premises'
import { openDeskCopy } from '#main/store/desk-store'
import { OpenFault } from '#main/store/faults'
import { CaseRow } from '#main/store/records'
import type { Reads } from '#main/store/tables'
import { linkName } from '#main/store/tokens'
import { CaseNo, Serial, StaffNo } from '#shared/ids'
import { ok } from '#shared/result'
import { judgeCode, openDesk, START, type TestDesk } from '../../fixtures/desk.ts'
import { inStore, proveSecond } from '../../fixtures/stock.ts'
import { makeVolume, noVolumes, type Volume } from '../../fixtures/volume.ts'
import { administrator, contractNamed, openDraft, passphraseOf, wakaba } from '../../fixtures/walk.ts'

/** Backups, drills and restores, through the gate, over real files. */

const VERIFIER = join(import.meta.dirname, '../../../build/verify/verify.mjs')

let desk: TestDesk
let folder: string
let chosen: string | undefined
let file: string | undefined

const surroundings = {
  files: {
    chooseFolder: async () => (chosen === undefined ? undefined : { path: chosen }),
    chooseFile: async () => (file === undefined ? undefined : { path: file, name: 'x.mgbackup' }),
    saveLines: async (_name: string, begin: () => AsyncIterable<string>) => {
      await writeFile(join(folder, 'copy'), begin())
      return 'copy'
    },
  },
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'madoguchi-backups-'))
  chosen = folder
  file = undefined
  desk = await openDesk({ surroundings })
  await desk.signIn('S0127')
})
afterEach(() => {
  desk.premises.close()
  rmSync(desk.dir, { recursive: true, force: true })
  if (existsSync(folder)) chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true, force: true })
})

const codeOf = (reply: { ok: boolean; error?: { code: string } }): string => reply.error?.code ?? 'done'
const branch = () => {
  const open = desk.premises.branch
  if (open === undefined) throw new Error('no store is open')
  return open
}
const backups = () => readdirSync(folder).filter((name) => name.endsWith('.mgbackup'))
/** Half-made files and passing folders. */
const leftBehind = () => [
  ...readdirSync(folder).filter((name) => name.includes('.making')),
  ...readdirSync(desk.dir).filter((name) => /copying|drill|restoring/.test(name)),
]
async function setFolder(): Promise<void> {
  await desk.must('backup.choose-folder', {})
  await proveSecond(desk, 'S0131', 'backup', folder)
  await desk.must('backup.set-folder', { folder })
}
async function makeOne(): Promise<string> {
  await setFolder()
  const { file: name } = await desk.must('backup.make', {})
  return join(folder, name)
}
async function stop(): Promise<string> {
  const { caseNo } = await desk.must('loss.stop', {
    contractNo: await contractNamed(desk, wakaba),
    target: administrator,
    how: 'lost',
    callBackNumber: '090-0000-1111',
  })
  return caseNo
}

describe('where backups go', () => {
  it('is chosen first and agreed to by two then, the second a supervisor, and is marked so that another medium is noticed', async () => {
    expect(codeOf(await desk.ask('backup.set-folder', { folder }))).toBe('folder-not-chosen')
    await desk.must('backup.choose-folder', {})
    expect(codeOf(await desk.ask('backup.set-folder', { folder }))).toBe('second-missing')
    // What a colleague agreed to is this folder, and no other that is chosen afterwards.
    await proveSecond(desk, 'S0131', 'backup', '/somewhere/else')
    expect(codeOf(await desk.ask('backup.set-folder', { folder: '/somewhere/else' }))).toBe(
      'folder-not-chosen',
    )
    expect(codeOf(await desk.ask('backup.set-folder', { folder }))).toBe('second-missing')
    expect(readdirSync(folder)).toEqual([])
    await setFolder()
    expect(await desk.must('backup.status', {})).toMatchObject({ folder, reachable: true, state: 'bad' })
    expect(readdirSync(folder)).toEqual(['madoguchi-backups.json'])
  })

  it('stays as it was when the person thinks better of it', async () => {
    chosen = undefined
    expect(codeOf(await desk.ask('backup.choose-folder', {}))).toBe('save-cancelled')
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('backup-no-folder')
    expect(codeOf(await desk.ask('backup.drill', {}))).toBe('backup-no-folder')
  })
})

describe('a backup', () => {
  it('holds the store as it was, and says so in the book (BAK-01)', async () => {
    const path = await makeOne()
    expect(await desk.must('backup.status', {})).toMatchObject({
      state: 'good',
      lines: [{ outcome: 'done', here: 'here' }],
    })
    const { keys, store } = branch()
    const out = join(desk.dir, 'out.db')
    const read = await readContainer(path, exportKeyOf(keys), out)
    if (!read.ok) throw new Error(read.error)
    expect(store.trail.chainAt(read.value.manifest.entries)?.toString('hex')).toBe(read.value.manifest.chain)
    const copy = openDeskCopy(out, keys)
    expect(await copy.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
    copy.close()
    expect(leftBehind()).toEqual([])
  })

  it('made while others work is a prefix of the live trail (BAK-01; 5 here, 50 in the long run)', async () => {
    await setFolder()
    const many = process.env.MADOGUCHI_LONG === undefined ? 5 : 50
    const { keys, store } = branch()
    for (let made = 0; made < many; made += 1) {
      let done = false
      const making = makeBackup(desk.premises, 'manual').finally(() => {
        done = true
      })
      while (!done) {
        store.note(
          {
            staff: null,
            session: null,
            operation: 'test',
            at: { wall: '2026-11-20T01:00:00.000Z', mono: 0, bootId: 'x', clock: 'trusted' },
          },
          { event: 'trail.verified' },
        )
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      const result = await making
      if (!result.ok) throw new Error(result.error.code)
      const read = await readContainer(join(folder, result.value.file), exportKeyOf(keys))
      if (!read.ok) throw new Error(read.error)
      const { entries, chain } = read.value.manifest
      expect(store.trail.chainAt(entries)?.toString('hex')).toBe(chain)
      expect(entries).toBeLessThan(store.trail.head().seq)
      desk.clock.advance(1000)
    }
    expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
  }, 60_000)

  it('cannot be opened without the keys, and shows nothing of what is in it (BAK-02)', async () => {
    const bytes = readFileSync(await makeOne())
    for (const word of [
      '若葉',
      '中村',
      '高橋',
      'S0127',
      wakaba,
      'SQLite format 3',
      'CREATE TABLE',
      'PRACTICE-',
    ])
      expect(bytes.includes(Buffer.from(word)), word).toBe(false)
  })

  it('of the closing is weekly when it is the first of its week, and only 14 daily and 8 weekly ones are kept', async () => {
    await setFolder()
    for (const kind of ['weekly', 'daily']) {
      const made = await makeBackup(desk.premises, 'daily')
      expect(made).toMatchObject({ ok: true, value: { kind } })
      desk.clock.advance(1000)
    }
    const rows = (['daily', 'weekly', 'manual'] as const).flatMap((kind) =>
      Array.from({ length: 20 }, (_, day) => ({
        number: day + 1,
        kind,
        at: `2026-10-${String(day + 1).padStart(2, '0')}`,
      })),
    )
    const over = outdated(rows, '2026-10-21T00:00:00.000Z')
    for (const kind of ['daily', 'weekly', 'manual'] as const) {
      const kept = rows.filter((row) => row.kind === kind && !over.includes(row))
      expect(kept.map(({ at }) => at)).toEqual(
        rows
          .filter((row) => row.kind === kind)
          .map(({ at }) => at)
          .slice(-KEPT[kind]),
      )
    }
  })

  it('is kept for 90 days at most, to the day, whatever its kind, and the newest of each kind as long as that', () => {
    const now = Date.parse('2026-11-20T08:00:00.000Z')
    const made = (kind: 'daily' | 'weekly' | 'manual', days: number, ms = 0) => ({
      number: 100 - days - Math.sign(ms),
      kind,
      at: new Date(now - days * 86_400_000 - ms).toISOString(),
    })
    const rows = (['daily', 'weekly', 'manual'] as const).flatMap((kind) => [made(kind, 0), made(kind, 90)])
    const over = (['daily', 'weekly', 'manual'] as const).map((kind) => made(kind, 90, 1))
    expect(outdated([...rows, ...over], new Date(now).toISOString())).toEqual(over)
  })

  it('removes those whose time is over, and the book says so', async () => {
    await setFolder()
    const names: string[] = []
    for (let made = 0; made <= KEPT.manual; made += 1) {
      names.push((await desk.must('backup.make', {})).file)
      desk.clock.advance(1000)
    }
    expect(backups().sort()).toEqual(names.slice(1).sort())
    const { lines } = await desk.must('backup.status', {})
    expect(lines.find(({ file: name }) => name === names[0])?.here).toBe('removed')
  }, 60_000)

  it('is taken away by no clock that is doubted, and no clock at all takes the one just made or those before it', async () => {
    await setFolder()
    const { around } = desk.premises
    const names: string[] = []
    const make = async (): Promise<void> => {
      const made = await makeBackup(desk.premises, 'manual')
      if (!made.ok) throw new Error(made.error.code)
      names.push(made.value.file)
    }
    for (let made = 0; made < KEPT.manual; made += 1) {
      await make()
      desk.clock.advance(1000)
    }
    for (const days of [100, -465]) {
      desk.clock.wall += days * 86_400_000
      await make()
      expect(around.clock.read().state).not.toBe('trusted')
      expect(backups().sort()).toEqual([...names].sort())
    }
    // Two people confirm what it shows, a year behind: those made last bear the oldest times of all.
    around.clock.confirm()
    await make()
    for (const name of names.slice(-NEVER_GO)) expect(backups()).toContain(name)
    // And the other way round: of all that are older than 90 days by then, the newest stay.
    desk.clock.wall += 1000 * 86_400_000
    around.clock.confirm()
    await make()
    expect(backups().sort()).toEqual(names.slice(-NEVER_GO).sort())
  }, 60_000)

  it('is one at a time', async () => {
    await setFolder()
    const first = desk.ask('backup.make', {})
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('backup-busy')
    expect(codeOf(await first)).toBe('done')
  })

  it('that was interrupted by leaving is none, and nothing is left of it', async () => {
    await setFolder()
    const making = makeBackup(desk.premises, 'manual')
    await desk.must('session.sign-out', {})
    expect(codeOf(await making)).toBe('backup-interrupted')
    expect(backups()).toEqual([])
    expect(leftBehind()).toEqual([])
  })
})

describe('a medium', () => {
  it('that was unplugged is noticed, red in the status, and the store is untouched (BAK-08)', async () => {
    await setFolder()
    renameSync(folder, `${folder}.away`)
    const before = branch().store.trail.head().seq
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('backup-gone')
    expect(await desk.must('backup.status', {})).toMatchObject({
      state: 'bad',
      lastTry: { outcome: 'backup-gone' },
    })
    renameSync(`${folder}.away`, folder)
    expect(branch().store.trail.head().seq).toBeGreaterThan(before)
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('done')
    expect((await desk.must('backup.status', {})).state).toBe('good')
  })

  it('of which only the empty folder is left is not written to (BAK-08)', async () => {
    await setFolder()
    rmSync(join(folder, 'madoguchi-backups.json'))
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('backup-gone')
    expect(readdirSync(folder)).toEqual([])
  })

  it('that takes no files is told apart, and no half file is swept as a backup (BAK-08)', async () => {
    await setFolder()
    writeFileSync(join(folder, 'old.mgbackup.making'), 'half')
    await desk.must('backup.make', {})
    expect(leftBehind()).toEqual([])
    const { faultOf } = await import('#main/backup/make')
    const thrown = (code: string) => faultOf(Object.assign(new Error(code), { code }))
    expect(['ENOSPC', 'EROFS', 'EACCES', 'ENODEV', 'EIO', 'EWHAT'].map(thrown)).toEqual([
      'backup-full',
      'backup-not-writable',
      'backup-not-writable',
      'backup-gone',
      'backup-gone',
      undefined,
    ])
    expect(faultOf(new OpenFault('database-damaged'))).toBe('backup-unsound')
  })
})

describe.skipIf(noVolumes !== undefined)(`a medium of its own ${noVolumes ?? ''}`, () => {
  let medium: Volume
  beforeEach(() => {
    const made = makeVolume(4)
    if (typeof made === 'string') throw new Error(made)
    medium = made
    rmSync(folder, { recursive: true, force: true })
    folder = made.path
    chosen = folder
  })
  afterEach(() => medium.remove())

  it('that is full or takes no writes leaves no half backup, red on the sheet, and the next one is made (BAK-08, FLT-07)', async () => {
    await setFolder()
    const sheet = async () => {
      const { number } = await desk.must('closing.close', {})
      return JSON.parse(branch().store.read.days.sheet(number)?.facts ?? '{}').backup
    }
    medium.leave(64 * 1024)
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('backup-full')
    expect(await desk.must('backup.status', {})).toMatchObject({
      lastTry: { outcome: 'backup-full' },
      state: 'bad',
    })
    expect(await sheet()).toBe('failed')
    expect(backups()).toEqual([])
    medium.free()
    medium.readOnly(true)
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('backup-not-writable')
    medium.readOnly(false)
    expect(codeOf(await desk.ask('backup.make', {}))).toBe('done')
    expect(leftBehind()).toEqual([])
    expect(branch().store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
  })
})

describe('a drill', () => {
  it('restores the newest backup, verifies it and leaves nothing behind (BAK-08)', async () => {
    await makeOne()
    expect((await desk.must('backup.status', {})).drillDue).toBe(true)
    expect(await desk.must('backup.drill', {})).toMatchObject({ kind: 'drill', outcome: 'done' })
    expect((await desk.must('backup.status', {})).drillDue).toBe(false)
    expect(leftBehind()).toEqual([])
    desk.clock.advance(32 * 86_400_000)
    expect((await desk.must('backup.status', {})).drillDue).toBe(true)
  })

  it('that fails is red, and names what is wrong (BAK-05, BAK-08)', async () => {
    await setFolder()
    expect(codeOf(await desk.ask('backup.drill', {}))).toBe('backup-none')
    const path = join(folder, (await desk.must('backup.make', {})).file)
    truncateSync(path, statSync(path).size - 1)
    expect(codeOf(await desk.ask('backup.drill', {}))).toBe('backup-damaged')
    expect(await desk.must('backup.status', {})).toMatchObject({
      state: 'bad',
      lastDrill: { outcome: 'backup-damaged' },
    })
    expect(leftBehind()).toEqual([])
  })
})

describe('on a clean machine', () => {
  it('any two of three recovery cards open a backup, and what comes out is the store it was made of (BAK-03)', async () => {
    await setFolder()
    const { dir, keys, store } = branch()
    const issued = issueCards(dir, keys)
    if (!issued.ok) throw new Error(issued.error)
    const path = join(folder, (await desk.must('backup.make', {})).file)
    const header = await readHeader(path)
    if (!header.ok || header.value.recovery === null) throw new Error('the backup has no copy for the cards')
    const { recovery } = header.value
    const [one, two, three] = issued.value.cards
    const elsewhere = mkdtempSync(join(tmpdir(), 'madoguchi-clean-'))
    const at = { wall: '2026-11-20T02:00:00.000Z', mono: 0, bootId: 'x', clock: 'trusted' } as const
    for (const pair of [
      [one, two],
      [three, one],
      [two, three],
    ] as const) {
      const opened = openWithCards(recovery, pair)
      if (!opened.ok) throw new Error(opened.error)
      const clean = opened.value
      const unpacked = await unpack(path, {
        dir: join(elsewhere, 'practice'),
        keys: clean,
        mode: 'practice',
        as: 'drill',
      })
      if (!unpacked.ok) throw new Error(unpacked.error)
      const { manifest } = unpacked.value
      const restored = openUnpacked(unpacked.value, { keys: clean, at, build: 'test' })
      if (!restored.ok) throw new Error(restored.error)
      expect(restored.value.trail.chainAt(manifest.entries)?.toString('hex')).toBe(
        store.trail.chainAt(manifest.entries)?.toString('hex'),
      )
      expect(restored.value.read.contracts.count()).toBe(store.read.contracts.count())
      restored.value.close()
      discard(unpacked.value)
      clean.close()
    }
    expect(openWithCards(recovery, [one, one])).toMatchObject({ ok: false, error: 'cards-alike' })
    expect(
      openWithCards(recovery, [one, three.replace(/.$/, (last) => (last === '0' ? '1' : '0'))]),
    ).toMatchObject({
      ok: false,
      error: 'card-damaged',
    })
    const foreign = issueCards(dir, keys)
    if (!foreign.ok) throw new Error(foreign.error)
    expect(openWithCards(recovery, [foreign.value.cards[0], foreign.value.cards[1]])).toMatchObject({
      ok: false,
      error: 'cards-superseded',
    })
    rmSync(elsewhere, { recursive: true, force: true })
    expect(store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
  })
})

describe('a restore', () => {
  const restore = async () => {
    const { id } = await desk.must('backup.choose', {})
    await proveSecond(desk, 'S0131', 'restore', id)
    return desk.ask('backup.restore', { id })
  }
  const caseNumber = (number: number) => CaseNo.parse(`012-251101-${String(number).padStart(3, '0')}`)
  const enter = (object: CaseNo) => {
    const at = momentOf(desk.premises, desk.premises.around.clock.read())
    branch().store.attempt({ staff: null, session: null, operation: 'test', at }, () =>
      ok({ output: undefined, audit: { event: 'case.opened', object } }),
    )
  }
  const marks = (read: Reads) =>
    new Map(read.tokens.everyOwn().map((row) => [row.serial as string, row.high_water ?? -1]))

  it('refuses what was cut, changed, emptied, or is another branch’s, before the store is touched (BAK-05)', async () => {
    const path = await makeOne()
    const whole = readFileSync(path)
    const before = branch().store.trail.head()
    const tries: [string, Buffer][] = [
      ['backup-not-one', Buffer.alloc(0)],
      ['backup-not-one', Buffer.from('a photograph')],
      ['backup-damaged', whole.subarray(0, whole.length - 100)],
      ['backup-damaged', Buffer.concat([whole.subarray(0, 9000), Buffer.from([1]), whole.subarray(9001)])],
      ['backup-newer', Buffer.from(whole.toString('latin1').replace('"format":1', '"format":9'), 'latin1')],
      [
        'backup-foreign',
        Buffer.from(whole.toString('latin1').replace(branch().keys.installation, 'ab'.repeat(16)), 'latin1'),
      ],
    ]
    file = join(folder, 'tried')
    for (const [code, bytes] of tries) {
      writeFileSync(file, bytes)
      expect(codeOf(await desk.ask('backup.choose', {})), code).toBe(code)
    }
    expect(codeOf(await desk.ask('backup.restore', { id: 'x' }))).toBe('backup-not-chosen')
    expect(branch().store.trail.chainAt(before.seq)?.toString('hex')).toBe(before.chain)
    expect(leftBehind()).toEqual([])
  })

  it.each(['staff', 'seeds', 'rows', 'database', 'export'] as const)(
    'refuses a backup from before a rotation of %s for that reason, and another is due at once (BAK-05)',
    async (purpose) => {
      file = await makeOne()
      expect((await desk.must('backup.status', {})).state).toBe('good')
      desk.clock.advance(1000)
      await proveSecond(desk, 'S0131', 'rotate', purpose)
      await desk.must('keys.rotate', { purpose })
      expect(codeOf(await desk.ask('backup.choose', {}))).toBe('backup-other-keys')
      expect((await desk.must('backup.status', {})).state).toBe('due')
      desk.clock.advance(1000)
      file = join(folder, (await desk.must('backup.make', {})).file)
      expect((await desk.must('backup.status', {})).state).toBe('good')
      await desk.must('backup.choose', {})
      expect(leftBehind()).toEqual([])
    },
  )

  it('needs two supervisors, for exactly the backup that was chosen', async () => {
    file = await makeOne()
    const { id } = await desk.must('backup.choose', {})
    expect(codeOf(await desk.ask('backup.restore', { id }))).toBe('second-missing')
    await proveSecond(desk, 'S0131', 'restore')
    expect(codeOf(await desk.ask('backup.restore', { id }))).toBe('second-missing')
    // What the two have agreed to is this backup, not whatever lies under its name.
    await proveSecond(desk, 'S0131', 'restore', id)
    desk.clock.advance(1000)
    renameSync(join(folder, (await desk.must('backup.make', {})).file), file)
    expect(codeOf(await desk.ask('backup.restore', { id }))).toBe('backup-not-chosen')
    expect(leftBehind()).toEqual([])
    expect(existsSync(join(desk.dir, 'practice'))).toBe(true)
  })

  it('stops a lost token again though the customer has another by now, also where the list is full and whoever stopped it is not in the book (I4)', async () => {
    file = await makeOne()
    const serial = Serial.parse('VSMT82640917')
    const listed = CaseNo.parse(await stop())
    desk.clock.advance(1000)
    inStore(desk, (db, at) => {
      const [link] = db.tokens.linksOf(serial)
      if (link === undefined) throw new Error('no link')
      db.tokens.changeLink(link, { authentication: 'usable' }, { event: 'resume', at, caseNo: listed })
      const { ver: _ver, ...row } = db.cases.find(listed) ?? {}
      const copy = CaseRow.parse(row)
      for (let number = 1; number <= 500; number += 1) db.cases.open({ ...copy, case_no: caseNumber(number) })
    })
    for (let number = 1; number <= 500; number += 1) enter(caseNumber(number))
    const caseNo = CaseNo.parse(await stop())
    const gone = StaffNo.parse('S0999')
    const contractNo = await contractNamed(desk, wakaba)
    // The normal course of a loss: the old token is taken away for good, and the link goes on with another.
    inStore(desk, (db, at) => {
      const [link] = db.tokens.linksOf(serial)
      if (link === undefined) throw new Error('no link')
      const taken = { serial: null, medium: null, registration: 'none', authentication: 'none' } as const
      db.tokens.changeLink(link, taken, { event: 'detach', at, caseNo })
      const token = db.tokens.find(serial)
      if (token !== undefined) db.tokens.change(token, { tombstone: 'lost' })
      db.people.enrol({
        staff: gone,
        person: 'p-gone',
        name: '後藤 新',
        role: 'teller',
        enrolled_at: at,
        ended_at: null,
      })
      const loss = db.cases.find(caseNo)
      if (loss !== undefined) db.cases.change(loss, { maker: gone })
      // A user of the same contract whom the backup does not know.
      const { ver: _ver, ...other } = link
      db.tokens.addLink({ ...other, ...taken, link: linkName(contractNo, 'M999'), user_id: 'M999' })
      const added = db.tokens.link(contractNo, 'M999')
      if (added === undefined) throw new Error('no link')
      db.tokens.changeLink(added, { authentication: 'suspended' }, { event: 'suspend', at, caseNo })
    })
    const { read } = branch().store
    expect(read.tokens.linksOf(serial)).toEqual([])
    expect(read.tokens.find(serial)?.tombstone).toBe('lost')
    expect(await restore()).toEqual({ ok: true, value: {} })
    desk.clock.advance(120_000)
    await desk.signIn('S0127')
    const { tokens, cases } = branch().store.read
    expect(tokens.linksOf(serial).map(({ authentication }) => authentication)).toEqual(['suspended'])
    expect(tokens.find(serial)?.tombstone).toBe('lost')
    expect(cases.find(caseNo)).toMatchObject({ state: 'awaiting-review', maker: 'S0127' })
    const record = await desk.must('backup.restore-record', {})
    expect(record?.cases).toHaveLength(500)
    expect(record?.stopped).toEqual([{ serial, caseNo, link: linkName(contractNo, 'M54100031187') }])
    expect(record?.notStopped).toMatchObject([{ caseNo, link: linkName(contractNo, 'M999') }])
  })

  it('leaves a colleague the authenticator they were given since, and the lost one opens nothing (I4)', async () => {
    file = await makeOne()
    const staff = StaffNo.parse('S0127')
    const given = practiceStaffSeed('the new one')
    inStore(desk, (db) => {
      const row = db.people.token(staff)
      if (row === undefined) throw new Error('no token')
      const { keys } = branch()
      const seed = sealSeed(keys, Buffer.from(given), staffBinding(keys, row))
      db.people.rememberToken(staff, row.ver, { seed })
    })
    expect(await restore()).toEqual({ ok: true, value: {} })
    desk.clock.advance(120_000)
    const person = { staff, passphrase: passphraseOf(staff) }
    const lost = desk.staffCode(staff)
    expect(codeOf(await desk.ask('session.sign-in', { ...person, code: lost }))).not.toBe('done')
    desk.clock.advance(120_000)
    const { code } = practiceCode(given, desk.clock.wall)
    expect(codeOf(await desk.ask('session.sign-in', { ...person, code }))).toBe('done')
    expect(branch().store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
  })

  it('leaves everybody the role and the passphrase they have now (AUT-09)', async () => {
    const [promoted, fresh] = [StaffNo.parse('S0101'), StaffNo.parse('S0102')]
    inStore(desk, (db) => db.people.stand(fresh, { secret_until: '2026-11-27T01:00:00.000Z' as never }))
    file = await makeOne()
    const { role } = branch().store.read.people.row(promoted) ?? {}
    inStore(desk, (db) => {
      db.people.change(promoted, { role: 'auditor' })
      db.people.stand(promoted, { secret_until: '2026-11-30T01:00:00.000Z' as never })
      db.people.stand(fresh, { secret_until: null })
    })
    expect(role).not.toBe('auditor')
    expect(await restore()).toEqual({ ok: true, value: {} })
    desk.clock.advance(120_000)
    await desk.signIn('S0127')
    const { people } = branch().store.read
    expect(people.row(promoted)?.role).toBe('auditor')
    expect(people.standing(promoted)?.secret_until).toBe('2026-11-30T01:00:00.000Z')
    expect(people.standing(fresh)?.secret_until).toBeNull()
  })

  it('keeps whoever was let in again since disabled, and names them in what is to be done', async () => {
    const staff = StaffNo.parse('S0101')
    inStore(desk, (db, at) => db.people.stand(staff, { disabled_at: at, disabled_why: 'manual' }))
    file = await makeOne()
    inStore(desk, (db) => db.people.stand(staff, { disabled_at: null, disabled_why: '' }))
    expect(await restore()).toEqual({ ok: true, value: {} })
    desk.clock.advance(120_000)
    await desk.signIn('S0127')
    const record = await desk.must('backup.restore-record', {})
    expect(record?.disabled).toEqual([{ staff, name: branch().store.read.people.nameOf(staff) }])
    expect(branch().store.read.people.standing(staff)?.disabled_at).not.toBeNull()
    const request = { paper: 'restore-record' as const, restore: record?.number ?? 0 }
    const { record: printed } = await desk.must('paper.preview', { request, language: 'ja' })
    expect(printed).toEqual({ kind: 'restore', restore: record })
    const none = { paper: 'restore-record' as const, restore: 99 }
    expect(codeOf(await desk.ask('paper.preview', { request: none, language: 'ja' }))).toBe(
      'paper-unavailable',
    )
  })

  it('of a backup of another history lists what is younger by its time, and nothing the book has', async () => {
    await setFolder()
    await stop()
    const early = join(folder, (await desk.must('backup.make', {})).file)
    desk.clock.advance(60_000)
    await openDraft(desk)
    const late = join(folder, (await desk.must('backup.make', {})).file)
    file = early
    expect(await restore()).toEqual({ ok: true, value: {} })
    desk.clock.advance(120_000)
    await desk.signIn('S0127')
    const after = await openDraft(desk)

    file = late
    expect(await restore()).toEqual({ ok: true, value: {} })
    desk.clock.advance(120_000)
    await desk.signIn('S0127')
    const record = await desk.must('backup.restore-record', {})
    expect(record?.lost).toBeNull()
    expect(record?.cases.map(({ caseNo }) => caseNo)).toEqual([after])
  })

  it('gives no daily sheet a number that another had (AUD-09)', async () => {
    file = await makeOne()
    expect((await desk.must('closing.close', {})).number).toBe(1)
    desk.clock.advance(120_000)
    expect(await restore()).toEqual({ ok: true, value: {} })
    desk.clock.advance(120_000)
    await desk.signIn('S0127')
    expect((await desk.must('closing.preview', {})).number).toBe(2)
    expect((await desk.must('closing.close', {})).number).toBe(2)

    // What an auditor takes away begins with sheet 2 then, and still follows from its beginning.
    await desk.signIn('S0160')
    await proveSecond(desk, 'S0131', 'export', '')
    await desk.must('trail.export', { format: 'copy', payloads: false, reason: '定例の監査', filter: {} })
    const { verifyCopy } = (await import(VERIFIER)) as {
      verifyCopy: (file: string, paper: object) => { readonly sheets: number }
    }
    const paper = {
      codes: new Map([[2, branch().store.read.days.sheet(2)?.code]]),
      receipts: new Map(),
      keys: [],
    }
    expect(verifyCopy(join(folder, 'copy'), paper)).toMatchObject({ sheets: 1, papers: 1 })
  })

  it('is over, and no accident, for whoever leaves while a backup is chosen, read or drilled', async () => {
    file = await makeOne()
    const leaving = async (name: 'backup.choose' | 'backup.drill') => {
      const asked = desk.ask(name, {})
      await desk.must('session.sign-out', {})
      const reply = await asked
      desk.clock.advance(60_000)
      await desk.signIn('S0127')
      return codeOf(reply)
    }
    expect(await leaving('backup.choose')).toBe('not-signed-in')
    expect(await leaving('backup.drill')).toBe('not-signed-in')
    const { id } = await desk.must('backup.choose', {})
    await proveSecond(desk, 'S0131', 'restore', id)
    const asked = desk.ask('backup.restore', { id })
    await desk.must('session.sign-out', {})
    expect(codeOf(await asked)).toBe('not-signed-in')
    expect(leftBehind()).toEqual([])
  })

  it('puts the store back, raises every replay mark, stops again what was stopped, and lists the rest (I4)', async () => {
    file = await makeOne()
    const serial = 'VSMT82640917'
    const caseNo = await stop()
    desk.clock.advance(90_000)
    const other = practiceSerials.find((one) => one !== serial) ?? ''
    expect(judgeCode(desk, other, desk.tokenCode(other)).outcome).toBe('accepted')
    const old = marks(branch().store.read)
    const staffMark = branch().store.read.people.token('S0127' as never)?.high_water ?? 0
    const receiptFloor = branch().store.read.cases.lastReceipt()
    expect(await restore()).toEqual({ ok: true, value: {} })
    expect(desk.premises.branch).toBeUndefined()
    expect(readdirSync(desk.dir).filter((name) => name.startsWith('practice')).length).toBe(2)

    desk.clock.advance(120_000)
    await desk.signIn('S0127')
    const { read } = branch().store
    const step = Math.floor(START / 1000 / 60)
    for (const [name, mark] of marks(read)) {
      expect(mark, name).toBeGreaterThanOrEqual(old.get(name) ?? -1)
      expect(mark, name).toBeGreaterThanOrEqual(step)
    }
    expect(read.people.token('S0127' as never)?.high_water).toBeGreaterThanOrEqual(staffMark)
    const record = await desk.must('backup.restore-record', {})
    expect(record).toMatchObject({ how: 'two', old: 'read', epoch: 1, by: ['中村 隆', '内田 恵'] })
    expect(record?.stopped.map((one) => one.caseNo)).toContain(caseNo)
    expect(record?.cases.map((one) => one.caseNo)).toContain(caseNo)
    expect(read.cases.find(caseNo as never)?.state).toBe('awaiting-review')
    expect(read.tokens.linksOf(serial).every(({ authentication }) => authentication === 'suspended')).toBe(
      true,
    )
    expect(read.cases.lastReceipt()).toBe(receiptFloor)
    expect(branch().store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
    expect(leftBehind()).toEqual([])
  })
})
