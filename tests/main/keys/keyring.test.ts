import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Device, noDevice } from '#main/keys/device'
import { calibrate, KDF_FLOOR } from '#main/keys/kdf'
import { addSlot, createKeyring, provePassphrase, removeSlot, unlockSlot } from '#main/keys/keyring'
import type { Keys } from '#main/keys/keys'
import { foundAnew } from '#main/keys/replacing'
import { peopleWithSlots } from '#main/keys/ring-file'

const hana = { staff: 'S0001', role: 'teller', passphrase: 'かなりあ の うた は とおく まで きこえる' }
const ichiro = { staff: 'S0002', role: 'supervisor', passphrase: 'plum trees along the river road' }
const begin = { people: [hana, ichiro], kdf: KDF_FLOOR, device: noDevice }

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'keys-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const ringPath = () => join(dir, 'keyring.json')

type RawRing = {
  installation: string
  generation: number
  slots: {
    slot: string
    staff: string
    role: string
    kdf: { memoryKiB: number; passes: number }
    master: string
  }[]
  keys: { purpose: string; wrapped: string }[]
}

/** Edits the key ring as somebody with an editor and a checksum tool would. */
function edit(change: (ring: RawRing) => void): void {
  const { body } = JSON.parse(readFileSync(ringPath(), 'utf8')) as { body: RawRing }
  change(body)
  const sha256 = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  writeFileSync(ringPath(), JSON.stringify({ sha256, body }))
}

const snapshot = () => readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'hex')])

function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new Error('the list is shorter than the test believes')
  return found
}

async function open(staff: string, passphrase: string, device: Device = noDevice): Promise<Keys> {
  const keys = await unlockSlot(dir, staff, passphrase, device)
  if (!keys.ok) throw new Error(keys.error)
  return keys.value
}

describe('the key ring', { timeout: 30_000 }, () => {
  it('gives each person the same keys through their own passphrase', async () => {
    const made = await createKeyring(dir, begin)
    const opened = await open('S0002', ichiro.passphrase)

    expect(opened.database.equals(made.database)).toBe(true)
    expect(opened.seeds.equals(made.seeds)).toBe(true)
    expect(opened.signing.equals(made.signing)).toBe(true)
    expect(opened.signing.asymmetricKeyType).toBe('ed25519')
    expect(opened).toMatchObject({
      staff: 'S0002',
      role: 'supervisor',
      generation: 1,
      usesDeviceSecret: false,
    })
    const all = [opened.database, opened.seeds, opened.rows, opened.staffSeeds, opened.export]
    expect(new Set(all.map((key) => key.export().toString('hex'))).size).toBe(5)
  })

  it('takes a passphrase typed with combining marks for the same passphrase', async () => {
    await createKeyring(dir, {
      ...begin,
      people: [{ ...hana, passphrase: 'ガラスの靴は十二時に脱げました' }, ichiro],
    })
    expect(
      (await unlockSlot(dir, 'S0001', 'ガラスの靴は十二時に脱げました'.normalize('NFD'), noDevice)).ok,
    ).toBe(true)
  })

  it('counts the whole passphrase: a changed last letter is refused (AUT-01)', async () => {
    const long = `${'ゆ'.repeat(126)}あい`
    await createKeyring(dir, { ...begin, people: [{ ...hana, passphrase: long }, ichiro] })
    expect(await unlockSlot(dir, 'S0001', `${long.slice(0, -1)}う`, noDevice)).toEqual({
      ok: false,
      error: 'wrong-passphrase',
    })
    expect((await unlockSlot(dir, 'S0001', long, noDevice)).ok).toBe(true)
  })

  it('is not begun by one person, nor by one person twice (AUT-11)', async () => {
    await expect(createKeyring(dir, { ...begin, people: [hana] })).rejects.toThrow('two different persons')
    await expect(createKeyring(dir, { ...begin, people: [hana, hana] })).rejects.toThrow(
      'two different persons',
    )
    expect(readdirSync(dir)).toEqual([])
  })

  it('is never made a second time in the same folder', async () => {
    await createKeyring(dir, begin)
    const before = snapshot()
    await expect(createKeyring(dir, begin)).rejects.toThrow('already')
    expect(snapshot()).toEqual(before)
  })

  it('prints as [keys] and cannot be used once closed', async () => {
    const keys = await createKeyring(dir, begin)
    expect([inspect(keys), JSON.stringify({ keys }), String(keys)]).toEqual([
      '[keys]',
      '{"keys":"[keys]"}',
      '[keys]',
    ])
    keys.close()
    expect(() => keys.database).toThrow('closed')
    expect(await addSlot(dir, keys, { ...hana, staff: 'S0003' }, begin)).toEqual({
      ok: false,
      error: 'keys-closed',
    })
  })
})

