import bwip from 'bwip-js/node'
import { describe, expect, it } from 'vitest'
import {
  addressNumbers,
  afterTown,
  BARCODE_MARGIN_MM,
  barcodeOf,
  barsInMillimetres,
  customerBarcode,
  PostalCode,
  postalCodeForm,
  RegisteredNo,
  readPostalCode,
  readRegisteredNo,
  registeredNoForm,
} from '#shared/postal'

const code = (digits: string) => PostalCode.parse(digits)

describe('A postal code', () => {
  it('is seven digits however it is typed', () => {
    for (const typed of [
      '263-0023',
      '〒263-0023',
      '２６３－００２３',
      '２６３ー００２３',
      ' 2630023 ',
      '〒 263 0023',
    ])
      expect(readPostalCode(typed)).toEqual({ ok: true, value: '2630023' })
  })

  it('keeps its leading zeros and is printed with its hyphen', () => {
    expect(postalCodeForm(code('0600906'))).toBe('060-0906')
  })

  it('is refused with the reason', () => {
    expect(readPostalCode('〒')).toEqual({ ok: false, error: 'empty' })
    expect(readPostalCode('26O-0023')).toEqual({ ok: false, error: 'characters' })
    expect(readPostalCode('263-002')).toEqual({ ok: false, error: 'length' })
    expect(readPostalCode('263-00231')).toEqual({ ok: false, error: 'length' })
  })
})

describe('A registered-mail number 引受番号', () => {
  it('is eleven digits, the last of which is the rest of the first ten by seven', () => {
    for (const typed of [
      '131-12-38385-2',
      '13112383852',
      '１３１－１２－３８３８５－２',
      '131 12 38385 2',
      'A13112383852A',
    ])
      expect(readRegisteredNo(typed)).toEqual({ ok: true, value: '13112383852' })
    expect(1_311_238_385 % 7).toBe(2)
  })

  it('is printed 3-2-5-1', () => {
    expect(registeredNoForm(RegisteredNo.parse('13112383852'))).toBe('131-12-38385-2')
  })

  it('is refused for every single wrong digit but one: digits seven apart have one check digit', () => {
    const good = '13112383852'
    for (let place = 0; place < 10; place += 1) {
      for (const digit of '0123456789') {
        if (digit === good.charAt(place)) continue
        const typed = good.slice(0, place) + digit + good.slice(place + 1)
        const sevenApart = Math.abs(Number(digit) - Number(good.charAt(place))) === 7
        expect(readRegisteredNo(typed).ok, typed).toBe(sevenApart)
      }
    }
    expect(readRegisteredNo('13112383853')).toEqual({ ok: false, error: { code: 'check-digit', digits: 11 } })
  })

  it('is never a parcel’s: twelve digits with their own check digit are named as such', () => {
    expect(40_554_842_488 % 7).toBe(6)
    expect(readRegisteredNo('4055-4842-4886')).toEqual({ ok: false, error: { code: 'parcel', digits: 12 } })
    expect(readRegisteredNo('4055-4842-4887')).toEqual({ ok: false, error: { code: 'length', digits: 12 } })
  })

  it('is refused with the reason and the number of digits', () => {
    expect(readRegisteredNo('  ')).toEqual({ ok: false, error: { code: 'empty', digits: 0 } })
    expect(readRegisteredNo('EF719215461JP')).toEqual({ ok: false, error: { code: 'abroad', digits: 9 } })
    expect(readRegisteredNo('131-12-3838S-2')).toEqual({
      ok: false,
      error: { code: 'characters', digits: 10 },
    })
    expect(readRegisteredNo('131-12-3838-5')).toEqual({ ok: false, error: { code: 'length', digits: 10 } })
  })
})

