import { fields } from './ja/fields.ts'
import { frame } from './ja/frame.ts'
import { keys } from './ja/keys.ts'
import { parts } from './ja/parts.ts'
import { states } from './ja/states.ts'

/**
 * Every sentence the desk can say, in the order of the screen. Japanese is the shape; each further language
 * `satisfies Messages`, so a missing key or a wrong placeholder does not compile.
 *
 * One file per group, so that two people adding groups never meet. A sentence with facts is a function,
 * because word order belongs to the translator.
 */
export const ja = { frame, keys, fields, states, parts }

export type Messages = typeof ja
