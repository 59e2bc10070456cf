import { approval } from './en/approval.ts'
import { cases } from './en/cases.ts'
import { door } from './en/door.ts'
import { fields } from './en/fields.ts'
import { frame } from './en/frame.ts'
import { help } from './en/help.ts'
import { keys } from './en/keys.ts'
import { lists } from './en/lists.ts'
import { parts } from './en/parts.ts'
import { shell } from './en/shell.ts'
import { states } from './en/states.ts'
import type { Messages } from './ja.ts'

export const en = {
  frame,
  keys,
  fields,
  states,
  parts,
  door,
  help,
  shell,
  approval,
  cases,
  lists,
} satisfies Messages
