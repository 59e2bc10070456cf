import type { Messages } from '../ja.ts'

export const shell: Messages['shell'] = {
  groups: { reception: 'Reception', cases: 'Cases', tokens: 'Tokens', branch: 'Branch' },
  screens: {
    search: 'Reception',
    'my-cases': 'My cases',
    approvals: 'To approve',
    'awaiting-time': 'Waiting for time',
    'awaiting-customer': 'With customer',
    losses: 'Loss or theft',
    dispatch: 'Dispatch',
    'returned-mail': 'Returned mail',
    stock: 'Stock',
    seeds: 'Receiving',
    transfers: 'Between branches',
    'board-reissue': 'Re-issue clocks',
    'board-radar': 'Last administrators',
    'board-drift': 'Drift',
    'board-sunset': 'Migration list',
    import: 'Contract import',
    profiles: 'Descriptions',
    closing: 'Closing',
    administration: 'Administration',
    trail: 'Audit trail',
  },
  refreshed: (time) => `Refreshed at ${time}.`,
  standinAllowed:
    'Running on the evaluation stand-in, told to open real records too. Do not keep records that matter on it.',
  withoutDeviceSecret:
    'This machine has no key store. The real records are guarded by the passphrases of the staff alone.',
  disk: {
    'disk-full':
      'The disk of this machine is full and nothing can be kept: only lists can be looked at. Take emergency stops down on paper; the emergency window prints the form.',
    'store-read-only':
      'The place of the records takes no writes and nothing can be kept: only lists can be looked at. Take emergency stops down on paper; the emergency window prints the form. Tell the systems desk.',
  },
  inDoubt: {
    kept: (operation, at) =>
      `The disk failed during “${operation}” at ${at}. The records were opened again and checked: it was kept. There is no need to repeat it.`,
    notKept: (operation, at) =>
      `The disk failed during “${operation}” at ${at}. The records were opened again and checked: it was not kept. Please do it again.`,
  },
  frozen: {
    title: 'A supervisor is approving',
    what: (caseNo) => `The approval window of case ${caseNo} is open.`,
    until: 'This screen cannot be used until that window closes.',
    leave: 'Leaving the desk closes the approval window too.',
  },
  fault: {
    title: 'Something unexpected stopped this screen',
    what: 'The screen that was shown cannot go on.',
    why: 'The program contradicts itself. It is not something the staff did.',
    todo: 'Saved drafts are kept. If opening it again does not help, tell the number to the systems desk.',
    said: (number) =>
      number === undefined
        ? 'That could not be finished. Try again.'
        : `That could not be finished (${number}). Try again; if it persists, tell the number to the systems desk.`,
    again: 'Open the screen again',
    home: 'To the first screen',
  },
}
