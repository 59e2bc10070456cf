import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alike, differences, foldSerial, lookAlike, nearest } from '#shared/text/serial'

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
