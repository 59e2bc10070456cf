import { existsSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { err, ok } from '#shared/result'
import { by, makeStall, moment, openStall, type Stall } from '../../fixtures/stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await makeStall()
})
afterEach(() => stall.remove())

const add = (id: string, requestId?: string) =>
  stall.store.attempt(by('parcel.add', requestId === undefined ? {} : { requestId }), (write) => {
    write.add(id, 'shelf', '検証 花子')
    return ok({ output: { id }, audit: { event: 'parcel.added', object: id, facts: { owner: '検証 花子' } } })
  })

describe('a store that was just set up', { timeout: 30_000 }, () => {
  it('begins its trail with its own making', () => {
    expect(stall.store.trail.newest(10)).toMatchObject([
      { seq: 1, verb: 'store.created', actor: null, outcome: 'done', wall: moment.wall },
    ])
    expect(stall.store.verify()).toEqual({
      chain: { ok: true, entries: 1 },
      rows: { ok: true, rows: 2 },
      structure: [],
    })
  })

  it('leaves no half-made file beside it, and is not made twice', () => {
    expect(readdirSync(stall.dir).filter((name) => name.includes('making'))).toEqual([])
    expect(() => openStall(stall.dir, stall.keys, true)).toThrow('store-exists')
  })
})

describe('an attempt that is done', { timeout: 30_000 }, () => {
  it('leaves its row and exactly one entry, and both are there after reopening (AUD-01)', () => {
    expect(add('p1')).toEqual({ ok: true, value: { id: 'p1' } })

    const store = stall.reopen()
    expect(store.read.parcel('p1')).toMatchObject({ place: 'shelf', ver: 1 })
    const [newest, ...older] = store.trail.newest(10)
    expect(older).toHaveLength(1)
    expect(newest).toMatchObject({
      seq: 2,
      actor: 'S0001',
      session: 'session-1',
      verb: 'parcel.added',
      object: 'p1',
      outcome: 'done',
      clock: 'trusted',
      build: '0.1.0-test',
      payload: { owner: '検証 花子' },
      touched: [{ table: 'parcel', pk: 'p1', ver: 1 }],
    })
    expect(store.trail.ofObject('p1')).toHaveLength(1)
  })

  it('keeps names out of the entry itself', () => {
    add('p1')
    const [newest] = stall.store.trail.newest(1)
    const { payload: _, ...entry } = newest ?? { payload: null }
    expect(JSON.stringify(entry)).not.toContain('花子')
  })
})

describe('an attempt that is refused', { timeout: 30_000 }, () => {
  it('undoes its work and leaves only its own entry', () => {
    add('p1')
    const before = stall.store.verify()
    const reply = stall.store.attempt(by('parcel.move', { object: 'p1' }), (write) => {
      write.move('p1', 'gone')
      write.scribble('moved p1')
      return err({ code: 'shelf-locked', place: 'shelf' })
    })

    expect(reply).toEqual({ ok: false, error: { code: 'shelf-locked', place: 'shelf' } })
    expect(stall.store.read.parcel('p1')?.place).toBe('shelf')
    expect(stall.store.read.scribbles()).toEqual([])
    expect(stall.store.trail.newest(1)).toMatchObject([
      {
        seq: 3,
        verb: 'parcel.move',
        object: 'p1',
        outcome: 'refused:shelf-locked',
        touched: [],
        payload: { place: 'shelf' },
      },
    ])
    expect(before.rows).toEqual(stall.reopen().verify().rows)
  })
})

