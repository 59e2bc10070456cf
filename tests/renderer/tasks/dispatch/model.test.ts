import { afterEach, describe, expect, it } from 'vitest'
import { p002 } from '#main/profiles/p002'
import { p003 } from '#main/profiles/p003'
import { Instant, ParcelId, Serial } from '#shared/ids'
import type { Parcel } from '#shared/operations/dispatch'
import {
  modelDigits,
  modelPeriod,
  modelPlaces,
  parcelUnderWay,
} from '../../../../src-renderer/tasks/dispatch/model.ts'
import { tick, untick, useTicks } from '../../../../src-renderer/tasks/dispatch/ticks.ts'

const at = Instant.parse('2026-11-21T05:00:00.000Z')
const parcel: Parcel = {
  parcel: ParcelId.parse('012-261121-001/1'),
  how: 'mail',
  step: 'allocated',
  serial: null,
  model: 'keyfob',
  modelName: { ja: '型', en: 'model' },
  whereIsTheSerial: { ja: '裏面', en: 'back' },
  picture: 'keyfob',
  serialLength: 8,
  addressee: '霧島製作所',
  postalCode: null,
  address: '霞野市',
  addressMovedOn: false,
  reservedAt: at,
  firstReader: null,
  firstReadAt: null,
  secondReader: null,
  packedAt: null,
  contents: [],
  mailNo: null,
  bag: null,
  postedAt: null,
  releasedBy: null,
  deliveredAt: null,
  deliveredHow: null,
  returnedAt: null,
  returnReason: null,
  lostAt: null,
}
const serial = Serial.parse('78108001')
const underWay = (changes: Partial<Parcel>) =>
  parcelUnderWay({ parcels: [{ ...parcel, ...changes }] }) !== undefined

describe('the parcel of a case', () => {
  it('is under way from its allocation until it is lost or taken out as defective', () => {
    expect(parcelUnderWay({ parcels: [] })).toBeUndefined()
    expect(underWay({})).toBe(true)
    expect(underWay({ step: 'read-first' })).toBe(true)
    expect(underWay({ step: 'packed', serial, packedAt: at })).toBe(true)
    expect(underWay({ step: 'gone', serial, returnedAt: at }), 'it came back and may go out again').toBe(true)
    expect(underWay({ step: 'gone', serial, lostAt: at })).toBe(false)
    expect(underWay({ step: 'read-first', serial }), 'nobody has to read it blindly any more').toBe(false)
  })
})

describe('a model in its service’s description', () => {
  it('says how many characters its serial has, where all have the same number or an example looks like it (R-002-22, R-002-35)', () => {
    expect(modelPlaces(p003, 'keyfob', 8)).toBe(8)
    expect(modelPlaces(p002, 'hardware-1', null)).toBe(12)
    expect(modelPlaces(p002, 'hardware-2', null)).toBe(10)
    expect(modelPlaces(p002, 'hardware-3', null), 'the guide has no example of it').toBeNull()
    expect(modelPlaces(p002, 'unknown', null)).toBeNull()
  })

  it('says how long and how many digits its codes are, and six where nothing does (G-09)', () => {
    expect(modelPeriod(p003, 'keyfob')).toBe(60)
    expect(modelDigits(p003, 'keyfob')).toBe(6)
    const eight = p003.tokenModels.map((model) =>
      model.hardware === undefined ? model : { ...model, hardware: { ...model.hardware, digits: 8 } },
    )
    expect(modelDigits({ ...p003, tokenModels: eight }, 'keyfob')).toBe(8)
  })
})

describe('what was put into an envelope', () => {
  afterEach(() => useTicks.setState({ of: {} }))

  it('is kept by parcel while the desk is locked, and forgotten when the envelope is opened again', () => {
    tick('012-261121-001/1', 'guide', true)
    tick('012-261121-001/1', 'receipt-card', true)
    tick('012-261121-001/2', 'guide', true)
    tick('012-261121-001/1', 'guide', false)
    expect(useTicks.getState().of).toEqual({
      '012-261121-001/1': ['receipt-card'],
      '012-261121-001/2': ['guide'],
    })
    untick('012-261121-001/1')
    expect(useTicks.getState().of['012-261121-001/1']).toEqual([])
  })
})
