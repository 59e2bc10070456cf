import { contractsToWrite, NOTHING_YET, rehearseAtOnce } from '#main/master/plan'
import { sourceOfBytes } from '#main/master/source'
import { profiles } from '#main/profiles/index'
import type { MasterContract } from '#shared/master'
import { SAMPLE_CONTRACTS_CSV } from './sample-contracts.ts'

/**
 * The practice branch's contracts: the sample file, read as any contract master file is.
 *
 * @throws Error when the sample is not a file this program reads, which its tests exclude
 */
export function practiceContracts(): readonly MasterContract[] {
  const source = sourceOfBytes(Buffer.from(SAMPLE_CONTRACTS_CSV, 'utf8'))
  const rehearsal = rehearseAtOnce(source, NOTHING_YET, profiles)
  if (!rehearsal.ok) throw new Error(`the sample is not readable: ${rehearsal.error.code}`)
  const records = contractsToWrite(source, rehearsal.value, NOTHING_YET, profiles)
  if (!records.ok) throw new Error(`the sample is not readable: ${records.error.code}`)
  return [...records.value]
}
