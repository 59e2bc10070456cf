import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { checkTokenCode } from '#main/desk/codes'
import { practiceCode } from '#main/practice/codes'
import { by } from '#main/premises'
import { emptyIntake } from '#shared/intake'
import type { InputOf } from '#shared/operations'
import { ok } from '#shared/result'
import { type BenchDesk, openBenchDesk } from './desk.ts'
import { type BenchRow, benchRow, median, percentile } from './row.ts'
import { type Prepared, TOKENS, tokenSeed, tokenSerial } from './stores.ts'

const ROUNDS = 7
const TIMES = 700

/** What is to be timed, made ready beforehand. */
type Ready = (time: number) => () => void

/** What a form looks like when it is nearly filled in; `note` makes every saving a change. */
const intake = (note: string): InputOf<'case.save'>['intake'] => ({
  ...emptyIntake,
  formNumber: 'FB-07',
  receivedOn: '2026-11-20',
  cameBy: 'representative',
  visitorName: '若林 健一',
  customerId: 'M54100031187',
  customerName: '有限会社 若葉金物店',
  accountNumber: '0318842',
  oldSerial: 'VSMT82640917',
  reason: 'broken',
  reasonNote: note,
  seal: 'matches',
  sealMethod: 'side-by-side',
  originalKeptAt: '窓口トレイ2',
})

/**
 * What waits for the disk: a command from call to durable commit, beside one row committed by bare SQLite; and an
 * OTP decision, beside one block appended to a file. All four take turns, on the same disk.
 */
export async function benchDurable(prepared: Prepared): Promise<BenchRow[]> {
  const copy = prepared.copy()
  const desk = await openBenchDesk(copy.dataDir)
  const bare = bareSqlite(join(copy.userData, 'bare.db'))
  const file = openSync(join(copy.userData, 'blocks'), 'a')
  const block = Buffer.alloc(4_120, 0x5a)
  try {
    await desk.signIn('S0101')
    const save = await saving(desk)
    const decide = decisions(desk)
    const candidates: readonly [name: 'command' | 'row' | 'decision' | 'block', ready: Ready][] = [
      ['command', save],
      ['row', () => bare.commit],
      ['decision', decide],
      [
        'block',
        () => () => {
          writeSync(file, block)
          fdatasyncSync(file)
        },
      ],
    ]
    const p50 = { command: [], row: [], decision: [], block: [] } as Record<string, number[]>
    const p99 = { command: [], row: [], decision: [], block: [] } as Record<string, number[]>
    for (let round = 0; round <= ROUNDS; round += 1) {
      const times = new Map<string, number[]>()
      for (let time = 0; time < TIMES; time += 1) {
        for (const [name, ready] of candidates) {
          const work = ready(round * TIMES + time)
          const began = performance.now()
          work()
          const took = performance.now() - began
          // As in the program, where each question is a turn of the loop of its own.
          await setImmediate()
          const list = times.get(name)
          if (list === undefined) times.set(name, [took])
          else list.push(took)
        }
      }
      // The first round is for the compiler.
      if (round === 0) continue
      for (const [name, list] of times) {
        p50[name]?.push(median(list))
        p99[name]?.push(percentile(list, 0.99))
      }
    }
    const of = (by: Record<string, number[]>, name: string) => median(by[name] ?? []) * 1000
    return [
      benchRow('command to durable commit, p50 ÷ a bare row’s', 'µs', of(p50, 'command'), of(p50, 'row'), 3),
      benchRow('command to durable commit, p99 ÷ a bare row’s', 'µs', of(p99, 'command'), of(p99, 'row'), 5),
      benchRow(
        'OTP decision, durable, p50 ÷ write + fdatasync',
        'µs',
        of(p50, 'decision'),
        of(p50, 'block'),
        2,
      ),
    ]
  } finally {
    desk.close()
    bare.close()
    closeSync(file)
    copy.remove()
  }
}

/** `case.save`, which the desk asks for at every pause in typing, through the gate. */
async function saving(desk: BenchDesk): Promise<Ready> {
  const { hits } = await desk.must('search.find', { text: '若葉金物店' })
  const contractNo = hits[0]?.contractNo
  if (contractNo === undefined) throw new Error('the walked contract is not there')
  const { caseNo } = await desk.must('case.open', {
    wish: { users: [], alsoReissue: false, usageMode: null, hardware: null },
    contractNo,
    target: { kind: 'user', userId: 'M54100031187' },
    situation: 'phone-broken',
    unavailable: [],
    redirectReason: null,
  })
  let version = 1
  return (time) => {
    const request = { caseNo, version, intake: intake(`画面がつかない ${time}`) }
    version += 1
    return () => {
      const reply = desk.answer('case.save', request)
      if (reply instanceof Promise || !reply.ok) throw new Error('a draft was not saved')
    }
  }
}

/** A right code of one of many tokens: found, judged, spent for ever, written down. */
export function decisions(desk: BenchDesk, tokens: number = TOKENS): Ready {
  const { store, keys } = desk.branch()
  const staff = desk.premises.session?.staff
  return (time) => {
    // Another token each time, far from the last one, and none twice. The code is the customer's work, not ours.
    const serial = tokenSerial((time * 7_919) % tokens)
    const { code } = practiceCode(tokenSeed(serial), desk.premises.around.clock.read().wall)
    return () => {
      const now = desk.premises.around.clock.read()
      const decided = store.attempt(by(desk.premises, now, staff, 'case.register'), (db) => {
        const token = db.tokens.find(serial)
        if (token === undefined) throw new Error(`no token ${serial}`)
        const { outcome } = checkTokenCode(db, keys, token, code, now, desk.premises.sentinel)
        return ok({
          output: outcome,
          audit: { event: 'case.registered', object: serial, facts: { outcome } },
        })
      })
      if (!decided.ok || decided.value !== 'accepted') throw new Error('a right code was not accepted')
    }
  }
}

/** The least a durable commit can be: one short row, plain SQLite, WAL, synchronous=FULL. */
function bareSqlite(path: string): { commit(): void; close(): void } {
  const db = new Sqlite(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
  const insert = db.prepare("INSERT INTO line (text) VALUES ('one short row')")
  return { commit: () => void insert.run(), close: () => void db.close() }
}
