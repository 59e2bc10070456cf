import type { Reads, Writes } from '#main/store/tables'
import { makeBranchIdentity, openIdentity, sealIdentity } from '#main/transfer/identity'
import {
  type Introduction,
  type OurBranch,
  readIntroduction,
  writeIntroduction,
} from '#main/transfer/introduction'
import type { KnownBranches } from '#main/transfer/party'
import { BranchNo, type Instant } from '#shared/ids'
import type { Branch } from '../premises.ts'

/** Who we are to other branches, and who they are to us. */

/** An introduction that stands in our own book; it was read before it was kept. */
function kept(text: string): Introduction {
  const read = readIntroduction(text)
  if (!read.ok) throw new Error(`an introduction in the book does not read: ${read.error.code}`)
  return read.value
}

/** What others know of us; undefined before the first of our documents was written. */
export function ourIntroduction(db: Reads): Introduction | undefined {
  const row = db.stockRecords.identity()
  return row === undefined ? undefined : kept(row.introduction)
}

/** Our branch as it writes. Its keys are made with the first document and stay for ever: other branches know us by them. */
export function ourBranch(
  db: Writes,
  { keys, institution, branchNo, branchName }: Branch,
  at: Instant,
): OurBranch {
  const row = db.stockRecords.identity()
  if (row !== undefined) {
    const identity = openIdentity(keys, row.sealed)
    if (identity === undefined) throw new Error('the keys by which other branches know us do not open')
    return { introduction: kept(row.introduction), identity }
  }
  const identity = makeBranchIdentity()
  const facts = { institution, branchNo: BranchNo.parse(branchNo), branchName, at }
  const introduction = writeIntroduction(identity, facts)
  db.stockRecords.keepIdentity({
    introduction: introduction.text,
    sealed: sealIdentity(keys, identity),
    since: at,
  })
  return { introduction, identity }
}

/** The branches that two of us have telephoned with. */
export const knownBranches =
  (db: Reads): KnownBranches =>
  (fingerprint) => {
    const peer = db.stockRecords.peers().find((one) => one.fingerprint === fingerprint)
    return peer === undefined ? undefined : kept(peer.introduction)
  }
