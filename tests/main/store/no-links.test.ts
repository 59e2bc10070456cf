import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DATABASE_FILE } from '#main/store/store'
import { makeStall, type Stall } from '../../fixtures/stall.ts'

/** What the disk refuses: links as FAT and exFAT do, or new files whose names end so. */
const disk = vi.hoisted(() => ({ refuses: '' }))
vi.mock('node:fs', async (load) => {
  const fs = await load<typeof import('node:fs')>()
  const refusal = (code: string) => Object.assign(new Error(code), { code })
  return {
    ...fs,
    linkSync: () => {
      throw refusal('EPERM')
    },
    openSync: (path: string, ...how: [string, number]) => {
      if (disk.refuses !== '' && path.endsWith(disk.refuses)) throw refusal('ENOSPC')
      return fs.openSync(path, ...how)
    },
  }
})

let stall: Stall | undefined
afterEach(() => {
  disk.refuses = ''
  stall?.remove()
  stall = undefined
})

describe('a store on a file system without links', { timeout: 30_000 }, () => {
  it('is set up with an index as long as elsewhere, and opens again', async () => {
    stall = await makeStall()
    stall.store.close()
    expect(readdirSync(stall.dir).filter((name) => name.includes('making'))).toEqual([])
    expect(statSync(join(stall.dir, `${DATABASE_FILE}-shm`)).size).toBe(32 * 1024)
    expect(stall.reopen().verify()).toMatchObject({ chain: { ok: true } })
  })

  it.each(['-shm', '-wal'])('is set up also where no %s can be left beside it', async (refuses) => {
    disk.refuses = refuses
    stall = await makeStall()
    expect(stall.store.verify()).toMatchObject({ chain: { ok: true }, structure: [] })
  })
})
