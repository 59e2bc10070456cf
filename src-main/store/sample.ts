import { hash } from 'node:crypto'

/** What an approval is in the trail: the events of an entry that carried something out because somebody agreed. */
export const APPROVALS = ['case.executed', 'profile.changed'] as const

/** At least so many a day, where there are so many; of more than that, one in twenty. */
const AT_LEAST = 3
const ONE_IN = 20

/**
 * The approvals of a closing that somebody looks at again 抜き取り確認, from the numbers of their entries and the root of
 * the sheet's signed head (base64), smallest number first. Nobody knows the root before the day is sealed, because the last
 * entry under that head holds 32 random bytes (`closing.begun`), and nobody can change it once it is on paper. The formula
 * stands in TRAIL-FORMAT.md; a change of it is another version there.
 */
export function sampleOf(root: string, entries: readonly number[]): readonly number[] {
  const ticket = (entry: number): string => hash('sha256', `madoguchi/sample/v1\n${root}\n${entry}\n`)
  return entries
    .map((entry) => ({ entry, drawn: ticket(entry) }))
    .sort((left, right) => (left.drawn < right.drawn ? -1 : 1))
    .slice(0, Math.max(AT_LEAST, Math.ceil(entries.length / ONE_IN)))
    .map(({ entry }) => entry)
    .sort((left, right) => left - right)
}
