import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noWish } from '#shared/asks'
import { type CaseNo, ContractNo, StaffNo } from '#shared/ids'
import { emptyIntake } from '#shared/intake'
import { operations as contract } from '#shared/operations'
import { foundTowns, townOf } from '../fixtures/customers.ts'
import { openDesk, START, type TestDesk } from '../fixtures/desk.ts'
import { inStore } from '../fixtures/stock.ts'
import { makeVolume, noVolumes, type Volume } from '../fixtures/volume.ts'
import { newest, passphraseOf } from '../fixtures/walk.ts'

/** A disk that really is full, or really takes no writes: a volume of its own, or a limit to the length of files. */

const TOWNS = 40
const VOLUME_MIB = 24
const AT = START + 60 * 60_000

let towns: string
beforeAll(async () => {
  towns = await foundTowns(Array.from({ length: TOWNS }, (_none, town) => townOf(town)))
}, 120_000)

const contractNo = (town: number, place: number): ContractNo =>
  ContractNo.parse(townOf(town).contracts[place]?.contractNo)
const userOf = (town: number, place: number): string => townOf(town).contracts[place]?.users[0]?.userId ?? ''

/** What people do at the counter, each once a round; every one of them writes. */
const operations: Readonly<Record<string, (desk: TestDesk, round: number) => Promise<{ ok: boolean }>>> = {
  'loss.stop': (desk, round) =>
    desk.ask('loss.stop', {
      contractNo: contractNo(round % TOWNS, 2),
      target: { kind: 'user', userId: userOf(round % TOWNS, 2) },
      how: 'lost',
      callBackNumber: null,
    }),
  'case.open': (desk, round) =>
    desk.ask('case.open', {
      contractNo: contractNo(round % TOWNS, 0),
      target: { kind: 'user', userId: userOf(round % TOWNS, 0) },
      situation: 'phone-broken',
      wish: noWish,
      unavailable: [],
      redirectReason: null,
    }),
  'case.save': (desk) => {
    const read = desk.premises.branch?.store.read
    const row =
      read?.cases.inState('draft').find(({ kind }) => kind === 'token-detach') ??
      read?.cases.inState('draft')[0]
    return desk.ask('case.save', {
      caseNo: row?.case_no ?? ('999-261120-999' as CaseNo),
      version: row?.version ?? 1,
      intake: { ...emptyIntake, reasonNote: `画面がつかない ${desk.clock.wall}`.repeat(10) },
    })
  },
  'contract.declare-relation': (desk, round) =>
    desk.ask('contract.declare-relation', {
      contractNo: contractNo(round % TOWNS, 1),
      staff: 'S0102',
      note: `義理の兄 ${round}`,
    }),
  'second.prove': (desk) =>
    desk.ask('second.prove', {
      purpose: 'stock-move',
      about: '',
      staff: 'S0127',
      passphrase: passphraseOf('S0127'),
      code: desk.staffCode('S0127'),
    }),
}
const quick = Object.entries(operations).filter(([name]) => name !== 'second.prove')

/** One attempt that writes many rows, as an import does. */
function declareMany(desk: TestDesk, name: string, rows: number): void {
  const staff = StaffNo.parse('S0101')
  inStore(desk, (db, since) => {
    for (let row = 0; row < rows; row += 1) {
      const person = `${name} ${row}`
      const note = '義理の兄'.repeat(20)
      db.relations.declare({
        contract_no: contractNo(row % TOWNS, 3),
        person,
        staff,
        note,
        declared_by: staff,
        since,
      })
    }
  })
}

const headOf = (desk: TestDesk) => {
  const { branch } = desk.premises
  if (branch === undefined) throw new Error('nobody is signed in')
  return branch.store.trail.head()
}
/** What stands in the store agrees with itself, and goes through every head it was at. */
function expectWhole(desk: TestDesk, heads: readonly { seq: number; chain: string }[]): void {
  const store = desk.premises.branch?.store
  expect(store?.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true }, structure: [] })
  for (const { seq, chain } of heads) expect(store?.trail.chainAt(seq)?.toString('hex')).toBe(chain)
}

/** Ends as a killed program does: log and index stay as they are, and nobody left. */
function killed(desk: TestDesk): void {
  const folder = desk.premises.dirOf('practice')
  const left = readdirSync(folder).map(
    (name) => [join(folder, name), readFileSync(join(folder, name))] as const,
  )
  desk.premises.close()
  for (const [path, bytes] of left) writeFileSync(path, bytes)
}

