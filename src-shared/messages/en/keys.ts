import type { Messages } from '../ja.ts'

export const keys: Messages['keys'] = {
  bar: 'Function keys',
  back: 'Back',
  close: 'Close',
  help: 'Help',
  search: 'Search',
  newCase: 'New case',
  emergencyStop: 'Stop now',
  refresh: 'Refresh',
  nextPane: 'Next pane',
  print: 'Print',
  approvals: 'Approvals',
  textSize: 'Text size',
  waiting: (count) => (count === 1 ? '1 waiting' : `${count} waiting`),
}
