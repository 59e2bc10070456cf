import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operations } from '#shared/operations'

/** Nothing crosses the wall that the contract does not name: every object is strict, all the way down. */

type Found = { readonly at: string; readonly schema: z.ZodType }

/** Every schema inside a schema, itself included. A kind this does not know fails the test instead of hiding. */
function schemasIn(schema: unknown, at: string): Found[] {
  if (!(schema instanceof z.ZodType)) throw new Error(`${at} is no schema`)
  const here: Found = { at, schema }
  if (schema instanceof z.ZodObject) {
    return [here, ...Object.entries(schema.shape).flatMap(([key, inner]) => schemasIn(inner, `${at}.${key}`))]
  }
  if (schema instanceof z.ZodArray) return [here, ...schemasIn(schema.element, `${at}[]`)]
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return [here, ...schemasIn(schema.unwrap(), at)]
  }
  if (schema instanceof z.ZodUnion) {
    return [here, ...schema.options.flatMap((option, index) => schemasIn(option, `${at}|${index}`))]
  }
  if (schema instanceof z.ZodRecord) {
    return [here, ...schemasIn(schema.keyType, `${at}(key)`), ...schemasIn(schema.valueType, `${at}{}`)]
  }
  if (
    schema instanceof z.ZodString ||
    schema instanceof z.ZodISODate ||
    schema instanceof z.ZodISODateTime ||
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodBoolean ||
    schema instanceof z.ZodEnum ||
    schema instanceof z.ZodLiteral
  ) {
    return [here]
  }
  throw new Error(`${at}: ${schema.constructor.name} is not a kind this test knows`)
}

const STRANGER = 'aKeyNobodyNamed'

/** Whether a schema of objects says no to a key it does not name. */
function refusesStrangers(schema: z.ZodType): boolean {
  const parsed = schema.safeParse({ [STRANGER]: 1 })
  return (
    !parsed.success &&
    parsed.error.issues.some(
      (issue) =>
        (issue.code === 'unrecognized_keys' && issue.keys.includes(STRANGER)) ||
        (issue.code === 'invalid_key' && issue.path.includes(STRANGER)),
    )
  )
}

const sides = Object.entries(operations).flatMap(([name, { input, output }]) => [
  { name, side: 'takes', schema: input as z.ZodType },
  { name, side: 'answers', schema: output as z.ZodType },
])

describe('the contract', () => {
  it.each(sides)('$name $side no key it does not name, however deep (IPC-05)', ({ name, schema }) => {
    const objects = schemasIn(schema, name).filter(
      (found) => found.schema instanceof z.ZodObject || found.schema instanceof z.ZodRecord,
    )
    expect(objects.filter((found) => !refusesStrangers(found.schema)).map(({ at }) => at)).toEqual([])
  })

  it('lets no number in that is no number', () => {
    const numbers = sides
      .flatMap(({ name, side, schema }) => schemasIn(schema, `${name} ${side}`))
      .filter(({ schema }) => schema instanceof z.ZodNumber)
    expect(numbers.length).toBeGreaterThan(10)
    for (const { at, schema } of numbers) {
      expect(schema.safeParse(Number.NaN).success, at).toBe(false)
      expect(schema.safeParse(Number.POSITIVE_INFINITY).success, at).toBe(false)
    }
  })

  it.each([
    ['a loose object', z.object({ a: z.string() })],
    ['a passthrough deep inside', z.strictObject({ a: z.array(z.looseObject({ b: z.int() })) })],
    ['a record of anything', z.strictObject({ a: z.record(z.string(), z.string()) })],
    ['one arm of a union', z.union([z.strictObject({ a: z.int() }), z.object({ b: z.int() })])],
  ])('would be found with %s in it', (_what, planted) => {
    const objects = schemasIn(planted, 'planted').filter(
      ({ schema }) => schema instanceof z.ZodObject || schema instanceof z.ZodRecord,
    )
    expect(objects.some(({ schema }) => !refusesStrangers(schema))).toBe(true)
  })

  it.each([
    ['unknown', z.unknown()],
    ['any value', z.any()],
    ['a transform', z.string().transform(Number)],
  ])('would be found with %s in it', (_what, planted) => {
    expect(() => schemasIn(z.strictObject({ planted }), 'planted')).toThrow('not a kind')
  })
})