/** The examples of Japan Post's manual (p25), as postal code, address, and the characters between start and stop. */
const EXAMPLES = [
  ['2630023', '千葉市稲毛区緑町3丁目30-8　郵便ビル403号', '2630023 3-30-8-403 CC4*3 5'],
  ['0140113', '秋田県大仙市堀見内　南田茂木　添60-1', '0140113 60-1 CC4*9 CC8'],
  ['1100016', '東京都台東区台東5-6-3　ABCビル10F', '1100016 5-6-3-10 CC4*5 9'],
  ['0600906', '北海道札幌市東区北六条東4丁目　郵便センター6号館', '0600906 4-6 CC4*10 9'],
  ['0650006', '北海道札幌市東区北六条東8丁目　郵便センター10号館', '0650006 8-10 CC4*9 9'],
  ['4070033', '山梨県韮崎市龍岡町下條南割　韮崎400', '4070033 400 CC4*10 -'],
  ['2730102', '千葉県鎌ケ谷市右京塚　東3丁目-20-5　郵便・A&bコーポB604号', '2730102 3-20-5 CC1 1604 CC4*2 0'],
  ['1980036', '東京都青梅市河辺町十一丁目六番地一号　郵便タワー601', '1980036 11-6-1-601 CC4*3 CC8'],
  ['0270203', '岩手県宮古市大字津軽石第二十一地割大淵川480', '0270203 21-480 CC4*7 CC5'],
  ['5900016', '大阪府堺市堺区中田出井町四丁六番十九号', '5900016 4-6-19 CC4*7 CC2'],
  ['0800831', '北海道帯広市稲田町南七線　西28', '0800831 7-28 CC4*9 CC7'],
  ['3170055', '茨城県日立市宮田町6丁目7-14　ABCビル2F', '3170055 6-7-14-2 CC4*5 CC1'],
  ['6500046', '神戸市中央区港島中町9丁目7-6　郵便シティA棟1F1号', '6500046 9-7-6 CC1 01-1 CC4*3 5'],
  ['6230011', '京都府綾部市青野町綾部6-7　LプラザB106', '6230011 6-7 CC2 1 CC1 1106 CC4*3 4'],
  ['0640804', '札幌市中央区南四条西29丁目1524-23　第2郵便ハウス501', '0640804 29-1524-23-2- 3'],
  ['9100067', '福井県福井市新田塚3丁目80-25　J1ビル2-B', '9100067 3-80-25 CC1 91-2 CC1 9'],
  ['1000013', '東京都千代田区霞が関1丁目3番2号　郵便プラザ503室', '1000013 1-3-2-503 CC4*4 9'],
] as const

/** `26 CC4*2` → `['2', '6', 'CC4', 'CC4']`. */
const spelled = (short: string): readonly string[] =>
  short.split(' ').flatMap((part) => {
    const [name = '', times] = part.split('*')
    if (name.startsWith('CC')) return Array<string>(Number(times ?? 1)).fill(name)
    return [...name]
  })

describe('The customer barcode カスタマバーコード', () => {
  it.each(EXAMPLES)('has the manual’s characters for 〒%s %s', (digits, address, expected) => {
    expect(barcodeOf(code(digits), address)?.characters).toEqual(spelled(expected))
  })

  it('is 67 bars between one start and one stop', () => {
    for (const [digits, address] of EXAMPLES)
      expect(barcodeOf(code(digits), address)?.bars).toMatch(/^FD[FADT]{63}DF$/)
  })

  it('is what bwip-js encodes, wherever bwip-js can: not in a cut letter, not with check digit 0', () => {
    let compared = 0
    for (const [digits, address] of EXAMPLES) {
      const barcode = barcodeOf(code(digits), address)
      const check = barcode?.characters.at(-1)
      if (barcode === null || check === '0' || /^CC[123]$/.test(barcode.characters.at(-2) ?? '')) continue
      const text = digits + addressNumbers(afterTown(address))
      expect(barcode.bars, text).toBe(encodedByBwip(text.slice(0, text.includes('29-1524') ? 20 : 99)))
      compared += 1
    }
    expect(compared).toBe(15)
  })

  it('is not taken from bwip-js, which draws a start code where the check digit is 0', () => {
    const ours = customerBarcode(code('2730102'), '3-20-5B604')
    const theirs = encodedByBwip('27301023-20-5B604')
    expect(ours?.characters.at(-1)).toBe('0')
    expect(ours?.bars.slice(62)).toBe('FTTDF')
    expect(theirs.slice(0, 62)).toBe(ours?.bars.slice(0, 62))
    expect(theirs.slice(62)).not.toBe('FTTDF')
  })

  it('says when numbers were cut off, and keeps the first half of a cut letter', () => {
    expect(barcodeOf(code('0640804'), EXAMPLES[14][1])?.cut).toBe(true)
    expect(barcodeOf(code('9100067'), EXAMPLES[15][1])?.cut).toBe(true)
    expect(barcodeOf(code('2630023'), EXAMPLES[0][1])?.cut).toBe(false)
  })

  it('writes J of A–J, T of K–T and Z of U–Z with their control characters', () => {
    expect(customerBarcode(code('1000013'), 'JTZ')?.characters.slice(7, 13)).toEqual(
      spelled('CC1 9 CC2 9 CC3 5'),
    )
  })

  it('fills up with CC4 for an office with a code of its own', () => {
    expect(customerBarcode(code('1008792'), '')?.characters.slice(7, 20)).toEqual(spelled('CC4*13'))
  })

  it('is not printed for a code that stands for no town', () => {
    expect(barcodeOf(code('1000000'), '東京都千代田区丸の内1-1')).toBeNull()
  })

  it('takes digits, capitals and hyphens only', () => {
    expect(() => customerBarcode(code('1000013'), '1_2')).toThrow(RangeError)
    expect(() => customerBarcode(code('1000013'), 'a')).toThrow(RangeError)
  })
})

