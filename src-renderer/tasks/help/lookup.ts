import type { Messages } from '#shared/messages/ja'
import type { ServiceProfile } from '#shared/profiles'
import { searchKey } from '#shared/text/normalise'

/** Something the help can tell: where it stands, and what it says. */
export type HelpLine = { readonly about: string; readonly text: string; readonly keys: readonly string[] }

/** More than this is read by nobody; another letter narrows it down. */
export const LINES_MAX = 12

const line = (about: string, text: string, ...also: readonly string[]): HelpLine => ({
  about,
  text,
  keys: [about, text, ...also].map(searchKey),
})

/** The help's own text, line by line. */
export const ownLines = (t: Messages['help']): readonly HelpLine[] => [
  ...Object.values(t.here.screens).flatMap(([screen, ...says]) => says.map((said) => line(screen, said))),
  ...t.jobs.map(([job, story]) => line(job, story)),
  ...t.terms.map(([term, meaning]) => line(term, meaning)),
  ...t.words.map(([word, meaning, ours]) => line(word, `${meaning} → ${ours}`)),
  ...t.keys.map(([key, does]) => line(key, does)),
  ...t.codes.map(([prefix, about]) => line(prefix, about)),
]

/**
 * What a service's guide shows the customer: the steps, and what follows, with the ids of its screens and messages
 * (R-001-17, R-003-10). Found by the guide's own Japanese in either language.
 */
export function guideLines(profile: ServiceProfile, language: 'ja' | 'en'): readonly HelpLine[] {
  const name = profile.shortName[language]
  return [
    ...profile.stepSheets.flatMap(({ title, steps, cautions }) =>
      [...steps, ...cautions].map((said) =>
        line(`${name}　${title[language]}`, said[language], said.ja, title.ja),
      ),
    ),
    ...[...profile.effects.afterDetach, ...profile.effects.afterRegister].map(({ text }) =>
      line(name, text[language], text.ja),
    ),
  ]
}

/**
 * The lines in which every word that was typed occurs, whatever its width or kind of kana.
 *
 * @returns undefined while nothing searchable is typed; at most `LINES_MAX` lines, and how many there are
 */
export function lookUp(
  lines: readonly HelpLine[],
  typed: string,
): { readonly lines: readonly HelpLine[]; readonly count: number } | undefined {
  const wanted = typed
    .split(/\s+/u)
    .map(searchKey)
    .filter((key) => key !== '')
  if (wanted.length === 0) return undefined
  const hits = lines.filter(({ keys }) => wanted.every((word) => keys.some((key) => key.includes(word))))
  return { lines: hits.slice(0, LINES_MAX), count: hits.length }
}
