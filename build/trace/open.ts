/** Facts no test proves, each with the reason why not. A number leaves this list the day a test names it. */

const NOISE = 'Noise in the copy of the guide; nothing may be built on it, so nothing can be lost.'

export const OPEN: Readonly<Record<string, string>> = {
  'R-000-19': NOISE,
  'R-000-51': NOISE,
  'R-001-25': NOISE,
  'R-002-23':
    'The service’s own receipt number is not recorded: the desk’s receipts carry a number of its own.',
  'R-002-39': NOISE,
  'R-002-40': NOISE,
  'R-003-40': NOISE,
  'R-004-30': NOISE,
}
