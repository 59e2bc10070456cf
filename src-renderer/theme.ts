import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/**
 * The one place with colours. Everything else names them, `var(--ink)`, so that contrast is decided here:
 * each pair was computed with the WCAG 2 formula, and the seven state colours keep their distance under
 * protanopia, deuteranopia and tritanopia. Icon, word and frame each suffice alone; colour is the fourth.
 */
const nando: MantineColorsTuple = [
  '#E3F0F3',
  '#C9E0E6',
  '#A3CAD4',
  '#78B0BF',
  '#4E95A8',
  '#2F7E93',
  '#1B6C82',
  '#0E5E74',
  '#0A4758',
  '#06323F',
]
const shu: MantineColorsTuple = [
  '#FCEBE9',
  '#F8D3CF',
  '#F0AEA7',
  '#E68378',
  '#DA5A4C',
  '#CC3B2C',
  '#BF2D1F',
  '#B42318',
  '#951B12',
  '#7E150D',
]

export const surfaces = {
  '--paper': '#FFFFFF',
  '--ink': '#17232E',
  '--ink2': '#4A5763',
  '--desk': '#E6EAED',
  '--sunk': '#F2F5F7',
  '--spine': '#EDF1F4',
  '--spine-head': '#DCE3E8',
  '--line': '#CBD3DA',
  '--line2': '#7A8894',
  '--accent': '#0E5E74',
  '--accent-tint': '#E3F0F3',
  '--accent-deep': '#0A4758',
  '--accent-edge': '#06323F',
  '--stop': '#B42318',
  '--stop-tint': '#FCEBE9',
  '--stop-edge': '#7E150D',
  '--note': '#F5EFCF',
  '--note-edge': '#8A7B2A',
  '--focus': '#FFF8D6',
  '--top': '#17232E',
  '--top-deep': '#0F1820',
  '--top-line': '#334352',
  '--top-edge': '#5B6E80',
  '--top-note': '#B9C7D4',
  '--top-right': '#A6E0BD',
  '--top-doubtful': '#FFD43B',
  '--top-wrong': '#FFB4A9',
  '--count': '#DCE3E8',
  '--keys': '#D5DCE2',
  '--keys-line': '#B4BFC9',
  '--key-edge': '#9AA7B3',
  '--key-empty-edge': '#BAC5CE',
  '--key-empty': '#52606C',
  '--key-off': '#E9EDF0',
  '--key-off-ink': '#55626E',
  '--practice': '#FFD43B',
  '--scrim': 'rgb(15 24 32 / 62%)',
  '--scan': '#E0EAF3',
}

export const states = {
  '--st-usable': '#1F7A4A',
  '--st-usable-tint': '#E6F3EB',
  '--st-done': '#66707C',
  '--st-done-tint': '#EEF1F3',
  '--st-approval': '#6D2FB0',
  '--st-approval-tint': '#F1E9F9',
  '--st-approval-deep': '#3F1D66',
  '--st-time': '#063F68',
  '--st-time-tint': '#E0EAF3',
  '--st-customer': '#433B00',
  '--st-customer-tint': '#F5EFCF',
  '--st-customer-edge': '#8A7B2A',
  '--st-locked': '#B54D00',
  '--st-locked-tint': '#FDEDE0',
  '--st-suspended': '#5E0B2A',
}

/** Faces: the figures of BIZ UDPGothic differ in width and its 0 and O look alike, hence three families. */
const faces = {
  '--face': "'BIZ UDPGothic','Noto Sans CJK JP',sans-serif",
  '--face-figures': "'BIZ UDGothic','Noto Sans Mono CJK JP',monospace",
  '--face-code': "'IBM Plex Mono','Noto Sans Mono CJK JP',monospace",
}

export const theme = createTheme({
  primaryColor: 'nando',
  primaryShade: 7,
  colors: { nando, shu },
  white: '#FFFFFF',
  black: '#17232E',
  fontFamily: faces['--face'],
  fontFamilyMonospace: faces['--face-code'],
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 'sm',
  focusRing: 'always',
  cursorType: 'pointer',
  respectReducedMotion: true,
})

export const variables: CSSVariablesResolver = () => ({
  variables: { ...surfaces, ...states, ...faces },
  light: {},
  dark: {},
})
