import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { practiceTokenSeed } from '#main/practice/people'
import { Serial } from '#shared/ids'
import type { SeedRehearsal } from '#shared/operations/seeds'
import { SAMPLE_KEY, SAMPLE_PASSWORD, sampleSeedFiles } from '../../../build/sample/seeds/generate.ts'
import { openDesk, type TestDesk } from '../../fixtures/desk.ts'
import { checkValueOf, inStore, proveSecond, stateOf } from '../../fixtures/stock.ts'
import { passphraseOf, trailOf } from '../../fixtures/walk.ts'

/** 入庫 at the gate: a vendor's file is opened by two, rehearsed, proven, and written whole or not at all. */

const SEALED = 'hardware-1-2V0926001.xml'
const FIRST = '2V0926001KHM'

let dir: string
let desk: TestDesk
let chosen: string
let saved: { name: string; text: string } | undefined

/** A file of the samples, or anything else, as the next one to be chosen. */
function put(name: string, content?: Uint8Array | string): string {
  const sample = sampleSeedFiles().find((file) => file.name === name)
  const bytes = content ?? sample?.content
  if (bytes === undefined) throw new Error(`no sample ${name}`)
  chosen = join(dir, name)
  writeFileSync(chosen, bytes)
  return chosen
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-seeds-'))
  saved = undefined
  desk = await openDesk({
    surroundings: {
      files: {
        chooseFile: async () => ({ path: chosen, name: chosen.slice(dir.length + 1) }),
        saveText: async (name, text, putOnRecord) => {
          putOnRecord()
          saved = { name, text }
          return name
        },
      },
    },
  })
  await desk.signIn('S0127')
})
afterEach(() => {
  desk.close()
  rmSync(dir, { recursive: true, force: true })
})

async function choose(name: string, content?: Uint8Array | string) {
  put(name, content)
  const view = await desk.must('seeds.choose', {})
  if (view === null) throw new Error('nothing was chosen')
  return view
}
const half = (file: string, which: 1 | 2, hex: string, checkValue = checkValueOf(hex)) =>
  desk.ask('seeds.half', { file, which, half: hex, checkValue })
async function bothHalves(file: string): Promise<void> {
  expect(await half(file, 1, SAMPLE_KEY.halves[0])).toMatchObject({ ok: true, value: { halves: 1 } })
  await proveSecond(desk, 'S0131', 'seed-key', file)
  expect(await half(file, 2, SAMPLE_KEY.halves[1])).toMatchObject({
    ok: true,
    value: { halves: 2, checkValueOfBoth: checkValueOf(SAMPLE_KEY.hex).toUpperCase() },
  })
}
const model = { service: 'P002', model: 'hardware-1' } as const
async function rehearsed(name = SEALED): Promise<SeedRehearsal> {
  const { file } = await choose(name)
  await bothHalves(file)
  return desk.must('seeds.rehearse', { file, ...model, password: null })
}
async function proven(plan: SeedRehearsal): Promise<void> {
  for (const { serial } of plan.samples) {
    expect(
      await desk.must('seeds.try-code', { plan: plan.plan, serial, code: desk.tokenCode(serial) }),
    ).toMatchObject({ fits: true })
  }
}
async function written(plan: SeedRehearsal) {
  await proven(plan)
  await proveSecond(desk, 'S0131', 'seed-commit', plan.plan)
  return desk.must('seeds.commit', { plan: plan.plan })
}
const tokensHere = (): number =>
  desk.premises.branch?.store.read.stock.counts().reduce((sum, { count }) => sum + count, 0) ?? -1

