import { describe, expect, it } from 'vitest'
import { importsOf, type Source, sources, targetOf } from './sources.ts'

/** Whoever reads a file can read what it leans on first: nothing of ours leans on itself by way of others. */

type Leanings = ReadonlyMap<string, readonly string[]>

const leaningsOf = (files: readonly Source[]): Leanings => {
  const known = new Set(files.map(({ path }) => path))
  const found = (path: string): readonly string[] =>
    [path, path.replace(/\.ts$/, '.tsx')].filter((one) => known.has(one))
  return new Map(
    files.map(({ path, text }) => [path, importsOf(text).flatMap((name) => found(targetOf(path, name)))]),
  )
}

/** Each circle once, from the file at which a walk through all imports meets it; types count as well. */
function circlesIn(leanings: Leanings): readonly string[] {
  const circles: string[] = []
  const done = new Set<string>()
  const walk = (path: string, way: readonly string[]): void => {
    const met = way.indexOf(path)
    if (met >= 0) circles.push([...way.slice(met), path].join(' → '))
    if (met >= 0 || done.has(path)) return
    for (const next of leanings.get(path) ?? []) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of leanings.keys()) walk(path, [])
  return circles
}

describe('what leans on what', () => {
  it('runs in no circle', () => {
    expect(circlesIn(leaningsOf(sources))).toEqual([])
  })

  it('is seen where a circle is planted, also through a type and a name of the package', () => {
    const planted = [
      { path: 'src-main/a.ts', text: `import { b } from './b.ts'` },
      { path: 'src-main/b.ts', text: `import type { C } from '#main/c'\nimport { d } from './d.ts'` },
      { path: 'src-main/c.ts', text: `export { a } from './a.ts'` },
      { path: 'src-main/d.ts', text: `import 'node:fs'` },
    ]
    expect(circlesIn(leaningsOf(planted))).toEqual([
      'src-main/a.ts → src-main/b.ts → src-main/c.ts → src-main/a.ts',
    ])
  })
})
