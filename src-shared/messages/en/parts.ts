import type { Messages } from '../ja.ts'

const count = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`)

export const parts: Messages['parts'] = {
  compare: {
    paper: 'On the paper',
    store: 'In our records',
    marks: 'Match',
    item: 'Item',
    equal: 'Same',
    differs: 'Different',
    waiting: 'Not yet',
    confirm: 'To be confirmed',
    sides: 'Left: paper. Right: records.',
    changedCell: (character) => `differing character ${character}`,
  },
  missing: {
    title: 'Still missing',
    count: (n) => `${n} left`,
    none: 'Nothing is missing.',
    f12Waits: (n) => `available when ${count(n, 'missing thing is', 'missing things are')} settled`,
  },
  effects: {
    title: 'What approval will do',
    touched: (n) => count(n, 'person is touched', 'people are touched'),
  },
  steps: {
    label: 'Steps of the procedure',
    names: ['Paper', 'Compare', 'Approve', 'Carry out', 'Receipt'],
    past: 'done',
    now: 'now',
    ahead: 'to come',
  },
  refused: {
    code: 'Code',
    what: 'What',
    why: 'Why',
    todo: 'What to do',
  },
  reissue: {
    from: 'onwards',
    left: (minutes) => `${count(minutes, 'minute', 'minutes')} left`,
    reached: 'Registration is possible',
  },
  serials: {
    range: (first, last) => (first === last ? first : `${first} – ${last}`),
    more: (runs) => (runs === 1 ? 'and 1 more range' : `and ${runs} more ranges`),
  },
  list: {
    count: (from, to, of) => (of === 0 ? 'None' : `${from} to ${to} of ${of}`),
    choose: 'Choose',
  },
  progress: {
    of: (done, total, unit) => `${done} of ${total} ${unit}`,
    left: (seconds) => `about ${count(seconds, 'second', 'seconds')} left`,
    restore: 'Cancel and restore',
    nothingWritten: 'Nothing has been written yet.',
  },
}