describe('a seed file under a transport key', () => {
  it('is opened by two supervisors, rehearsed without writing, proven by live codes and written as one box', async () => {
    const plan = await rehearsed()
    expect(plan).toMatchObject({ keys: 20, new: 20, same: 0, changed: 0, refused: 0, writtenAs: null })
    expect(plan.parameters).toMatchObject([
      { kind: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30, keys: 20, assumed: [] },
    ])
    expect(plan.samples).toHaveLength(3)
    expect(tokensHere()).toBe(0)
    const { rows, total } = await desk.must('seeds.rows', { plan: plan.plan, only: 'all', from: 0 })
    expect([total, rows[0]]).toMatchObject([20, { serial: FIRST, finding: 'new', code: null }])

    const done = await written(plan)
    expect(done).toMatchObject({ added: 20, already: false })
    expect(stateOf(desk, FIRST)).toBe('received')
    expect(tokensHere()).toBe(20)
    expect(await desk.must('stock.boxes', {})).toMatchObject([
      { box: done.box, tokens: 20, from: 'file', byName: '中村 隆', secondName: '内田 恵', received: 20 },
    ])
    expect(trailOf(desk, done.box)).toEqual(['done seeds.imported'])
    expect(desk.premises.branch?.store.verify()).toMatchObject({ chain: { ok: true }, rows: { ok: true } })
    // What showed a code during the rehearsal has spent it.
    const [sample] = plan.samples
    const token = desk.premises.branch?.store.read.tokens.find(Serial.parse(sample?.serial ?? ''))
    expect(token?.high_water).toBeGreaterThan(0)
  })

  it('takes one half from each of two people, and a wrong check value before anything is read (IMP-13)', async () => {
    const { file } = await choose(SEALED)
    const rehearse = () => desk.ask('seeds.rehearse', { file, ...model, password: null })
    expect(await rehearse()).toMatchObject({ error: { code: 'seed-key-missing', halves: 0 } })
    expect(await half(file, 1, SAMPLE_KEY.halves[0], '000000')).toMatchObject({
      error: { code: 'check-value-wrong', which: 1 },
    })
    expect(await half(file, 1, 'xyz', '000000')).toMatchObject({ error: { code: 'seed-half-malformed' } })
    await half(file, 1, SAMPLE_KEY.halves[0])
    expect(await rehearse()).toMatchObject({ error: { code: 'seed-key-missing', halves: 1 } })
    // The same person with the other envelope, and a colleague who is no supervisor.
    expect(await half(file, 2, SAMPLE_KEY.halves[1])).toMatchObject({ error: { code: 'second-missing' } })
    for (const [staff, code] of [
      ['S0127', 'second-is-first'],
      ['S0101', 'second-not-supervisor'],
    ] as const) {
      expect(
        await desk.ask('second.prove', {
          purpose: 'seed-key',
          about: file,
          staff: staff as never,
          passphrase: passphraseOf(staff),
          code: desk.staffCode(staff),
        }),
      ).toMatchObject({ error: { code } })
    }
    await proveSecond(desk, 'S0131', 'seed-key', file)
    expect(await half(file, 2, SAMPLE_KEY.halves[1], checkValueOf(SAMPLE_KEY.halves[0]))).toMatchObject({
      error: { code: 'check-value-wrong', which: 2 },
    })
    await half(file, 2, SAMPLE_KEY.halves[1])
    expect(await rehearse()).toMatchObject({ ok: true })
  })

  it('is not read with a wrong key, whose halves were each right in themselves', async () => {
    const { file } = await choose(SEALED)
    await half(file, 1, SAMPLE_KEY.halves[0])
    await proveSecond(desk, 'S0131', 'seed-key', file)
    await half(file, 2, '00112233445566778899AABBCCDDEEFF')
    expect(await desk.ask('seeds.rehearse', { file, ...model, password: null })).toMatchObject({
      error: { code: 'seed-file-refused', fault: 'key-wrong' },
    })
  })

  it('is written only by both supervisors, and only once three of its tokens have shown a right code', async () => {
    const plan = await rehearsed()
    const commit = () => desk.ask('seeds.commit', { plan: plan.plan })
    expect(await commit()).toMatchObject({ error: { code: 'samples-unproven' } })
    const [sample] = plan.samples
    const wrong = { plan: plan.plan, serial: sample?.serial ?? '', code: '000000' }
    expect(await desk.must('seeds.try-code', wrong)).toMatchObject({ fits: false, proposal: null })
    await proven(plan)
    expect(await commit()).toMatchObject({ error: { code: 'second-missing' } })
    await proveSecond(desk, 'S0131', 'seed-commit', 'another plan')
    expect(await commit()).toMatchObject({ error: { code: 'second-missing' } })
    expect(tokensHere()).toBe(0)
  })
})

