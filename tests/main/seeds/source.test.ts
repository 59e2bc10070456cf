import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SeedFileFault } from '#main/seeds/record'
import { openSource, type SeedSource } from '#main/seeds/source'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-source-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(at(name), content)
  return at(name)
}
const faultOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'none'
  } catch (error) {
    return error instanceof SeedFileFault ? error.code : `accident: ${String(error)}`
  }
}
const within = async (milliseconds: number, work: () => Promise<unknown>): Promise<void> => {
  const begun = performance.now()
  await work()
  expect(performance.now() - begun).toBeLessThan(milliseconds)
}
const all = async (source: SeedSource): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for await (const piece of source.chunks()) pieces.push(piece)
  return Buffer.concat(pieces)
}

describe('a seed file is opened (IMP-17)', () => {
  it('only when it is an ordinary file; a link, a pipe, a device and a folder are refused at once', async () => {
    const real = file('real.csv', 'serial,secret\n')
    symlinkSync(real, at('link.csv'))
    symlinkSync(at('nowhere'), at('broken-link.csv'))
    mkdirSync(at('folder.xml'))
    execFileSync('mkfifo', [at('pipe.csv')])
    for (const path of [
      at('link.csv'),
      at('broken-link.csv'),
      at('folder.xml'),
      at('pipe.csv'),
      '/dev/zero',
      '/dev/tty',
    ]) {
      await within(1000, async () => expect(await faultOf(openSource(path)), path).toBe('not-a-file'))
    }
    const source = await openSource(real)
    expect(source.name).toBe('real.csv')
    await source.close()
  })

  it('when it holds something, and not too much: 10 GB of nothing are refused unread', async () => {
    expect(await faultOf(openSource(file('empty.csv', '')))).toBe('file-empty')
    file('sparse.csv', 'serial,secret\n')
    truncateSync(at('sparse.csv'), 10 * 1024 ** 3)
    await within(1000, async () => expect(await faultOf(openSource(at('sparse.csv')))).toBe('file-too-large'))
  })

  it('under any name the system takes; one it does not take, and one that is not there, are refused', async () => {
    const fitting = `${'種'.repeat(80)}.csv`
    const source = await openSource(file(fitting, 'x'))
    expect(source.name).toBe(fitting)
    await source.close()
    await within(1000, async () =>
      expect(await faultOf(openSource(at(`${'種'.repeat(300)}.csv`)))).toBe('file-unreadable'),
    )
    expect(await faultOf(openSource(at('missing.csv')))).toBe('file-unreadable')
  })
})

describe('a seed file is read', () => {
  const content = Buffer.from('0123456789abcdef'.repeat(50_000))

  it('whole and in order, as often as needed, with its digest at the end', async () => {
    const source = await openSource(file('whole.bin', content))
    expect(source.bytes).toBe(content.length)
    expect((await source.head(4)).toString()).toBe('0123')
    expect((await source.head(1e9)).length).toBe(content.length)
    expect(source.sha256()).toBeNull()
    const heard: number[] = []
    for await (const piece of source.chunks({ onBytes: (bytes) => heard.push(bytes) })) {
      expect(piece.length).toBeLessThanOrEqual(256 * 1024)
    }
    expect(heard.at(-1)).toBe(content.length)
    expect([...heard].sort((a, b) => a - b)).toEqual(heard)
    expect((await all(source)).equals(content)).toBe(true)
    expect(source.sha256()).toBe(createHash('sha256').update(content).digest('hex'))
    await source.close()
  })

  it.each([
    ['grew', (path: string) => appendFileSync(path, 'more')],
    ['shrank', (path: string) => truncateSync(path, 1000)],
    ['was overwritten with as many bytes', (path: string) => writeFileSync(path, content.toReversed())],
    [
      'was overwritten and its time set back',
      (path: string) => {
        writeFileSync(path, content.toReversed())
        utimesSync(path, 1, 1)
      },
    ],
  ])('but never used when it %s meanwhile (IMP-17)', async (how, change) => {
    const path = file(`changed ${how}`, content)
    const source = await openSource(path)
    const reading = async () => {
      for await (const _piece of source.chunks()) change(path)
    }
    expect(await faultOf(reading())).toBe('file-changed')
    expect(source.sha256()).toBeNull()
    await source.close()
  })

  it('as the file that was opened, though another one was put in its place', async () => {
    const path = file('replaced.bin', content)
    const source = await openSource(path)
    rmSync(path)
    file('replaced.bin', 'another file')
    const pieces: Buffer[] = []
    const fault = await faultOf(
      (async () => {
        for await (const piece of source.chunks()) pieces.push(piece)
      })(),
    )
    // Taking a name away is a change of the file for the system, so it may be refused; never is the other one read.
    expect(Buffer.concat(pieces).equals(content)).toBe(true)
    expect(['none', 'file-changed']).toContain(fault)
    await source.close()
  })

  it('until somebody cancels', async () => {
    const source = await openSource(file('cancelled.bin', content))
    const stop = new AbortController()
    let pieces = 0
    const reading = async () => {
      for await (const _piece of source.chunks({ signal: stop.signal })) {
        pieces += 1
        stop.abort()
      }
    }
    expect(await faultOf(reading())).toBe('cancelled')
    expect(pieces).toBe(1)
    await source.close()
  })
})
