import type { ListColumn, ServiceProfile } from '#shared/profiles'

/** What the desk needs to see of every user, in its own order. */
const needed = ['userId', 'userName', 'role', 'tokenId', 'registration', 'authentication'] as const

/**
 * The service's own columns in the service's own order (R-000-29, R-003-20, R-003-32, R-004-21, R-004-26); after
 * them what the desk needs and the service does not show. A service without token numbers has no column for them,
 * because a column of nothing would only ask questions.
 *
 * @returns `word` null where the service has none for it
 */
export function columnsOf(
  profile: Pick<ServiceProfile, 'listColumns' | 'tokenIdPatterns'>,
): readonly { readonly code: ListColumn['code']; readonly word: ListColumn['word'] | null }[] {
  const own = profile.listColumns.map(({ code, word }) => ({ code, word }))
  const ours = needed
    .filter((code) => own.every((column) => column.code !== code))
    .filter((code) => code !== 'tokenId' || profile.tokenIdPatterns !== 'none')
  return [...own, ...ours.map((code) => ({ code, word: null }))]
}

/** Whether the service's own list stands in the order of its user IDs (R-003-23); if not, in that of the records. */
export const sortsById = ({ listColumns }: Pick<ServiceProfile, 'listColumns'>): boolean =>
  listColumns.some(({ code, sorted }) => code === 'userId' && sorted === 'ascending')

/** Offers a line break where katakana ends, which no rule of the browser finds in ワンタイムパスワード認証状態. */
export const breakable = (title: string): string => title.replace(/([ァ-ヶー])(?=[一-龠])/gu, '$1\u200b')
