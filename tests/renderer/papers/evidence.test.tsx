import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { PaperProps } from '#renderer/papers/facts.ts'
import { Paper } from '#renderer/papers/paper.tsx'
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
