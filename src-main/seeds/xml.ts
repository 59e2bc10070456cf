import { isAscii, isUtf8 } from 'node:buffer'
import { SEED_LIMITS, SeedFileFault } from './record.ts'

/**
 * The part of XML 1.0 and of Namespaces in XML that a seed file needs, read as a stream and refused at the first
 * byte that is something else: no DOCTYPE, hence no entities but the five predefined ones; no CDATA; UTF-8 only.
 *
 * Why not saxes, which judges this scanner in the tests: it gathers a comment, a text or a DOCTYPE to its end before
 * anybody may refuse it, so a hostile file decides how much memory is used; and of 100,000 keys it needs 1.7 to 2.4
 * times what libxml2's reader does before anything is understood or decrypted, this 0.95 times (README).
 */

/** An element's name with its namespace resolved; '' is no namespace. Compare known names by identity. */
export type Name = { readonly space: string; readonly local: string }

/** What the scanner tells, in document order. An empty element is opened and closed. */
export type XmlHandler = {
  /** `attributes`: names as written and values in turn, without the namespace declarations. */
  open(name: Name, attributes: readonly string[], line: number): void
  /** Text with its references resolved; blank text is not told. */
  text(text: string): void
  /** A comment or a processing instruction stands here. */
  interruption(): void
  close(): void
}

const known = new Map<string, Map<string, Name>>()

/** The one `Name` for a name of the vocabulary. For constants only: what is asked for here is kept for good. */
export function nameOf(space: string, local: string): Name {
  const names = known.get(space) ?? new Map<string, Name>()
  known.set(space, names)
  const name = names.get(local) ?? { space, local }
  names.set(local, name)
  return name
}

/** The prefixes that hold in a part of the document, and the names already resolved there. */
type Scope = {
  /** How many elements are open while it holds. */
  readonly depth: number
  readonly prefixes: ReadonlyMap<string, string>
  /** The last name seen for each hash: a hostile file may invent names, and none of them is kept. */
  readonly names: (Entry | undefined)[]
}
type Entry = { readonly written: string; readonly name: Name }

const XML_SPACE = 'http://www.w3.org/XML/1998/namespace'
const XMLNS_SPACE = 'http://www.w3.org/2000/xmlns/'
const NAMES_KEPT = 256

