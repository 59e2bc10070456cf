// @ts-check
/**
 * The offline verifier of a trail: takes an audit copy or an evidence pack and what stands on paper, and says
 * *consistent*, or *diverged at entry n* and why. One file, no dependency, no secret; it shares nothing with the program
 * but the description of the format (TRAIL-FORMAT.md), so that a mistake there is not repeated here.
 *
 *   node verify.mjs COPY [--code N=XXXXXXXXXX]… [--receipt NUMBER=XXXXXXXX]… [--key KEY]… [--json]
 *
 *   --code     a daily sheet's number and the ten characters on it
 *   --receipt  an entry's number, or a case number, and the eight characters on the receipt
 *   --key      a public key from elsewhere than the copy; then only what it signed is believed
 *
 * Answers with 0 when consistent, 1 when diverged, 2 when there is nothing to be judged. Reads the file once, keeps no
 * entry, and needs some 100 bytes a signed head.
 */
import * as crypto from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import process from 'node:process'

const USAGE =
  'usage: node verify.mjs COPY [--code N=XXXXXXXXXX]… [--receipt NUMBER=XXXXXXXX]… [--key KEY]… [--json]'
const DIGITS = '34679ACDEFGHJKMNPQRTUVWXY'
const CHUNK = 1 << 20
/** No honest line is longer. */
const LINE_MAX = 64 << 20

/** @typedef {{ origin: string, size: number, root: string, note: string }} Head */

class Unreadable extends Error {}
class Diverged extends Error {
  /**
   * @param {number} entry the first entry that does not follow; 0 where it is about no entry
   * @param {string} why
   * @param {string} text
   * @param {number} [last] where only a range is known, its end
   */
  constructor(entry, why, text, last) {
    super(text)
    this.entry = entry
    this.why = why
    this.last = last
  }
}

/**
 * At once where this Node can, which is twice as fast as an object for each hash.
 * @type {(data: Uint8Array) => Buffer}
 */
const digest =
  typeof crypto.hash === 'function'
    ? (data) => crypto.hash('sha256', data, 'buffer')
    : (data) => crypto.createHash('sha256').update(data).digest()

/** @param {...(string | Uint8Array)} parts */
const sha256 = (...parts) =>
  digest(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))))

/** A leaf: one zero byte and the text. @param {string} text */
const leafOf = (text) => digest(Buffer.from(`\0${text}`))

const pair = Buffer.alloc(65)
/** A node of the tree. @param {Uint8Array} left @param {Uint8Array} right */
function nodeOf(left, right) {
  pair[0] = 1
  pair.set(left, 1)
  pair.set(right, 33)
  return digest(pair)
}

const link = Buffer.alloc(64)
/** The next value of the chain. @param {Uint8Array} before @param {Uint8Array} leaf */
function chained(before, leaf) {
  link.set(before, 0)
  link.set(leaf, 32)
  return digest(link)
}

/** The tree of RFC 6962, of which only the roots of its complete subtrees are kept. */
class Tree {
  constructor() {
    this.size = 0
    /** @type {Buffer[]} */
    this.peaks = []
  }
  /** @param {Buffer} leaf */
  add(leaf) {
    let node = leaf
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = this.peaks.pop()
      if (left === undefined) throw new Error('a peak is missing')
      node = nodeOf(left, node)
    }
    this.peaks.push(node)
    this.size += 1
  }
  root() {
    let at = this.peaks.length - 1
    if (at < 0) return sha256()
    let root = this.peaks[at]
    while (at > 0) {
      at -= 1
      root = nodeOf(this.peaks[at], root)
    }
    return root
  }
}

/**
 * A code on paper: the first 64 bits in base 25.
 * @param {Buffer} hash
 * @param {number} length
 */
function codeOf(hash, length) {
  let rest = hash.readBigUInt64BE(0)
  let code = ''
  for (let place = 0; place < length; place += 1) {
    code = DIGITS[Number(rest % 25n)] + code
    rest /= 25n
  }
  return code
}

