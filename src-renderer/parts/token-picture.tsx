import type { ReactElement } from 'react'
import { useMessages } from '../desk/messages.ts'
import css from './token-picture.module.css'

/** The desk's own drawings of hardware tokens, by the name in a service's description. */
export type TokenPictureName = 'keyfob' | 'keyfob-wide' | 'card'

const SIZE = { keyfob: [160, 72], 'keyfob-wide': [184, 84], card: [176, 110] } as const

/** Where the serial is, in the picture: x, y, width, height. */
const SERIAL = {
  keyfob: [40, 38, 108, 22],
  'keyfob-wide': [48, 44, 124, 24],
  card: [16, 80, 112, 18],
} as const

const bodies: Readonly<Record<TokenPictureName, ReactElement>> = {
  keyfob: (
    <>
      <rect x="1" y="1" width="158" height="70" rx="14" className={css.body} />
      <circle cx="20" cy="36" r="8" className={css.hole} />
      <path d="M42 15h72M42 24h100" className={css.lines} />
    </>
  ),
  'keyfob-wide': (
    <>
      <path
        d="M15 1h140a28 28 0 0 1 28 28v26a28 28 0 0 1-28 28H15A14 14 0 0 1 1 69V15A14 14 0 0 1 15 1Z"
        className={css.body}
      />
      <rect x="12" y="30" width="16" height="24" rx="8" className={css.hole} />
      <path d="M48 18h80M48 28h108" className={css.lines} />
    </>
  ),
  card: (
    <>
      <rect x="1" y="1" width="174" height="108" rx="8" className={css.body} />
      <rect x="16" y="16" width="84" height="26" rx="3" className={css.hole} />
      <circle cx="146" cy="29" r="10" className={css.hole} />
      <path d="M16 58h120M16 68h84" className={css.lines} />
    </>
  ),
}

export type TokenPictureProps = {
  /** As in the description of the model; anything the desk has no drawing of shows none. */
  readonly picture: string | null
  /** The description's words on where the serial is, read aloud in place of the picture. */
  readonly where: string
}

/** The back of a token, with the place of its serial framed and pointed at. */
export function TokenPicture({ picture, where }: TokenPictureProps) {
  const { fields } = useMessages()
  if (picture === null || !(picture in bodies)) return null
  const name = picture as TokenPictureName
  const [width, height] = SIZE[name]
  const [x, y, w, h] = SERIAL[name]
  const middle = x + w / 2
  return (
    <svg
      className={css.picture}
      viewBox={`0 0 ${width} ${height + 18}`}
      style={{ inlineSize: `${width / 16}rem` }}
      role="img"
      aria-label={where === '' ? fields.tokenPicture : where}
    >
      {bodies[name]}
      <rect x={x} y={y} width={w} height={h} className={css.band} />
      <path d={bars(x + 6, y + 5, w - 12, h - 10)} className={css.bars} />
      <path d={`M${middle} ${height + 16}V${y + h + 4}m-6 7 6-7 6 7`} className={css.arrow} />
    </svg>
  )
}

/** Strokes like those of a barcode; nobody reads anything in them. */
const bars = (x: number, y: number, width: number, height: number): string =>
  Array.from({ length: Math.floor(width / 4) }, (_, place) => place)
    .filter((place) => (place * 7) % 5 !== 3)
    .map((place) => `M${x + place * 4} ${y}v${height}`)
    .join('')