describe('a key ring that does not open says why (STO-03)', { timeout: 30_000 }, () => {
  it('wrong passphrase', async () => {
    await createKeyring(dir, begin)
    const before = snapshot()
    expect(await unlockSlot(dir, 'S0001', 'かなりあ の うた は とおく まで きこえた', noDevice)).toEqual({
      ok: false,
      error: 'wrong-passphrase',
    })
    expect(snapshot()).toEqual(before)
  })

  it('every flipped bit of the file: damaged, or without effect, never a wrong passphrase', async () => {
    await createKeyring(dir, begin)
    const sound = readFileSync(ringPath())
    const answers = new Set<string>()
    for (let at = 3; at < sound.length; at += 97) {
      const flipped = Buffer.from(sound)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      writeFileSync(ringPath(), flipped)
      const answer = await unlockSlot(dir, 'S0001', hana.passphrase, noDevice)
      answers.add(answer.ok ? 'no effect' : answer.error)
    }
    expect(answers.has('keyring-damaged')).toBe(true)
    expect(answers.has('wrong-passphrase')).toBe(false)
  })

  it('the key ring of another installation', async () => {
    const other = mkdtempSync(join(tmpdir(), 'keys-other-'))
    await createKeyring(other, begin)
    await createKeyring(dir, begin)
    writeFileSync(ringPath(), readFileSync(join(other, 'keyring.json')))
    rmSync(other, { recursive: true })
    expect(await unlockSlot(dir, 'S0001', hana.passphrase, noDevice)).toEqual({
      ok: false,
      error: 'keyring-foreign',
    })
  })

  it('no key ring, and one from a newer program', async () => {
    expect(await unlockSlot(dir, 'S0001', hana.passphrase, noDevice)).toEqual({
      ok: false,
      error: 'keyring-missing',
    })
    await createKeyring(dir, begin)
    edit((ring) => Object.assign(ring, { version: 3, surprise: true }))
    const before = snapshot()
    expect(await unlockSlot(dir, 'S0001', hana.passphrase, noDevice)).toEqual({
      ok: false,
      error: 'keyring-newer',
    })
    expect(snapshot()).toEqual(before)
  })

  it('an unknown staff number gets the answer and the derivation of a wrong passphrase', async () => {
    await createKeyring(dir, begin)
    expect(await unlockSlot(dir, 'S9999', hana.passphrase, noDevice)).toEqual({
      ok: false,
      error: 'wrong-passphrase',
    })
    const time = async (staff: string) => {
      const from = process.hrtime.bigint()
      await unlockSlot(dir, staff, 'not the passphrase at all', noDevice)
      return Number(process.hrtime.bigint() - from) / 1e6
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 7; round += 1) {
      known.push(await time('S0001'))
      unknown.push(await time('S9999'))
    }
    const median = (times: number[]) =>
      at(
        times.toSorted((a, b) => a - b),
        3,
      )
    expect(median(unknown)).toBeGreaterThan(median(known) * 0.5)
    expect(median(unknown)).toBeLessThan(median(known) * 2)
  })
})

