import { randomUUID } from 'node:crypto'
import { type CurrentState, contractsToWrite, NotRehearsed, rehearse } from '#main/master/plan'
import { sourceOfFile } from '#main/master/source'
import type { Reads } from '#main/store/tables'
import type { Serial } from '#shared/ids'
import type { FileRefusal } from '#shared/master'
import { type Refusal, refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import type { Handlers } from './handlers.ts'

/** How much of a plan is shown at once; the counts are always complete. */
const SHOWN_MAX = 200

/** What a contract master file is compared with. Nothing of it may change a contract under an open case. */
export const currentState = (db: Reads): CurrentState => ({
  contract: (contractNo) => db.contracts.record(contractNo),
  contractNos: () => db.contracts.numbers(),
  contractsWithSerial: (serial) => db.contracts.withSerial(serial),
  contractsWithCustomerId: (customerId) => db.contracts.withCustomerId(customerId),
  openCase: (contractNo) =>
    db.cases.ofContract(contractNo).find((row) => db.cases.isOpen(row))?.case_no ?? null,
  wasTakenAwayHere: (serial) => db.tokens.wasTakenAwayHere(serial),
  neverReturns: (serial) => {
    const tombstone = db.tokens.find(serial as Serial)?.tombstone
    return tombstone === 'lost' || tombstone === 'stolen'
  },
})

const unreadable = ({ code, columns, line }: FileRefusal): Refusal<'master-unreadable'> => ({
  code: 'master-unreadable',
  reason: code,
  columns: columns ?? [],
  line: line ?? null,
})

export const masterHandlers: Handlers<
  'master.rehearse' | 'master.progress' | 'master.cancel' | 'master.commit'
> = {
  'master.rehearse': async (_request, { premises }) => {
    const { branch } = premises
    if (branch === undefined) return refuse('save-cancelled', {})
    const chosen = await premises.around.files.chooseMaster()
    // Whoever was asked for a file may have gone, and the store with them.
    if (chosen === undefined || premises.branch !== branch) return refuse('save-cancelled', {})
    premises.plan = undefined
    premises.rehearsing?.abort()
    const rehearsing = new AbortController()
    premises.rehearsing = rehearsing
    try {
      const source = sourceOfFile(chosen.path)
      const made = await rehearse(source, currentState(branch.store.read), branch.store.read.profiles.all(), {
        keep: SHOWN_MAX,
        signal: rehearsing.signal,
        onProgress: (progress) => {
          premises.progress = progress
        },
      })
      if (!made.ok) return { ok: false, error: unreadable(made.error) }
      if (premises.branch !== branch) return refuse('save-cancelled', {})
      const rehearsal = made.value
      const plan = { plan: randomUUID(), fileName: chosen.name, source, rehearsal }
      premises.plan = plan
      return ok({
        plan: plan.plan,
        fileName: chosen.name,
        encoding: rehearsal.encoding,
        lines: rehearsal.lines,
        ...rehearsal.counts,
        newContracts: rehearsal.newContracts.map(({ contract, lines }) => ({
          contractNo: contract.contractNo,
          name: contract.name,
          line: lines.first,
        })),
        changes: rehearsal.changed
          .flatMap(({ contract, changes }) =>
            changes.map((change) => ({ contractNo: contract.contractNo, name: contract.name, change })),
          )
          .slice(0, SHOWN_MAX),
        rejections: rehearsal.rejected
          .flatMap(({ contractNo, problems }) => problems.map((problem) => ({ contractNo, problem })))
          .slice(0, SHOWN_MAX),
        warnings: rehearsal.warned
          .slice(0, SHOWN_MAX)
          .map(({ contractNo, warning: { code, line, found } }) => ({
            contractNo,
            code,
            line,
            found,
          })),
      })
    } finally {
      if (premises.rehearsing === rehearsing) premises.rehearsing = undefined
      premises.progress = undefined
    }
  },

  'master.progress': (_request, { premises }) => ok(premises.progress ?? null),

  'master.cancel': async (_request, { premises }) => {
    premises.rehearsing?.abort()
    return ok({})
  },

  'master.commit': ({ plan: wanted }, { db, now, premises }) => {
    const { plan } = premises
    if (plan === undefined || plan.plan !== wanted) return refuse('master-plan-unknown', {})
    const { source, rehearsal, fileName } = plan
    const { counts, sha256 } = rehearsal
    if (counts.new + counts.changed === 0) return refuse('master-nothing-to-do', {})
    const records = contractsToWrite(source, rehearsal, currentState(db), db.profiles.all())
    if (!records.ok) return { ok: false, error: unreadable(records.error) }
    try {
      for (const contract of records.value) db.contracts.put(contract, now.instant)
    } catch (thrown) {
      // The store has moved on since the rehearsal. A refusal undoes what was written so far.
      if (thrown instanceof NotRehearsed) return refuse('master-plan-unknown', {})
      throw thrown
    }
    premises.plan = undefined
    return ok({
      output: { added: counts.new, changed: counts.changed },
      audit: { event: 'master.imported', facts: { fileName, sha256, ...counts } },
    })
  },
}
