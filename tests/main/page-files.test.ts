import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultBook } from '#main/fault-book'
import { changedPageFiles, PageFileFault, pageFiles, readPageFile } from '#main/page-files'

const BUILT = {
  'index.html': '<!doctype html><meta name="style-nonce" content="__NONCE__">',
  'assets/index-1a2b.js': 'export const desk = 1',
  'assets/index-3c4d.css': 'body { margin: 0 }',
  'assets/notes.txt': 'for nobody',
} as const

let root: string
let files: NonNullable<ReturnType<typeof pageFiles>>
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'madoguchi-page-'))
  mkdirSync(join(root, 'assets'))
  for (const [name, text] of Object.entries(BUILT)) writeFileSync(join(root, name), text)
  const hashes = Object.entries(BUILT).map(([name, text]) => [
    name,
    createHash('sha256').update(text).digest('hex'),
  ])
  writeFileSync(join(root, 'page-files.json'), JSON.stringify(Object.fromEntries(hashes)))
  const found = pageFiles(root, join(root, 'page-files.json'))
  if (found === undefined) throw new Error('the manifest was not read')
  files = found
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const file = (path: string) => {
  const found = files.get(path)
  if (found === undefined) throw new Error(`nothing at ${path}`)
  return found
}

describe('the files of the page (REN-08)', () => {
  it('are those the build wrote down and a page can use; what was put beside them later is not there', () => {
    writeFileSync(join(root, 'assets/later.js'), 'window.foreign = 1')
    expect([...files.keys()].sort()).toEqual([
      '/assets/index-1a2b.js',
      '/assets/index-3c4d.css',
      '/index.html',
    ])
  })

  it.each(['', '{"index.html":', 'null', '{}', '{"index.html":7}'])(
    'are none where the manifest is %j',
    (text) => {
      writeFileSync(join(root, 'page-files.json'), text)
      expect(pageFiles(root, join(root, 'page-files.json'))).toBeUndefined()
      expect(pageFiles(root, join(root, 'nowhere.json'))).toBeUndefined()
    },
  )

  it('are read as they were built', () => {
    expect(readPageFile(file('/index.html')).toString('utf8')).toBe(BUILT['index.html'])
    expect(changedPageFiles(files)).toEqual([])
  })

  it('are refused by name when one bit of one of them is another', () => {
    const path = join(root, 'assets/index-1a2b.js')
    const content = readFileSync(path)
    content.writeUInt8(content.readUInt8(7) ^ 1, 7)
    writeFileSync(path, content)
    expect(() => readPageFile(file('/assets/index-1a2b.js'))).toThrow(PageFileFault)
    expect(() => readPageFile(file('/assets/index-1a2b.js'))).toThrow('index-1a2b.js')
    expect(readPageFile(file('/index.html')), 'the others are what they were').toBeInstanceOf(Buffer)
    expect(changedPageFiles(files)).toEqual(['/assets/index-1a2b.js'])
  })

  it.each([
    ['longer', (path: string) => writeFileSync(path, `${BUILT['index.html']} `)],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['gone', (path: string) => rmSync(path)],
    [
      'another file by a link',
      (path: string) => {
        rmSync(path)
        symlinkSync('/etc/passwd', path)
      },
    ],
  ])('are refused when one is %s', (_how, change) => {
    change(join(root, 'index.html'))
    expect(() => readPageFile(file('/index.html'))).toThrow(PageFileFault)
    expect(changedPageFiles(files)).toEqual(['/index.html'])
  })

  it('stand in the book of accidents with the name of the file, without its folder', () => {
    const book = mkdtempSync(join(tmpdir(), 'madoguchi-page-book-'))
    try {
      faultBook(book, () => '2026-11-20T01:02:03.456Z').record(
        new PageFileFault('/somewhere/somebody/out/index.html'),
      )
      const line = readFileSync(join(book, 'faults.log'), 'utf8')
      expect(line).toContain('"kind":"PageFileFault","code":"index.html"')
      expect(line).not.toContain('somebody')
    } finally {
      rmSync(book, { recursive: true, force: true })
    }
  })
})
