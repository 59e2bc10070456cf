import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noDevice } from '#main/keys/device'
import { writeDurably } from '#main/keys/files'
import { KDF_FLOOR } from '#main/keys/kdf'
import { addSlot, createKeyring } from '#main/keys/keyring'

/** No file may grow over one kibibyte: less than a ring or a record of sign-ins needs. */
const LIMIT_KIB = 1

let dir: string
beforeEach(({ skip }) => {
  skip(process.platform === 'win32', 'there is no such limit on Windows')
  dir = mkdtempSync(join(tmpdir(), 'key-files-'))
})
afterEach(() => {
  if (dir !== undefined) rmSync(dir, { recursive: true, force: true })
})

const snapshot = () =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]))

/** Runs `work` in a process whose files may not grow over the limit; what it says on its way. */
function underLimit(work: string): string {
  const limited = `trap "" XFSZ; ulimit -f ${LIMIT_KIB}; exec "$0" --input-type=module -e "$1"`
  const imports = [
    "import { join } from 'node:path'",
    "import { openAttempts } from '#main/keys/attempts'",
    "import { FileFault, writeChecked } from '#main/keys/files'",
    "import { readRing, save } from '#main/keys/ring-file'",
    `const dir = ${JSON.stringify(dir)}`,
    'const told = (act) => { try { act(); console.log("done") } catch (thrown) {',
    '  console.log(thrown instanceof FileFault ? thrown.why : thrown) } }',
  ]
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['-c', limited, process.execPath, [...imports, work].join('\n')],
    {
      encoding: 'utf8',
    },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return stdout.trim()
}

/** A ring, and beside it the one before. */
async function ringWithCopy(): Promise<void> {
  const [hana, ichiro, emi] = [
    { staff: 'S0001', role: 'teller', passphrase: 'かなりあ の うた は とおく まで きこえる' },
    { staff: 'S0002', role: 'supervisor', passphrase: 'plum trees along the river road' },
    { staff: 'S0003', role: 'teller', passphrase: 'twelve quiet lanterns by the gate' },
  ]
  const change = { kdf: KDF_FLOOR, device: noDevice }
  const keys = await createKeyring(dir, { people: [hana, ichiro], ...change })
  const added = await addSlot(dir, keys, emi, change)
  if (!added.ok) throw new Error(added.error)
  keys.close()
  expect(readdirSync(dir)).toContain('keyring.previous.json')
}

describe('a small file that is replaced', () => {
  it('lies on the disk whole before it counts', () => {
    const path = join(dir, 'one.json')
    writeDurably(path, 'old')
    writeDurably(path, 'new', () => {
      expect(readFileSync(path, 'utf8')).toBe('old')
      expect(readFileSync(`${path}.writing`, 'utf8')).toBe('new')
    })
    expect(readFileSync(path, 'utf8')).toBe('new')
  })
})

describe('a disk with room for half a file', () => {
  it.each(['keep', 'forget'])('leaves the key ring and its copy as they were (%s)', async (before) => {
    await ringWithCopy()
    const found = snapshot()
    const said = underLimit(`
      const { mac, ...body } = readRing(dir).value
      told(() => save(dir, Buffer.alloc(32, 7), body, ${JSON.stringify(before)}))`)
    expect(said).toBe('full')
    expect(snapshot()).toEqual(found)
  })

  it('leaves a small file as it was, and nothing beside it', () => {
    const said = underLimit(`
      told(() => writeChecked(join(dir, 'one.json'), { text: 'short' }))
      told(() => writeChecked(join(dir, 'one.json'), { text: 'long'.repeat(400) }))`)
    expect(said).toBe('done\nfull')
    expect(readdirSync(dir)).toEqual(['one.json'])
    expect(readFileSync(join(dir, 'one.json'), 'utf8')).toContain('short')
  })

  it('loses no count of failed sign-ins: what does not fit is held for this run, what is there stays whole', () => {
    const said = underLimit(`
      const record = openAttempts(dir, '2026-11-21T01:00:00.000Z')
      for (let one = 0; one < 20; one += 1) {
        const staff = 'S' + String(one).padStart(4, '0')
        record.begin(staff, true, '2026-11-21T01:00:00.000Z')
        record.failed(staff, true, '2026-11-21T01:00:00.000Z')
      }
      const again = openAttempts(dir, '2026-11-21T01:00:01.000Z')
      console.log(again.standing('S0000').failures, again.standing('S0019').failures)`)
    expect(said).toBe('1 1')
    const { body } = JSON.parse(readFileSync(join(dir, 'attempts.json'), 'utf8')) as {
      body: { people: Record<string, unknown> }
    }
    expect(Object.keys(body.people)).toContain('S0000')
    expect(Object.keys(body.people)).not.toContain('S0019')
    expect(readdirSync(dir)).toEqual(['attempts.json'])
  })
})
