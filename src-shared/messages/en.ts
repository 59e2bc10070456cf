import { administration } from './en/administration.ts'
import { approval } from './en/approval.ts'
import { boards } from './en/boards.ts'
import { cases } from './en/cases.ts'
import { changes } from './en/changes.ts'
import { closing } from './en/closing.ts'
import { contact } from './en/contact.ts'
import { contract } from './en/contract.ts'
import { dispatch } from './en/dispatch.ts'
import { door } from './en/door.ts'
import { emergency } from './en/emergency.ts'
import { engine } from './en/engine.ts'
import { evidence } from './en/evidence.ts'
import { fields } from './en/fields.ts'
import { frame } from './en/frame.ts'
import { help } from './en/help.ts'
import { importScreen } from './en/import-screen.ts'
import { jobs } from './en/jobs.ts'
import { keyCare } from './en/key-care.ts'
import { keys } from './en/keys.ts'
import { lists } from './en/lists.ts'
import { loss } from './en/loss.ts'
import { master } from './en/master.ts'
import { paperScreen } from './en/paper-screen.ts'
import { parts } from './en/parts.ts'
import { people } from './en/people.ts'
import { profiles } from './en/profiles.ts'
import { refusals } from './en/refusals.ts'
import { restore } from './en/restore.ts'
import { router } from './en/router.ts'
import { routerScreen } from './en/router-screen.ts'
import { search } from './en/search.ts'
import { second } from './en/second.ts'
import { seedFiles } from './en/seed-files.ts'
import { seeds } from './en/seeds.ts'
import { shell } from './en/shell.ts'
import { start } from './en/start.ts'
import { states } from './en/states.ts'
import { stock } from './en/stock.ts'
import { tokenPage } from './en/token-page.ts'
import { trail } from './en/trail.ts'
import { trailScreen } from './en/trail-screen.ts'
import { transfers } from './en/transfers.ts'
import { words } from './en/words.ts'
import type { Messages } from './ja.ts'

export const en = {
  frame,
  keys,
  fields,
  states,
  parts,
  dispatch,
  door,
  emergency,
  help,
  shell,
  approval,
  cases,
  jobs,
  lists,
  loss,
  words,
  people,
  restore,
  router,
  master,
  trail,
  refusals,
  contact,
  contract,
  boards,
  changes,
  tokenPage,
  engine,
  importScreen,
  paperScreen,
  profiles,
  routerScreen,
  search,
  second,
  seedFiles,
  seeds,
  stock,
  trailScreen,
  evidence,
  transfers,
  administration,
  keyCare,
  start,
  closing,
} satisfies Messages