describe('an edited key ring is refused (STO-10)', { timeout: 30_000 }, () => {
  it.each([
    [
      'memory lowered to 8 MiB',
      (ring: RawRing) => Object.assign(at(ring.slots, 0).kdf, { memoryKiB: 8192 }),
      'kdf-refused',
    ],
    ['one pass', (ring: RawRing) => Object.assign(at(ring.slots, 0).kdf, { passes: 1 }), 'kdf-refused'],
    [
      'memory no teller PC has',
      (ring: RawRing) => Object.assign(at(ring.slots, 0).kdf, { memoryKiB: 2 ** 31 }),
      'kdf-refused',
    ],
    [
      'a cost changed above the floor',
      (ring: RawRing) => Object.assign(at(ring.slots, 0).kdf, { passes: 4 }),
      'wrong-passphrase',
    ],
    [
      'another role in the slot',
      (ring: RawRing) => Object.assign(at(ring.slots, 0), { role: 'supervisor' }),
      'wrong-passphrase',
    ],
    [
      'two persons’ numbers swapped',
      (ring: RawRing) => {
        Object.assign(at(ring.slots, 0), { staff: 'S0002' })
        Object.assign(at(ring.slots, 1), { staff: 'S0001' })
      },
      'wrong-passphrase',
    ],
    [
      'two persons’ wrapped keys swapped',
      (ring: RawRing) => {
        const kept = at(ring.slots, 0).master
        at(ring.slots, 0).master = at(ring.slots, 1).master
        at(ring.slots, 1).master = kept
      },
      'wrong-passphrase',
    ],
    ['the order of slots', (ring: RawRing) => void ring.slots.reverse(), 'keyring-tampered'],
    ['the generation', (ring: RawRing) => Object.assign(ring, { generation: 2 }), 'keyring-tampered'],
    ['a slot dropped', (ring: RawRing) => void ring.slots.pop(), 'keyring-tampered'],
    [
      'two wrapped keys swapped between purposes',
      (ring: RawRing) => {
        const kept = at(ring.keys, 0).wrapped
        at(ring.keys, 0).wrapped = at(ring.keys, 1).wrapped
        at(ring.keys, 1).wrapped = kept
      },
      'keyring-tampered',
    ],
  ])('%s', async (_name, change, code) => {
    await createKeyring(dir, begin)
    edit(change)
    const before = snapshot()
    expect(await unlockSlot(dir, 'S0001', hana.passphrase, noDevice)).toEqual({ ok: false, error: code })
    expect(await provePassphrase(dir, 'S0001', hana.passphrase, noDevice)).toEqual({ ok: false, error: code })
    expect(snapshot()).toEqual(before)
  })

  it('and a slot weaker than the floor is never written', async () => {
    await expect(createKeyring(dir, { ...begin, kdf: { ...KDF_FLOOR, memoryKiB: 8192 } })).rejects.toThrow(
      'floor',
    )
  })
})

