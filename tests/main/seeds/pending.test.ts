import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drop, type PendingSeeds } from '#main/seeds/pending'
import { openSeedFile } from '#main/seeds/reader'
import { Rehearsal } from '#main/seeds/rehearsal'
import { Instant, StaffNo } from '#shared/ids'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-pending-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function onTheDesk(): Promise<PendingSeeds> {
  const path = join(dir, 'list.csv')
  writeFileSync(path, 'serial,secret\nPND0000001,3132333435363738393031323334353637383930\n')
  return {
    id: 'a file',
    file: await openSeedFile(path),
    halves: new Map([[1, { bytes: Buffer.alloc(16, 7), staff: StaffNo.parse('S0127'), person: 'one' }]]),
    plan: {
      plan: 'a plan',
      service: 'P002',
      model: 'hardware-1',
      sha256: '00'.repeat(32),
      rehearsal: new Rehearsal(),
      samples: [],
    },
    progress: undefined,
    work: new AbortController(),
  }
}

describe('a seed file that is let go', () => {
  it('leaves no half of a key, no plan, no work and no open file', async () => {
    const pending = await onTheDesk()
    const [bytes, signal] = [pending.halves.get(1)?.bytes, pending.work?.signal]
    const { rehearsal } = pending.plan ?? {}
    rehearsal?.take(
      {
        place: { key: 1, line: 2 },
        serial: 'PND0000001',
        manufacturer: null,
        issuer: null,
        issueNo: null,
        friendlyName: null,
        model: null,
        kind: 'totp',
        algorithm: 'SHA1',
        digits: 6,
        periodSeconds: 30,
        counter: null,
        validFrom: null,
        validUntil: null,
        encoding: 'hex',
        seed: Buffer.alloc(20, 9),
        assumed: [],
      },
      'new',
    )
    drop(pending)
    expect(bytes).toEqual(Buffer.alloc(16))
    expect([pending.halves.size, pending.plan, signal?.aborted]).toEqual([0, undefined, true])
    expect(() => rehearsal?.seed(0)).toThrow(RangeError)
    const read = async () => {
      for await (const items of pending.file.read(
        { kind: 'none' },
        { now: Instant.parse('2026-11-21T07:30:00.000Z') },
      ))
        if (items.length > 0) return items.length
      return 0
    }
    await expect(read()).rejects.toThrow()
  })

  it('may be let go again, and where there is none', async () => {
    const pending = await onTheDesk()
    drop(pending)
    expect(() => drop(pending)).not.toThrow()
    expect(() => drop(undefined)).not.toThrow()
  })
})
