import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { selfTest, TRIALS } from '#main/self-test'

const root = join(import.meta.dirname, '..', '..')

describe('the self-test at every start (BLD-05)', () => {
  it('tries each kind of cryptography the program relies on, and all are right', async () => {
    expect(TRIALS.map(({ name }) => name)).toEqual([
      'SHA-2 and SHA-1',
      'HMAC',
      'HKDF',
      'PBKDF2',
      'AES-256-GCM',
      'AES-CBC',
      'AES key wrap',
      'Ed25519',
      'X25519',
      'argon2id',
      'SQLite and its cipher',
    ])
    expect(await selfTest()).toEqual([])
  })

  it('names what fails and what throws, and tries the rest', async () => {
    const trial = (name: string, holds: () => boolean | Promise<boolean>) => ({ name, holds })
    const failed = await selfTest([
      trial('wrong', () => false),
      trial('right', () => true),
      trial('late and wrong', async () => false),
      trial('thrown', () => {
        throw new Error('no such cipher')
      }),
      trial('right again', async () => true),
    ])
    expect(failed).toEqual(['wrong', 'late and wrong', 'thrown'])
  })

  it('takes less than 300 ms of a fresh process, its loading and both native modules included', () => {
    const script = `
      const { guardNatives } = await import('#main/native')
      const from = process.cpuUsage()
      const refused = guardNatives()
      const { selfTest } = await import('#main/self-test')
      const failed = await selfTest()
      const { user, system } = process.cpuUsage(from)
      console.log(JSON.stringify({ failed, refused, ms: (user + system) / 1000 }))`
    // Processor time, so that a machine busy with something else does not count; the best of three.
    const runs = [1, 2, 3].map(() => {
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: root,
        encoding: 'utf8',
      })
      return JSON.parse(stdout) as { failed: string[]; refused: string[]; ms: number }
    })
    for (const { failed, refused } of runs) expect([...failed, ...refused]).toEqual([])
    expect(Math.min(...runs.map(({ ms }) => ms))).toBeLessThan(300)
  })
})