const START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const NCNAME = `[${START}][${START}\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*`
const QNAME = new RegExp(`^(?:${NCNAME}:)?${NCNAME}$`, 'u')
const TARGET = new RegExp(`^${NCNAME}$`, 'u')
const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$/
const REFERENCE = /&(?:#x([0-9A-Fa-f]{1,8})|#([0-9]{1,10})|(lt|gt|amp|apos|quot));|&/g
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' }
const NO_ATTRIBUTES: readonly string[] = []
const NO_BYTES: Buffer = Buffer.alloc(0)

const TAB = 9
const BREAK = 10
const RETURN = 13
const BLANK = 32
const BANG = 33
const AMPERSAND = 38
const SLASH = 47
const LT = 60
const EQUALS = 61
const GT = 62
const QUESTION = 63
const BRACKET = 93

const isBlank = (byte: number): boolean => byte === BLANK || byte === BREAK || byte === TAB || byte === RETURN

export class XmlScanner {
  readonly #handler: XmlHandler
  /** What is here and not yet consumed, as bytes … */
  #bytes: Buffer = NO_BYTES
  /** … and with one character per byte: `#value` makes real characters of a part of it. */
  #text = ''
  #isAscii = true
  #stage: 'nothing' | 'declaration' | 'document' = 'nothing'
  #rooted = false
  readonly #open: string[] = []
  readonly #scopes: Scope[] = [
    {
      depth: 0,
      prefixes: new Map([
        ['', ''],
        ['xml', XML_SPACE],
      ]),
      names: [],
    },
  ]
  #line = 1
  /** How many blanks stood before or behind the root. */
  #outside = 0

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  /**
   * Takes the next bytes and tells the handler everything that is complete.
   *
   * @throws SeedFileFault `encoding-refused`, `format-unknown`, `doctype-refused`, `xml-malformed`,
   *   `limit-exceeded`, `structure-refused`
   */
  write(bytes: Buffer): void {
    this.#take(bytes, false)
  }

  /** @throws SeedFileFault as `write`; a document that is cut short is `xml-malformed`, nothing is `file-empty` */
  end(): void {
    this.#take(NO_BYTES, true)
    if (this.#open.length > 0 || !this.#rooted) throw this.#malformed('truncated')
  }

  #take(bytes: Buffer, last: boolean): void {
    let window = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes])
    this.#bytes = window
    // Four bytes tell every other encoding from ours.
    if (this.#stage === 'nothing') {
      if (window.length < 4 && !last) return
      window = sniffed(window)
      this.#stage = 'declaration'
    }
    this.#isAscii = isAscii(window)
    let rest = NO_BYTES
    if (!this.#isAscii) {
      const whole = last ? window.length : wholeCharacters(window)
      rest = window.subarray(whole)
      window = window.subarray(0, whole)
      if (!isUtf8(window)) throw new SeedFileFault('encoding-refused', this.#line)
    }
    this.#bytes = window
    this.#text = window.toString('latin1')
    // U+FFFE and U+FFFF.
    if (!this.#isAscii && /\xef\xbf[\xbe\xbf]/.test(this.#text)) throw this.#malformed('character')
    let at = 0
    if (this.#stage === 'declaration') {
      at = this.#declaration(last)
      if (at !== -1) this.#stage = 'document'
    }
    const consumed = at === -1 ? 0 : this.#scan(at, last)
    window = window.subarray(consumed)
    this.#bytes = rest.length === 0 ? window : Buffer.concat([window, rest])
  }

  /** Reads the XML declaration, where there is one; where the document goes on. -1: not enough is here to tell. */
  #declaration(last: boolean): number {
    const text = this.#text
    if (text.length < 6 && !last && '<?xml '.startsWith(text.replace(/[\t\r\n]$/, ' '))) return -1
    if (!/^<\?xml[ \t\r\n]/.test(text)) return 0
    const end = text.indexOf('?>') + 2
    if (end === 1) {
      if (last || text.length > 1024) throw this.#malformed('declaration')
      return -1
    }
    const found = DECLARATION.exec(text.slice(0, end))
    if (found === null) throw this.#malformed('declaration')
    const encoding = (found[1] ?? found[2] ?? 'UTF-8').toUpperCase()
    if (encoding !== 'UTF-8' && encoding !== 'US-ASCII') {
      throw new SeedFileFault('encoding-refused', 1, { encoding: encoding.slice(0, 40) })
    }
    this.#countBreaks(0, end)
    return end
  }

  /** Consumes what is complete; says how far. */
  #scan(from: number, last: boolean): number {
    const bytes = this.#bytes
    const length = bytes.length
    let at = from
    for (;;) {
      // Text, up to the next mark.
      const begin = at
      let breaks = 0
      let byte = 0
      let special = false
      while (at < length) {
        byte = bytes[at] as number
        if (byte === BREAK) breaks += 1
        else if (byte === RETURN) special = true
        else if (byte !== BLANK && byte !== TAB) break
        at += 1
      }
      const content = at
      while (at < length) {
        byte = bytes[at] as number
        if (byte === LT) break
        if (byte < BLANK) {
          if (byte === BREAK) breaks += 1
          else if (byte === RETURN) special = true
          else if (byte !== TAB) throw this.#character(byte)
        } else if (byte === AMPERSAND || byte === BRACKET) special = true
        at += 1
      }
      if (at - begin > SEED_LIMITS.textBytes) throw this.#limit('text')
      if (content < at && this.#open.length === 0) throw this.#malformed('outside-root')
      if (at === length) {
        if (last && this.#open.length > 0) throw this.#malformed('truncated')
        if (this.#open.length > 0) return begin
        // Outside the root there are blanks only, and they are never part of anything.
        this.#outside += length - begin
        if (this.#outside > SEED_LIMITS.textBytes) throw this.#limit('text')
        this.#line += breaks
        return length
      }
      if (content < at) this.#handler.text(this.#content(begin, at, special))
      this.#line += breaks
      const end = this.#markup(at)
      if ((end === -1 ? length : end) - at > SEED_LIMITS.textBytes) throw this.#limit('markup')
      if (end === -1) {
        if (last) throw this.#malformed('truncated')
        return at
      }
      at = end
    }
  }

  #content(from: number, to: number, special: boolean): string {
    let text = this.#value(from, to)
    if (!special) return text
    if (text.includes(']]>')) throw this.#malformed('section-end')
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n')
    return this.#resolved(text)
  }

  /** One piece of markup, beginning at `<`; where it ends, or -1 when that is not here yet. */
  #markup(mark: number): number {
    const next = this.#bytes[mark + 1]
    if (next === undefined) return -1
    if (next === SLASH) return this.#closing(mark)
    if (next === BANG) return this.#declared(mark)
    if (next === QUESTION) return this.#instruction(mark)
    return this.#opening(mark)
  }

  #closing(mark: number): number {
    const text = this.#text
    const name = this.#open[this.#open.length - 1]
    if (name === undefined) throw this.#malformed('end-tag')
    const after = mark + 2 + name.length
    if (this.#bytes[after] === GT && text.startsWith(name, mark + 2)) {
      this.#closed()
      return after + 1
    }
    const end = text.indexOf('>', mark)
    if (end === -1) return -1
    if (text.slice(mark + 2, end).replace(/[ \t\r\n]+$/, '') !== name) throw this.#malformed('end-tag')
    this.#countBreaks(mark, end)
    this.#closed()
    return end + 1
  }

  #closed(): void {
    this.#handler.close()
    if (this.#scope.depth === this.#open.length) this.#scopes.pop()
    this.#open.pop()
  }

  get #scope(): Scope {
    return this.#scopes[this.#scopes.length - 1] as Scope
  }

  #opening(mark: number): number {
    const bytes = this.#bytes
    const length = bytes.length
    let at = mark + 1
    let hash = 0
    let byte = 0
    while (at < length) {
      byte = bytes[at] as number
      if (byte === GT || byte === SLASH || byte <= BLANK) break
      if (byte === LT) throw this.#malformed('tag')
      hash = (hash * 31 + byte) | 0
      at += 1
    }
    if (at === length) return -1
    const nameEnd = at
    if (byte === GT) {
      this.#opened(mark, nameEnd, hash, NO_ATTRIBUTES, 0, false)
      return at + 1
    }
    let attributes: string[] | undefined
    let breaks = 0
    for (;;) {
      const blanks = at
      while (at < length) {
        byte = bytes[at] as number
        if (byte === BREAK) breaks += 1
        else if (byte !== BLANK && byte !== TAB && byte !== RETURN) break
        at += 1
      }
      if (at === length) return -1
      if (byte === GT) {
        this.#opened(mark, nameEnd, hash, attributes, breaks, false)
        return at + 1
      }
      if (byte === SLASH) {
        if (at + 1 === length) return -1
        if (bytes[at + 1] !== GT) throw this.#malformed('tag')
        this.#opened(mark, nameEnd, hash, attributes, breaks, true)
        return at + 2
      }
      if (blanks === at) throw this.#malformed('tag')
      const begin = at
      while (at < length) {
        byte = bytes[at] as number
        if (byte === EQUALS || byte <= BLANK) break
        if (byte === LT || byte === GT || byte === SLASH) throw this.#malformed('attribute')
        at += 1
      }
      const name = this.#value(begin, at)
      while (at < length && isBlank(bytes[at] as number)) {
        if (bytes[at] === BREAK) breaks += 1
        at += 1
      }
      if (at === length) return -1
      if (bytes[at] !== EQUALS) throw this.#malformed('attribute')
      at += 1
      while (at < length && isBlank(bytes[at] as number)) {
        if (bytes[at] === BREAK) breaks += 1
        at += 1
      }
      if (at === length) return -1
      const quote = bytes[at] as number
      if (quote !== 34 && quote !== 39) throw this.#malformed('attribute')
      at += 1
      const valueBegin = at
      let special = false
      while (at < length) {
        byte = bytes[at] as number
        if (byte === quote) break
        if (byte === LT) throw this.#malformed('attribute')
        if (byte < BLANK) {
          if (byte === BREAK) breaks += 1
          else if (byte !== TAB && byte !== RETURN) throw this.#character(byte)
          special = true
        } else if (byte === AMPERSAND) special = true
        at += 1
      }
      if (at === length) return -1
      let value = this.#value(valueBegin, at)
      // Attribute-value normalisation (XML 1.0 §3.3.3): a line end is one blank.
      if (special) value = this.#resolved(value.replace(/\r\n|[\t\n\r]/g, ' '))
      attributes ??= []
      attributes.push(name, value)
      if (attributes.length > 2 * SEED_LIMITS.attributes) throw this.#limit('attributes')
      at += 1
    }
  }

  #opened(
    mark: number,
    nameEnd: number,
    hash: number,
    attributes: readonly string[] | undefined,
    breaks: number,
    empty: boolean,
  ): void {
    if (this.#open.length === 0) {
      if (this.#rooted) throw this.#malformed('second-root')
      this.#rooted = true
    }
    if (this.#open.length === SEED_LIMITS.depth) throw this.#limit('depth')
    let rest = NO_ATTRIBUTES
    // The declarations of an element hold for its own name, too.
    if (attributes !== undefined && attributes.length > 0) rest = this.#attributes(attributes)
    const { names } = this.#scope
    const slot = hash & (NAMES_KEPT - 1)
    let entry = names[slot]
    const nameLength = nameEnd - mark - 1
    const isKnown =
      entry !== undefined &&
      entry.written.length === nameLength &&
      this.#text.startsWith(entry.written, mark + 1)
    if (entry === undefined || !isKnown) {
      entry = this.#resolve(this.#text.slice(mark + 1, nameEnd))
      names[slot] = entry
    }
    this.#open.push(entry.written)
    this.#handler.open(entry.name, rest, this.#line)
    this.#line += breaks
    if (empty) this.#closed()
  }

  #resolve(bytes: string): Entry {
    const written = this.#isAscii ? own(bytes) : Buffer.from(bytes, 'latin1').toString()
    if (!QNAME.test(written)) throw this.#malformed('name')
    const colon = written.indexOf(':')
    const prefix = colon === -1 ? '' : written.slice(0, colon)
    const space = this.#scope.prefixes.get(prefix)
    if (space === undefined) throw this.#malformed('prefix')
    const local = own(written.slice(colon + 1))
    // As it stands in the bytes: end tags are compared with it.
    return { written: own(bytes), name: known.get(space)?.get(local) ?? { space, local } }
  }

  /** Takes the declarations of namespaces out, and checks the rest. */
  #attributes(attributes: readonly string[]): readonly string[] {
    let rest = attributes
    let declared: Map<string, string> | undefined
    let hasPrefix = false
    for (let index = 0; index < attributes.length; index += 2) {
      const name = attributes[index] as string
      for (let other = 0; other < index; other += 2) {
        if (attributes[other] === name) throw this.#malformed('attribute-twice')
      }
      if (plainNames.has(name)) continue
      if (!QNAME.test(name)) throw this.#malformed('attribute')
      if (name === 'xmlns' || name.startsWith('xmlns:')) {
        declared ??= new Map(this.#scope.prefixes)
        this.#declare(declared, name.slice(6), attributes[index + 1] as string)
      } else if (name.includes(':')) hasPrefix = true
    }
    if (declared !== undefined) {
      this.#scopes.push({ depth: this.#open.length + 1, prefixes: declared, names: [] })
      rest = attributes.filter((_, index) => {
        const name = attributes[index & ~1] as string
        return name !== 'xmlns' && !name.startsWith('xmlns:')
      })
    }
    if (hasPrefix) this.#checkPrefixes(rest)
    return rest
  }

  #declare(prefixes: Map<string, string>, prefix: string, space: string): void {
    // Some readers cut the blanks off and others do not.
    if (space !== space.trim()) throw new SeedFileFault('structure-refused', this.#line, { what: 'xmlns' })
    const isWrong =
      (prefix !== '' && space === '') ||
      prefix === 'xmlns' ||
      (prefix === 'xml') !== (space === XML_SPACE) ||
      space === XMLNS_SPACE
    if (isWrong) throw this.#malformed('prefix')
    prefixes.set(own(prefix), own(space))
  }

  #checkPrefixes(attributes: readonly string[]): void {
    const seen = new Set<string>()
    for (let index = 0; index < attributes.length; index += 2) {
      const name = attributes[index] as string
      const colon = name.indexOf(':')
      if (colon === -1) continue
      const space = this.#scope.prefixes.get(name.slice(0, colon))
      if (space === undefined) throw this.#malformed('prefix')
      const full = `${name.slice(colon + 1)} ${space}`
      if (seen.has(full)) throw this.#malformed('attribute-twice')
      seen.add(full)
    }
  }

  /** `<!…`: a comment, or something that is refused as soon as it can be told. */
  #declared(mark: number): number {
    const text = this.#text
    const kind = text[mark + 2]
    if (kind === undefined) return -1
    if (kind === 'D') throw new SeedFileFault('doctype-refused', this.#line)
    if (kind === '[') throw new SeedFileFault('structure-refused', this.#line, { what: 'CDATA' })
    if (kind !== '-' || (text[mark + 3] ?? '-') !== '-') throw this.#malformed('declaration')
    const end = text.indexOf('--', mark + 4)
    if (end === -1 || end + 2 >= text.length) return -1
    if (text[end + 2] !== '>') throw this.#malformed('comment')
    this.#skipped(mark, end)
    return end + 3
  }

  #instruction(mark: number): number {
    const end = this.#text.indexOf('?>', mark + 2)
    if (end === -1) return -1
    const target = this.#value(mark + 2, end).split(/[ \t\r\n]/, 1)[0] ?? ''
    if (!TARGET.test(target) || target.toLowerCase() === 'xml') throw this.#malformed('instruction')
    this.#skipped(mark, end)
    return end + 2
  }

  #skipped(from: number, to: number): void {
    for (let at = from; at < to; at += 1) {
      const byte = this.#bytes[at] as number
      if (byte < BLANK && !isBlank(byte)) throw this.#character(byte)
    }
    this.#countBreaks(from, to)
    if (this.#open.length > 0) this.#handler.interruption()
  }

  #value(from: number, to: number): string {
    return this.#isAscii ? this.#text.slice(from, to) : this.#bytes.toString('utf8', from, to)
  }

  /** The text with its references replaced. Never longer than before: every reference is longer than its character. */
  #resolved(text: string): string {
    if (!text.includes('&')) return text
    return text.replace(REFERENCE, (_whole, hex?: string, decimal?: string, word?: string) => {
      if (word !== undefined) return PREDEFINED[word] ?? ''
      const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : -1
      const isCharacter =
        code === TAB ||
        code === BREAK ||
        code === RETURN ||
        (code >= 0x20 && code <= 0xd7ff) ||
        (code >= 0xe000 && code <= 0xfffd) ||
        (code >= 0x10000 && code <= 0x10ffff)
      if (!isCharacter) throw this.#malformed('reference')
      return String.fromCodePoint(code)
    })
  }

  #countBreaks(from: number, to: number): void {
    for (let at = from; at < to; at += 1) if (this.#bytes[at] === BREAK) this.#line += 1
  }

  #character(byte: number): SeedFileFault {
    return byte === 0 ? new SeedFileFault('encoding-refused', this.#line) : this.#malformed('character')
  }

  #malformed(what: string): SeedFileFault {
    return new SeedFileFault('xml-malformed', this.#line, { what })
  }

  #limit(what: string): SeedFileFault {
    return new SeedFileFault('limit-exceeded', this.#line, { what })
  }
}

