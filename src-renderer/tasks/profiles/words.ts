import type { Bilingual } from '#shared/profiles'
import { searchKey } from '#shared/text/normalise'
import { type Messages, useMessages } from '../../desk/messages.ts'
import { useDesk } from '../../desk/state.ts'
import type { Path } from './edit.ts'

type Language = 'ja' | 'en'
/** English words that stand inside sentences elsewhere begin with their article. */
const asTitle = (text: string): string => {
  const bare = text.replace(/^the /, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

const isPlace = (step: string): boolean => /^\d+$/.test(step)

/** What the places of a description are called, and what its codes mean. */
export function profileWords({ profiles: t, words }: Messages, language: Language) {
  const lines: Readonly<Record<string, string>> = words.parameter

  /** The name of one line: 再発行までの分. */
  const line = (name: string): string => asTitle(lines[name] ?? name)

  /** A code in words, by the nearest place on its way that has words of its own. */
  const code = (path: Path, value: string): string => {
    const own = path.findLast((step) => t.values.in[step]?.[value] !== undefined)
    return (own === undefined ? undefined : t.values.in[own]?.[value]) ?? t.values.any[value] ?? value
  }

  /** The name of a place inside a line: 受付時間, 1番目. */
  const field = (path: Path): string => {
    const [name = ''] = path
    const step = path.at(-1) ?? ''
    if (isPlace(step)) return t.entry(Number(step) + 1)
    if (path.length === 1) return line(name)
    return t.fieldsIn[name]?.[step] ?? t.fields[step] ?? code(path.slice(0, -1), step)
  }

  return {
    line,
    code,
    field,
    say: (word: Bilingual): string => word[language],
    /** A place from its line down: 連絡先 › 受付時間 › 1番目 › 始まり. */
    place: (path: Path): string => {
      const [first, second = '', ...rest] = path
      if (first === 'sources' && second !== '') {
        const at = rest[0] === undefined ? [] : [t.entry(Number(rest[0]) + 1)]
        return t.path([line(second), t.sources, ...at])
      }
      return t.path(path.map((_, depth) => field(path.slice(0, depth + 1))))
    },
    /** A value that has no parts, with its unit. */
    value: (path: Path, value: string | number | boolean): string => {
      if (typeof value === 'number') return t.units[path.at(-1) ?? '']?.(String(value)) ?? String(value)
      return typeof value === 'boolean' ? code(path, String(value)) : value
    },
  }
}

export type ProfileWords = ReturnType<typeof profileWords>

export function useProfileWords(): ProfileWords & { readonly language: Language } {
  const language = useDesk((desk) => desk.language)
  return { ...profileWords(useMessages(), language), language }
}

/** Which lines go by a name: part of their word as a person may write it, or of their code. */
export function useFinder(): (text: string) => (name: string) => boolean {
  const w = useProfileWords()
  return (text) => {
    const sought = searchKey(text)
    return (name) => searchKey(w.line(name)).includes(sought) || searchKey(name).includes(sought)
  }
}
