import type { Messages } from '../ja.ts'

const about = (seconds: number): string => {
  if (seconds < 120) return `${seconds} seconds`
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} minutes`
  return seconds < 2 * 86_400 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86_400)} days`
}

export const frame: Messages['frame'] = {
  appName: 'Madoguchi',
  /** Where there is no room for the name. */
  appShort: '窓口',
  practice: 'Practice',
  own: 'Change my passphrase',
  practiceShort: '練習',
  practiceStanding: 'This is practice. Nothing done here enters the real records.',
  standin: 'Running on the evaluation stand-in. It does not open real records.',
  jobs: 'Jobs',
  content: 'Screen content',
  standing: 'Standing notice',
  messageLine: 'Messages',
  leave: 'Leave the desk',
  clock: { trusted: 'clock is right', suspect: 'check the clock', rejected: 'clock rejected' },
  clockDoubt: (reason, secondsFast) => {
    const length = `about ${about(Math.abs(secondsFast))}`
    const fast = secondsFast > 0
    switch (reason) {
      case 'jump':
        return `The clock of this machine went ${fast ? 'forward' : 'back'} by ${length} while it was running.`
      case 'behind':
        return `The clock of this machine is ${length} behind the last entry.`
      case 'before-program':
        return 'The clock of this machine shows a time long past.'
      case 'gap':
        return `The last entry is ${length} old, and nobody has checked the clock yet.`
      case 'earlier':
        return 'The clock of this machine was in doubt when the program was closed.'
      default:
        return `The clock of this machine is ${length} ${fast ? 'fast' : 'slow'}.`
    }
  },
  clockStops:
    'No digits are checked and nothing is approved. Set the clock, then two people press F3 and confirm it.',
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
