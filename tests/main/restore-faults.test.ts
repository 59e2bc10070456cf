import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { takePlace } from '#main/backup/restore'
import { exists } from '#main/desk/opening'
import { writeChecked } from '#main/keys/files'
import { openDesk, over, START, type TestDesk } from '../fixtures/desk.ts'

/** A disk that does not let a restored store into its place, or a scratch folder go. Everything else is real. */

const failing = vi.hoisted(() => ({ rename: '', remove: '' }))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  const busy = () => Object.assign(new Error('EBUSY'), { code: 'EBUSY', syscall: 'rename' })
  const renameSync: typeof real.renameSync = (from, to) => {
    if (failing.rename !== '' && String(from).endsWith(failing.rename)) throw busy()
    real.renameSync(from, to)
  }
  const rmSync: typeof real.rmSync = (path, options) => {
    if (failing.remove !== '' && String(path).endsWith(failing.remove)) throw busy()
    real.rmSync(path, options)
  }
  return { ...real, renameSync, rmSync }
})

let desk: TestDesk
let store: string
let anchor: string

beforeEach(async () => {
  desk = await openDesk()
  desk.close()
  store = join(desk.dir, 'practice')
  anchor = join(desk.dir, 'anchors', 'practice.anchor')
})
afterEach(() => {
  failing.rename = ''
  failing.remove = ''
  desk.premises.close()
  rmSync(desk.dir, { recursive: true, force: true })
})

/** A copy of the store that is ready to take its place. */
function makeOneReady(): void {
  cpSync(store, `${store}.restoring`, { recursive: true })
  writeChecked(join(`${store}.restoring`, 'restored.json'), { version: 1, at: '2026-11-20T01:00:00.000Z' })
}
const started = async (later = 600_000): Promise<TestDesk> => {
  const next = over(desk.dir, START + later)
  await next.must('practice.open', {})
  return next
}

describe('a disk that fails a restore', () => {
  it('at the second renaming gets the store back that was moved aside (BAK-07)', async () => {
    makeOneReady()
    failing.rename = '.restoring'
    expect(() => takePlace(store, '2026-11-20T01:00:00.000Z', anchor)).toThrow('EBUSY')
    expect(existsSync(store)).toBe(true)
    expect(readdirSync(desk.dir).filter((name) => name.includes('before-restore'))).toEqual([])
    const next = await started()
    await next.signIn('S0127')
    next.close()
  })

  it('at a start answers everything else, knows that a store waits, and lets it in with the next sign-in', async () => {
    makeOneReady()
    rmSync(store, { recursive: true })
    failing.rename = '.restoring'
    const next = over(desk.dir, START + 600_000)
    expect(exists(next.premises, 'practice')).toBe(true)
    await next.must('practice.open', {})
    failing.rename = ''
    await next.signIn('S0127')
    expect(existsSync(`${store}.restoring`)).toBe(false)
    next.close()
  })

  it('by a folder that cannot be removed holds nobody up', async () => {
    mkdirSync(`${store}.drill`)
    mkdirSync(join(desk.dir, 'branch.restoring'))
    for (const [index, name] of ['practice.drill', 'branch.restoring'].entries()) {
      failing.remove = name
      const next = await started((index + 1) * 600_000)
      await next.signIn('S0127')
      next.close()
    }
  })
})
