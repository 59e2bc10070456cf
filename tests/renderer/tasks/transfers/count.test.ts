import { describe, expect, it } from 'vitest'
import { countOf, reading } from '../../../../src-renderer/tasks/transfers/count.ts'

describe('counting what came', () => {
  it('knows what is on the list, and what is not, in the order in which it was read', () => {
    const { matched, extra } = countOf(['78100001', '78100002'], ['78100009', '78100002', '78100008'])
    expect([...matched]).toEqual(['78100002'])
    expect(extra).toEqual(['78100009', '78100008'])
  })

  it('takes one more as it was typed, in full width as well', () => {
    expect(reading(['78100001'], ' ７８１０-０００２ ')).toEqual({
      kind: 'taken',
      read: ['78100001', '78100002'],
    })
  })

  it('counts nothing twice, and corrects nothing', () => {
    expect(reading(['78100001'], '78100001')).toEqual({ kind: 'again', serial: '78100001' })
    expect(reading([], '781 ?')).toEqual({ kind: 'malformed', serial: '781 ?' })
    expect(reading([], 'VSMTO0001')).toEqual({ kind: 'taken', read: ['VSMTO0001'] })
  })
})
