import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Paper } from '#renderer/papers/paper.tsx'
import { keyCare as en } from '#shared/messages/en/key-care'
import { keyCare as ja } from '#shared/messages/ja/key-care'
import { recoveryCard } from './samples.ts'

const print = (props: Parameters<typeof Paper>[0]) => renderToStaticMarkup(<Paper {...props} />)
const words = (markup: string) => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('a recovery card on paper', () => {
  it.each([1, 2, 3] as const)('%s of three says where it is kept, and nothing of the other two', (card) => {
    for (const [lang, { keepers, sheet }] of [
      ['ja', ja],
      ['en', en],
    ] as const) {
      const text = words(print(recoveryCard({ card }, { lang })))
      expect(keepers.filter((keeper) => text.includes(keeper))).toEqual([keepers[card - 1]])
      for (const said of [sheet.card(card), '8F3AC21B', '中村', '山本', 'KC-01', sheet.never, sheet.envelope])
        expect(text).toContain(said)
    }
  })

  it('has the letters in the groups in which they are typed, and the same as a QR code', () => {
    const props = recoveryCard()
    const groups = [...print(props).matchAll(/<i>\d+<\/i><b>([^<]*)<\/b>/g)].map(([, group]) => group)
    expect(groups.join(' ')).toBe(
      '2400G2 J7N12K 5V0C8Q 9RTXWA 0M3HDP ZK41YB 6E7GSN QW8RTX 1A2B3C 4D5E6F 7G8HJK MNPQRS',
    )
    const other = print(recoveryCard({ text: groups.toReversed().join(' ') }))
    const drawn = (markup: string) => /<svg[^>]*aria-label="[^"]*"[^>]*>(.*?)<\/svg>/s.exec(markup)?.[1]
    expect(drawn(print(props))).toBeDefined()
    expect(drawn(other)).not.toBe(drawn(print(props)))
  })

  it('is never printed without its text', () => {
    const props = recoveryCard()
    expect(() => print({ ...props, content: { ...props.content, record: null } })).toThrow('without its text')
  })
})
