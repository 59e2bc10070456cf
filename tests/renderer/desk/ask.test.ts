import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ask, Fault } from '../../../src-renderer/desk/ask.ts'

/** What reached main, and what it answers: so many times that it was too soon, and then the answer. */
const heard: unknown[] = []
let tooSoon = 0
beforeEach(() => {
  vi.useFakeTimers()
  heard.length = 0
  vi.stubGlobal('window', {
    desk: {
      ask: async (_name: string, input: unknown) => {
        heard.push(input)
        tooSoon -= 1
        return tooSoon >= 0
          ? { ok: false, error: { code: 'too-many-calls', waitMs: 50 } }
          : { ok: true, value: { contracts: [], more: false } }
      },
    },
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const find = (text: string, overtaken?: AbortSignal) => ask('search.find', { text }, overtaken)

describe('a question of the page', () => {
  it('waits for its turn by itself, each time longer', async () => {
    tooSoon = 3
    const reply = find('若葉')
    await vi.advanceTimersByTimeAsync(50 + 100 + 150)
    expect(await reply).toMatchObject({ ok: true })
    expect(heard).toHaveLength(4)
  })

  it('gives its turn up to a newer one of its kind, and asks no more', async () => {
    tooSoon = 2
    const older = new AbortController()
    const first = find('若', older.signal)
    await vi.advanceTimersByTimeAsync(10)
    older.abort()
    const second = find('若葉')
    await vi.advanceTimersByTimeAsync(1000)
    expect(await first).toMatchObject({ ok: false, error: { code: 'too-many-calls' } })
    expect(await second).toMatchObject({ ok: true })
    expect(heard).toEqual([{ text: '若' }, { text: '若葉' }, { text: '若葉' }])
  })

  it('is told to its person after twenty turns in vain', async () => {
    tooSoon = 100
    const reply = find('若葉')
    await vi.advanceTimersByTimeAsync(50 * 21 * 10)
    expect(await reply).toMatchObject({ error: { code: 'too-many-calls' } })
    expect(heard).toHaveLength(21)
  })

  it('that ends in an accident carries its number and nothing else', async () => {
    vi.stubGlobal('window', {
      desk: {
        ask: async () => {
          throw new Error("Error invoking remote method 'desk:ask': Error: fault F-261121-010203-1")
        },
      },
    })
    await expect(find('若葉')).rejects.toThrow(Fault)
    await expect(find('若葉')).rejects.toMatchObject({ number: 'F-261121-010203-1' })
  })
})