/** Every file of a volume, with its bytes. */
const filesIn = (folder: string): readonly (readonly [string, string])[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
    .map((path) => [path, readFileSync(path).toString('base64')])

const signInWith = (desk: TestDesk, code: string) =>
  desk.ask('session.sign-in', { staff: 'S0101', passphrase: passphraseOf('S0101'), code })

/** Lists can be looked at (one stop under way), the blank form can be printed; nothing can be done, and nobody's record read. */
async function expectToLook(desk: TestDesk, why: 'disk-full' | 'store-read-only'): Promise<void> {
  expect(await desk.must('desk.state', {})).toMatchObject({ staff: { staff: 'S0101' }, disk: why })
  expect(await desk.must('case.list', { list: 'losses' })).toHaveLength(1)
  const before = headOf(desk)
  for (const [name, operation] of Object.entries(operations))
    expect(await operation(desk, 2), name).toMatchObject({ ok: false, error: { code: why } })
  expect(await desk.ask('contract.view', { contractNo: contractNo(0, 0) })).toMatchObject({
    error: { code: why },
  })
  const form = { paper: 'request-blank', contractNo: null, kind: 'loss' } as const
  expect(await desk.ask('paper.print', { request: form, language: 'ja', to: 'pdf' })).toMatchObject({
    ok: true,
  })
  expect(headOf(desk)).toEqual(before)
}

describe('a volume', () => {
  let volume: Volume
  let desk: TestDesk
  beforeEach(async ({ skip }) => {
    skip(noVolumes !== undefined, noVolumes)
    const made = makeVolume(VOLUME_MIB)
    if (typeof made === 'string') throw new Error(made)
    volume = made
    cpSync(towns, volume.path, { recursive: true })
    desk = await openDesk({ dir: volume.path, at: AT })
    await desk.signIn('S0101')
  })
  afterEach(() => {
    desk?.premises.close()
    volume?.remove()
  })

  it.each([1, 2, 4])(
    'of %i MiB that becomes full refuses every operation by name, keeps what was answered, and works on once there is room (FLT-07)',
    { timeout: 120_000 },
    async (mebibytes) => {
      volume.leave(mebibytes * 1024 * 1024)
      const heads: { seq: number; chain: string }[] = []
      let full = false
      for (let round = 0; !full; round += 1) {
        if (round > 500) throw new Error('the volume does not become full')
        for (const [, operation] of quick) {
          desk.clock.advance(3_000)
          desk.premises.touch()
          const reply = await operation(desk, round)
          if (reply.ok) heads.push(headOf(desk))
          else full ||= (reply as { error?: { code: string } }).error?.code === 'disk-full'
        }
        try {
          declareMany(desk, `round ${round}`, 200)
          heads.push(headOf(desk))
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'disk-full' })
          full = true
        }
      }
      expect(heads.length).toBeGreaterThan(mebibytes)
      // Reading is put on record once in ten minutes: what was open when the disk became full stays in sight.
      volume.leave(512 * 1024)
      const look = () => desk.must('contract.view', { contractNo: contractNo(0, 0) })
      await look()
      volume.leave(0)
      // What room the log still has of its own is used up too.
      for (full = false; !full; await new Promise((resolve) => setImmediate(resolve))) {
        try {
          declareMany(desk, `rest ${headOf(desk).seq}`, 20)
          heads.push(headOf(desk))
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'disk-full' })
          full = true
        }
      }

      // Each of them: not acknowledged, nothing of it there, and what was looked at can be looked at.
      for (const [name, operation] of Object.entries(operations)) {
        let reply: { ok: boolean; error?: { code: string } } = { ok: true }
        let before = headOf(desk)
        // A few pages of the log may still have been free.
        for (let tries = 0; reply.error?.code !== 'disk-full' && tries < 20; tries += 1) {
          before = headOf(desk)
          desk.clock.advance(1_000)
          reply = await operation(desk, 30 + (tries % 9))
        }
        expect(reply, name).toMatchObject({ ok: false, error: { code: 'disk-full' } })
        expect(headOf(desk), name).toEqual(before)
        expect((await look()).users.length).toBe(3)
      }
      expectWhole(desk, heads)
      expect(await desk.must('desk.state', {})).toMatchObject({ disk: 'disk-full' })

      // A stop is taken down by hand meanwhile: the blank form comes out, a form about somebody does not.
      const form = (contractNo: ContractNo | null) =>
        desk.ask('paper.print', {
          request: { paper: 'request-blank', contractNo, kind: 'loss' },
          language: 'ja',
          to: 'pdf',
        })
      expect(await form(null)).toMatchObject({ ok: true })
      expect(await form(contractNo(0, 0))).toMatchObject({ ok: false, error: { code: 'disk-full' } })

      // Room again: the same desk, the same person, no restart.
      volume.free()
      desk.clock.advance(3_000)
      expect(await operations['contract.declare-relation']?.(desk, 39)).toMatchObject({ ok: true })
      heads.push(headOf(desk))
      expect(await desk.must('desk.state', {})).toMatchObject({ disk: null })
      await desk.must('session.sign-out', {})
      await desk.signIn('S0102')
      expectWhole(desk, heads)
    },
  )

  it('that is full when somebody comes shows them lists and prints the blank form; what came about is written once there is room (FLT-07)', async () => {
    expect(await operations['loss.stop']?.(desk, 0)).toMatchObject({ ok: true })
    const heads = [headOf(desk)]
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    volume.leave(0)
    const code = desk.staffCode('S0101')
    expect(await signInWith(desk, code)).toMatchObject({ ok: true })
    await expectToLook(desk, 'disk-full')
    expect(newest(desk, 1)).toEqual(['noted session.ended'])

    volume.free()
    expect(await operations['contract.declare-relation']?.(desk, 3)).toMatchObject({ ok: true })
    expect(await desk.must('desk.state', {})).toMatchObject({ disk: null })
    expect(newest(desk, 2)).toEqual(['done relation.declared', 'done session.begun'])
    expectWhole(desk, heads)
    // The code that let them in while nothing could be kept is spent since.
    await desk.must('session.sign-out', {})
    expect(await signInWith(desk, code)).toMatchObject({ ok: false, error: { code: 'staff-code-refused' } })
  })

  it('that is freed while somebody who came to look has locked the screen has their coming in the trail before their coming back', async () => {
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    volume.leave(0)
    await desk.signIn('S0101')
    await desk.must('session.lock', {})
    desk.clock.advance(60_000)
    volume.free()
    const passphrase = passphraseOf('S0101')
    await desk.must('session.unlock', { passphrase, code: desk.staffCode('S0101') })
    expect(await operations['contract.declare-relation']?.(desk, 3)).toMatchObject({ ok: true })
    expect(newest(desk, 4)).toEqual([
      'done relation.declared',
      'done session.unlocked',
      'noted session.locked',
      'done session.begun',
    ])
    expectWhole(desk, [])
  })

  it('takes a code once, also of somebody who came to look and left before it was freed, and has both in the trail', async () => {
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    volume.leave(0)
    const code = desk.staffCode('S0101')
    expect(await signInWith(desk, code)).toMatchObject({ ok: true })
    await desk.must('session.sign-out', {})
    // Not even while nothing can be kept of it.
    const replayed = { error: { code: 'staff-code-refused', reason: 'replayed' } }
    expect(await signInWith(desk, code)).toMatchObject(replayed)
    desk.clock.advance(20_000)
    volume.free()
    expect(await signInWith(desk, code)).toMatchObject(replayed)
    desk.clock.advance(60_000)
    await desk.signIn('S0101')
    expect(newest(desk, 6).filter((entry) => /session\.(begun|ended)/.test(entry))).toEqual([
      'done session.begun',
      'noted session.ended',
      'done session.begun',
    ])
    expectWhole(desk, [])
  })

  it('lets whoever came to look do nothing but look, come and go', async () => {
    await desk.must('session.sign-out', {})
    desk.clock.advance(60_000)
    volume.leave(0)
    await desk.signIn('S0127')
    const done: string[] = []
    for (const [name, { kind, from, may }] of Object.entries(contract)) {
      const places: readonly string[] = from
      const roles: readonly string[] | 'anyone' = may
      if (kind === 'query' || !places.includes('desk')) continue
      if (roles === 'anyone' || !roles.includes('supervisor')) continue
      // What is wrong with the question would be said next.
      const reply = (await desk.askRaw(name, null)) as { error?: { code: string } }
      if (reply.error?.code !== 'disk-full') done.push(name)
    }
    expect(done.toSorted()).toEqual(['master.cancel', 'paper.print', 'seeds.cancel', 'session.take-back'])
  })

  it('that is full in the middle of an import writes nothing of it, and all of it once there is room (FLT-07)', async () => {
    volume.leave(64 * 1024)
    const before = headOf(desk)
    expect(() => declareMany(desk, 'import', 2000)).toThrow(expect.objectContaining({ code: 'disk-full' }))
    expect(headOf(desk)).toEqual(before)
    expectWhole(desk, [before])
    volume.free()
    declareMany(desk, 'import', 2000)
    expect(headOf(desk).seq).toBe(before.seq + 1)
    expectWhole(desk, [before])
  })

  it.each<[string, () => void]>([
    ['closed as it should be', () => desk.close()],
    ['left open by a program that was killed', () => killed(desk)],
  ])(
    'that is read-only at the start, its store %s, shows lists and changes nothing, and makes no copy anywhere else (FLT-08)',
    async (_how, end) => {
      expect(await operations['loss.stop']?.(desk, 0)).toMatchObject({ ok: true })
      const heads = [headOf(desk)]
      end()
      const before = filesIn(volume.path)
      volume.readOnly(true)
      desk = await openDesk({ dir: volume.path, at: AT + 60 * 60_000 })
      const code = desk.staffCode('S0101')
      expect(await signInWith(desk, code)).toMatchObject({ ok: true })
      await expectToLook(desk, 'store-read-only')
      expectWhole(desk, heads)
      await desk.must('session.lock', {})
      const passphrase = passphraseOf('S0101')
      // The code that let them in is spent, if only in memory; and a wrong passphrase costs time.
      expect(await desk.ask('session.unlock', { passphrase, code })).toMatchObject({
        error: { code: 'staff-code-refused', reason: 'replayed' },
      })
      desk.clock.advance(30_000)
      await desk.must('session.unlock', { passphrase, code: desk.staffCode('S0101') })
      await desk.must('session.sign-out', {})
      for (const wrong of ['sign-in-refused', 'sign-in-delayed'])
        expect(
          await desk.ask('session.sign-in', { staff: 'S0102', passphrase: `${passphrase}x`, code: '000000' }),
        ).toMatchObject({ error: { code: wrong } })
      expect(filesIn(volume.path)).toEqual(before)

      volume.readOnly(false)
      desk.clock.advance(60_000)
      await desk.signIn('S0101')
      expect(await desk.must('desk.state', {})).toMatchObject({ disk: null })
      expectWhole(desk, heads)
      expect(newest(desk, 1)).toEqual(['done session.begun'])
      expect(await operations['contract.declare-relation']?.(desk, 3)).toMatchObject({ ok: true })
    },
  )

  it('that is pulled out while somebody works is answered by name, loses nothing, and is found whole when it is back (FLT-08)', async () => {
    const heads = [headOf(desk)]
    expect(await operations['contract.declare-relation']?.(desk, 4)).toMatchObject({ ok: true })
    heads.push(headOf(desk))
    volume.pull()
    await desk.ask('session.sign-out', {})
    desk.clock.advance(60_000)
    const code = desk.staffCode('S0101')
    for (let tries = 0; tries < 2; tries += 1)
      expect(await signInWith(desk, code)).toMatchObject({ ok: false, error: { code: 'store-missing' } })
    expect(readdirSync(volume.path)).toEqual([])
    volume.plugIn()
    expect(await signInWith(desk, code)).toMatchObject({ ok: true })
    expectWhole(desk, heads)
  })
})

