import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Attempts, DISABLE_AFTER, decideTry, delayAfter, openAttempts } from '#main/keys/attempts'

const START = Date.parse('2026-11-21T00:00:00.000Z')
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString()

let dir: string
let attempts: Attempts
let runs = 0
/** The program is started again. */
const restart = (seconds: number) => {
  runs += 1
  attempts = openAttempts(dir, at(seconds), `run-${runs}`)
}
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'attempts-'))
  restart(0)
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const fail = (staff: string, seconds: number, known = true) => {
  const may = attempts.begin(staff, known, at(seconds))
  if (may.ok) attempts.failed(staff, known, at(seconds))
  return may
}
const delayed = (seconds: number) => ({ ok: false, error: { code: 'sign-in-delayed', seconds } })
const allowed = { ok: true, value: true }

/** Fails `times` in a row, each as soon as it is allowed; answers with the second of the last. */
function failTimes(times: number, staff = 'S0001', known = true): number {
  let now = 0
  for (let failures = 0; failures < times; failures += 1) {
    now += delayAfter(failures)
    expect(fail(staff, now, known)).toEqual(allowed)
  }
  return now
}

describe('failed sign-ins (AUT-04)', { timeout: 30_000 }, () => {
  it('wait 1, 2, 4 and 8 seconds, then 15 minutes each, and end at ten', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 9].map(delayAfter)).toEqual([0, 1, 2, 4, 8, 900, 900, 900])
    let now = 0
    for (const wait of [1, 2, 4, 8, 900, 900, 900, 900, 900]) {
      expect(fail('S0001', now)).toEqual(allowed)
      expect(attempts.begin('S0001', true, at(now + wait - 0.5))).toEqual(delayed(1))
      now += wait
    }
    expect(fail('S0001', now)).toEqual(allowed)
    expect(attempts.standing('S0001')?.failures).toBe(DISABLE_AFTER)
    expect(attempts.begin('S0001', true, at(now + 1e6))).toEqual({
      ok: false,
      error: { code: 'sign-in-disabled' },
    })
  })

  it('are forgotten when passphrase and code are right', () => {
    const now = failTimes(4)
    expect(attempts.begin('S0001', true, at(now + 8))).toEqual(allowed)
    attempts.succeeded('S0001')
    expect(attempts.begin('S0001', true, at(now + 8))).toEqual(allowed)
  })

  it('concern one person only', () => {
    failTimes(5)
    expect(attempts.begin('S0002', true, at(0))).toEqual(allowed)
  })

  it('lock also against the right passphrase, and over a restart', () => {
    const now = failTimes(5)
    restart(now)
    expect(attempts.begin('S0001', true, at(now + 899))).toEqual(delayed(1))
    expect(attempts.begin('S0001', true, at(now + 900))).toEqual(allowed)
  })

  it('disable until two others enable again, also over a restart', () => {
    failTimes(10)
    restart(1e6)
    expect(attempts.begin('S0001', true, at(1e6)).ok).toBe(false)
    attempts.enable('S0001')
    restart(1e6)
    expect(attempts.begin('S0001', true, at(1e6))).toEqual(allowed)
  })
})

describe('a program killed in the middle of a try', { timeout: 30_000 }, () => {
  it('has not given a free guess', () => {
    for (let kills = 0; kills < 5; kills += 1) {
      const now = [0, 1, 3, 7, 15][kills] ?? 0
      expect(attempts.begin('S0001', true, at(now))).toEqual(allowed)
      restart(now)
    }
    expect(attempts.begin('S0001', true, at(16)).ok).toBe(false)
    expect(attempts.pending().map(({ event, staff }) => [event, staff])).toEqual(
      Array.from({ length: 5 }, () => ['sign-in.interrupted', 'S0001']),
    )
  })

  it('is told apart from one that is still trying while somebody else looks', () => {
    const here = openAttempts(dir, at(0), 'this run')
    expect(here.begin('S0001', true, at(0))).toEqual(allowed)
    expect(openAttempts(dir, at(1), 'this run').pending()).toEqual([])
    expect(openAttempts(dir, at(1), 'this run').begin('S0002', true, at(1))).toEqual(allowed)
    here.failed('S0001', true, at(1))
    expect(here.pending().map(({ event }) => event)).toEqual(['sign-in.failed'])
    expect(here.standing('S0002')?.failures).toBe(1)
  })

  it('that could not be judged at all is taken back', () => {
    expect(attempts.begin('S0001', true, at(0))).toEqual(allowed)
    attempts.abandoned('S0001', true)
    expect(attempts.begin('S0001', true, at(0))).toEqual(allowed)
    expect(attempts.pending()).toEqual([])
  })
})

