import { administration } from './ja/administration.ts'
import { approval } from './ja/approval.ts'
import { boards } from './ja/boards.ts'
import { cases } from './ja/cases.ts'
import { changes } from './ja/changes.ts'
import { closing } from './ja/closing.ts'
import { contact } from './ja/contact.ts'
import { contract } from './ja/contract.ts'
import { dispatch } from './ja/dispatch.ts'
import { door } from './ja/door.ts'
import { emergency } from './ja/emergency.ts'
import { engine } from './ja/engine.ts'
import { evidence } from './ja/evidence.ts'
import { fields } from './ja/fields.ts'
import { frame } from './ja/frame.ts'
import { help } from './ja/help.ts'
import { importScreen } from './ja/import-screen.ts'
import { jobs } from './ja/jobs.ts'
import { keyCare } from './ja/key-care.ts'
import { keys } from './ja/keys.ts'
import { lists } from './ja/lists.ts'
import { loss } from './ja/loss.ts'
import { master } from './ja/master.ts'
import { paperScreen } from './ja/paper-screen.ts'
import { parts } from './ja/parts.ts'
import { people } from './ja/people.ts'
import { profiles } from './ja/profiles.ts'
import { refusals } from './ja/refusals.ts'
import { restore } from './ja/restore.ts'
import { router } from './ja/router.ts'
import { routerScreen } from './ja/router-screen.ts'
import { search } from './ja/search.ts'
import { second } from './ja/second.ts'
import { seedFiles } from './ja/seed-files.ts'
import { seeds } from './ja/seeds.ts'
import { shell } from './ja/shell.ts'
import { start } from './ja/start.ts'
import { states } from './ja/states.ts'
import { stock } from './ja/stock.ts'
import { tokenPage } from './ja/token-page.ts'
import { trail } from './ja/trail.ts'
import { trailScreen } from './ja/trail-screen.ts'
import { transfers } from './ja/transfers.ts'
import { words } from './ja/words.ts'

/**
 * Every sentence the desk can say, in the order of the screen. Japanese is the shape; each further language
 * `satisfies Messages`, so a missing key or a wrong placeholder does not compile.
 *
 * One file per group, so that two people adding groups never meet. A sentence with facts is a function,
 * because word order belongs to the translator.
 */
export const ja = {
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
}

export type Messages = typeof ja