describe('a limit to the length of files', () => {
  let dir: string
  beforeEach(({ skip }) => {
    skip(process.platform === 'win32', 'there is no such limit on Windows')
    dir = mkdtempSync(join(tmpdir(), 'madoguchi-file-limit-'))
    cpSync(towns, dir, { recursive: true })
  })
  afterAll(() => {
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true })
  })

  it('that is reached in the middle of the work loses nothing that was answered, and answers nothing it lost (FLT-07)', {
    timeout: 60_000,
  }, async () => {
    // The signal that would end the program is ignored, as a service would; what is left is the refused write.
    const worker = join(import.meta.dirname, '../fixtures/disk-worker.ts')
    const child = spawn(
      'bash',
      ['-c', 'trap "" XFSZ; ulimit -f 300; exec "$0" "$@"', process.execPath, worker, dir, String(AT), '60'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let out = ''
    child.stdout.on('data', (data) => {
      out += String(data)
    })
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
    expect(code).toBe(0)
    const said = out
      .trim()
      .split('\n')
      .map((line) => [line.split(' ')[0], JSON.parse(line.slice(line.indexOf(' ') + 1))] as const)
    const answered = said.filter(([word]) => word === 'ACK').map(([, facts]) => facts)
    expect(answered.length).toBeGreaterThan(0)
    expect(answered.length).toBeLessThan(60)
    expect(said.filter(([, facts]) => facts.thrown !== undefined)).toEqual([])
    const refusals = said.flatMap(([word, { code }]) => (word === 'NO' || word === 'OUTSIDE' ? [code] : []))
    expect(new Set(refusals).size).toBeGreaterThan(0)

    const desk = await openDesk({ dir, at: AT + 24 * 60 * 60_000 })
    await desk.signIn('S0102')
    expectWhole(desk, answered)
    expect(existsSync(join(dir, 'practice', 'attempts.json.damaged'))).toBe(false)
    desk.close()
  })
})
