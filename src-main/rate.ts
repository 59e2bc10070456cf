import type { OperationName } from '#shared/operations'

/**
 * How often the desk answers (security rule: IPC, rates). A page that has been taken over can ask as fast as it
 * likes; it gets no more out of main than a person with a barcode reader needs. Time is monotonic milliseconds and
 * handed in.
 */

/** Any questions of one window: 20 a second, and 60 at once, as when a screen opens. */
const CALLS = { perSecond: 20, burst: 60 } as const
/** One a second in the long run; three at once, for a person who does the next thing at once. */
const HEAVY = { perSecond: 1, burst: 3 } as const
/** Uses of customers' seeds in an hour that need no supervisor. */
export const SEED_USES_MAX = 60
export const SEED_USES_WITHIN_MS = 60 * 60_000

/** What reads or writes whole lists, files or the whole trail. */
const heavy: ReadonlySet<OperationName> = new Set<OperationName>([
  'trail.verify',
  'master.rehearse',
  'master.commit',
  'seeds.rehearse',
  'seeds.commit',
  'seeds.retry-list',
  'stock.inspect-box',
  'campaign.open',
  'transfer.send',
  'transfer.save-again',
  'transfer.read',
  'transfer.accept',
  'paper.print',
  'trail.export',
  'trail.evidence',
  'backup.make',
  'backup.drill',
  'backup.restore',
  'restore.open',
  'restore.complete',
  'keys.make-cards',
  'keys.print-card',
  'keys.drill',
  'keys.rotate',
  'recovery.open',
  'recovery.complete',
])

/** What opens the seed of a customer's token: whoever may ask without end may try without end. */
export const seedUsing: ReadonlySet<OperationName> = new Set<OperationName>([
  'case.register',
  'dispatch.read-first',
  'token.resync',
  'seeds.try-code',
  'transfer.send',
  'transfer.save-again',
  'transfer.accept',
])

/** Never kept waiting by anything else that is asked: hiding the screen, and the emergency stop. */
const urgent: ReadonlySet<unknown> = new Set<OperationName>(['session.lock', 'loss.stop'])

/** Why somebody has to wait, and whether it is the first time since things were quiet: only that is written down. */
export type Wait = { readonly waitMs: number; readonly first: boolean }

type Bucket = { take(mono: number): Wait | undefined; isFull(mono: number): boolean }

/** A bucket of `burst` calls that fills up again at `perSecond`. */
export function makeBucket({ perSecond, burst }: { perSecond: number; burst: number }): Bucket {
  let level: number = burst
  let at = Number.NEGATIVE_INFINITY
  let said = false
  const fill = (mono: number): void => {
    if (mono > at) level = Math.min(burst, level + ((mono - at) / 1000) * perSecond)
    at = Math.max(at, mono)
    if (level >= burst) said = false
  }
  return {
    take(mono) {
      fill(mono)
      if (level >= 1) {
        level -= 1
        return undefined
      }
      const first = !said
      said = true
      return { waitMs: Math.ceil(((1 - level) / perSecond) * 1000), first }
    },
    isFull(mono) {
      fill(mono)
      return level >= burst
    },
  }
}

export type Limits = {
  /** Before anything else about a question is looked at; the name may be anything. */
  call(window: number, name: unknown, mono: number): Wait | undefined
  /** Once a question is known to be one that may be asked. */
  work(name: OperationName, mono: number): Wait | undefined
  /**
   * Whether a seed of this branch may be used: practising says nothing about the real one. `onRecord` is asked once for
   * each branch: when its seeds were used in the last hour before the program was started, as far as its trail knows.
   * What the answer would have put on record is remembered once it stands there: `putOnRecord` is called where there is
   * something, and what it throws leaves the count as it was.
   */
  seedUse(
    branch: string,
    name: OperationName,
    isSupervisor: boolean,
    mono: number,
    onRecord?: () => readonly number[],
    putOnRecord?: (event: 'alarm.raised' | 'alarm.answered') => void,
  ): SeedUse
}

/** `go`; `too-many`, once with `first` set; `answered`: a supervisor goes on who has seen it, and the count begins again. */
export type SeedUse =
  | { readonly says: 'go' | 'answered' }
  | { readonly says: 'too-many'; readonly first: boolean }

const GO: SeedUse = { says: 'go' }
/** More windows than ever stand open: whoever is quiet is forgotten. */
const WINDOWS_KEPT = 16

export function makeLimits(): Limits {
  const calls = new Map<string, Bucket>()
  const works = new Map<OperationName, Bucket>()
  const seeds = new Map<string, { uses: number[]; said: boolean }>()

  const bucketOf = <K>(from: Map<K, Bucket>, key: K, size: { perSecond: number; burst: number }): Bucket => {
    const bucket = from.get(key) ?? makeBucket(size)
    from.set(key, bucket)
    return bucket
  }

  return {
    call(window, name, mono) {
      if (calls.size > WINDOWS_KEPT) {
        for (const [key, bucket] of calls) if (bucket.isFull(mono)) calls.delete(key)
      }
      return bucketOf(calls, urgent.has(name) ? `${window} urgent` : `${window}`, CALLS).take(mono)
    },
    work: (name, mono) => (heavy.has(name) ? bucketOf(works, name, HEAVY).take(mono) : undefined),
    seedUse(branch, name, isSupervisor, mono, onRecord = () => [], putOnRecord = () => undefined) {
      if (!seedUsing.has(name)) return GO
      const known = seeds.get(branch) ?? { uses: [...onRecord()], said: false }
      seeds.set(branch, known)
      known.uses = known.uses.filter((at) => mono - at < SEED_USES_WITHIN_MS)
      if (known.uses.length < SEED_USES_MAX) {
        known.uses.push(mono)
        known.said = false
        return GO
      }
      const first = !known.said
      // A supervisor, too, is told once before they go on: an alarm nobody has seen is none.
      if (first || !isSupervisor) {
        if (first) putOnRecord('alarm.raised')
        known.said = true
        return { says: 'too-many', first }
      }
      putOnRecord('alarm.answered')
      seeds.set(branch, { uses: [mono], said: false })
      return { says: 'answered' }
    },
  }
}

/** For benches and tests that ask more in a second than a day's people do. */
export const noLimits: Limits = { call: () => undefined, work: () => undefined, seedUse: () => GO }