describe('the same tokens once more (IMP-14)', () => {
  it('the same file is a no-op, the same keys in other bytes are refused as being here, nothing is overwritten', async () => {
    const first = await written(await rehearsed())
    const again = await rehearsed()
    expect(again).toMatchObject({ new: 0, same: 20, writtenAs: first.box })
    expect(await desk.must('seeds.commit', { plan: again.plan })).toEqual({
      box: first.box,
      added: 0,
      already: true,
    })
    const text = Buffer.from(sampleSeedFiles().find(({ name }) => name === SEALED)?.content ?? []).toString()
    const { file } = await choose('other.xml', text.replace('</KeyContainer>', '\n</KeyContainer>'))
    await bothHalves(file)
    const other = await desk.must('seeds.rehearse', { file, ...model, password: null })
    expect(other).toMatchObject({ same: 20, writtenAs: null })
    expect(await desk.ask('seeds.commit', { plan: other.plan })).toMatchObject({
      error: { code: 'seeds-refused-among', refused: 20 },
    })
    const { rows } = await desk.must('seeds.rows', { plan: other.plan, only: 'same', from: 0 })
    expect(rows[0]).toMatchObject({ serial: FIRST, code: 'already-here' })
    expect(tokensHere()).toBe(20)
  })

  it('a serial with another seed is said to differ, and a tombstone is respected (OTP-04)', async () => {
    await written(await rehearsed())
    inStore(desk, (db) => {
      const row = db.tokens.find(Serial.parse('2V0926002KHM'))
      if (row !== undefined) db.tokens.change(row, { tombstone: 'lost' })
    })
    await allowPlain()
    const { file } = await choose(
      'list.csv',
      [
        'serial,secret',
        `${FIRST},${practiceTokenSeed('2V0926999KHM').toString('hex')}`,
        `2V0926002KHM,${practiceTokenSeed('2V0926002KHM').toString('hex')}`,
      ].join('\n'),
    )
    const plan = await desk.must('seeds.rehearse', { file, ...model, password: null })
    expect(plan).toMatchObject({ changed: 1, refused: 1, new: 0 })
    const { rows } = await desk.must('seeds.rows', { plan: plan.plan, only: 'all', from: 0 })
    expect(rows).toMatchObject([
      { serial: FIRST, finding: 'changed', code: 'differs-from-ours' },
      { serial: '2V0926002KHM', finding: 'refused', code: 'tombstoned' },
    ])
  })
})

async function allowPlain(): Promise<void> {
  await proveSecond(desk, 'S0131', 'plain-seeds')
  await desk.must('seeds.allow-plain', { allow: true })
}

describe('unprotected secrets (IMP-11)', () => {
  it('are refused by policy, not allowed by one supervisor, and taken when two have allowed them', async () => {
    const { file, plainRefused } = await choose('hardware-1-2V0926201.csv')
    expect(plainRefused).toBe(true)
    const rehearse = () => desk.ask('seeds.rehearse', { file, ...model, password: null })
    expect(await rehearse()).toMatchObject({ error: { code: 'plain-seeds-refused' } })
    expect(await desk.ask('seeds.allow-plain', { allow: true })).toMatchObject({
      error: { code: 'second-missing' },
    })
    await allowPlain()
    expect(await desk.must('seeds.policy', {})).toEqual({ plainAllowed: true })
    const plan = await rehearse()
    if (!plan.ok) throw new Error('refused')
    expect(plan.value).toMatchObject({ format: 'csv', new: 5, encodings: [{ encoding: 'hex', keys: 5 }] })
    expect(await written(plan.value)).toMatchObject({ added: 5 })
    const verbs = desk.premises.branch?.store.trail.newest(20).map(({ verb }) => verb)
    expect(verbs).toEqual(expect.arrayContaining(['seeds.plain-allowed', 'seeds.imported']))
  })
})

describe('what a file leaves open', () => {
  it('is taken from the service’s description, and a live code proposes the rest', async () => {
    await allowPlain()
    const { file } = await choose('hardware-1-2V0926301-silent.txt')
    const plan = await desk.must('seeds.rehearse', { file, ...model, password: null })
    expect(plan.parameters[0]?.assumed).toEqual(expect.arrayContaining(['algorithm', 'period']))
    const other = await desk.must('seeds.take-proposal', {
      plan: plan.plan,
      algorithm: 'SHA256',
      periodSeconds: 60,
    })
    expect(other.parameters[0]).toMatchObject({ algorithm: 'SHA256', periodSeconds: 60 })
    const [sample] = plan.samples
    const serial = sample?.serial ?? ''
    const tried = await desk.must('seeds.try-code', {
      plan: plan.plan,
      serial,
      code: desk.tokenCode(serial),
    })
    expect(tried).toMatchObject({ fits: false, proposal: { algorithm: 'SHA1', periodSeconds: 30 } })
    const back = await desk.must('seeds.take-proposal', {
      plan: plan.plan,
      algorithm: 'SHA1',
      periodSeconds: 30,
    })
    expect(await written(back)).toMatchObject({ added: 5 })
  })
})