describe('people come and go', { timeout: 30_000 }, () => {
  it('a colleague is added and removed by somebody who is in; each change is a new generation', async () => {
    const keys = await createKeyring(dir, begin)
    const saki = { staff: 'S0003', role: 'teller', passphrase: 'umbrella stand by the west door' }

    expect(await addSlot(dir, keys, saki, begin)).toEqual({ ok: true, value: { generation: 2 } })
    expect((await open('S0003', saki.passphrase)).database.equals(keys.database)).toBe(true)
    expect(peopleWithSlots(dir).map(({ staff }) => staff)).toEqual(['S0001', 'S0002', 'S0003'])

    expect(removeSlot(dir, keys, 'S0003')).toEqual({ ok: true, value: { generation: 3 } })
    expect(await unlockSlot(dir, 'S0003', saki.passphrase, noDevice)).toEqual({
      ok: false,
      error: 'wrong-passphrase',
    })
    expect((await open('S0001', hana.passphrase)).generation).toBe(3)
  })

  it('what is taken away is in no file any more; the copy goes once the next ring is written, and else one is kept', async () => {
    const keys = await createKeyring(dir, begin)
    const saki = { staff: 'S0003', role: 'teller', passphrase: 'umbrella stand by the west door' }
    const copy = join(dir, 'keyring.previous.json')
    await addSlot(dir, keys, saki, begin)
    expect(readdirSync(dir)).toContain('keyring.previous.json')
    // Their slot replaced.
    await addSlot(dir, keys, saki, begin)
    expect(readdirSync(dir)).not.toContain('keyring.previous.json')
    // Somebody else's change leaves a copy with their slot in it, until they leave.
    await addSlot(dir, keys, { ...saki, staff: 'S0004' }, begin)
    expect(readFileSync(copy, 'utf8')).toContain('S0003')
    // The file cannot be written: its temporary name is taken by a folder.
    mkdirSync(join(dir, 'keyring.json.writing'))
    const found = readFileSync(copy, 'utf8')
    expect(() => removeSlot(dir, keys, 'S0003')).toThrow()
    expect(readFileSync(copy, 'utf8')).toBe(found)
    expect((await unlockSlot(dir, 'S0003', saki.passphrase, noDevice)).ok).toBe(true)
    rmSync(join(dir, 'keyring.json.writing'), { recursive: true })
    expect(removeSlot(dir, keys, 'S0003').ok).toBe(true)
    expect(readdirSync(dir)).not.toContain('keyring.previous.json')
  })

  it('whoever has left while a slot was derived gets a fault, and the ring stays as it was', async () => {
    const keys = await createKeyring(dir, begin)
    const before = readFileSync(join(dir, 'keyring.json'), 'utf8')
    const closed = { ok: false, error: 'keys-closed' }
    const added = addSlot(dir, keys, { ...hana, passphrase: 'the second one is longer still' }, begin)
    const anew = foundAnew(dir, keys, { people: begin.people, kdf: begin.kdf, device: noDevice })
    keys.close()
    expect(await added).toEqual(closed)
    expect(await anew).toEqual(closed)
    expect(await addSlot(dir, keys, hana, begin)).toEqual(closed)
    expect(removeSlot(dir, keys, 'S0002').ok).toBe(false)
    expect(readFileSync(join(dir, 'keyring.json'), 'utf8')).toBe(before)
  })

  it('a new passphrase replaces the old one', async () => {
    const keys = await createKeyring(dir, begin)
    await addSlot(dir, keys, { ...hana, passphrase: 'the second one is longer still' }, begin)
    expect((await unlockSlot(dir, 'S0001', hana.passphrase, noDevice)).ok).toBe(false)
    expect((await unlockSlot(dir, 'S0001', 'the second one is longer still', noDevice)).ok).toBe(true)
    expect(peopleWithSlots(dir)).toHaveLength(2)
  })

  it('the last two stay, and nobody is removed who is not there', async () => {
    const keys = await createKeyring(dir, begin)
    expect(removeSlot(dir, keys, 'S0002')).toEqual({ ok: false, error: 'too-few-slots' })
    expect(removeSlot(dir, keys, 'S9999')).toEqual({ ok: false, error: 'no-such-slot' })
  })

  it('an older generation put back is opened with its true, older number, for the database to refuse', async () => {
    const keys = await createKeyring(dir, begin)
    const older = readFileSync(ringPath())
    await addSlot(dir, keys, { ...hana, staff: 'S0003' }, begin)
    writeFileSync(ringPath(), older)
    expect((await open('S0001', hana.passphrase)).generation).toBe(1)
  })
})

describe('proving a passphrase again', { timeout: 30_000 }, () => {
  it('answers yes or no and hands out no key', async () => {
    await createKeyring(dir, begin)
    expect(await provePassphrase(dir, 'S0002', ichiro.passphrase, noDevice)).toEqual({
      ok: true,
      value: true,
    })
    expect(await provePassphrase(dir, 'S0002', hana.passphrase, noDevice)).toEqual({
      ok: false,
      error: 'wrong-passphrase',
    })
  })
})

describe('calibration', { timeout: 30_000 }, () => {
  const machine = (millisecondsPerMebibyte: number) => async (kdf: { memoryKiB: number }) =>
    (kdf.memoryKiB / 1024) * millisecondsPerMebibyte

  it.each([
    ['a fast machine takes 512 MiB', 1, 512],
    ['256 MiB where that takes 800 ms to the millisecond', 3.125, 256],
    ['128 MiB on a slower one', 4, 128],
    ['never below 64 MiB, however slow', 1000, 64],
  ])('%s', async (_name, speed, mebibytes) => {
    expect(await calibrate(machine(speed))).toEqual({ memoryKiB: mebibytes * 1024, passes: 3, lanes: 4 })
  })
})
