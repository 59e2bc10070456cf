import type { Messages } from '../ja.ts'

export const paperScreen: Messages['paperScreen'] = {
  title: (paper) => `Preview: ${paper}`,
  broken: 'It is not clear which sheet this is. Open it again from the screen before.',
  sheet: 'Sheet',
  about: 'About',
  blankForAnyone: 'blank, for no contract in particular',
  count: 'Printed so far',
  countNext: (next) => (next === 1 ? 'not yet' : `${next - 1} times`),
  size: 'Size',
  a4: 'A4 upright',
  practice: 'It carries the practice watermark.',
  asPrinted: 'It is printed exactly as shown.',
  toPdf: 'Save as PDF',
  toPrinter: 'To the printer',
  toPdfLong: 'Save as PDF',
  toPrinterLong: 'Print on the printer',
  working: 'Preparing.',
  saved: (file, pages) => `Saved as “${file}” (${pages} pages).`,
  printed: (pages) => `Sent to the printer (${pages} pages).`,
  cancelled: 'Nothing was saved. The procedure itself is unchanged.',
  pageWidth: 'The preview is as wide as the pane.',
}