describe('a file with faults', () => {
  it('is not written at all, and its faults go to a list without any secret', async () => {
    await allowPlain()
    const { file } = await choose('keyfob-faulty.csv')
    const plan = await desk.must('seeds.rehearse', { file, service: 'P003', model: 'keyfob', password: null })
    expect(plan.refused).toBeGreaterThan(2)
    expect(await desk.ask('seeds.commit', { plan: plan.plan })).toMatchObject({
      error: { code: 'seeds-refused-among' },
    })
    const { fileName } = await desk.must('seeds.retry-list', { plan: plan.plan })
    expect(fileName).toBe('keyfob-faulty-refused.csv')
    expect(saved?.text.startsWith('\ufeffserial,key,line,code,facts\r\n')).toBe(true)
    const secrets = readFileSync(chosen, 'latin1').match(/[0-9A-F]{32,}/g) ?? []
    expect(secrets.length).toBeGreaterThan(0)
    for (const secret of secrets) expect(saved?.text).not.toContain(secret)
    expect(tokensHere()).toBe(0)
  })

  it('of another model or service is refused serial by serial', async () => {
    await allowPlain()
    const { file } = await choose('hardware-1-2V0926201.csv')
    const plan = await desk.must('seeds.rehearse', { file, service: 'P003', model: 'keyfob', password: null })
    expect(plan).toMatchObject({ new: 0, refused: 5 })
    const { rows } = await desk.must('seeds.rows', { plan: plan.plan, only: 'refused', from: 0 })
    expect(rows[0]).toMatchObject({ code: 'pattern-refused', line: 2 })
    expect(
      await desk.ask('seeds.rehearse', { file, service: 'P000', model: 'keyfob', password: null }),
    ).toMatchObject({ error: { code: 'model-unknown' } })
  })

  it('that is no file, or no seed file, is refused with its reason (IMP-07, IMP-17)', async () => {
    const refusedAs = async (fault: string) =>
      expect(await desk.ask('seeds.choose', {})).toMatchObject({
        error: { code: 'seed-file-refused', fault },
      })
    put('empty.xml', '')
    await refusedAs('file-empty')
    put('zip.xml', Buffer.from('504b0304', 'hex'))
    await refusedAs('format-unknown')
    chosen = dir
    await refusedAs('not-a-file')
    put(SEALED)
    chosen = join(dir, 'link.xml')
    symlinkSync(join(dir, SEALED), chosen)
    await refusedAs('not-a-file')
    put('doctype.xml', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><KeyContainer/>')
    await refusedAs('doctype-refused')
  })
})

describe('a seed file under a password', () => {
  it('is read with it, and says so when it is wrong', async () => {
    const { file, protection } = await choose('keyfob-78110001.xml')
    expect(protection).toBe('password')
    const rehearse = (password: string | null) =>
      desk.ask('seeds.rehearse', { file, service: 'P003', model: 'keyfob', password })
    expect(await rehearse(null)).toMatchObject({ error: { code: 'seed-key-missing' } })
    expect(await rehearse('something else')).toMatchObject({
      error: { code: 'seed-file-refused', fault: 'key-wrong' },
    })
    expect(await rehearse(SAMPLE_PASSWORD)).toMatchObject({
      value: { new: 20, parameters: [{ periodSeconds: 60 }] },
    })
  })
})

describe('nothing is left behind', () => {
  it('where reading is cancelled, and where everybody leaves', async () => {
    const { file } = await choose(SEALED)
    await bothHalves(file)
    const reading = desk.ask('seeds.rehearse', { file, ...model, password: null })
    await desk.must('seeds.cancel', {})
    expect(await reading).toMatchObject({ error: { code: 'seed-file-refused', fault: 'cancelled' } })
    // The halves stay until the file is let go; a second cancel does that.
    await desk.must('seeds.cancel', {})
    expect(await desk.ask('seeds.rehearse', { file, ...model, password: null })).toMatchObject({
      error: { code: 'seed-file-unknown' },
    })
    const plan = await rehearsed()
    await desk.must('session.sign-out', {})
    await desk.signIn('S0127')
    expect(await desk.ask('seeds.rows', { plan: plan.plan, only: 'all', from: 0 })).toMatchObject({
      error: { code: 'seed-plan-unknown' },
    })
  })

  it('of the file’s secrets in the branch’s own folder, open or closed', async () => {
    await written(await rehearsed())
    const copy = mkdtempSync(join(tmpdir(), 'madoguchi-seeds-copy-'))
    cpSync(desk.dir, copy, { recursive: true })
    const secret = practiceTokenSeed(FIRST)
    const spellings = [secret.toString('latin1'), secret.toString('hex'), secret.toString('base64')]
    for (const entry of readdirSync(copy, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const content = readFileSync(join(entry.parentPath, entry.name)).toString('latin1')
      for (const spelling of spellings) expect(content.includes(spelling), entry.name).toBe(false)
    }
    rmSync(copy, { recursive: true, force: true })
  })
})
