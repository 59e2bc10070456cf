import { describe, expect, it } from 'vitest'
import {
  belongsToInputMethod,
  effectiveKeys,
  enterDoes,
  floorOf,
  type KeyLayer,
  type KeyMap,
  keyNameOf,
  nextTextSize,
  type Stroke,
  textSizes,
} from '../../../src-renderer/desk/key-map.ts'

const nothing = () => {}
let made = 0
const layer = (keys: KeyMap, rest: Partial<KeyLayer> = {}): KeyLayer => {
  made += 1
  return { id: made, depth: 0, rank: 'screen', floor: 'none', keys, ...rest }
}
const key = (label: string, everywhere = false) => ({ label, run: nothing, everywhere })
const labels = (layers: readonly KeyLayer[]) =>
  Object.fromEntries(Object.entries(effectiveKeys(layers)).map(([name, binding]) => [name, binding?.label]))

const stroke = (rest: Partial<Stroke>): Stroke => ({
  key: '',
  code: '',
  keyCode: 0,
  isComposing: false,
  altKey: false,
  ctrlKey: false,
  shiftKey: false,
  metaKey: false,
  ...rest,
})

describe('what the keys do now', () => {
  const frame = layer(
    { F1: key('help'), F4: key('stop', true), F11: key('size', true), F12: key('frame') },
    { rank: 'frame' },
  )

  it("lets the screen's key take the frame's place, whichever was mounted first", () => {
    const screen = layer({ F12: key('ask for approval') })
    expect(labels([screen, frame]).F12).toBe('ask for approval')
    expect(labels([frame, screen]).F12).toBe('ask for approval')
  })

  it('lets a part add its keys to those of its screen', () => {
    const screen = layer({ F12: key('ask') })
    const part = layer({ 'Alt+1': key('jump') }, { rank: 'part' })
    expect(labels([frame, screen, part])).toMatchObject({ F12: 'ask', 'Alt+1': 'jump', F1: 'help' })
  })

  it('gives the bar to a window, with emergency stop and text size still in reach', () => {
    const screen = layer({ F9: key('to customer'), F12: key('ask') })
    const window = layer({ Esc: key('close'), F12: key('approve') }, { depth: 1, floor: 'window' })
    expect(labels([frame, screen, window])).toEqual({
      Esc: 'close',
      F4: 'stop',
      F11: 'size',
      F12: 'approve',
    })
  })

  it('gives the bar back when the window closes', () => {
    const screen = layer({ F12: key('ask') })
    expect(labels([frame, screen])).toMatchObject({ F1: 'help', F12: 'ask' })
  })

  it('keeps everything of the person who left out of reach behind a lock, F4 included', () => {
    const lock = layer({ F12: key('come back') }, { depth: 100, floor: 'lock' })
    expect(labels([frame, lock])).toEqual({ F12: 'come back' })
  })

  it('counts the depth of the topmost window', () => {
    expect(floorOf([frame])).toBe(0)
    expect(
      floorOf([frame, layer({}, { depth: 2, floor: 'window' }), layer({}, { depth: 1, floor: 'window' })]),
    ).toBe(2)
  })
})

describe('the name of a stroke', () => {
  it.each([
    ['F12', { key: 'F12', code: 'F12' }],
    ['Esc', { key: 'Escape', code: 'Escape' }],
    ['Ctrl+L', { key: 'l', code: 'KeyL', ctrlKey: true }],
    ['Alt+1', { key: '1', code: 'Digit1', altKey: true }],
    ['Alt+1', { key: '¡', code: 'Digit1', altKey: true }],
    ['Alt+7', { key: '7', code: 'Numpad7', altKey: true }],
    ['Alt+Y', { key: 'y', code: 'KeyY', altKey: true }],
  ] as const)('is %s for %o', (name, rest) => {
    expect(keyNameOf(stroke(rest))).toBe(name)
  })

  it.each([
    ['typing', { key: 'a', code: 'KeyA' }],
    ['Shift+F12, which is nobody’s', { key: 'F12', code: 'F12', shiftKey: true }],
    ['Alt+F4, which belongs to the system', { key: 'F4', code: 'F4', altKey: true }],
    ['Ctrl+C', { key: 'c', code: 'KeyC', ctrlKey: true }],
  ] as const)('is none for %s', (_, rest) => {
    expect(keyNameOf(stroke(rest))).toBeUndefined()
  })

  it('is none while the input method is composing, whatever the key', () => {
    expect(keyNameOf(stroke({ key: 'F12', code: 'F12', isComposing: true }))).toBeUndefined()
    expect(keyNameOf(stroke({ key: 'Process', code: 'F7', keyCode: 229 }))).toBeUndefined()
    expect(keyNameOf(stroke({ key: 'Escape', code: 'Escape', keyCode: 229 }))).toBeUndefined()
  })
})

describe('the Enter that ends a conversion', () => {
  it('belongs to the input method whether it says so by flag or by the old key code', () => {
    expect(belongsToInputMethod({ key: 'Enter', isComposing: true, keyCode: 13 })).toBe(true)
    expect(belongsToInputMethod({ key: 'Enter', isComposing: false, keyCode: 229 })).toBe(true)
    expect(belongsToInputMethod({ key: 'Enter', isComposing: false, keyCode: 13 })).toBe(false)
  })
})

describe('Enter moves and never submits', () => {
  it.each([
    ['a field', { tag: 'INPUT', type: 'text', shiftKey: false }, 'next'],
    ['a field, with Shift', { tag: 'INPUT', type: 'text', shiftKey: true }, 'previous'],
    ['a passphrase', { tag: 'INPUT', type: 'password', shiftKey: false }, 'next'],
    ['a choice', { tag: 'INPUT', type: 'radio', shiftKey: false }, 'next'],
    ['a list', { tag: 'SELECT', shiftKey: false }, 'next'],
    ['several lines', { tag: 'TEXTAREA', shiftKey: false }, 'next'],
    ['several lines, with Shift: a new line', { tag: 'TEXTAREA', shiftKey: true }, 'leave'],
    ['a button, which is pressed', { tag: 'BUTTON', shiftKey: false }, 'leave'],
    ['a submit button inside a form', { tag: 'INPUT', type: 'submit', shiftKey: false }, 'leave'],
    ['a row of a list', { tag: 'TR', shiftKey: false }, 'leave'],
  ] as const)('from %s', (_, target, does) => {
    expect(enterDoes(target)).toBe(does)
  })
})

describe('F11', () => {
  it('goes round 100, 125, 150, 200 and back', () => {
    expect(textSizes.map(nextTextSize)).toEqual([125, 150, 200, 100])
  })
})
