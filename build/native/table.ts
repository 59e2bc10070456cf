export type Pinned = { readonly file: string; readonly sha256: string }

/** The source of `src-main/native-hashes.ts`. Two packages that name a file alike cannot be told apart, and throw. */
export function nativeTable(pinned: readonly Pinned[]): string {
  const sorted = pinned.toSorted((a, b) => (a.file < b.file ? -1 : 1))
  if (new Set(sorted.map(({ file }) => file)).size !== sorted.length) throw new Error('a name stands twice')
  const key = (file: string): string => `'${file}'`
  return `/** Written by \`node build/native/pin.ts\`: file name → SHA-256 of every native module that may be loaded. */
export const NATIVE_HASHES: Readonly<Record<string, string>> = {
${sorted.map(({ file, sha256 }) => `  ${key(file)}: '${sha256}',`).join('\n')}
}
`
}