/**
 * HMAC-SHA-256 (RFC 2104) with a key of at most 64 bytes; Node's own takes twice as long for one short text.
 * @param {Buffer} key
 * @param {string} text
 */
function hmac(key, text) {
  const inner = Buffer.alloc(64, 0x36)
  const outer = Buffer.alloc(64, 0x5c)
  for (let at = 0; at < key.length && at < 64; at += 1) {
    inner[at] = (key[at] ?? 0) ^ 0x36
    outer[at] = (key[at] ?? 0) ^ 0x5c
  }
  return sha256(outer, sha256(inner, text))
}

/** As people type a code: any case, any width, with blanks or hyphens. @param {string} text */
const typed = (text) => text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')

/** @param {string} key `name+id+base64(0x01 ‖ key)` */
function readKey(key) {
  const found = /^(.+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/u.exec(key)
  if (found === null) throw new Unreadable(`not a public key: ${key}`)
  const [, name, id, encoded] = found
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length !== 33 || bytes[0] !== 1) throw new Unreadable(`not an Ed25519 key: ${key}`)
  const computed = sha256(`${name}\n`, bytes).subarray(0, 4)
  if (computed.toString('hex') !== id) throw new Unreadable(`the key's id does not fit: ${key}`)
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)])
  return {
    name,
    id: computed,
    key: crypto.createPublicKey({ key: spki, format: 'der', type: 'spki' }),
    text: key,
  }
}

/**
 * @param {string} note
 * @param {string} origin
 * @param {ReturnType<typeof readKey>[]} keys
 * @returns {Head}
 */
function readHead(note, origin, keys) {
  const found = /^([^\n]+)\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n\n((?:— [^\n]+\n)+)$/u.exec(note)
  if (found === null) throw new Diverged(0, 'head-form', 'a signed head is not in the form of a checkpoint')
  const [, name, size, root, signatures] = found
  if (name !== origin) throw new Diverged(0, 'head-origin', `a signed head speaks of another trail: ${name}`)
  const text = Buffer.from(`${name}\n${size}\n${root}\n`)
  const signed = signatures
    .trimEnd()
    .split('\n')
    .some((line) => {
      const [, signer, blob] = line.split(' ')
      const bytes = Buffer.from(blob ?? '', 'base64')
      return keys.some(
        (key) =>
          key.name === signer &&
          key.id.equals(bytes.subarray(0, 4)) &&
          bytes.length === 68 &&
          crypto.verify(null, text, key.key, bytes.subarray(4)),
      )
    })
  if (!signed)
    throw new Diverged(0, 'head-signature', `nobody known has signed the head over ${size} entries`)
  return { origin, size: Number(size), root, note }
}

/**
 * The lines of a file, one after the other, as bytes.
 * @param {string} file
 */
function* linesOf(file) {
  const handle = openSync(file, 'r')
  try {
    /** @type {Buffer[]} */
    let open = []
    let length = 0
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK)
      const read = readSync(handle, chunk, 0, CHUNK, null)
      if (read === 0) break
      let from = 0
      for (let at = chunk.indexOf(10); at !== -1 && at < read; at = chunk.indexOf(10, from)) {
        const piece = chunk.subarray(from, at)
        yield open.length === 0 ? piece : Buffer.concat([...open, piece])
        open = []
        length = 0
        from = at + 1
      }
      if (from < read) {
        open.push(chunk.subarray(from, read))
        length += read - from
        if (length > LINE_MAX) throw new Unreadable('a line is too long for a trail')
      }
    }
    if (open.length > 0) yield Buffer.concat(open)
  } finally {
    closeSync(handle)
  }
}

/**
 * @param {Buffer} line
 * @returns {Record<string, unknown> | undefined}
 */
