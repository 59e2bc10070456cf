import type { z } from 'zod'
import { type ServiceProfile, serviceProfile } from '#shared/profiles'
import { getAt } from './edit.ts'
import { type Json, shapeAt } from './shape.ts'

/** Why the schema does not take what stands in one place. */
export type Problem =
  | { readonly code: 'needed' | 'number' | 'choose' | 'one-at-least' | 'source' | 'role' | 'other' }
  | { readonly code: 'range'; readonly min: number; readonly max: number | undefined }
  | { readonly code: 'form'; readonly example: string | undefined }

/** By place, written as `contact.hours.0.from`. */
export type Problems = ReadonlyMap<string, Problem>

export type Checked =
  | { readonly ok: true; readonly profile: ServiceProfile; readonly problems: Problems }
  | { readonly ok: false; readonly problems: Problems }

/** Asks the shared schema, which is also what main asks. */
export function checked(draft: Json): Checked {
  const answer = serviceProfile.safeParse(draft)
  if (answer.success) return { ok: true, profile: answer.data, problems: new Map() }
  const problems = new Map<string, Problem>()
  for (const issue of leavesOf(answer.error.issues)) {
    const path = issue.path.map(String)
    const key = path.join('.')
    if (!problems.has(key)) problems.set(key, problemOf(issue, path, draft))
  }
  return { ok: false, problems }
}

type Issue = z.core.$ZodIssue

/** Of an alternative only the one that was meant: the one in which one got furthest. */
function leavesOf(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue]
    const depth = (branch: readonly Issue[]) => Math.max(0, ...branch.map(({ path }) => path.length))
    const meant = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? []
    return leavesOf(meant).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
  })
}

function problemOf(issue: Issue, path: readonly string[], draft: Json): Problem {
  const value = getAt(draft, path)
  const isEmpty = value === undefined || value === '' || value === null
  const at = shapeAt(path)
  const shape = at?.kind === 'either' ? at.of : at
  const range = (): Problem =>
    shape?.kind === 'number' ? { code: 'range', min: shape.min, max: shape.max } : { code: 'other' }
  switch (issue.code) {
    case 'custom':
      return { code: path[0] === 'sources' ? 'source' : 'role' }
    case 'invalid_value':
      return { code: 'choose' }
    case 'too_small':
      if (issue.origin === 'array') return { code: path[0] === 'sources' ? 'source' : 'one-at-least' }
      return issue.origin === 'string' ? { code: 'needed' } : range()
    case 'too_big':
      return range()
    case 'invalid_format':
      if (isEmpty) return { code: 'needed' }
      return { code: 'form', example: shape?.kind === 'text' ? shape.example : 'R-004-23' }
    case 'invalid_type':
      if (isEmpty) return { code: 'needed' }
      return { code: shape?.kind === 'number' ? 'number' : 'other' }
    default:
      return { code: 'other' }
  }
}

/** The line of the description a place belongs to: the sources stand beside their value. */
export const lineOf = (place: string): string => {
  const [first = '', second = ''] = place.split('.')
  return first === 'sources' ? second : first
}