/** The bars bwip-js would draw, by their heights. */
function encodedByBwip(text: string): string {
  const [symbol] = bwip.raw({ bcid: 'japanpost', text })
  if (symbol === undefined || !('bhs' in symbol)) throw new Error('bwip-js draws bars')
  const full = Math.max(...symbol.bhs)
  return symbol.bhs
    .map((height, index) => {
      if (height === full) return 'F'
      const bottom = symbol.bbs[index] ?? 0
      if (bottom === 0) return 'D'
      return Math.abs(bottom + height - full) < 1e-9 ? 'A' : 'T'
    })
    .join('')
}

describe('The numbers of an address', () => {
  it.each([
    ['東3丁目-20-5　郵便・A&bコーポB604号', '3-20-5B604'],
    ['１丁目３番２号　郵便プラザ５０３室', '1-3-2-503'],
    ['3ー20ー5', '3-20-5'],
    ['3‐20−5', '3-20-5'],
    ['6丁目7-14　ABCビル2F201号室', '6-7-14-2-201'],
    ['百一番地', '101'],
    ['千二百三十四番地の五号', '1234-5'],
    // By the letter of the manual: nothing that counts follows the last kanji number.
    ['十二番地の三', '12'],
    ['二〇一番', '201'],
    ['大手町ビル', ''],
    ['1-2-3 ｽｶｲﾊｲﾂa', '1-2-3A'],
    ['1-2-3 B1F', '1-2-3B1'],
    ['5-6 FGビル', '5-6'],
    ['5-6 Fビル', '5-6F'],
  ])('of %s are %s', (rest, numbers) => {
    expect(addressNumbers(rest)).toBe(numbers)
  })

  it.each([
    ['札幌市中央区北1条西2丁目3', '2-3'],
    ['東京都千代田区二番町5-6', '5-6'],
    ['東京都千代田区2番町5-6', '5-6'],
    ['東京都中央区八丁堀3-4-5', '3-4-5'],
    ['兵庫県神戸市中央区三ノ宮町1-2', '1-2'],
    ['大阪市中央区上町A-7', 'A7'],
    ['三重県四日市市安島三丁目五番地', '3-5'],
    ['東京都千代田区丸の内', ''],
  ])('begin after the town where nobody says where it ends: %s gives %s', (address, numbers) => {
    expect(addressNumbers(afterTown(address))).toBe(numbers)
  })

  it('begin exactly after the town where it is known', () => {
    expect(addressNumbers(afterTown('仙台市若林区六丁の目中町1-2', '六丁の目中町'))).toBe('1-2')
    expect(addressNumbers(afterTown('仙台市若林区六丁の目中町1-2', '荒井'))).toBe(
      addressNumbers(afterTown('仙台市若林区六丁の目中町1-2')),
    )
  })
})

describe('The bars on paper', () => {
  it('have the manual’s measures at ten points', () => {
    const bars = barsInMillimetres('FADT')
    expect(bars).toEqual([
      { x: 0, y: 0, width: 0.6, height: 3.6 },
      { x: 1.2, y: 0, width: 0.6, height: 2.4 },
      { x: 2.4, y: 1.2, width: 0.6, height: 2.4 },
      { x: 3.6, y: 1.2, width: 0.6, height: 1.2 },
    ])
    expect(BARCODE_MARGIN_MM).toBe(2)
  })

  it('fit a label of 90 mm with their margins', () => {
    const last = barsInMillimetres('F'.repeat(67)).at(-1)
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(79.8, 6)
  })

  it('are 8 to 11.5 points high and nothing else', () => {
    expect(barsInMillimetres('F', 8)[0]?.height).toBe(2.88)
    expect(() => barsInMillimetres('F', 7.9)).toThrow(RangeError)
    expect(() => barsInMillimetres('F', 12)).toThrow(RangeError)
    expect(() => barsInMillimetres('F', Number.NaN)).toThrow(RangeError)
  })
})
