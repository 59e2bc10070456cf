import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { practiceCode } from '#main/practice/codes'
import { DATABASE_FILE } from '#main/store/store'
import { noWish } from '#shared/asks'
import { ContractNo } from '#shared/ids'
import { foundTowns, townOf } from '../fixtures/customers.ts'
import { completeIntake, judgeCode, openDesk, START } from '../fixtures/desk.ts'

/**
 * Eight hours at the counter without a pause: what the program holds afterwards that it did not hold before. A tenth of
 * the work is done with all other tests, in as long a day; `MADOGUCHI_LONG` does all of it.
 */

const OPERATIONS = process.env.MADOGUCHI_LONG === undefined ? 1_000 : 10_000
const HOURS_8 = 8 * 60 * 60_000
const WARM_UP = OPERATIONS / 5
const MIB = 2 ** 20
const TOWNS = 8

let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-long-day-'))
  cpSync(await foundTowns(Array.from({ length: TOWNS }, (_none, town) => townOf(town))), dir, {
    recursive: true,
  })
}, 120_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** What this process holds now: bytes of memory, files and sockets that are open (undefined where that is not to be seen). */
const held = () => ({
  memory: process.memoryUsage().rss,
  descriptors: existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : undefined,
})

describe('a day of eight hours', () => {
  it(`with ${OPERATIONS} operations costs at most 100 MiB of memory, keeps the log below 8 MiB and opens nothing for good (SCL-04)`, {
    timeout: 10 * 60_000,
  }, async () => {
    const desk = await openDesk({ dir, at: START })
    await desk.signIn('S0101')
    const contractOf = (n: number) => townOf(n % TOWNS).contracts[n % 7]
    const [first] = townOf(0).contracts
    const { caseNo } = await desk.must('case.open', {
      contractNo: ContractNo.parse(first?.contractNo),
      target: { kind: 'user', userId: first?.users[0]?.userId ?? '' },
      situation: 'phone-broken',
      wish: noWish,
      unavailable: [],
      redirectReason: null,
    })
    let version = 1
    let accepted = 0
    let largestLog = 0
    let before = held()
    const log = join(dir, 'practice', `${DATABASE_FILE}-wal`)
    const work: readonly ((n: number) => Promise<unknown>)[] = [
      async (n) => {
        const intake = completeIntake({ reasonNote: `画面がつかない ${n}` })
        version = (await desk.must('case.save', { caseNo, version, intake })).version
      },
      (n) => desk.must('search.find', { text: (contractOf(n)?.name ?? '').slice(0, 3) }),
      (n) => desk.must('contract.view', { contractNo: ContractNo.parse(contractOf(n)?.contractNo) }),
      async (n) => {
        const [own] = townOf(n % TOWNS).ownTokens
        if (own === undefined) throw new Error('the town has no token')
        const { code } = practiceCode(Buffer.from(own.secret), desk.clock.wall)
        if (judgeCode(desk, own.serial, code).outcome === 'accepted') accepted += 1
      },
      () => desk.must('desk.state', {}),
    ]
    for (let n = 0; n < OPERATIONS; n += 1) {
      desk.clock.advance(HOURS_8 / OPERATIONS)
      desk.premises.touch()
      await work[n % work.length]?.(n)
      // As in the program, where each question is a turn of the loop of its own.
      await new Promise((resolve) => setImmediate(resolve))
      largestLog = Math.max(largestLog, statSync(log).size)
      if (n === WARM_UP) before = held()
    }
    const after = held()
    const grown = (after.memory - before.memory) / MIB
    console.info(
      `${OPERATIONS} operations: ${grown.toFixed(1)} MiB more, log ${(largestLog / MIB).toFixed(2)} MiB at most`,
    )
    expect(accepted).toBeGreaterThan(OPERATIONS / 20)
    expect(grown).toBeLessThanOrEqual(100)
    expect(largestLog).toBeGreaterThan(0)
    expect(largestLog).toBeLessThanOrEqual(8 * MIB)
    expect(after.descriptors).toBe(before.descriptors)
    desk.close()
  })
})