function parsed(line) {
  try {
    const value = JSON.parse(line.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** @param {unknown} value @param {string} what */
function text(value, what) {
  if (typeof value !== 'string') throw new Unreadable(`${what} is missing`)
  return value
}

/**
 * What an entry says, checked as far as it can be without its neighbours.
 * @param {unknown} stored
 * @param {number} n
 * @returns {Record<string, unknown>}
 */
function readEntry(stored, n) {
  if (typeof stored !== 'string') throw new Diverged(n, 'form', 'the entry is not there')
  /** @type {unknown} */
  let entry
  try {
    entry = JSON.parse(stored)
  } catch {
    throw new Diverged(n, 'form', 'the entry is no text of an entry')
  }
  if (typeof entry !== 'object' || entry === null) throw new Diverged(n, 'form', 'the entry is no object')
  const fields = /** @type {Record<string, unknown>} */ (entry)
  if (fields.seq !== n) throw new Diverged(n, 'number', `the entry says of itself that it is ${fields.seq}`)
  return fields
}

/**
 * @param {Record<string, unknown>} line the line of the copy or the item of the pack
 * @param {Record<string, unknown>} entry
 * @param {number} n
 * @param {boolean} mayLack
 * @returns {boolean} whether a payload was there and fits
 */
function checkPayload({ p, k }, { payloadCommit }, n, mayLack) {
  if (p === undefined && k === undefined) {
    if (payloadCommit !== null && !mayLack)
      throw new Diverged(n, 'payload', 'its payload is missing, and nothing on record erased it')
    return false
  }
  if (typeof p !== 'string' || typeof k !== 'string')
    throw new Diverged(n, 'payload', 'its payload has no key, or its key no payload')
  if (Buffer.from(k, 'base64').length !== 32)
    throw new Diverged(n, 'payload', 'the key of its payload is none')
  const found = hmac(Buffer.from(k, 'base64'), p).toString('hex')
  if (found !== payloadCommit) throw new Diverged(n, 'payload', 'its payload is not the one it was made with')
  return true
}

const APPROVALS = ['case.executed', 'profile.changed']
/** Sheets whose samples are printed; `--json` says all. */
const SAMPLES_SAID = 10

/**
 * The approvals each sheet has chosen to be looked at again: of those since the sheet before, the three, or one in
 * twenty, whose hash with the root is smallest.
 *
 * @param {Map<number, { root: string, size: number }>} sheets
 * @param {{ n: number, about: string }[]} approvals
 */
function samplesOf(sheets, approvals) {
  let after = 0
  return [...sheets].map(([sheet, { root, size }]) => {
    const own = approvals.filter(({ n }) => n > after && n <= size)
    after = size
    const drawn = own
      .map((approval) => ({
        approval,
        by: sha256(`madoguchi/sample/v1\n${root}\n${approval.n}\n`).toString('hex'),
      }))
      .sort((left, right) => (left.by < right.by ? -1 : 1))
      .slice(0, Math.max(3, Math.ceil(own.length / 20)))
      .map(({ approval }) => approval)
    return { sheet, entries: drawn.sort((left, right) => left.n - right.n) }
  })
}

/** @typedef {{ codes: Map<number, string>, receipts: Map<string, string>, keys: string[] }} Paper */

/**
 * @param {string} file
 * @param {Paper} paper
 */
export function verifyCopy(file, paper) {
  const lines = linesOf(file)
  const first = lines.next()
  const header = first.done ? undefined : parsed(first.value)
  if (header?.madoguchi === 'evidence') return verifyPack(header, paper)
  if (header?.madoguchi !== 'audit-copy')
    throw new Unreadable('this is neither an audit copy nor an evidence pack')
  if (header.version !== 1)
    throw new Unreadable(`this copy is of version ${header.version}; this verifier knows 1`)
  const origin = text(header.origin, 'the origin')
  const own = Array.isArray(header.keys) ? header.keys.map((key) => text(key, 'a key')) : []
  const keys = (paper.keys.length > 0 ? paper.keys : own).map(readKey)
  const withPayloads = header.payloads === true

  /** @type {Map<number, string>} */
  const heads = new Map()
  /** @type {Map<number, { root: string, code: string, size: number }>} */
  const sheets = new Map()
  /** @type {Map<number, { root: string, sheet: number }[]>} */
  const sheetsAt = new Map()
  let erased = 0
  let payloads = 0
  let lastSheet = ''
  let lastNumber = 0
  let largest = 0

  const tree = new Tree()
  let chain = Buffer.alloc(32)
  let ended = false
  let held = 0
  /** @type {{ n: number, about: string }[]} */
  const approvals = []
  /** @type {Map<string, string>} */
  const receiptCodes = new Map()
  const receiptNumbers = new Map(
    [...paper.receipts.keys()].filter((name) => /^[0-9]+$/.test(name)).map((name) => [Number(name), name]),
  )

  for (const raw of lines) {
    const n = tree.size + 1
    const line = parsed(raw)
    if (ended) throw new Diverged(n, 'end', 'something comes after the end')
    if (line === undefined) throw new Diverged(n, 'form', 'a line cannot be read')
    if (line.e !== undefined || line.n !== undefined) {
      if (line.n !== n) throw new Diverged(n, 'number', `where it should stand, there is ${line.n}`)
      const entry = readEntry(line.e, n)
      const leaf = leafOf(/** @type {string} */ (line.e))
      chain = chained(chain, leaf)
      if (chain.toString('base64') !== line.c)
        throw new Diverged(n, 'chain', 'it is not the entry that was chained to the one before')
      tree.add(leaf)
      if (checkPayload(line, entry, n, !withPayloads || n <= erased)) payloads += 1
      const root = heads.get(n)
      if (root !== undefined) {
        if (tree.root().toString('base64') !== root)
          throw new Diverged(
            held + 1,
            'head',
            `the head that was signed over ${n} entries is another; up to entry ${held} all is as signed`,
            n,
          )
        held = n
      }
      for (const sheet of sheetsAt.get(n) ?? []) {
        if (sheet.root !== tree.root().toString('base64'))
          throw new Diverged(n, 'sheet', `daily sheet ${sheet.sheet} bears another root`)
      }
      if (entry.outcome === 'done' && APPROVALS.includes(String(entry.verb)))
        approvals.push({ n, about: String(entry.object) })
      const asked = receiptNumbers.get(n)
      if (asked !== undefined) receiptCodes.set(asked, codeOf(chain, 8))
      if (typeof entry.object === 'string' && paper.receipts.has(entry.object)) {
        if (
          (entry.verb === 'case.executed' || entry.verb === 'token.stopped') &&
          !receiptCodes.has(entry.object)
        )
          receiptCodes.set(entry.object, codeOf(chain, 8))
      }
    } else if (typeof line.head === 'string' && tree.size === 0) {
      const head = readHead(line.head, origin, keys)
      if (head.size <= largest) throw new Diverged(0, 'head-order', 'the signed heads are not in their order')
      largest = head.size
      heads.set(head.size, head.root)
    } else if (line.sheet !== undefined && tree.size === 0) {
      const { sheet: number, date, size, root, code, previous } = line
      // Numbers only rise: a restore leaves out those that were given out in the past it took away. What follows them
      // names the code of the sheet before, so that none can be taken out without showing.
      if (typeof number !== 'number' || number <= lastNumber)
        throw new Diverged(0, 'sheet', `daily sheet ${number} comes after daily sheet ${lastNumber}`)
      if (previous !== lastSheet)
        throw new Diverged(0, 'sheet', `daily sheet ${number} does not name the code of the one before`)
      const computed = codeOf(
        sha256(`madoguchi/sheet/v1\n${origin}\n${number}\n${date}\n${size}\n${root}\n${previous}\n`),
        10,
      )
      if (computed !== code)
        throw new Diverged(0, 'sheet', `daily sheet ${number} does not bear its own code`)
      if (heads.get(Number(size)) !== root)
        throw new Diverged(0, 'sheet', `the head of daily sheet ${number} is none that was signed`)
      lastSheet = computed
      lastNumber = number
      sheets.set(Number(number), { root: String(root), code: computed, size: Number(size) })
      sheetsAt.set(Number(size), [
        ...(sheetsAt.get(Number(size)) ?? []),
        { root: String(root), sheet: Number(number) },
      ])
    } else if (line.erasure !== undefined && tree.size === 0) {
      if (typeof line.through !== 'number' || line.through <= erased)
        throw new Diverged(0, 'erasure', 'the erasures are not in their order')
      erased = line.through
    } else if (line.end !== undefined) {
      ended = true
      if (line.end !== tree.size || header.entries !== tree.size)
        throw new Diverged(n, 'cut', `the copy says that it has ${line.end} entries`)
      if (line.chain !== chain.toString('base64') || line.root !== tree.root().toString('base64'))
        throw new Diverged(tree.size, 'end', 'the copy ends in another head than its entries')
    } else throw new Diverged(n, 'form', 'a line is none of those a copy has')
  }
  if (!ended) throw new Diverged(tree.size + 1, 'cut', 'the copy has no end')
  if (largest > tree.size)
    throw new Diverged(tree.size + 1, 'cut', `a head was signed over ${largest} entries`)
  if (held !== tree.size)
    throw new Diverged(held + 1, 'unsigned', `nobody has signed what comes after entry ${held}`)

  for (const [number, code] of paper.codes) {
    const sheet = sheets.get(number)
    if (sheet === undefined)
      throw new Diverged(
        tree.size + 1,
        'paper',
        `there is no daily sheet ${number}: this copy is older, or another`,
      )
    if (sheet.code !== typed(code))
      throw new Diverged(0, 'paper', `daily sheet ${number} bears another code in this trail: ${sheet.code}`)
  }
  for (const [name, code] of paper.receipts) {
    const found = receiptCodes.get(name)
    if (found === undefined) throw new Diverged(tree.size + 1, 'paper', `this trail knows no receipt ${name}`)
    if (found !== typed(code))
      throw new Diverged(Number(name) || 0, 'paper', `receipt ${name} bears another code`)
  }
  return {
    kind: 'audit-copy',
    origin,
    entries: tree.size,
    heads: heads.size,
    sheets: sheets.size,
    samples: samplesOf(sheets, approvals),
    payloads,
    erasedThrough: erased,
    papers: paper.codes.size + paper.receipts.size,
    chain: chain.toString('base64'),
    root: tree.root().toString('base64'),
    keys: keys.map((key) => key.text),
    keysFromCopy: paper.keys.length === 0,
  }
}

/**
 * RFC 9162 §2.1.3.2: the root that a leaf and its path lead to.
 * @param {number} index
 * @param {number} size
 * @param {Buffer} leaf
 * @param {Buffer[]} path
 */
function rootFrom(index, size, leaf, path) {
  let [fn, sn] = [index, size - 1]
  let root = leaf
  for (const node of path) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      root = nodeOf(node, root)
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2)
        sn = Math.floor(sn / 2)
      }
    } else root = nodeOf(root, node)
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  return sn === 0 ? root : undefined
}