describe('the clock', { timeout: 30_000 }, () => {
  it('set back does not shorten a wait, and does not stretch it beyond its length', () => {
    failTimes(5)
    expect(attempts.begin('S0001', true, at(-86_400))).toEqual(delayed(900))
    expect(attempts.begin('S0001', true, at(-86_400 + 899))).toEqual(delayed(1))
    expect(attempts.begin('S0001', true, at(-86_400 + 900))).toEqual(allowed)
  })

  it('is not asked where nobody has failed', () => {
    expect(decideTry(undefined, at(0))).toEqual(allowed)
    expect(decideTry({ failures: 0, at: at(100) }, at(0))).toEqual(allowed)
  })
})

describe('a staff number that nobody has', { timeout: 30_000 }, () => {
  it('is delayed like any other, and what was typed never reaches the disk', () => {
    const typed = 'かなりあ の うた は とおく まで きこえる'
    const now = failTimes(5, typed, false)
    expect(attempts.begin(typed, false, at(now + 1))).toEqual(delayed(899))
    expect(openAttempts(dir, at(now), `run-${runs}`).begin(typed, false, at(now + 1))).toEqual(delayed(899))
    expect(attempts.begin('S9999', false, at(now + 1))).toEqual(allowed)
    for (const name of readdirSync(dir)) {
      expect(readFileSync(join(dir, name), 'utf8')).not.toContain('かなりあ')
    }
    expect(attempts.pending()).toEqual([{ id: 1, event: 'sign-in.unknown', at: at(now), times: 5 }])
  })
})

describe('the events for the trail', { timeout: 30_000 }, () => {
  it('wait, numbered and over a restart, until they stand there', () => {
    fail('S0001', 0)
    fail('S0002', 5)
    restart(6)
    expect(attempts.pending()).toEqual([
      { id: 1, event: 'sign-in.failed', at: at(0), staff: 'S0001', times: 1 },
      { id: 2, event: 'sign-in.failed', at: at(5), staff: 'S0002', times: 1 },
    ])
    attempts.drained(1)
    restart(7)
    expect(attempts.pending().map(({ id }) => id)).toEqual([2])
    attempts.drained(2)
    fail('S0002', 100)
    expect(attempts.pending().map(({ id }) => id)).toEqual([3])
  })

  it('never grow without bound', () => {
    for (let round = 0; round < 230; round += 1) {
      attempts.failed(`S${1000 + round}`, true, at(0))
    }
    expect(attempts.pending()).toHaveLength(200)
    expect(attempts.pending().reduce((sum, { times }) => sum + times, 0)).toBe(230)
  })
})

describe('a damaged record', { timeout: 30_000 }, () => {
  it('is put aside, and does not give anybody a fresh start', () => {
    failTimes(4)
    writeFileSync(join(dir, 'attempts.json'), '{"sha256":"no","body":{}}')
    restart(100)
    expect(attempts.begin('S0001', true, at(101))).toEqual(delayed(899))
    expect(attempts.begin('S0001', true, at(1000))).toEqual(allowed)
    expect(attempts.pending()).toMatchObject([{ event: 'sign-in.record-damaged', at: at(100) }])
    expect(readdirSync(dir)).toContain('attempts.json.damaged')
  })
})
