/**
 * `npm run -s rehearse -- FILE …`: the rehearsal of a seed file without a window, for the people who prepare boxes at
 * head office. It reads through the same pipeline as receiving a box, writes nothing, and never prints a seed, a code,
 * a key or a password.
 */
import { once } from 'node:events'
import { prove } from '#main/seeds/prove'
import { openSeedFile } from '#main/seeds/reader'
import { SeedFileFault, type SeedItem, type SeedKey } from '#main/seeds/record'
import { Instant } from '#shared/ids'
import { type Arguments, keyBytes, type UsageFault, understand, type Wanted } from './arguments.ts'
import { faultReason, jsonOutput, type Output, type Proved, tableOutput } from './output.ts'
import { HELP, words } from './words.ts'

/** Documented in README.md. */
const EXIT = { accepted: 0, refused: 1, unusable: 2 } as const
type Exit = (typeof EXIT)[keyof typeof EXIT]

const WRITTEN_AT_ONCE = 64 * 1024
let pending = ''
const write = (text: string): void => {
  pending += text
}
/** Hands on what was written, and waits for a slow reader. */
async function flush(atLeast = 0): Promise<void> {
  if (pending.length <= atLeast) return
  const text = pending
  pending = ''
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}
const complain = (...lines: readonly string[]): void => {
  process.stderr.write(`${lines.join('\n')}\n`)
}

async function main(): Promise<Exit> {
  // npm starts scripts in its own folder; a relative name is meant from where the person stands.
  const from = process.env.npm_lifecycle_event === 'rehearse' ? process.env.INIT_CWD : undefined
  const understood = understand(process.argv.slice(2), from ?? process.cwd())
  if (understood.kind === 'help') {
    write(HELP)
    return EXIT.accepted
  }
  if (understood.kind === 'fault') return misused(understood.fault, understood.json)

  const { path, json, language } = understood.arguments
  const key = await keyOf(understood.arguments)
  if (typeof key === 'string') return misused(key, json)
  const output = json ? jsonOutput(write) : tableOutput(write, language)
  try {
    return await rehearsed(path, key, understood.arguments, output)
  } catch (error) {
    if (!(error instanceof SeedFileFault)) throw error
    output.refused(error)
    const { ja, en } = faultReason(error)
    const line = error.line === 0 ? ['', ''] : [`${error.line}行目: `, `Line ${error.line}: `]
    complain(`${line[0]}${ja} [${error.code}]`, `${line[1]}${en}`)
    return EXIT.unusable
  } finally {
    if (key.kind === 'key') key.bytes.fill(0)
  }
}

function misused(fault: UsageFault, json: boolean): Exit {
  const reason = { ja: words.ja.usage[fault], en: words.en.usage[fault] }
  if (json)
    write(`${JSON.stringify({ outcome: 'refused', error: { code: 'usage', detail: fault, reason } })}\n`)
  complain(`${reason.ja}${words.ja.seeHelp} [usage: ${fault}]`, `${reason.en} ${words.en.seeHelp}`)
  return EXIT.unusable
}

async function keyOf({ secret }: Arguments): Promise<SeedKey | UsageFault> {
  if (secret.kind === 'none') return { kind: 'none' }
  const value = secret.value === '-' ? await firstLineOfInput() : secret.value
  if (value === '') return 'input-empty'
  if (secret.kind === 'password') return { kind: 'password', text: value }
  const bytes = keyBytes(value)
  return bytes === null ? 'key-malformed' : { kind: 'key', bytes }
}

/** A key is no longer than this in any writing. */
const INPUT_MAX = 64 * 1024
async function firstLineOfInput(): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of process.stdin) {
    const bytes = Buffer.from(part)
    parts.push(bytes)
    length += bytes.length
    if (bytes.includes(0x0a) || length > INPUT_MAX) break
  }
  const [line = ''] = Buffer.concat(parts).toString('utf8').split(/\r?\n/u)
  return line
}

async function rehearsed(path: string, key: SeedKey, { wanted }: Arguments, output: Output): Promise<Exit> {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const file = await openSeedFile(path)
  try {
    const now = Instant.parse(new Date().toISOString())
    output.head({ ...file.head, name: file.name, bytes: file.sizeBytes, at: now })
    const proofs = proving(wanted)
    const sum = { keys: 0, accepted: 0, refused: 0 }
    const onProgress = progress(file.sizeBytes)
    for await (const items of file.read(key, { now, signal: stop.signal, onProgress })) {
      for (const item of items) {
        sum.keys += 1
        sum[item.ok ? 'accepted' : 'refused'] += 1
        proofs.see(item)
        output.key(item)
        if (item.ok) item.record.seed.fill(0)
      }
      await flush(WRITTEN_AT_ONCE)
    }
    const proved = proofs.all()
    output.end({ ...sum, sha256: file.sha256() }, proved)
    const proven = proved.every(({ outcome }) => outcome === 'fits')
    return sum.refused === 0 && proven ? EXIT.accepted : EXIT.refused
  } finally {
    await file.close()
  }
}

/** Tries the wanted codes as their keys go by. */
function proving(wanted: readonly Wanted[]) {
  const bySerial = Map.groupBy(wanted, ({ serial }) => serial)
  const proved = new Map<Wanted, Proved>()
  return {
    see(item: SeedItem): void {
      const serial = item.ok ? item.record.serial : item.problem.serial
      for (const one of (serial === null ? undefined : bySerial.get(serial)) ?? []) {
        if (proved.has(one)) continue
        const { unixTime } = one
        const base = { serial: one.serial, unixTime, ahead: null, proposals: [] }
        if (!item.ok) {
          proved.set(one, { ...base, outcome: 'key-refused' })
          continue
        }
        proved.set(one, { ...base, ...prove(item.record, one.code, unixTime * 1000) })
      }
    },
    /** In the order they were asked for. */
    all: (): readonly Proved[] =>
      wanted.map(
        (one) =>
          proved.get(one) ?? {
            serial: one.serial,
            unixTime: one.unixTime,
            outcome: 'serial-not-in-file',
            ahead: null,
            proposals: [],
          },
      ),
  }
}

/** Said to a person who waits, and to nobody else. */
function progress(bytes: number): (read: number) => void {
  let said = -1
  return (read) => {
    const percent = Math.floor((read / bytes) * 100)
    if (!process.stderr.isTTY || percent === said || bytes < 4 << 20) return
    said = percent
    process.stderr.write(`\r${words.ja.reading(percent)}${percent === 100 ? '\n' : ''}`)
  }
}

// Whoever closes the other end has seen enough.
process.stdout.on('error', () => process.exit(EXIT.unusable))
try {
  process.exitCode = await main()
} catch (error) {
  // An accident's own text may quote what it stumbled over.
  complain(words.ja.accident, words.en.accident, error instanceof Error ? error.name : '')
  process.exitCode = EXIT.unusable
}
await flush()
process.stdin.destroy()