/**
 * @param {Record<string, unknown>} pack
 * @param {Paper} paper
 */
function verifyPack(pack, paper) {
  if (pack.version !== 1)
    throw new Unreadable(`this pack is of version ${pack.version}; this verifier knows 1`)
  const origin = text(pack.origin, 'the origin')
  const own = Array.isArray(pack.keys) ? pack.keys.map((key) => text(key, 'a key')) : []
  const keys = (paper.keys.length > 0 ? paper.keys : own).map(readKey)
  const head = readHead(text(pack.head, 'the signed head'), origin, keys)
  const items = Array.isArray(pack.entries) ? pack.entries : []
  if (items.length === 0) throw new Unreadable('the pack has no entries')
  let last = 0
  let payloads = 0
  for (const item of items) {
    const n = typeof item?.n === 'number' ? item.n : last + 1
    if (n <= last || n > head.size) throw new Diverged(n, 'number', 'the entries are not in their order')
    last = n
    const entry = readEntry(item.e, n)
    const path = Array.isArray(item.path) ? item.path : []
    const root = rootFrom(
      n - 1,
      head.size,
      leafOf(item.e),
      path.map((/** @type {unknown} */ node) => Buffer.from(text(node, 'a hash'), 'base64')),
    )
    if (root?.toString('base64') !== head.root)
      throw new Diverged(n, 'head', 'it is not under the head that was signed')
    const changed = Array.isArray(entry.touched) ? entry.touched : []
    const changedIt = changed.some((row) => row?.table === 'case_file' && row.pk === pack.case)
    if (entry.object !== pack.case && !changedIt)
      throw new Diverged(n, 'object', 'it is about something else than this case')
    if (checkPayload(item, entry, n, true)) payloads += 1
  }
  return {
    kind: 'evidence',
    origin,
    case: String(pack.case),
    entries: items.length,
    heads: 1,
    sheets: 0,
    samples: [],
    payloads,
    erasedThrough: 0,
    papers: 0,
    chain: '',
    root: head.root,
    keys: keys.map((key) => key.text),
    keysFromCopy: paper.keys.length === 0,
  }
}

