import type { Messages } from '../ja.ts'

export const frame: Messages['frame'] = {
  appName: 'Madoguchi',
  /** Where there is no room for the name. */
  appShort: '窓口',
  practice: 'Practice',
  practiceShort: '練習',
  practiceStanding: 'This is practice. Nothing done here enters the real records.',
  standin: 'Running on the evaluation stand-in. It does not open real records.',
  jobs: 'Jobs',
  content: 'Screen content',
  standing: 'Standing notice',
  messageLine: 'Messages',
  leave: 'Leave the desk',
  clock: { trusted: 'clock is right', suspect: 'check the clock', rejected: 'clock rejected' },
  roles: {
    teller: 'Teller',
    supervisor: 'Supervisor',
    'back-office': 'Back office',
    administrator: 'Administrator',
    auditor: 'Auditor',
  },
  keyIsOff: (key, why) => `${key}: ${why}`,
  history: 'Earlier messages',
  historyEmpty: 'No messages yet.',
  locked: {
    title: 'Away from the desk',
    whose: (name) => `This is ${name}'s screen.`,
    kept: 'What was being typed is kept as a draft.',
  },
  textSize: (percent) => `Text size is now ${percent}%.`,
}
