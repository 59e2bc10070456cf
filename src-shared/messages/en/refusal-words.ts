import { type Sentence, wordIn } from '../sentence.ts'
import { people } from './people.ts'
import { words } from './words.ts'

/** What the sentences of several kinds of refusals share. */

export const tellSystems = 'tell the number to the systems desk.'

export const start = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

export const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

export const state = (code: string): string => wordIn<string>(words.states, code) ?? people.unknown

export const fieldNames = (fields: readonly string[]): readonly string[] => [
  ...new Set(
    fields.flatMap((path) => {
      const last = path.split('.').findLast((part) => !/^\d+$/u.test(part)) ?? ''
      return wordIn<string>(words.intake, last) ?? wordIn(words.inputs, last) ?? []
    }),
  ),
]

export const duration = (seconds: number): string =>
  seconds < 60 ? count(seconds, 'second', 'seconds') : count(Math.ceil(seconds / 60), 'minute', 'minutes')

export type Because = Pick<Sentence, 'why' | 'todo'>
