import type { Messages } from '../ja.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
/** `31 December – 3 January`, `3–5 May`, `15 August`. */
function yearly({ from, to }: { readonly from: string; readonly to: string }): string {
  const month = (day: string) => MONTHS[Number(day.slice(0, 2)) - 1] ?? day.slice(0, 2)
  const dayOf = (day: string) => String(Number(day.slice(3)))
  if (from === to) return `${dayOf(from)} ${month(from)}`
  if (month(from) === month(to)) return `${dayOf(from)}–${dayOf(to)} ${month(to)}`
  return `${dayOf(from)} ${month(from)} – ${dayOf(to)} ${month(to)}`
}

export const contact: Messages['contact'] = {
  title: 'Contact',
  days: { weekdays: 'Weekdays', 'weekends-and-holidays': 'Weekends and holidays' },
  hours: (days, from, to) => `${days} ${from}–${to}`,
  closedDays: (runs) => `Closed ${runs.map(yearly).join(', ')}`,

  open: (day, at) => `Open now (until ${at}${day === '' ? '' : ` on ${day}`})`,
  openAlways: 'Open now',
  closed: 'Closed now.',
  next: (day, at) => `Opens ${day === '' ? 'today' : day} at ${at}`,
  nextUnknown: 'When it opens next is to be confirmed.',
  doubt: {
    'hours-not-stated': 'The guide does not state the hours.',
    'holidays-unknown': 'Whether today is a holiday is not known.',
    'year-end': 'The guide does not say whether it is open at the turn of the year.',
  },
  holiday: (name) => `Today is a public holiday (${name})`,
  closedToday: 'Today is one of its closed days',
  calculated: (year) => `Holidays from ${year} on are calculated, not yet announced (to be confirmed).`,

  emergency:
    'Urgent (lost, stolen, an unknown transaction): do not wait. This branch stops the token at once.',
  emergencyKey: 'Emergency stop',

  reception: 'Hours',
  urgent:
    'Urgent (lost, stolen, an unknown transaction): do not wait for these hours. Tell our branch; we stop the token at once.',
}
