/**
 * The earliest first; what is due at the same moment by the second key, so that no two readings of one answer
 * differ.
 *
 * @param keys what to compare: an ISO-8601 instant in UTC, and a number of its own
 */
export const byEarliest = <Row>(
  rows: readonly Row[],
  keys: (row: Row) => readonly [at: string, no: string],
): readonly Row[] =>
  rows.toSorted((one, other) => {
    const [at, no] = keys(one)
    const [otherAt, otherNo] = keys(other)
    return at < otherAt ? -1 : at > otherAt ? 1 : no < otherNo ? -1 : no > otherNo ? 1 : 0
  })
