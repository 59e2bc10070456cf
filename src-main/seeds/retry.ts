import type { SeedProblem } from './record.ts'

/** The words of a list; main has none of its own. */
export type RetryWords = {
  readonly headings: readonly [serial: string, key: string, line: string, code: string, reason: string]
  reason(problem: SeedProblem): string
}

/**
 * The keys that were refused, for the vendor or for a second try, as lines of a CSV file (RFC 4180, CR LF, UTF-8 with
 * a mark). It has no column for a secret.
 */
export function* retryList(
  problems: Iterable<SeedProblem>,
  words: RetryWords,
): Generator<string, void, void> {
  yield `\ufeff${words.headings.map(csvField).join(',')}\r\n`
  for (const problem of problems) {
    const { serial, place, code } = problem
    const cells = [serial ?? '', String(place.key), String(place.line), code, words.reason(problem)]
    yield `${cells.map(csvField).join(',')}\r\n`
  }
}

/**
 * One field that a spreadsheet shows as it stands: what it could take for a formula, also behind blanks and in full
 * width, gets an apostrophe in front. So does what begins with an apostrophe, and taking one away gives the text back.
 */
export function csvField(text: string): string {
  const safe =
    /^[\s\u3000\ufeff]*[=+\-@\t\r\n＝＋－＠']/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n']|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
