import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { PaperProps } from '#renderer/papers/facts.ts'
import { Paper } from '#renderer/papers/paper.tsx'
import { Instant } from '#shared/ids'
import { evidencePack } from './samples.ts'

const markup = (props: PaperProps) => renderToStaticMarkup(<Paper {...props} />)
const pages = (html: string): readonly string[] => html.split('<section').slice(1)
const packOf = ({ content: { record } }: PaperProps) => {
  if (record?.kind !== 'evidence') throw new Error('no evidence pack')
  return record.pack
}

describe('the paper of an evidence pack', () => {
  it.each(['ja', 'en'] as const)(
    'says in %s all that its file says, each entry once and in order',
    (lang) => {
      const props = evidencePack(90, { lang })
      const html = markup(props)
      const pack = packOf(props)
      for (const said of [pack.fileSha256, pack.root, pack.customerName, pack.reason, '西村 和子', '内田 恵'])
        expect(html).toContain(said)
      for (const { contentHash } of pack.facts.approvals) expect(html).toContain(contentHash)
      const rows = [...html.matchAll(/data-entry="(\d+)"/g)].map(([, n]) => Number(n))
      expect(rows).toEqual(pack.entries.map(({ n }) => n))
      for (const { leaf } of pack.entries) expect(html.split(leaf)).toHaveLength(2)
      expect(html).toContain(`${pack.entries.length}`)
      expect(html).toContain(pack.entries.map(({ n }) => n - 1).join(' '))
    },
  )

  it.each([
    ['ja', '4件（記録 404〜413番のうち、この案件のもの。最後は 14:20:19）を1行にまとめた。'],
    ['en', '4 entries in one line (those of this case from 404 to 413; the last at 14:20:19).'],
  ] as const)(
    'says in %s in one line how many drafts one person saved one after the other, and of which entries',
    (lang, said) => {
      const props = evidencePack(12, { lang })
      const pack = packOf(props)
      // Of twelve entries the second to the fifth are drafts, and two more by somebody else, and one that was refused.
      const drafts = new Map(['S0101', 'S0101', 'S0101', 'S0101', 'S0102', 'S0102', 'S0102'].entries())
      pack.entries.splice(
        1,
        drafts.size,
        ...pack.entries.slice(1, 1 + drafts.size).map((entry, place) => ({
          ...entry,
          at: Instant.parse(`2026-11-20T05:${17 + place}:${16 + place}.000Z`),
          who: { staff: drafts.get(place) ?? '', name: '' },
          role: 'teller' as const,
          second: null,
          verb: 'case.saved',
          outcome: place === 6 ? 'refused:case-changed' : 'done',
          facts: '',
          erased: false,
          about: null,
        })),
      )
      const html = markup(props)
      expect(html).toContain(said)
      const rows = [...html.matchAll(/data-entry="(\d+)"(?: data-through="(\d+)")?/g)].map(([, n, last]) => [
        n,
        last,
      ])
      expect(rows.slice(0, 5)).toEqual([
        ['401', undefined],
        ['404', '413'],
        ['416', '419'],
        ['422', undefined],
        ['425', undefined],
      ])
      // The page still counts entries, and the proof still has a place for each.
      expect(html).toContain(lang === 'ja' ? '記録　1〜12件目／12件' : 'Entries 1 to 12 of 12')
      expect(html).toContain(pack.entries.map(({ n }) => n - 1).join(' '))
      for (const { n, leaf } of pack.entries)
        expect(html.includes(leaf), `${n}`).toBe(![404, 407, 410, 413, 416, 419].includes(n))
    },
  )

  it('is numbered through, whatever its length, and no page stands empty', () => {
    for (const entries of [1, 12, 60, 300]) {
      const all = pages(markup(evidencePack(entries)))
      for (const [place, page] of all.entries()) expect(page).toContain(`${place + 1}／${all.length}ページ`)
      for (const page of all.slice(1, -1)) expect(page).toContain('data-entry')
    }
  })

  it('shows codes in words and says what was erased', () => {
    const html = markup(evidencePack(12))
    expect(html).toContain('区分：封入')
    expect(html).not.toContain('purpose')
    expect(html.split('消去した')).toHaveLength(2)
    expect(html).toContain('BG-012-000004')
  })

  it('is marked on every page where it is of the practice branch', () => {
    const all = pages(markup(evidencePack(60, { practice: true })))
    for (const page of all) expect(page).toContain('data-watermark')
  })
})
