import { join } from 'node:path'
import { makeClock } from '#main/clock'
import type { Caller } from '#main/desk/handlers'
import { gate, type Reply } from '#main/gate'
import { noDevice } from '#main/keys/device'
import { KDF_FLOOR } from '#main/keys/kdf'
import { practiceCode } from '#main/practice/codes'
import { practicePeople, practiceStaffSeed } from '#main/practice/people'
import { type Branch, Premises } from '#main/premises'
import { noLimits } from '#main/rate'
import type { InputOf, OperationName, OutputOf } from '#shared/operations'

/** Main without windows: the real gate, rules, keys, cipher and SQLite over a folder of practice stores. */
export type BenchDesk = {
  readonly premises: Premises
  /** What a page would ask, answered as it would be; not yet looked at. */
  answer(name: OperationName, input: unknown): Reply | Promise<Reply>
  /** The same, and a refusal throws. */
  must<N extends OperationName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>
  /** Signs one of the practice staff in, at the next step of their token where this one is spent. */
  signIn(staff: string): Promise<void>
  /** A code of one of the practice staff, for the second person of two. */
  staffCode(staff: string): string
  /** Milliseconds since 1970 UTC, as this desk has it. */
  now(): number
  /** Moves both clocks, wall and monotonic, so that the time stays believed. */
  advance(ms: number): void
  branch(): Branch
  close(): void
}

const CALLER: Caller = { place: 'desk', window: 1 }

/** A desk over `dataDir`, the practice branch chosen (and founded, where there is none). */
export async function openBenchDesk(
  dataDir: string,
  chosen?: { readonly path: string; readonly name: string },
): Promise<BenchDesk> {
  let ahead = 0
  // A code is judged once the store is open. Opening a million contracts takes longer than a code lives, so the
  // clocks stand still for it.
  let stopped: { readonly wall: number; readonly mono: number } | undefined
  const clock = makeClock(
    () => stopped?.wall ?? Date.now() + ahead,
    () => stopped?.mono ?? performance.now() + ahead,
  )
  const noWindow = (): never => {
    throw new Error('there are no windows here')
  }
  const premises = new Premises({
    dataDir,
    anchorDir: join(dataDir, 'anchors'),
    runtime: 'electron',
    branchAllowed: false,
    version: '0.0.0-bench',
    clock,
    device: noDevice,
    kdf: async () => KDF_FLOOR,
    windows: {
      renew: () => undefined,
      openApproval: noWindow,
      closeApproval: noWindow,
      printPaper: noWindow,
      sendToPrinter: noWindow,
      dropPapers: () => undefined,
      paperIsReady: noWindow,
      paperIn: noWindow,
    },
    files: {
      chooseMaster: noWindow,
      chooseFile: async () => chosen,
      chooseFolder: noWindow,
      savePdf: noWindow,
      saveText: noWindow,
      saveLines: noWindow,
    },
    changed: () => undefined,
  })
  const ask = gate(premises, noLimits)
  const spent = new Set<string>()
  const desk: BenchDesk = {
    premises,
    answer: (name, input) => ask(CALLER, name, input),
    async must(name, input) {
      const reply = await ask(CALLER, name, input)
      if (!reply.ok) throw new Error(`${name} was refused: ${JSON.stringify(reply.error)}`)
      return reply.value as OutputOf<typeof name> // parsed by the contract's own schema in the gate
    },
    async signIn(staff) {
      const person = practicePeople.find((one) => one.staff === staff)
      if (person === undefined) throw new Error(`nobody practises as ${staff}`)
      const code = desk.staffCode(staff)
      stopped = { wall: Date.now() + ahead, mono: performance.now() + ahead }
      try {
        await desk.must('session.sign-in', { staff, passphrase: person.passphrase, code })
      } finally {
        stopped = undefined
      }
    },
    staffCode(staff) {
      const codeNow = () => practiceCode(practiceStaffSeed(staff), clock.read().wall).code
      if (spent.has(`${staff}|${codeNow()}`)) desk.advance(30_000)
      const code = codeNow()
      spent.add(`${staff}|${code}`)
      return code
    },
    now: () => clock.read().wall,
    advance(ms) {
      ahead += ms
    },
    branch() {
      const { branch } = premises
      if (branch === undefined) throw new Error('nobody has opened the store')
      return branch
    },
    close: () => premises.leave(),
  }
  await desk.must('practice.open', {})
  return desk
}
