import { describe, expect, it } from 'vitest'
import { filesUnder } from './sources.ts'

/**
 * Tests mirror the source: `src-main/otp/engine.ts` ↔ `tests/main/otp/engine.test.ts`. What has no mirror stands
 * here with the reason, and leaves this list the day it gets one. A name ending in `/` is a folder.
 */
const WITHOUT: Readonly<Record<string, string>> = {
  'src-main/index.ts': 'composition; started by every window test',
  'src-main/window.ts':
    'Electron’s windows; what they are made with is walls.ts, and the window tests look at them from inside and outside',
  'src-main/ipc.ts': 'Electron’s side of the gate; what it decides is hearing.ts',
  'src-main/preload.ts': 'two functions; the window tests enumerate them',
  'src-main/device-seal.ts': 'Electron’s safeStorage; the rules about it are keys/device.ts',
  'src-main/premises.ts':
    'what outlives a question; proven through the gate in desk/session and desk/approval',
  'src-main/faults.ts': 'one decision; proven with a full and a read-only disk in store/faults',
  'src-main/backup/chunks.ts': 'proven by backup/container',
  'src-main/backup/folder.ts': 'proven through the gate in desk/backup',
  'src-main/backup/make.ts': 'proven through the gate in desk/backup',
  'src-main/backup/restore.ts': 'proven through the gate in desk/backup, and killed in crash-restore',
  'src-main/desk/restore.ts': 'proven through the gate in desk/backup',
  'src-main/desk/bring-forward.ts': 'proven through the gate in desk/backup and desk/door-restore',
  'src-main/desk/given-numbers.ts': 'proven through the gate in desk/backup',
  'src-main/keys/laying.ts': 'proven through the gate in desk/door-restore',
  'src-main/store/backups.ts': 'SQL; proven through the gate in desk/backup',
  'src-main/store/copy.ts': 'proven through the gate in desk/backup',
  'src-main/desk/branches.ts': 'who we and other branches are; proven through the gate in desk/transfers',
  'src-main/desk/cards.ts': 'proven through the gate in desk/keys',
  'src-main/desk/clock.ts': 'proven through the gate in desk/engine',
  'src-main/desk/dispatch-view.ts': 'views; proven in desk/dispatch',
  'src-main/desk/handlers.ts': 'types',
  'src-main/desk/effects.ts': 'what a job does to links; proven through the gate in desk/exceptions',
  'src-main/desk/parcels.ts':
    'what becomes of a parcel with its case; proven through the gate in desk/dispatch',
  'src-main/desk/registration.ts': 'proven through the gate in desk/cases and desk/exceptions',
  'src-main/desk/in-service.ts': 'a list of rules; proven in desk/day and desk/keys',
  'src-main/desk/index.ts': 'the table of handlers; fails to compile when one is missing',
  'src-main/desk/blast.ts': 'names beside touched.ts; proven in desk/cases and desk/contracts',
  'src-main/desk/case-view.ts': 'views; proven in desk/cases, desk/approval and desk/papers',
  'src-main/desk/opening.ts': 'opening and founding; proven in desk/session and the store’s tests',
  'src-main/desk/staff-proof.ts': 'proven in desk/session and desk/approval',
  'src-main/desk/transfer-goods.ts': 'tokens as they travel; proven through the gate in desk/transfers',
  'src-main/keys/cards.ts': 'proven by keys/recovery',
  'src-main/keys/kdf.ts': 'proven by keys/keyring',
  'src-main/keys/keys.ts': 'the open keys; proven by keys/keyring',
  'src-main/keys/random.ts': 'one line',
  'src-main/keys/replacing.ts': 'proven by keys/recovery, and killed in desk/rotation',
  'src-main/keys/ring-file.ts': 'the file; proven by keys/keyring',
  'src-main/keys/wrap.ts': 'proven by keys/seal and keys/keyring',
  'src-main/master/columns.ts': 'the headings; proven by master/read',
  'src-main/master/fields.ts': 'one field at a time; proven by master/read',
  'src-main/master/pending.ts': 'types',
  'src-main/master/source.ts': 'where bytes come from; proven by master/read and desk/master',
  'src-main/master/steps.ts': 'pauses while reading; proven by master/read',
  'src-main/native-hashes.ts': 'a table; native.test.ts compares it with what is installed',
  'src-main/practice/': 'published people and contracts; every test of the desk works in this branch',
  'src-main/profiles/': 'data; profiles.test.ts compares every parameter with a table written by hand',
  'src-main/seeds/csv/': 'lines, cells, columns and values of a list; proven by seeds/csv',
  'src-main/seeds/pskc/': 'parts, head and keys of a container; proven by seeds/pskc',
  'src-main/seeds/digest-table.ts': 'proven by seeds/checks',
  'src-main/seeds/record.ts': 'shapes, limits and one class of error',
  'src-main/seeds/weakness.ts': 'proven by seeds/checks and seeds/csv',
  'src-main/store/key-events.ts': 'SQL; proven through the gate in desk/keys',
  'src-main/store/rekey.ts': 'proven, and killed, in desk/rotation',
  'src-main/desk/seed-uses.ts': 'proven through the gate, over a restart, in rate',
  'src-main/store/boards.ts': 'SQL; proven through the gate in desk/boards',
  'src-main/store/probe.ts': 'proven by self-test',
  'src-main/store/profiles.ts': 'SQL; proven through the gate in desk/profiles',
  'src-main/store/trail-reading.ts':
    'SQL; proven through the gate in desk/trail, and by the offline verifier',
  'src-main/store/relations.ts': 'SQL; proven through the gate in desk/approval and desk/cases',
  'src-main/store/cases.ts': 'SQL; proven through the gate in desk/cases',
  'src-main/store/contracts.ts': 'SQL; proven through the gate in desk/master and desk/contracts',
  'src-main/store/desk-store.ts': 'joins store and tables',
  'src-main/store/days.ts': 'SQL; proven through the gate in desk/day, desk/closing and desk/deputies',
  'src-main/store/drift.ts': 'SQL; proven through the gate in desk/engine',
  'src-main/store/facts.ts': 'types',
  'src-main/store/migrations/':
    'SQL; store/database applies them, store/states holds their lists to the language',
  'src-main/store/parcels.ts': 'SQL; proven through the gate in desk/dispatch',
  'src-main/store/people.ts': 'SQL; proven through the gate in desk/session',
  'src-main/store/prints.ts': 'SQL; proven through the gate in desk/papers',
  'src-main/store/records.ts': 'shapes of rows',
  'src-main/store/reviews.ts': 'SQL; proven through the gate in desk/reviews',
  'src-main/store/search.ts': 'SQL; proven through the gate in desk/contracts',
  'src-main/store/tables.ts': 'joins the repositories',
  'src-main/store/tokens.ts': 'SQL; proven through the gate in desk/cases',
  'src-main/transfer/party.ts': 'who wrote to whom; proven by transfer/transfer and transfer/answer',
  'src-shared/cases.ts': 'a life table; life.test.ts walks every pair',
  'src-shared/links.ts': 'a life table; life.test.ts walks every pair',
  'src-shared/contract.ts': 'shapes of an operation; the house tests walk them all',
  'src-shared/evidence-pack.ts': 'shapes; desk/evidence.test.ts parses what the desk makes of them',
  'src-shared/ids.ts': 'schemas; the gate’s tests and house/schemas',
  'src-shared/intake.ts': 'schemas; intake-check.test.ts works on them',
  'src-shared/master.ts': 'schemas; master/read works on them',
  'src-shared/messages/': 'sentences; groups.test.ts and refusals.test.ts read them all',
  'src-shared/operations.ts': 'the registry; the gate’s tests and house/policy walk it',
  'src-shared/operations/': 'the contract; house/schemas and house/policy walk it',
  'src-shared/passphrase-blocklist.ts': 'a list; passphrase.test.ts',
  'src-shared/profiles.ts': 'schemas; the profiles’ own test',
  'src-shared/refusals.ts': 'a list; house/refusals',
  'src-shared/result.ts': 'two functions of one line',
  'src-shared/seeds.ts': 'lists; messages/seeds.test.ts has a sentence for every code',
  'src-shared/staff.ts': 'schemas',
  'src-shared/transfers.ts': 'a list; transfer/… earn every word of it',
}

const testOf = (path: string): string =>
  path.replace(/^src-(main|shared)\//, 'tests/$1/').replace(/\.ts$/, '.test.ts')

const modules = ['src-main', 'src-shared'].flatMap((top) => filesUnder(top, /\.ts$/))
const tests = new Set(filesUnder('tests', /\.test\.tsx?$/))
const excused = (path: string): string | undefined =>
  Object.keys(WITHOUT).find((name) => (name.endsWith('/') ? path.startsWith(name) : path === name))

describe('every module of main and of the shared language', () => {
  it('has a test at the same place, or a reason why not', () => {
    expect(modules.length).toBeGreaterThan(80)
    expect(modules.filter((path) => !tests.has(testOf(path)) && excused(path) === undefined)).toEqual([])
  })

  it('leaves the list of reasons when it gets a test, or goes', () => {
    const stale = Object.keys(WITHOUT).filter((name) => {
      const meant = modules.filter((path) => (name.endsWith('/') ? path.startsWith(name) : path === name))
      return meant.length === 0 || meant.some((path) => !name.endsWith('/') && tests.has(testOf(path)))
    })
    expect(stale).toEqual([])
  })
})
