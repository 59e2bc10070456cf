import { fields } from './en/fields.ts'
import { frame } from './en/frame.ts'
import { keys } from './en/keys.ts'
import { parts } from './en/parts.ts'
import { states } from './en/states.ts'
import type { Messages } from './ja.ts'

export const en = { frame, keys, fields, states, parts } satisfies Messages
