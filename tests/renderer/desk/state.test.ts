import { beforeEach, describe, expect, it } from 'vitest'
import { Staff } from '#shared/staff'
import {
  arrive,
  back,
  committed,
  go,
  goTop,
  leave,
  say,
  setTextSize,
  useDesk,
} from '../../../src-renderer/desk/state.ts'

const takahashi = Staff.parse({ staff: 'S0412', person: 'P-1', name: '高橋 美咲', role: 'teller' })

describe('what the desk remembers of the screen', () => {
  beforeEach(() => {
    leave()
    setTextSize(100)
  })

  it('takes everything of a person along when they leave, but not the size of the text', () => {
    arrive(takahashi)
    say('下書きは 14時17分に保存しました。', 'saved')
    go({ screen: 'case', of: '012-261121-001' })
    setTextSize(150)
    leave()
    expect(useDesk.getState()).toMatchObject({
      who: undefined,
      messages: [],
      routes: [],
      standing: undefined,
      textSize: 150,
    })
  })

  it('keeps earlier messages for F1, newest last, and forgets the oldest', () => {
    for (let n = 1; n <= 60; n += 1) say(`${n}`)
    const { messages } = useDesk.getState()
    expect(messages).toHaveLength(50)
    expect(messages.at(-1)?.text).toBe('60')
    expect(messages[0]?.text).toBe('11')
    expect(new Set(messages.map(({ id }) => id)).size).toBe(50)
  })

  it('grows its revision with every commit', () => {
    const before = useDesk.getState().revision
    committed()
    committed()
    expect(useDesk.getState().revision).toBe(before + 2)
  })

  it('knows the way back, and stays on the first screen', () => {
    goTop({ screen: 'reception' })
    go({ screen: 'case', of: '012-261121-001' })
    back()
    expect(useDesk.getState().routes).toEqual([{ screen: 'reception' }])
    back()
    expect(useDesk.getState().routes).toEqual([{ screen: 'reception' }])
  })
})
