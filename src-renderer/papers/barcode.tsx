import { code128, type DrawingContext, qrcode } from 'bwip-js/generic'

/** A module of four dots at 300 dpi, so that every bar ends on a dot. Not below 0.33 mm for hand scanners. */
export const MODULE_MM = (25.4 / 300) * 4

type Ink = { readonly width: number; readonly height: number; readonly path: string }

/**
 * Collects what bwip-js would draw as one SVG path: bars come as vertical lines, matrix cells as the
 * outlines of dark areas. A path is built instead of markup, because no markup may be written into the
 * page, and the named encoders are imported instead of `raw`, which would bring all hundred symbologies.
 */
function recorder(): DrawingContext<Ink> {
  let width = 0
  let height = 0
  let path = ''
  return {
    scale: () => null,
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (w, h) => {
      width = w
      height = h
    },
    line: (x, from, _x, to, thick) => {
      const left = x - Math.ceil(thick / 2)
      path += `M${left} ${Math.min(from, to)}h${thick}V${Math.max(from, to)}h${-thick}z`
    },
    polygon: (points) => {
      path += `M${points.map(([x, y]) => `${x} ${y}`).join('L')}z`
    },
    hexagon: () => undefined,
    ellipse: () => undefined,
    fill: () => undefined,
    text: () => undefined,
    end: () => ({ width, height, path }),
  }
}

type CodeProps = {
  readonly value: string
  /** What the mark is, for those who cannot see it. */
  readonly label: string
}

/**
 * Code 128 in black on white, as wide as its modules need. The caller leaves ten modules (3.4 mm) of white
 * on both sides.
 *
 * @throws Error when `value` holds a character that Code 128 does not have
 */
export function Code128({ value, label, height = 11.6 }: CodeProps & { readonly height?: number }) {
  const ink = code128({ bcid: 'code128', text: value, scale: 1 }, recorder())
  return (
    <svg
      role="img"
      aria-label={label}
      width={`${(ink.width * MODULE_MM).toFixed(3)}mm`}
      height={`${height}mm`}
      viewBox={`0 0 ${ink.width} ${ink.height}`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
    >
      <path d={ink.path} fill="#000" />
    </svg>
  )
}

/**
 * A QR code with error correction M (the encoder's default). The caller leaves four modules of white on all sides.
 *
 * @param height edge in millimetres; by default as large as modules of {@link MODULE_MM} need
 */
export function Qr({ value, label, height }: CodeProps & { readonly height?: number }) {
  const ink = qrcode({ bcid: 'qrcode', text: value, scale: 1 }, recorder())
  // bwip-js draws a matrix cell two units wide.
  const edge = `${(height ?? (ink.width / 2) * MODULE_MM).toFixed(3)}mm`
  return (
    <svg
      role="img"
      aria-label={label}
      width={edge}
      height={edge}
      viewBox={`0 0 ${ink.width} ${ink.height}`}
      shapeRendering="crispEdges"
    >
      <path d={ink.path} fill="#000" fillRule="evenodd" />
    </svg>
  )
}