/**
 * @param {string[]} args
 * @returns {number}
 */
export function main(args) {
  /** @type {Paper} */
  const paper = { codes: new Map(), receipts: new Map(), keys: [] }
  let file
  let json = false
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? ''
    if (arg === '--json') json = true
    else if (arg === '--key') {
      at += 1
      paper.keys.push(args[at] ?? '')
    } else if (arg === '--code' || arg === '--receipt') {
      at += 1
      const [name, code] = (args[at] ?? '').split('=')
      if (!name || !code) return unusable(json, USAGE)
      if (arg === '--code') paper.codes.set(Number(name), code)
      else paper.receipts.set(name, code)
    } else if (arg.startsWith('-') || file !== undefined) return unusable(json, USAGE)
    else file = arg
  }
  if (file === undefined) return unusable(json, USAGE)

  try {
    const found = verifyCopy(file, paper)
    if (json) console.log(JSON.stringify({ verdict: 'consistent', ...found }))
    else {
      console.log('consistent 一致')
      console.log(`  ${found.origin}`)
      console.log(
        `  ${found.entries} entries, ${found.heads} signed heads, ${found.sheets} daily sheets, ${found.payloads} payloads, ${found.papers} papers compared`,
      )
      if (found.erasedThrough > 0)
        console.log(`  payloads erased on record up to entry ${found.erasedThrough}`)
      for (const { sheet, entries } of found.samples.slice(-SAMPLES_SAID))
        console.log(
          `  sample of daily sheet ${sheet}: ${entries.map(({ n, about }) => `${about} (entry ${n})`).join(', ') || 'none'}`,
        )
      for (const key of found.keys) console.log(`  key ${key}`)
      if (found.keysFromCopy)
        console.log('  the keys came with the copy: compare them with those you were given, or pass --key')
    }
    return 0
  } catch (thrown) {
    if (thrown instanceof Diverged) {
      const { entry, last, why, message } = thrown
      if (json) console.log(JSON.stringify({ verdict: 'diverged', entry, last: last ?? entry, why, message }))
      else {
        const where =
          entry === 0 ? '' : last === undefined ? ` at entry ${entry}` : ` at entry ${entry}…${last}`
        console.log(`diverged${where} 不一致`)
        console.log(`  ${message}`)
      }
      return 1
    }
    if (thrown instanceof Unreadable) return unusable(json, thrown.message)
    if (thrown instanceof Error && 'code' in thrown) return unusable(json, `${file}: ${String(thrown.code)}`)
    throw thrown
  }
}

/** @param {boolean} json @param {string} message */
function unusable(json, message) {
  if (json) console.log(JSON.stringify({ verdict: 'unusable', message }))
  else console.error(message)
  return 2
}

if (process.argv[1] !== undefined && import.meta.filename === process.argv[1])
  process.exitCode = main(process.argv.slice(2))
