import type { Proposal } from '#main/seeds/prove'
import type { SeedFileFault, SeedFileHead, SeedItem, SeedRecord } from '#main/seeds/record'
import { seeds as en } from '#shared/messages/en/seeds'
import { seeds as ja } from '#shared/messages/ja/seeds'
import { formatDate } from '#shared/text/wareki'
import { inBoth, type ProofOutcome, type Reason, words } from './words.ts'

/** What is told of the file before its keys. */
export type FileFacts = SeedFileHead & { readonly name: string; readonly bytes: number; readonly at: string }
/** How one `--prove` ended. */
export type Proved = {
  readonly serial: string
  readonly unixTime: number
  readonly outcome: ProofOutcome
  /** How many steps the token's clock, or its counter, is ahead. */
  readonly ahead: number | null
  readonly proposals: readonly Proposal[]
}
export type Sum = {
  readonly sha256: string | null
  readonly keys: number
  readonly accepted: number
  readonly refused: number
}

/** Tells the rehearsal piece by piece, so that a million keys need no more memory than one. */
export type Output = {
  head(file: FileFacts): void
  key(item: SeedItem): void
  end(sum: Sum, proofs: readonly Proved[]): void
  /** The file was refused; whatever was told before does not count. */
  refused(fault: SeedFileFault): void
}

type Write = (text: string) => void
const both = { ja, en }
const problemReason = (item: SeedItem & { readonly ok: false }): Reason =>
  inBoth(both, ({ problems }) => problems[item.problem.code](item.problem.facts))
const proofReason = (outcome: ProofOutcome): Reason => ({
  ja: words.ja.proofs[outcome],
  en: words.en.proofs[outcome],
})
export const faultReason = (fault: SeedFileFault): Reason =>
  inBoth(both, ({ files }) => files[fault.code](fault.facts))

/** One JSON document, a line per key. */
export function jsonOutput(write: Write): Output {
  let begun = false
  let keys = 0
  const begin = (): void => {
    if (!begun) write('{\n')
    begun = true
  }
  const closeKeys = (): void => {
    if (begun) write(keys === 0 ? '],\n' : '\n],\n')
  }
  return {
    head({ at, ...file }) {
      begin()
      const facts = {
        name: file.name,
        bytes: file.bytes,
        format: file.format,
        protection: file.protection,
        keyName: file.keyName,
        // Whoever has seen such a file can make the same codes.
        plainSecrets: file.protection === 'plain',
      }
      write(`"rehearsedAt": ${JSON.stringify(at)},\n"file": ${JSON.stringify(facts)},\n"keys": [`)
    },
    key(item) {
      write(`${keys === 0 ? '' : ','}\n${JSON.stringify(keyFacts(item))}`)
      keys += 1
    },
    end({ sha256, ...counts }, proofs) {
      closeKeys()
      const proven = proofs.filter(({ outcome }) => outcome === 'fits').length
      const told = proofs.map(({ serial, unixTime, outcome, ahead, proposals }) => ({
        serial,
        unixTime,
        outcome,
        proven: outcome === 'fits',
        ahead,
        proposals: proposals.map(({ kind, periodSeconds, ...rest }) => ({
          type: kind,
          period: periodSeconds,
          ...rest,
        })),
        reason: proofReason(outcome),
      }))
      write(`"proofs": ${JSON.stringify(told)},\n"sha256": ${JSON.stringify(sha256)},\n`)
      write(`"counts": ${JSON.stringify({ ...counts, proofs: proofs.length, proven })},\n`)
      write(`"outcome": ${JSON.stringify(counts.refused === 0 ? 'accepted' : 'refused')}\n}\n`)
    },
    refused(fault) {
      closeKeys()
      begin()
      const error = {
        code: fault.code,
        line: fault.line === 0 ? null : fault.line,
        reason: faultReason(fault),
      }
      write(`"outcome": "refused",\n"error": ${JSON.stringify(error)}\n}\n`)
    },
  }
}

