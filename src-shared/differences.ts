/** One place where two descriptions differ, both sides as text; null where a side has nothing there. */
export type Difference = {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * Every leaf in which two values differ, in the order of the first and then of the second: `contact.hours.0.from`.
 *
 * @param before, after anything JSON can hold
 */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  const left = leavesOf(before)
  const right = leavesOf(after)
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((path) => {
    const was = left.get(path) ?? null
    const is = right.get(path) ?? null
    return was === is ? [] : [{ path, before: was, after: is }]
  })
}

/** Empty lists and objects are leaves too, or emptying one would be no difference. */
function leavesOf(value: unknown, path = '', into = new Map<string, string>()): ReadonlyMap<string, string> {
  const parts =
    typeof value === 'object' && value !== null ? Object.entries(value as Record<string, unknown>) : []
  if (parts.length === 0) into.set(path, typeof value === 'string' ? value : JSON.stringify(value))
  for (const [key, part] of parts) {
    if (part !== undefined) leavesOf(part, path === '' ? key : `${path}.${key}`, into)
  }
  return into
}
