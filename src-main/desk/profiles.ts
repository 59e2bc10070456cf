import { profileOf } from '#main/profiles/index'
import { CaseAsk } from '#shared/asks'
import { differences } from '#shared/differences'
import { SERVICE_IDS } from '#shared/profiles'
import { refuse } from '#shared/refusals'
import { ok } from '#shared/result'
import { contentHash } from './case-view.ts'
import { openCase } from './cases.ts'
import type { Handlers } from './handlers.ts'

/** What the desk knows of the services' guides: shown to everybody, changed by two persons only. */
export const profileHandlers: Handlers<'profile.view' | 'profile.list' | 'profile.propose'> = {
  'profile.view': ({ service, version }, { premises }) => {
    // Before a branch is open there is only what the program came with.
    const book = premises.branch?.store.read.profiles
    const profile =
      book === undefined
        ? profileOf(service)
        : version === null
          ? book.current(service)
          : book.at(service, version)
    return profile === undefined ? refuse('profile-unknown', { service, version: version ?? 0 }) : ok(profile)
  },

  'profile.list': (_request, { db }) =>
    ok(
      SERVICE_IDS.map((service) => ({
        service,
        versions: [
          { version: profileOf(service).version, caseNo: null, since: null, approverName: null, reason: '' },
          ...db.profiles.versions(service).map((row) => ({
            version: row.version,
            caseNo: row.case_no,
            since: row.since,
            approverName: db.people.nameOf(row.approver),
            reason: row.reason,
          })),
        ],
        open: db.cases.openOfService(service, 'profile-change')?.case_no ?? null,
      })),
    ),

  'profile.propose': ({ service, from, profile: wanted, reason }, { db, staff, now, premises }) => {
    const current = db.profiles.current(service)
    if (current.version !== from) return refuse('profile-moved-on', { version: current.version })
    if (reason.trim() === '') return refuse('reason-needed', {})
    // The version is counted here; everything else is what was proposed.
    const profile = { ...wanted, id: service, version: from + 1 }
    if (differences({ ...current, version: 0 }, { ...profile, version: 0 }).length === 0)
      return refuse('profile-unchanged', {})
    const open = db.cases.openOfService(service, 'profile-change')
    if (open !== undefined) return refuse('case-open-already', { caseNo: open.case_no })
    const row = openCase(db, premises, staff, now, {
      kind: 'profile-change',
      state: 'awaiting-approval',
      contract: undefined,
      service,
      profileVersion: from,
      subject: { kind: 'service' },
      ask: CaseAsk.parse({ kind: 'profile-change', service, from, profile, reason }),
      exception: null,
      intake: {},
      linkedCase: null,
      oldSerial: null,
    })
    const hash = contentHash(row, undefined, undefined)
    db.cases.change(row, { submitted_at: now.instant, content_hash: hash })
    return ok({
      output: { caseNo: row.case_no },
      audit: {
        event: 'profile.proposed',
        object: row.case_no,
        facts: { service, from, contentHash: hash, reason },
      },
    })
  },
}
