/**
 * Shift_JIS (CP932) encoding, which the platform only decodes: the decoder's own table, turned round. Where a
 * character has several codes, NEC's selection of IBM's characters (rows ED, EE) is passed over, as the
 * encoding standard prescribes, so 髙 and 﨑 are FBFC and FAB1.
 */
const decoder = new TextDecoder('shift_jis', { fatal: true })

function table(): Map<string, Uint8Array> {
  const known = new Map<string, Uint8Array>()
  const take = (bytes: Uint8Array): void => {
    try {
      const character = decoder.decode(bytes)
      if (!known.has(character)) known.set(character, bytes)
    } catch {
      // Not a character of this encoding.
    }
  }
  for (let byte = 0; byte < 0x100; byte += 1) take(Uint8Array.of(byte))
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead === 0xed || lead === 0xee || (lead >= 0xa0 && lead < 0xe0)) continue
    for (let trail = 0x40; trail <= 0xfc; trail += 1) take(Uint8Array.of(lead, trail))
  }
  return known
}

let known: Map<string, Uint8Array> | undefined

/** @throws RangeError for a character Shift_JIS does not have */
export function encodeShiftJis(text: string): Uint8Array {
  known ??= table()
  const parts: Uint8Array[] = []
  for (const character of text) {
    const bytes = known.get(character)
    if (bytes === undefined) throw new RangeError(`not in Shift_JIS: ${character}`)
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}
