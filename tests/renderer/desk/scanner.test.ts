import { describe, expect, it } from 'vitest'
import { noBurst, SCAN_LENGTH_MIN, SCAN_PAUSE_MS_MAX, scan } from '../../../src-renderer/desk/scanner.ts'

/** Plays keys at a steady pace; gives back every code heard and where bursts began. */
function play(keys: readonly string[], pause: number) {
  let burst = noBurst
  let at = 1000
  const codes: string[] = []
  const begins: number[] = []
  keys.forEach((key, place) => {
    at += pause
    const heard = scan(burst, key, at)
    burst = heard.burst
    if (heard.code !== undefined) codes.push(heard.code)
    if (heard.begins) begins.push(place)
  })
  return { codes, begins }
}

describe('the barcode reader', () => {
  it('is heard when a code arrives faster than fingers and Enter closes it', () => {
    expect(play([...'2V07160I6FK2', 'Enter'], 8)).toEqual({ codes: ['2V07160I6FK2'], begins: [0] })
  })

  it('may close its code with Tab', () => {
    expect(play([...'012-261120-017', 'Tab'], 12).codes).toEqual(['012-261120-017'])
  })

  it('may press Shift for its capitals', () => {
    const keys = [...'VSMT'].flatMap((letter) => ['Shift', letter]).concat([...'82640917', 'Enter'])
    expect(play(keys, 6).codes).toEqual(['VSMT82640917'])
  })

  it('is heard twice in a row', () => {
    expect(play([...'78106431', 'Enter', ...'78106448', 'Enter'], 8).codes).toEqual(['78106431', '78106448'])
  })

  it('is not heard in typing, however fast the typist', () => {
    expect(play([...'78106431', 'Enter'], SCAN_PAUSE_MS_MAX + 1).codes).toEqual([])
  })

  it('is not heard in a few keys rolled together', () => {
    expect(play([...'7'.repeat(SCAN_LENGTH_MIN - 1), 'Enter'], 5).codes).toEqual([])
  })

  it('is not heard when Enter comes only after a pause: that Enter is a finger', () => {
    let burst = noBurst
    for (const [place, key] of [...'78106431'].entries()) burst = scan(burst, key, 1000 + place * 8).burst
    expect(scan(burst, 'Enter', 2000).code).toBeUndefined()
  })

  it('does not take in what was typed before it', () => {
    let burst = scan(noBurst, 'x', 1000).burst
    burst = scan(burst, 'y', 1200).burst
    for (const [place, key] of [...'78106431'].entries()) burst = scan(burst, key, 2000 + place * 8).burst
    expect(scan(burst, 'Enter', 2070).code).toBe('78106431')
  })

  it('is broken off by a key that no barcode holds', () => {
    expect(play([...'7810', 'Backspace', ...'6431', 'Enter'], 8).codes).toEqual([])
  })

  it('does not take a sentence or a passphrase for a code', () => {
    expect(play([...'correct horse battery', 'Enter'], 8).codes).toEqual([])
    expect(play([...'p@ssphrase!', 'Enter'], 8).codes).toEqual([])
  })
})
