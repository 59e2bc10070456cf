/** The faces the sheets are set in, as `fonts.css` declares them. */
const FACES = [
  '400 14px "BIZ UDPGothic"',
  '700 14px "BIZ UDPGothic"',
  '700 14px "BIZ UDGothic"',
  '500 14px "IBM Plex Mono"',
  '700 14px "IBM Plex Mono"',
] as const

/**
 * Resolves when every face is ready to print. A browser loads a face only when something is drawn in it,
 * and a sheet measured before that would break its lines elsewhere than on paper.
 *
 * @throws Error when a face is missing, because a sheet in a stand-in face may overflow its page
 */
export async function loadFaces(): Promise<void> {
  const loaded = await Promise.all(FACES.map((face) => document.fonts.load(face, 'あ0')))
  const missing = FACES.filter((_, index) => loaded[index]?.length === 0)
  if (missing.length > 0) throw new Error(`fonts not found: ${missing.join(', ')}`)
}