/** A copy that does not keep the whole window alive behind it. */
export function own(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1)
}

/** Attribute names as nearly all are; the others are asked at length. */
const plainNames = new Set(['Algorithm', 'Id', 'Version', 'Length', 'Encoding', 'URI'])

/** Refuses by their first bytes what is not UTF-8 text; without the byte order mark of what is. */
function sniffed(piece: Buffer): Buffer {
  const [a, b, c, d] = piece
  if (a === undefined) throw new SeedFileFault('file-empty')
  if (a === 0xef && b === 0xbb && c === 0xbf) return piece.subarray(3)
  // gzip and zip: they have to be unpacked first.
  if ((a === 0x1f && b === 0x8b) || (a === 0x50 && b === 0x4b)) throw new SeedFileFault('format-unknown', 1)
  const isUtf16Or32 =
    (a === 0xfe && b === 0xff) || (a === 0xff && b === 0xfe) || a === 0 || b === 0 || c === 0 || d === 0
  if (isUtf16Or32) throw new SeedFileFault('encoding-refused', 1)
  const isUtf7 = a === 0x2b && (b === 0x41 || b === 0x2f)
  if (isUtf7) throw new SeedFileFault('encoding-refused', 1)
  if (a !== LT && !isBlank(a)) throw new SeedFileFault('format-unknown', 1)
  return piece
}

/** How many bytes hold whole characters; the rest begins one. */
function wholeCharacters(piece: Buffer): number {
  for (let back = 1; back <= 3 && back <= piece.length; back += 1) {
    const byte = piece[piece.length - back] as number
    if (byte < 0x80) break
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? piece.length - back : piece.length
    }
  }
  return piece.length
}
