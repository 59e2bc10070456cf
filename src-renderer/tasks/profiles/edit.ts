import { differences } from '#shared/differences'
import { PARAMETERS, type ServiceProfile } from '#shared/profiles'
import { isRecord, type Json, listOf, profileShape } from './shape.ts'

/** Changing a description leaf by leaf. Nothing here changes what it is given. */

export type Path = readonly string[]

export const getAt = (value: Json | undefined, [step, ...rest]: Path): Json | undefined => {
  if (step === undefined) return value
  const part = Array.isArray(value)
    ? listOf(value)[Number(step)]
    : isRecord(value) && Object.hasOwn(value, step)
      ? value[step]
      : undefined
  return rest.length === 0 ? part : getAt(part, rest)
}

/** @param next what shall stand there; undefined takes the place away, and what follows in a list moves up */
export function setAt(value: Json, [step, ...rest]: Path, next: Json | undefined): Json {
  if (step === undefined) return next ?? null
  if (Array.isArray(value)) {
    const list: readonly Json[] = listOf(value)
    const place = Number(step)
    const part = rest.length === 0 ? next : setAt(list[place] ?? null, rest, next)
    return [...list.slice(0, place), ...(part === undefined ? [] : [part]), ...list.slice(place + 1)]
  }
  const record = isRecord(value) ? value : {}
  const part = rest.length === 0 ? next : setAt(record[step] ?? {}, rest, next)
  if (part !== undefined) return { ...record, [step]: part }
  const { [step]: _gone, ...others } = record
  return others
}

/** The entry of a list at `place`, one place up. */
export function raised(list: readonly Json[], place: number): readonly Json[] {
  const before = list[place - 1]
  const entry = list[place]
  if (before === undefined || entry === undefined) return list
  return [...list.slice(0, place - 1), entry, before, ...list.slice(place + 1)]
}

/** One code in or out of a set. What is there keeps its order; what comes is put where the schema has it. */
export function ticked(codes: readonly string[], set: readonly Json[], code: string, is: boolean): Json[] {
  if (!is) return set.filter((one) => one !== code)
  if (set.includes(code)) return [...set]
  const later = codes.slice(codes.indexOf(code) + 1)
  const at = set.findIndex((one) => typeof one === 'string' && later.includes(one))
  return at < 0 ? [...set, code] : [...set.slice(0, at), code, ...set.slice(at)]
}

/** What was typed as a number: the number where it is one, and otherwise the text, which the schema refuses. */
export function typedNumber(text: string): number | string {
  const folded = text.normalize('NFKC').trim()
  return /^-?\d{1,15}$/.test(folded) ? Number(folded) : folded
}

/** `R-004-23, C-12` as it is typed, in any width and with any separator. */
export const typedSources = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFKC')
      .toUpperCase()
      .split(/[\s,;、。]+/)
      .filter((one) => one !== ''),
  ),
]

/** Counted by the desk or edited beside the value they belong to. */
const NOT_EDITED = ['id', 'version', 'sources']

/** What can be changed, in the order of the description. */
export const EDITABLE: readonly string[] = profileShape.fields
  .map(({ name }) => name)
  .filter((name) => !NOT_EDITED.includes(name))

const hasSource = new Set<string>(PARAMETERS)
/** Whether the value names its source beside it, and not inside. */
export const isSourced = (name: string): boolean => hasSource.has(name)

/** The places that belong to one line of the description: its value, and its sources. */
const placesOf = (name: string): readonly Path[] => (isSourced(name) ? [[name], ['sources', name]] : [[name]])

export const isChanged = (base: Json, draft: Json, name: string): boolean =>
  placesOf(name).some((path) => differences(getAt(base, path), getAt(draft, path)).length > 0)

export const changedNames = (base: Json, draft: Json): readonly string[] =>
  EDITABLE.filter((name) => isChanged(base, draft, name))

/** One line of the description as it was, with its sources. */
export const restored = (base: Json, draft: Json, name: string): Json =>
  placesOf(name).reduce((into, path) => setAt(into, path, getAt(base, path)), draft)

export type Rebased = {
  readonly profile: Json
  /** Changed by us and by the others: ours stands, and must be looked at. */
  readonly both: readonly string[]
}

/** Our changes on top of a newer version, line by line. */
export function rebased(base: Json, ours: Json, newer: Json): Rebased {
  const changed = changedNames(base, ours)
  return {
    profile: changed.reduce((into, name) => restored(ours, into, name), newer),
    both: changed.filter((name) => isChanged(base, newer, name)),
  }
}

/** A description as a thing to be edited. */
export const asJson = (profile: ServiceProfile): Json => profile as unknown as Json
