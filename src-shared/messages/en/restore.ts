import type { Messages } from '../ja.ts'

/** 復元: at the door of a PC without records, what is to be done afterwards, and its record on paper. */
export const restore = {
  door: {
    way: 'Restore a backup on this PC',
    wayNote:
      'When a PC broke or is gone. A backup, two recovery cards and two colleagues bring the branch’s records back.',
    wayNoteHere: 'When the records on this PC do not open. While they do, sign in and restore there.',
    title: 'Restore a backup on this PC',
    lead: 'It takes two recovery cards and two colleagues, one of them a supervisor. Nothing on this PC changes before the last step.',
    chooseStep: 'First choose the file of the backup.',
    choose: 'Choose the file',
    chooseAgain: 'Choose another',
    chooseKey: 'File',
    file: 'File',
    installation: 'Branch’s mark',
    at: 'Made',
    size: 'Size',
    entries: 'Entries',
    entryCount: (count) => count.toLocaleString('en'),
    cards: 'Opens with',
    issue: (issue) => `Recovery cards of issue ${issue}`,
    noIssue: 'No cards. Choose another backup',
    cardsStep: 'See that file and cards bear the same mark, and enter two cards.',
    branch: 'Branch',
    branchName: (institution, name, number) => `${institution} ${name} (${number})`,
    peopleStep: 'Only these two will be able to sign in. The others get a first secret afterwards.',
    needsFile: 'choose a backup first',
    needsIssue: 'choose a backup that opens with cards',
    open: 'Open with the cards',
    openKey: 'Open',
    finish: 'Restore on this PC',
    finishKey: 'Restore',
    busy: 'Verifying the backup. A large one takes minutes.',
    done: 'The branch’s records are back. Sign in and see under “Administration”, “Backup”, what is to be done.',
    cancel: 'Cancel and go back',
  },
  list: {
    stoppedAgain: (numbers) => `Stopped again (look at these first): ${numbers}`,
    notStopped: (numbers) =>
      `Could not be stopped, because the customer is not in these records (stop them before anything else): ${numbers}`,
    stopFromPaper: (backupAt) =>
      `Find the slips of losses and thefts after ${backupAt} and stop those tokens before anything else. In these records they are not stopped.`,
    enterFromPaper: (receipt, caseNo, next) =>
      `Find the receipts ${receipt === '' ? 'from the first on' : `after ${receipt}`} and the forms ${caseNo === '' ? 'from the first on' : `after ${caseNo}`} on paper and enter them again. New receipts begin with ${next}.`,
    people:
      'Colleagues who were disabled, have left or changed role after the backup are as before. Change them again before giving anybody a first secret.',
    keys: 'If a key was rotated after the backup, rotate it again.',
    cards:
      'Make new recovery cards. Those before open nothing any more, and the branch serves nobody until then.',
    without: (names) => `Cannot sign in (give them a first secret): ${names}`,
    disabled: (names) =>
      `Still disabled, because they were let in again after the backup (two decide anew): ${names}`,
    counters: (count) =>
      `${count} counter ${count === 1 ? 'token was' : 'tokens were'} moved on, so that no code is used twice. Where the digits do not fit, resync.`,
    receipts: (numbers) => `Enter again from receipts: ${numbers}`,
    cases: (numbers) => `Enter again from forms: ${numbers}`,
    others: (count) =>
      `${count} other ${count === 1 ? 'entry' : 'entries'}: see the copy of the trail and the books.`,
    nothing: 'There is nothing to enter again.',
  },
  screen: {
    restoredOn: (at, of) => `Restored on ${at} from the backup of ${of}`,
    print: 'Print the restore record',
  },
  paper: {
    title: 'Restore record',
    small: 'Branch copy',
    number: (number) => `Book of backups, no. ${number}`,
    lead: 'Two people brought the branch’s records back from a backup, as follows.',
    at: 'Restored',
    by: 'By',
    how: 'How',
    hows: {
      two: 'Two supervisors at the desk of this branch',
      cards: 'Two colleagues with two recovery cards at the door of a PC',
    },
    backup: 'Backup',
    backupAt: (at, entries) => `${at}, ${entries.toLocaleString('en')} entries`,
    file: 'File',
    digest: 'Mark of its content',
    old: 'Records before',
    olds: {
      read: (lost) => `Opened, kept under another name. Entries after the backup: ${lost}`,
      'not-opened': 'Did not open, kept under another name',
      none: 'None on this PC',
    },
    lost: (count) => count.toLocaleString('en'),
    lostUnknown: 'cannot be counted',
    epoch: 'Restores so far',
    epochValue: (epoch) => String(epoch),
    next: 'Next receipt',
    todo: 'To do (tick when done)',
    cases: 'Cases to enter again',
    column: { caseNo: 'Case', kind: 'Kind', receiptNo: 'Receipt', contractNo: 'Contract', done: 'Done' },
    keep: 'Keep with the papers of the day. Until all is done, look at this sheet before taking a case.',
    stamps: { first: 'By', second: 'Second', checked: 'Entered again' },
  },
} satisfies Messages['restore']
