import css from './small.module.css'

/** A QR picture from rows of `1` and `0`, with the quiet zone of four modules that readers need. */
export function Qr({ rows, label }: { readonly rows: readonly string[]; readonly label: string }) {
  const side = rows.length + 8
  return (
    <svg className={css.qr} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect className={css.qrPaper} width={side} height={side} />
      <path d={rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => dark(run, y))).join('')} />
    </svg>
  )
}

/** One run of dark modules in row `y`, as a closed path. */
const dark = ({ 0: run, index }: RegExpExecArray, y: number): string =>
  `M${index + 4} ${y + 4}h${run.length}v1h-${run.length}z`
