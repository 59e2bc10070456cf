import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alike,
  differences,
  doubtAbout,
  doubtfulPlaces,
  foldSerial,
  lookAlike,
  nearest,
} from '#shared/text/serial'

describe('a serial as it is typed', () => {
  it('is folded to half-width capitals without blanks and hyphens (R-002-15)', () => {
    expect(foldSerial(' ｖｓｍｔ ８２６４－０９１７ ')).toBe('VSMT82640917')
    expect(foldSerial('2v07-1601-6fk2')).toBe('2V0716016FK2')
  })

  it('keeps its leading zeros', () => {
    expect(foldSerial('00781064')).toBe('00781064')
  })
})

describe('characters that look alike (R-002-22)', () => {
  it('knows 0/O, 1/I/L, 2/Z, 5/S and 8/B and no others', () => {
    const pairs = ['0O', '1I', '1L', 'IL', '2Z', '5S', '8B']
    const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const found = characters.flatMap((a) => characters.filter((b) => a < b && alike(a, b)).map((b) => a + b))
    expect(found.sort()).toEqual(pairs.sort())
  })

  it('sees that the two serials printed in one guide differ at the eighth character only', () => {
    expect(lookAlike('2V0716016FK2', '2V07160I6FK2')).toEqual([8])
  })

  it('answers “not alike” as soon as one other character differs, and nothing for equal ones', () => {
    expect(lookAlike('VSMT8264O917', 'VSMT82640918')).toBeNull()
    expect(lookAlike('VSMT82640917', 'VSMT8264091')).toBeNull()
    expect(lookAlike('VSMT82640917', 'VSMT82640917')).toEqual([])
  })

  it('gives the differing places as a person counts them', () => {
    expect(differences('VSMT8264O917', 'VSMT82640917')).toEqual([
      { position: 9, a: 'O', b: '0', alike: true },
    ])
    expect(differences('AB', 'ABC')).toEqual([{ position: 3, a: '', b: 'C', alike: false }])
  })
})

describe('known serials near a typed one', () => {
  const known = ['VSMT82640917', 'VSMT82640925', 'VSMT51820034', '2V0716016FK2']

  it('offers the look-alike first', () => {
    expect(nearest('VSMT8264O917', known)).toMatchObject([{ serial: 'VSMT82640917', kind: 'alike' }])
  })

  it('offers exchanged neighbours and a single wrong character', () => {
    expect(nearest('VSMT82640197', known)).toMatchObject([{ serial: 'VSMT82640917', kind: 'swapped' }])
    expect(nearest('VSMT82640927', known)).toMatchObject([
      { serial: 'VSMT82640917', kind: 'one-character' },
      { serial: 'VSMT82640925', kind: 'one-character' },
    ])
  })

  it('never offers the typed serial itself, and nothing far away', () => {
    expect(nearest('VSMT82640917', known).map((near) => near.serial)).not.toContain('VSMT82640917')
    expect(nearest('DP0331735022', known)).toEqual([])
  })

  it('agrees with the plain definition for every pair', () => {
    const serial = fc.string({ unit: fc.constantFrom(...'01OIL2Z5SAB8'), minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(serial, serial, (a, b) => {
        const canonical = (text: string) =>
          text
            .replaceAll('O', '0')
            .replaceAll(/[IL]/g, '1')
            .replaceAll('Z', '2')
            .replaceAll('S', '5')
            .replaceAll('B', '8')
        expect(lookAlike(a, b) !== null).toBe(canonical(a) === canonical(b))
      }),
    )
  })
})

describe('the question asked about a serial that is not ours (R-002-22)', () => {
  const stock = ['2V0716016FK2', '2V0716017FK2', '7810641']

  it('names the place, what was typed and what it may be: 8文字目の I は 1 ではありませんか', () => {
    expect(doubtAbout('2V07160I6FK2', stock)).toEqual({
      serial: '2V0716016FK2',
      position: 8,
      typed: 'I',
      meant: '1',
    })
    expect(doubtAbout(foldSerial('２ｖ０７１６０ｌ６ＦＫ２'), stock)).toMatchObject({
      position: 8,
      typed: 'L',
    })
  })

  it('names the first of several places, and the serial with the fewest', () => {
    expect(doubtAbout('2VO7160I6FK2', stock)).toMatchObject({ position: 3, typed: 'O', meant: '0' })
    expect(doubtAbout('1O0', ['IOO', '100'])).toMatchObject({ serial: '100', position: 2 })
  })

  it('is not asked where a serial differs by anything else, or is ours', () => {
    expect(doubtAbout('2V0716018FK2', stock)).toBeNull()
    expect(doubtAbout('7810614', stock)).toBeNull()
    expect(doubtAbout('7810641', ['7810641'])).toBeNull()
    expect(doubtAbout('781064', stock)).toBeNull()
  })

  it('can be asked without any stock, for every character that has a double', () => {
    expect(doubtfulPlaces('2V07I')).toEqual([
      { position: 1, character: '2', others: ['Z'] },
      { position: 3, character: '0', others: ['O'] },
      { position: 5, character: 'I', others: ['1', 'L'] },
    ])
    expect(doubtfulPlaces('347')).toEqual([])
  })
})
