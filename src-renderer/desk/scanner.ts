/**
 * Telling a barcode reader from fingers. A reader types like a keyboard, only faster than anyone can: the
 * characters of one code arrive a few milliseconds apart, and Enter or Tab closes them.
 */

/**
 * The longest pause inside one code. Readers stay below 20 ms, a busy PC adds a little. Two keys rolled together
 * are quicker than this in anyone's hands, six in a row are not.
 */
export const SCAN_PAUSE_MS_MAX = 50
/** The shortest code on a token or a form; shorter bursts are two keys rolled together. */
export const SCAN_LENGTH_MIN = 6

/** What stands in the barcodes of tokens and forms: nothing a sentence or a passphrase would look like. */
const looksScanned = new RegExp(`^[0-9A-Za-z-]{${SCAN_LENGTH_MIN},}$`)

export type Burst = {
  /** What has arrived so far, in order. */
  readonly text: string
  /** When the last character arrived, in milliseconds of the event clock. */
  readonly at: number
}

export const noBurst: Burst = { text: '', at: Number.NEGATIVE_INFINITY }

export type Scanned = {
  readonly burst: Burst
  /** The code, once its closing key has arrived. */
  readonly code?: string
  /** True when this character begins a new burst: what the field held before it is worth remembering. */
  readonly begins: boolean
}

/** Takes one key and the time it was pressed; gives back the burst so far and the code, once complete. */
export function scan(burst: Burst, key: string, at: number): Scanned {
  const flows = at - burst.at <= SCAN_PAUSE_MS_MAX
  if (key === 'Enter' || key === 'Tab') {
    return flows && looksScanned.test(burst.text)
      ? { burst: noBurst, code: burst.text, begins: false }
      : { burst: noBurst, begins: false }
  }
  // Shift arrives by itself between the characters of a code with capitals; it is part of the flow.
  if (key === 'Shift') return { burst: flows ? { ...burst, at } : burst, begins: false }
  if ([...key].length !== 1) return { burst: noBurst, begins: false }
  return flows
    ? { burst: { text: burst.text + key, at }, begins: false }
    : { burst: { text: key, at }, begins: true }
}
