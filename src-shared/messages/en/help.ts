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
  find: {
    key: 'Search',
    label: 'Search the help and the guides',
    help: 'Words, a screen id (BLG3020), a message number (00001). The steps of the five guides are searched too.',
    found: (count, shown) => (count > shown ? `Found: ${shown} of ${count}` : `Found: ${count}`),
    nothing: 'Nothing. Try another word, or part of a number.',
  },
  keys: [
    ['F1', 'This help, on every screen but the lock.'],
    ['F2', 'Search by name, kana, contract, account, telephone, serial or case number.'],
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
    ['Not yet', 'Hardware tokens: application, dispatch, not delivered. The router says so.'],
    [
      'Lists',
      'Mine, to approve, waiting for time, with customer, loss or theft. Every open case is on one of them.',
    ],
    ['Contract import', 'Rehearses the contract file and shows the differences before anything is written.'],
    ['Audit trail', 'Who did what and when. It can be neither deleted nor changed.'],
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
    ['SI', 'Signing in'],
    ['CM', 'Contract import and enquiry'],
    ['CA', 'Cases, form entry, emergency stop'],
    ['AP', 'Approval'],
    ['ST', 'Serial numbers'],
    ['RG', 'Registering the new token'],
    ['PR', 'Printing and saving'],
    ['PF', 'Service descriptions'],
  ],
  desk: {
    version: 'Version',
    runtime: 'Runtime',
    runtimes: { electron: 'Electron', standin: 'Evaluation stand-in' },
    branch: 'Branch',
    clock: 'Clock',
    clocks: {
      trusted: 'Right.',
      suspect: 'Check it. Code checks and approvals may not be possible.',
      rejected: 'Wrong. Code checks and approvals are paused. Call a supervisor.',
    },
    idle: 'Nobody at the keyboard',
    idleAfter: 'The screen is hidden after 5 minutes.',
  },
}