describe('an attempt that throws', { timeout: 30_000 }, () => {
  it('leaves neither row nor entry, and the next one works', () => {
    expect(() =>
      stall.store.attempt(by('parcel.add'), (write) => {
        write.add('p1', 'shelf')
        throw new Error('the lamp went out')
      }),
    ).toThrow('the lamp went out')
    expect(stall.store.read.parcel('p1')).toBeUndefined()
    expect(stall.store.trail.head().seq).toBe(1)
    expect(add('p1').ok).toBe(true)
    expect(stall.reopen().verify()).toMatchObject({ chain: { ok: true, entries: 2 }, rows: { ok: true } })
  })

  it('so does work that would answer later', () => {
    const later = (async () => ok({ output: 1, audit: { event: 'x' } })) as unknown as () => ReturnType<
      typeof ok<never>
    >
    expect(() =>
      stall.store.attempt(by('parcel.add'), (write) => {
        write.add('p1', 'shelf')
        return later()
      }),
    ).toThrow('did not answer at once')
    expect(stall.store.read.parcel('p1')).toBeUndefined()
    expect(stall.store.trail.head().seq).toBe(1)
  })

  it('so does an attempt inside an attempt', () => {
    expect(() =>
      stall.store.attempt(by('parcel.add'), (write) => {
        write.add('p1', 'shelf')
        add('p2')
        return ok({ output: 1, audit: { event: 'x' } })
      }),
    ).toThrow('inside an attempt')
    expect(stall.store.read.parcel('p1')).toBeUndefined()
    expect(add('p3').ok).toBe(true)
  })

  it('and so does an entry that cannot be said in JSON', () => {
    expect(() =>
      stall.store.attempt(by('parcel.add'), (write) => {
        write.add('p1', 'shelf')
        return ok({ output: 1, audit: { event: 'parcel.added', facts: { owner: '\ud800' } } })
      }),
    ).toThrow('surrogate')
    expect(stall.store.read.parcel('p1')).toBeUndefined()
  })
})

describe('the writing half', { timeout: 30_000 }, () => {
  it('cannot be used once the attempt is over', () => {
    const kept: { move?: (id: string, place: string) => unknown } = {}
    stall.store.attempt(by('parcel.add'), (write) => {
      kept.move = write.move
      write.add('p1', 'shelf')
      return ok({ output: 1, audit: { event: 'parcel.added' } })
    })
    expect(() => kept.move?.('p1', 'pocket')).toThrow('only inside an attempt')
    expect(stall.store.read.parcel('p1')?.place).toBe('shelf')
  })
})

describe('a request that arrives twice', { timeout: 30_000 }, () => {
  it('is done once, and refused with its own entry ever after', () => {
    expect(add('p1', 'r-1').ok).toBe(true)
    const again = { ok: false, error: { code: 'already-done', operation: 'parcel.add' } }
    expect(add('p1', 'r-1')).toEqual(again)
    stall.reopen()
    expect(add('p2', 'r-1')).toEqual(again)
    expect(stall.store.read.parcel('p2')).toBeUndefined()
    expect(stall.store.trail.newest(5).map(({ outcome }) => outcome)).toEqual([
      'refused:already-done',
      'refused:already-done',
      'done',
      'done',
    ])
  })

  it('may be tried again where it was refused', () => {
    stall.store.attempt(by('parcel.add', { requestId: 'r-1' }), () => err({ code: 'shelf-locked' }))
    expect(add('p1', 'r-1').ok).toBe(true)
  })
})

describe('a note', { timeout: 30_000 }, () => {
  it('says that something was read, and changes nothing else', () => {
    add('p1')
    stall.store.note(by('parcel.read'), { event: 'parcel.read', object: 'p1' })
    expect(stall.store.trail.newest(1)).toMatchObject([
      { verb: 'parcel.read', object: 'p1', outcome: 'noted' },
    ])
  })
})

describe('the key ring’s generation', { timeout: 30_000 }, () => {
  it('is remembered, so that an older key ring no longer opens the store (STO-10)', () => {
    stall.store.recordGeneration(by('staff.add'), 2)
    stall.store.close()
    expect(() => openStall(stall.dir, stall.keys, false)).toThrow('keyring-older')
    expect(existsSync(stall.dir)).toBe(true)
  })
})
