import type { Messages } from '../ja.ts'

export const help: Messages['help'] = {
  title: 'Help',
  close: 'Close help',
  language: '日本語で表示',
  languageKey: '日本語',
  sections: {
    keys: 'Keys',
    jobs: 'What can be done',
    terms: "The desk's rules and lists",
    words: 'Words with two meanings',
    codes: 'Telling a number',
    messages: 'Earlier messages',
    desk: 'This machine',
  },
  licences: {
    key: 'Licences',
    open: 'Show parts and licences',
    title: 'What the desk is made of, and its licences',
    lead: 'The desk itself is under the MIT licence. It uses the parts below. List and texts came with the program, and nothing is fetched. The texts stand as the parts bring them.',
    list: (count) => `${count} parts`,
    head: ['Part', 'Version', 'Licence'],
    back: 'Back to the help',
  },
  find: {
    key: 'Search',
    label: 'Search the help and the guides',
    help: 'Words, a screen id (BLG3020), a message number (00001). The steps of the five guides are searched too.',
    found: (count, shown) => (count > shown ? `Found: ${shown} of ${count}` : `Found: ${count}`),
    nothing: 'Nothing. Try another word, or part of a number.',
  },
  here: {
    title: 'This screen',
    screens: {
      search: [
        'Reception',
        'Search by name, kana, account or any number. F12 goes on to reception, F9 opens the contract.',
      ],
      contract: ['Contract', 'Its users, who shares a token, open cases, and what has changed.'],
      token: [
        'Token',
        'Who has it, and its whole life. A token of our own stock shows its movements since it came.',
        'When its digits are not accepted any more, F9 resyncs it. A supervisor looks on.',
      ],
      router: ['Router', 'Choose what happened; it says whether the branch is needed, or who else can help.'],
      'my-cases': ['My cases', 'The cases in your hands.'],
      approvals: ['To approve', 'What waits for a supervisor. Emergency stops to be reviewed come first.'],
      'awaiting-time': ['Waiting for time', "Cases that wait for the service's waiting time to pass."],
      'awaiting-customer': ['With customer', 'Registrations and logins to come, and the day to ask again.'],
      losses: ['Loss or theft', 'What was stopped, and what has not been asked yet.'],
      dispatch: [
        'Dispatch',
        'Approved applications are packed, the earliest start date first. The day to post by is counted back in bank days; red where it may be late.',
        'F9 puts an envelope with its mail number into the bag, F10 posts the bag. A supervisor who packed none of it checks every envelope.',
      ],
      'dispatch-pack': [
        'Packing',
        'Two people read the serial separately. What the first has read is shown nowhere. If they agree, the envelope is sealed and its registered-mail number scanned.',
        'After two misreadings the second person is a supervisor. F10 takes out a token that shows no code or cannot be read.',
      ],
      'returned-mail': [
        'Returned mail',
        'What the post brought back. The start date is held, the token is barred. Open the case; with a supervisor it is sent again or handed over at the counter.',
      ],
      stock: [
        'Stock',
        'By model: what runs short, what expires before it is used, the day to order.',
        'Boxes: counted and inspected, then put into the safe by two.',
        'Stocktake: what the book says is shown nowhere before the count is closed.',
        'Destruction: before a supervisor as witness, with a certificate to print.',
        'Replacement campaign: letters to those whose token ends, and who has applied.',
      ],
      seeds: [
        'Receiving',
        'Rehearse a seed file, check the codes of the samples, and write it with two supervisors. All of it comes in, or nothing.',
        'Files that are not encrypted are not taken until two supervisors allow it.',
      ],
      transfers: [
        'Between branches',
        'Tokens travel in a box, their keys in a document. Branches get to know each other by a fingerprint read out on the telephone.',
        'Two people send, two receive. When the receipt is back, our keys are erased.',
      ],
      'board-reissue': ['Re-issue clocks', 'From when a revoked token may be followed by a new one.'],
      'board-radar': ['Last administrators', 'Contracts with at most one administrator who can log in.'],
      'board-sunset': [
        'Migration list',
        'Kinds that are not registered any more, and tokens that expire soon.',
      ],
      'board-drift': [
        'Drift',
        'How far the clocks of tokens are off, by model and age. Beyond ten steps: exchange it.',
      ],
      import: ['Contract import', 'Rehearses the contract file and shows the differences first.'],
      profiles: ['Descriptions', 'The rules of each service. Changing one is a case of two persons.'],
      trail: [
        'Audit trail',
        'Who did what and when. F9 verifies that nothing is missing or altered. Narrow it down by number, day, person, kind and outcome.',
        'A copy, or the evidence pack of one case, is taken out with a supervisor, and the reason is kept.',
      ],
      closing: [
        'Closing',
        'Closing: F12 closes the day; print its sheet then. The next opening asks for the code on it.',
        'Daily sheets: those of before, printed again. The newest one is not shown before the opening check.',
        'Reviews: approvals the closing has chosen, looked at again by a supervisor who had no part in them.',
        'Deputies: who decides on a day without a supervisor, appointed beforehand by two supervisors.',
      ],
      administration: [
        'Administration',
        'Staff: added, role, disabled, left, first secret, another token. Done with a supervisor; F7 prints the record.',
        'Keys: make the recovery cards and try them once a year. Each key is replaced by its due date.',
        'Backup: once two people have chosen the place, every closing makes one. Once a month, a restore drill.',
        'Clock: why it is doubted, and when two people last confirmed it. Verification: the trail computed anew.',
      ],
      paper: ['Print preview', 'As it will be printed. F7 prints it or saves it as a PDF.'],
      case: [
        'Case',
        'In the order of the paper. What is missing stands on the right; Alt and a digit jump there.',
      ],
    },
  },
  keys: [
    ['F1', 'This help, on every screen but the lock.'],
    ['F2', 'Search by name, kana, contract, account, telephone, serial or case number.'],
    ['F3', 'Confirm the clock, while it is in doubt: also at the door and on the lock.'],
    [
      'F4',
      'Emergency stop, from every screen and over every window (tellers, supervisors, back office). Not through the lock, nor while an approval window is open.',
    ],
    ['F5', 'Refresh the list. Lists never move by themselves.'],
    ['F6', 'Go to the next pane.'],
    ['F7', 'Open the print preview (screens with paper).'],
    ['F8', 'What waits for approval. Emergency stops to be reviewed come first.'],
    ['F11', 'Text size: 100, 125, 150, 200%.'],
    ['F12', 'Go forward. While it is off, the reason stands at the bottom.'],
    ['Esc', 'One step back. Closes an open window.'],
    ['Enter', 'Next field; Shift+Enter the one before. Never submits.'],
    ['Alt+1…9', 'Jump to the field of a missing item.'],
    ['Alt+H', 'Hand the case to a colleague.'],
    ['Alt+T', 'Note a call back.'],
    ['Ctrl+L', 'Leave the desk. Hides the screen at once.'],
  ],
  practiceKey: ['Alt+P', 'Show or hide the codes of the practice tokens (practice branch only).'],
  barcode: 'A barcode reader can be used wherever the focus is.',
  jobs: [
    [
      'One way for all jobs',
      'Find the customer → choose what happened → see whether the branch is needed → enter the form → a supervisor approves → hand over the receipt. Approving carries it out, there and then.',
    ],
    [
      'Detachment, re-issue',
      'A token that no longer works is detached or revoked. Where the service makes one wait, the re-issue clock says from when the new one can be registered.',
    ],
    [
      'Unlock',
      "Lifts a lockout after wrong codes. While one of the customer's administrators can still log in, they lift it on their own screens.",
    ],
    [
      'Loss or theft',
      'F4 stops → ask the questions → a supervisor reviews → the papers come, and a linked case re-issues. One person may stop, on the telephone alone.',
    ],
    [
      'Application, opt-out, usage mode',
      'On paper, approved by a supervisor. How many of how many have registered is shown.',
    ],
    [
      'Application for a hardware token',
      'Taking it in allocates one → a supervisor approves → two people pack it → it is posted, or handed over at the counter → its arrival is recorded → the first right code of the customer activates it.',
    ],
    [
      'Not delivered, came back',
      'Open the case of the application. Returned mail is sent again or handed over; for a letter lost in the post another token is allocated. No new application is needed.',
    ],
    [
      'From the box to the safe',
      'Rehearse and write the seed file (receive) → count and inspect the box → put it into the safe, two people (shelve). Then it can be allocated.',
    ],
    [
      'Stocktake, destruction',
      'Count one by one; what differs becomes a case. Tokens are destroyed before a supervisor as witness.',
    ],
    [
      'Transfer between branches',
      'Tokens go in a box, their keys in a signed document. The branch that gets them counts, and sends a receipt.',
    ],
    [
      'Replacement campaign',
      'Letters to those whose token expires soon, and a second one to those who have not answered.',
    ],
    [
      'Resync',
      "F9 on the token's page. Two digits in a row, with a supervisor looking on; its digits are accepted again.",
    ],
    [
      'Lists',
      'Mine, to approve, waiting for time, with customer, loss or theft. Every open case is on one of them.',
    ],
    ['Contract import', 'Rehearses the contract file and shows the differences before anything is written.'],
    [
      'Audit trail',
      'Who did what and when. Nothing in it can be changed. Only what entries say can be erased by two people once seven years are over, and the chain stays whole.',
    ],
    [
      'Closing and opening',
      'Close and print the daily sheet → one copy to head office, one into the safe → the next opening asks for the code on the paper. Without the paper two supervisors open, and their reason is kept. Before the opening only the emergency stop works.',
    ],
    [
      'Forgotten passphrase, nobody can sign in',
      'Two colleagues, one of them a supervisor, issue a first secret. Its owner writes it down, signs in and chooses a passphrase. When nobody can sign in at all, two recovery cards and two colleagues lead back in from the sign-in.',
    ],
    [
      'Backup and restore',
      'One sealed file, read back after writing. Two supervisors restore it; what is to be entered again is then listed. On a machine without records, the first screen restores from a backup and two recovery cards.',
    ],
  ],
  terms: [
    [
      'Emergency stop',
      'The token is then "suspended by us", for everybody who uses it. It works with a clock in doubt too.',
    ],
    [
      'Found again, resume',
      "What turns up is judged by the service's description. As it comes, no lost token returns to anybody; a stolen one never does. A stop made by mistake is lifted on paper and by a supervisor.",
    ],
    [
      'Second checker',
      "Soon after a change of seal, address or administrator, two supervisors approve a detachment, re-issue, unlock and the like. The days are in the description, 30 at first. The guides know no such rule; it is this desk's own.",
    ],
    [
      'Re-issue clocks',
      'From when a revoked token may be followed by a new one. Tokyo time, and never promised too early. Calls back are noted here.',
    ],
    [
      'Last administrators',
      'Contracts with at most one administrator who can log in. If that one is locked out, the customer must come to the branch.',
    ],
    [
      'Stock',
      'Tokens in the safe that can be allocated. A hardware token that is not of our stock cannot be registered. Nothing is deleted: every movement has who, when and why.',
    ],
    [
      'Second person, witness',
      'Packing, shelving, posting, destroying, transfers and the like happen within 120 seconds after somebody else has proven themselves with their own passphrase and token. The desk stays whose it is. For posting, sending again, destroying, transfers, resyncs and some others only a supervisor will do.',
    ],
    [
      'Seed file',
      "The vendor's file with the keys (seeds) of the tokens, PSKC or CSV. It is not copied to this machine, and not kept after it was written.",
    ],
    [
      'Rehearsal',
      'Before anything is written every token is shown as new, here already, different or refused. Unless all are new, nothing is written.',
    ],
    [
      'Inspection, shelving',
      'Inspection compares the number of tokens and the printed expiry with the file; shelving puts them into the safe before two people.',
    ],
    [
      'Allocation',
      'Setting one token aside for an application, the earliest expiry first. Its serial is not shown until two people have read it.',
    ],
    [
      'Packing',
      'Two people read the serial separately, and the envelope is sealed only if they agree. One code of the token is checked too.',
    ],
    [
      'Start date',
      'The day the customer begins. It cannot be confirmed before delivery, and returned mail holds it; after that two people set a day anew.',
    ],
    [
      'Returned mail, lost in the post',
      'Returned mail is back, and the same token can be sent again. A letter that is not found is lost, and its serial can never be used again.',
    ],
    [
      'Stocktake',
      'Counted without seeing the book. A difference enters the book only when a supervisor who did not count approves it.',
    ],
    [
      'Fingerprint of a branch',
      "24 characters that stand for another branch's keys. Call its main number on record, have them read out, and type them.",
    ],
    [
      'Drift',
      'How far the clock of a token is from that of this machine. Noted whenever its digits are accepted; it tells when a token has to be exchanged. One that is not accepted any more is resynced from its page with F9, with a supervisor.',
    ],
    [
      'Confirming the clock',
      'While the clock of the machine is in doubt, no digits are checked and nothing is approved. Set it; then two people, one of them a supervisor, look at another clock and confirm it. The doubt outlives a restart.',
    ],
    [
      'Sheet code',
      'The ten characters on the daily sheet. They tell whether paper and records belong together. If you hold a sheet with a higher number, the records have been put back: do not start work, and tell the systems desk.',
    ],
    [
      'First secret',
      'Twenty characters made by the program and shown once. Good once within 24 hours; nobody has chosen it.',
    ],
    [
      'Recovery cards, key ring',
      'Each colleague’s passphrase opens the key ring. The cards are three papers, any two of which open it; one opens nothing. Once used, they are made anew.',
    ],
    [
      'Restore drill',
      'The newest backup is restored into a passing place, verified as a whole and removed. The present records do not change.',
    ],
    [
      'Checkpoint, verification',
      'A checkpoint is a signature that the trail up to an entry was just this. An audit copy is verified outside the branch by a program of its own, which needs no secret.',
    ],
    ['Evidence pack', 'The trail of one case on paper (PDF) and as a file, with its path to a checkpoint.'],
    ['Read record', 'Who looked at a customer’s record is on the trail as well.'],
    [
      'Deputy',
      'Decides in the place of a supervisor until the closing of one day. Two supervisors appoint them beforehand. Nobody approves what they entered.',
    ],
    [
      'Migration list',
      'Tokens of kinds that are no longer registered, and tokens that expire within 90 days.',
    ],
    ['Last 90 days', 'Losses, unlocks and re-issues of this person and contract, beside every case.'],
    [
      'Service description',
      'The rules of each service. Changing one is a case of two persons. A case goes by the version it was taken under.',
    ],
    ['要確認', 'The guide does not say. Never guess: ask a supervisor, or whoever issued the guide.'],
  ],
  wordsLead: 'The same word means opposite things in two services. This desk uses the words on the right.',
  wordsHead: ["The service's word", 'What it means', 'The word on this desk'],
  words: [
    [
      '解除',
      'In corporate WEB-FB 登録解除 detaches the token. In credit-union banking 停止解除 lifts a lockout.',
      'detach / unlock',
    ],
    [
      '利用停止',
      'In personal banking the customer chooses to stop using it. In credit-union banking it is the lockout after wrong codes.',
      'opt out / locked',
    ],
    [
      '停止',
      'Stopped by wrong codes, or stopped by the branch. The ways back differ.',
      'locked → unlock / suspended by us → resume',
    ],
    ['失効', 'Ending the present token, to issue another after a waiting time.', 'revoke'],
    [
      '交換・変更・再登録',
      'Replacing while the old token still gives codes, or registering anew when it does not.',
      'exchange / register anew',
    ],
    ['再発行', 'What the institution does when the old token no longer starts.', 're-issue'],
    ['トークン発行', "Issuing by e-mail on the customer's side. Also the name of a state.", 'issue'],
    [
      'トークンID・シリアル番号・クレデンシャルID',
      'All of them are the number on the token. Each service has its own name for it.',
      'serial',
    ],
    ['管理者', "A role within the customer's company. Not a role of our staff.", 'administrator (customer)'],
  ],
  codesLead:
    "Every refusal carries a number such as AP-0207. Tell that number on the telephone. Do not tell the customer's name, a token's code or a passphrase.",
  codes: [
    ['DR', 'Desk and rights (lock, clock, who may)'],
    ['SE', "The branch's records and set-up"],
    ['BK', 'Backup and restore'],
    ['DY', 'Closing, opening check, deputies'],
    ['KE', 'Keys and recovery cards'],
    ['PE', 'Staff'],
    ['SI', 'Signing in'],
    ['CM', 'Contract import and enquiry'],
    ['CA', 'Cases, form entry, emergency stop'],
    ['AP', 'Approval'],
    ['ST', 'Serial numbers and stock'],
    ['RG', 'Registering the new token'],
    ['PR', 'Printing and saving'],
    ['PF', 'Service descriptions'],
    ['DP', 'Dispatch and start date'],
    ['IM', 'Seed files'],
    ['RS', 'Resync and drift'],
    ['CL', 'Confirming the clock'],
  ],
  desk: {
    version: 'Version',
    runtime: 'Runtime',
    runtimes: { electron: 'Electron', standin: 'Evaluation stand-in' },
    branch: 'Branch',
    clock: 'Clock',
    clocks: {
      trusted: 'Right.',
      suspect: 'Check it. Code checks and approvals are paused. Two people confirm it with F3.',
      rejected: 'Wrong. Code checks and approvals are paused. Set it; then two people confirm it with F3.',
    },
    idle: 'Nobody at the keyboard',
    idleAfter: 'The screen is hidden after 5 minutes.',
  },
}
