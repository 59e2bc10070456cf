import { SeedFileFault } from '../record.ts'
import { type Name, own, type XmlHandler } from '../xml.ts'
import {
  CryptoModuleInfo,
  DeviceInfo,
  Extensions,
  Key,
  KeyContainer,
  KeyPackage,
  Signature,
} from './names.ts'

/** Where extensions may be passed over (RFC 6030 §9): what they say of a package, they do not say of its codes. */
const EXTENSIBLE = new Set([KeyPackage, DeviceInfo, CryptoModuleInfo, Key])

export type Element = {
  readonly name: Name
  readonly line: number
  /** Names and values in turn. */
  readonly attributes: readonly string[]
  children: Element[]
  text: string
  /** A comment or a processing instruction stands in it. */
  interrupted: boolean
}

/** Elements and characters of one part of the container: a vendor's key package has some 20 and 1,000. */
const PART_ELEMENTS_MAX = 1_024
const PART_CHARACTERS_MAX = 256 * 1024
/** A name or number of a token that is longer is none. */
export const WORDS_MAX = 256

const NONE: Element[] = []

/** Builds what stands directly under the root, one part at a time, and lets it go again. */
export class Parts implements XmlHandler {
  /** The parts that are complete, in order; whoever takes them empties the list. */
  complete: Element[] = []
  /** The first key package has begun, or the file has ended: there is no more head to come. */
  isHeadComplete = false
  readonly #open: Element[] = []
  #rooted = false
  #passingOver = 0
  #elements = 0
  #characters = 0

  open(name: Name, attributes: readonly string[], line: number): void {
    if (!this.#rooted) {
      this.#rooted = true
      checkRoot(name, attributes, line)
      return
    }
    if (this.#open.length === 0 && this.#passingOver === 0) {
      this.#elements = 0
      this.#characters = 0
    }
    this.#elements += 1
    if (this.#elements > PART_ELEMENTS_MAX)
      throw new SeedFileFault('limit-exceeded', line, { what: 'elements' })
    if (this.#passingOver > 0) {
      this.#passingOver += 1
      return
    }
    const parent = this.#open[this.#open.length - 1]
    const isExtension = name === Extensions && (parent === undefined || EXTENSIBLE.has(parent.name))
    if (isExtension || (name === Signature && parent === undefined)) {
      this.#passingOver = 1
      return
    }
    if (parent === undefined) {
      this.#elements = 0
      this.#characters = 0
      if (name === KeyPackage) this.isHeadComplete = true
    }
    this.#elements += 1
    if (this.#elements > PART_ELEMENTS_MAX)
      throw new SeedFileFault('limit-exceeded', line, { what: 'elements' })
    const element: Element = { name, line, attributes, children: NONE, text: '', interrupted: false }
    if (parent !== undefined) {
      if (parent.children === NONE) parent.children = [element]
      else parent.children.push(element)
    }
    this.#open.push(element)
  }

  text(text: string): void {
    const element = this.#open[this.#open.length - 1]
    this.#characters += text.length
    if (this.#characters > PART_CHARACTERS_MAX) {
      throw new SeedFileFault('limit-exceeded', element?.line ?? 0, { what: 'characters' })
    }
    if (this.#passingOver > 0) return
    if (element === undefined) throw new SeedFileFault('structure-refused', 0, { what: KeyContainer.local })
    element.text = element.text === '' ? text : element.text + text
  }

  interruption(): void {
    const element = this.#open[this.#open.length - 1]
    if (this.#passingOver === 0 && element !== undefined) element.interrupted = true
  }

  close(): void {
    if (this.#passingOver > 0) {
      this.#passingOver -= 1
      return
    }
    const element = this.#open.pop()
    // The root itself.
    if (element === undefined) {
      this.isHeadComplete = true
      return
    }
    // A value is one run of text: readers differ in what they make of two, and of text beside elements.
    if (element.text !== '' && (element.interrupted || element.children.length > 0)) throw wrong(element)
    if (this.#open.length === 0) this.complete.push(element)
  }

  take(): Element[] {
    const parts = this.complete
    if (parts.length > 0) this.complete = []
    return parts
  }
}

function checkRoot(name: Name, attributes: readonly string[], line: number): void {
  if (name !== KeyContainer) {
    throw new SeedFileFault('format-unknown', line, {
      element: short(name.local),
      namespace: short(name.space),
    })
  }
  const version = attribute(attributes, 'Version')
  // RFC 6030 §1.2: a minor version may be passed over.
  if (version === undefined || !/^0*1\.[0-9]+$/.test(version)) {
    throw new SeedFileFault('format-unknown', line, { version: short(version ?? '') })
  }
}

export const short = (text: string): string => own(text.slice(0, 120))

export function wrong(element: Element): SeedFileFault {
  return new SeedFileFault('structure-refused', element.line, { what: short(element.name.local) })
}

export function attribute(attributes: readonly string[], name: string): string | undefined {
  for (let index = 0; index < attributes.length; index += 2) {
    if (attributes[index] === name) return attributes[index + 1]
  }
  return undefined
}

export function child(element: Element | undefined, name: Name): Element | undefined {
  if (element === undefined) return undefined
  const { children } = element
  for (let index = 0; index < children.length; index += 1) {
    const one = children[index]
    if (one?.name === name) return one
  }
  return undefined
}

/** Each of these at most once (`several`: more often), and no others. */
export function takeOnly(element: Element, names: readonly Name[], several?: Name): void {
  const { children } = element
  for (let index = 0; index < children.length; index += 1) {
    const one = children[index] as Element
    if (one.name === several) continue
    let isKnown = false
    for (let at = 0; at < names.length && !isKnown; at += 1) isKnown = names[at] === one.name
    if (!isKnown) throw wrong(one)
    for (let other = 0; other < index; other += 1) if (children[other]?.name === one.name) throw wrong(one)
  }
}

/** The text of an element that has nothing else in it. */
export function textOf(element: Element): string {
  if (element.children.length > 0) throw wrong(element)
  return element.text.trim()
}

export function wordsOf(element: Element | undefined): string | null {
  if (element === undefined) return null
  const text = textOf(element)
  if (text.length > WORDS_MAX) {
    throw new SeedFileFault('limit-exceeded', element.line, { what: short(element.name.local) })
  }
  return text === '' ? null : text
}

/**
 * Base64 (RFC 4648 §4) that says the same bytes when written again: nothing is skipped, nothing left over.
 * Vendors break lines and indent inside values.
 */
export function base64(text: string): Buffer | null {
  let digits = text
  if (/[ \t\r\n]/.test(digits)) digits = digits.replace(/[ \t\r\n]+/g, '')
  const bytes = Buffer.from(digits, 'base64')
  return bytes.toString('base64') === digits ? bytes : null
}