function keyFacts(item: SeedItem): Readonly<Record<string, unknown>> {
  if (!item.ok) {
    const { serial, place, code } = item.problem
    return { serial, key: place.key, line: place.line, outcome: 'refused', code, reason: problemReason(item) }
  }
  // Every field by name: a seed must not get out because a record was copied.
  const { record } = item
  return {
    serial: record.serial,
    key: record.place.key,
    line: record.place.line,
    outcome: 'accepted',
    type: record.kind,
    algorithm: record.algorithm,
    digits: record.digits,
    period: record.periodSeconds,
    counter: record.counter,
    validFrom: record.validFrom,
    validUntil: record.validUntil,
    manufacturer: record.manufacturer,
    model: record.model,
    issuer: record.issuer,
    issueNo: record.issueNo,
    friendlyName: record.friendlyName,
    encoding: record.encoding,
    seedBytes: record.seed.length,
    assumed: record.assumed,
  }
}

const WIDTHS = [7, 8, 20, 5, 7, 6, 12, 23, 0]

/** A table for people. */
export function tableOutput(write: Write, language: 'ja' | 'en'): Output {
  const say = words[language]
  const seeds = both[language]
  const row = (cells: readonly string[]): string =>
    `${cells
      .map((cell, at) => padded(cell, WIDTHS[at] ?? 0))
      .join('  ')
      .trimEnd()}\n`
  const missing = new Set<SeedRecord['assumed'][number]>()
  return {
    head(file) {
      write(`${visible(file.name)}  ${file.format.toUpperCase()}  ${file.bytes} bytes\n`)
      if (file.protection === 'plain') write(`! ${seeds.plain}\n`)
      write(`\n${row(say.headings)}`)
    },
    key(item) {
      if (!item.ok) {
        const { serial, place } = item.problem
        const blank = ['', '', '', '', '']
        const why = problemReason(item)[language]
        write(row([String(place.key), String(place.line), serial ?? '-', ...blank, `${say.refused}: ${why}`]))
        return
      }
      const { record } = item
      for (const name of record.assumed) missing.add(name)
      const pace = record.kind === 'totp' ? `${record.periodSeconds} s` : `# ${record.counter}`
      const until = record.validUntil === null ? '-' : formatDate(record.validUntil, language)
      const cells = [
        record.serial,
        record.kind.toUpperCase(),
        record.algorithm,
        String(record.digits),
        pace,
        until,
      ]
      write(row([String(record.place.key), String(record.place.line), ...cells, say.accepted]))
    },
    end({ sha256, keys, accepted, refused }, proofs) {
      write('\n')
      if (missing.size > 0) write(`${seeds.assumed([...missing].map((name) => seeds.assumptions[name]))}\n`)
      for (const { serial, outcome, proposals } of proofs) {
        write(`${serial}: ${say.proofs[outcome]}\n`)
        for (const one of proposals) {
          const pace = one.periodSeconds === null ? '' : `${one.periodSeconds} s`
          write(`  ${one.kind.toUpperCase()}  ${one.algorithm}  ${one.digits}  ${pace}\n`)
        }
      }
      write(`SHA-256  ${sha256 ?? '-'}\n${say.counts(keys, accepted, refused)}\n`)
      if (proofs.length > 0) {
        write(`${say.proven(proofs.filter(({ outcome }) => outcome === 'fits').length, proofs.length)}\n`)
      }
      if (refused > 0) write(`${say.allOrNothing}\n`)
      write(`${say.nothingWritten}\n`)
    },
    // Said on standard error, where every refusal of a file is.
    refused() {},
  }
}

/** Names of files may hold what moves a cursor. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')

/** Padded by the places a terminal gives: two for what is full width. */
function padded(text: string, width: number): string {
  const places = [...text].reduce(
    (sum, sign) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        sign,
      )
        ? 2
        : 1),
    0,
  )
  return text + ' '.repeat(Math.max(0, width - places))
}
