import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHAPES } from '#main/transfer/envelope'
import { textOfFile } from '#main/transfer/file'

/** What a person may point at when they are asked for another branch's document. */

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'madoguchi-letter-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const put = (name: string, content: string | Buffer) => {
  writeFileSync(join(dir, name), content)
  return join(dir, name)
}
const unreadable = { ok: false, error: { code: 'document-unreadable' } }

describe('a document in a file', () => {
  it.each(['', '{"format":"madoguchi-transfer"}', '霞野信用金庫 本町支店'])('is read whole: %j', (text) => {
    expect(textOfFile(put('letter.json', text))).toEqual({ ok: true, value: text })
  })

  it('may be as large as the largest document, and not a byte larger', () => {
    const most = 'a'.repeat(SHAPES.transfer.bytesMax)
    expect(textOfFile(put('most.json', most))).toEqual({ ok: true, value: most })
    expect(textOfFile(put('more.json', `${most}a`))).toEqual({
      ok: false,
      error: { code: 'document-too-large' },
    })
  })

  it('is none in a folder, behind a link to nowhere, or where nothing is', () => {
    mkdirSync(join(dir, 'folder'))
    symlinkSync(join(dir, 'nowhere'), join(dir, 'link'))
    for (const name of ['folder', 'link', 'nothing']) expect(textOfFile(join(dir, name))).toEqual(unreadable)
  })

  it.runIf(process.platform !== 'win32')('is none in a pipe or a device, and nobody waits for one', () => {
    execFileSync('mkfifo', [join(dir, 'pipe')])
    expect(textOfFile(join(dir, 'pipe'))).toEqual(unreadable)
    expect(textOfFile('/dev/zero')).toEqual(unreadable)
  })
})
