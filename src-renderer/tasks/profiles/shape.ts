import { z } from 'zod'
import { serviceProfile, sourceRef } from '#shared/profiles'

/** What a person may put in one place of a description, read from the schema: a new parameter needs no screen. */
export type Shape =
  /** `example` is a text of the form that is wanted; absent where any text will do. */
  | { readonly kind: 'text'; readonly example?: string | undefined }
  | { readonly kind: 'number'; readonly min: number; readonly max: number | undefined }
  | { readonly kind: 'flag' }
  /** `numeric`: the codes stand for numbers, and are kept as such. */
  | { readonly kind: 'choice'; readonly codes: readonly string[]; readonly numeric?: true }
  /** The guide leaves nothing to choose. */
  | { readonly kind: 'fixed'; readonly value: string | boolean }
  | { readonly kind: 'set'; readonly codes: readonly string[] }
  | { readonly kind: 'sources' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'group'; readonly fields: readonly Field[] }
  /** One wording per code, none of them needed. */
  | { readonly kind: 'words'; readonly codes: readonly string[]; readonly of: Shape }
  /** A word such as `none` in place of a value. */
  | { readonly kind: 'either'; readonly codes: readonly string[]; readonly of: Shape }
  /** `null`: the guide does not say. */
  | { readonly kind: 'maybe'; readonly of: Shape }
  | { readonly kind: 'any'; readonly of: readonly Shape[] }

export type Field = { readonly name: string; readonly shape: Shape; readonly optional: boolean }
type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>
export type ShapeOf<Kind extends Shape['kind']> = Of<Kind>

/** One text of every form the schema asks for, the more particular first. */
const EXAMPLES = ['R-004-23', 'vip-app', 'E-06', 'G-05', '09:00', '05-03', '2026-11-21']

function textShape(schema: z.ZodType): Shape {
  const takes = (text: string) => schema.safeParse(text).success
  // Text of any form takes this one too.
  return { kind: 'text', example: takes('自由な文 1') ? undefined : EXAMPLES.find(takes) }
}

function numberShape(schema: z.ZodNumber): Shape {
  const { minValue, maxValue } = schema
  const least = minValue ?? Number.MIN_SAFE_INTEGER
  return {
    kind: 'number',
    // Positive means above 0, and is counted from 1.
    min: schema.safeParse(least).success ? least : least + 1,
    max: maxValue === null || maxValue >= Number.MAX_SAFE_INTEGER ? undefined : maxValue,
  }
}

/** @param schema any part of the description's schema */
export function shapeOf(schema: unknown): Shape {
  if (schema instanceof z.ZodNullable) return { kind: 'maybe', of: shapeOf(schema.unwrap()) }
  if (schema instanceof z.ZodNumber) return numberShape(schema)
  if (schema instanceof z.ZodBoolean) return { kind: 'flag' }
  if (schema instanceof z.ZodEnum) return { kind: 'choice', codes: schema.options.map(String) }
  if (schema instanceof z.ZodLiteral) return { kind: 'fixed', value: schema.value as string | boolean }
  if (schema instanceof z.ZodArray) {
    if (schema.element === sourceRef) return { kind: 'sources' }
    const of = shapeOf(schema.element)
    return of.kind === 'choice' ? { kind: 'set', codes: of.codes } : { kind: 'list', of }
  }
  if (schema instanceof z.ZodRecord) {
    const keys = shapeOf(schema.keyType)
    return { kind: 'words', codes: keys.kind === 'choice' ? keys.codes : [], of: shapeOf(schema.valueType) }
  }
  if (schema instanceof z.ZodObject) {
    return {
      kind: 'group',
      fields: Object.entries(schema.shape).map(([name, part]) => ({
        name,
        shape: shapeOf(part instanceof z.ZodOptional ? part.unwrap() : part),
        optional: part instanceof z.ZodOptional,
      })),
    }
  }
  if (schema instanceof z.ZodUnion) {
    const numbers = schema.options.map((one) => (one instanceof z.ZodLiteral ? one.value : undefined))
    if (numbers.every((one) => typeof one === 'number')) {
      return { kind: 'choice', codes: numbers.map(String), numeric: true }
    }
    const options = schema.options.map(shapeOf)
    const codes = options.flatMap((one) => (one.kind === 'fixed' ? [String(one.value)] : []))
    const others = options.filter(({ kind }) => kind !== 'fixed')
    const [of] = others
    return of !== undefined && others.length === 1 && codes.length > 0
      ? { kind: 'either', codes, of }
      : { kind: 'any', of: options }
  }
  return textShape(schema as z.ZodType)
}

/** The whole description. */
export const profileShape = shapeOf(serviceProfile) as Of<'group'>

/** The shape at a place; undefined where the schema knows no such place. Steps through blanks and alternatives. */
export function shapeAt(path: readonly string[], shape: Shape = profileShape): Shape | undefined {
  if (shape.kind === 'maybe' || (shape.kind === 'either' && path.length > 0)) return shapeAt(path, shape.of)
  const [step, ...rest] = path
  if (step === undefined) return shape
  switch (shape.kind) {
    case 'group': {
      const field = shape.fields.find(({ name }) => name === step)
      return field === undefined ? undefined : shapeAt(rest, field.shape)
    }
    case 'list':
    case 'words':
      return shapeAt(rest, shape.of)
    case 'set':
      return { kind: 'choice', codes: shape.codes }
    case 'sources':
    case 'any':
      return { kind: 'text' }
    default:
      return undefined
  }
}

/** What stands in a place that has just been made: refused by the schema until it is filled, wherever that matters. */
export function blankOf(shape: Shape): Json {
  switch (shape.kind) {
    case 'flag':
      return false
    case 'fixed':
      return shape.value
    case 'set':
    case 'sources':
    case 'list':
      return []
    case 'group':
      return Object.fromEntries(
        shape.fields.filter(({ optional }) => !optional).map(({ name, shape: of }) => [name, blankOf(of)]),
      )
    case 'words':
      return {}
    case 'maybe':
      return null
    case 'either':
      return blankOf(shape.of)
    case 'any':
      return ''
    default:
      return ''
  }
}

/** Everything a description can hold while it is being edited, right or wrong. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json | undefined }

export const isRecord = (value: Json | undefined): value is { readonly [name: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : []

/** Both languages of one wording. */
export const isBilingual = (shape: Shape): boolean =>
  shape.kind === 'group' && shape.fields.map(({ name }) => name).join() === 'ja,en'
