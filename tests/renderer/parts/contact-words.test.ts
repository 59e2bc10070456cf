import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { hoursLines, reachWords } from '#renderer/parts/contact-words.ts'
import { HOLIDAYS_ANNOUNCED_TO } from '#shared/calendar'
import { contactNow } from '#shared/contact-hours'
import { Instant } from '#shared/ids'
import { en } from '#shared/messages/en'
import { ja } from '#shared/messages/ja'
import type { ServiceId } from '#shared/profiles'

const inJapanese = (id: ServiceId, moment: string) => reach(id, moment, 'ja')
const inEnglish = (id: ServiceId, moment: string) => reach(id, moment, 'en')
function reach(id: ServiceId, moment: string, language: 'ja' | 'en') {
  const at = Instant.parse(new Date(`${moment.replace(' ', 'T')}+09:00`).toISOString())
  const { contact } = language === 'ja' ? ja : en
  const { says, because } = reachWords(contact, contactNow(profileOf(id).contact, at), language)
  return [says.join(' '), ...because]
}

describe('whether somebody answers now, in words', () => {
  it('says till when, with 24:00 as the guide writes it (R-004-16, C-25)', () => {
    expect(inJapanese('P004', '2026-11-20 17:30')).toEqual(['つながります（24時まで）'])
    expect(inEnglish('P004', '2026-11-20 17:30')).toEqual(['Open now (until 24:00)'])
  })

  it('says outside the hours when next, and that a holiday is why (R-002-38)', () => {
    expect(inJapanese('P002', '2026-11-23 10:00')).toEqual([
      'いまは時間外です。 次は 11月24日（火）9時から',
      'きょうは祝日です（勤労感謝の日）',
    ])
    expect(inEnglish('P002', '2026-11-23 10:00')).toEqual([
      'Closed now. Opens Tue 24 November at 09:00',
      'Today is a public holiday (Labor Thanksgiving Day)',
    ])
  })

  it('says today where it opens today', () => {
    expect(inJapanese('P002', '2026-11-20 08:00')).toEqual(['いまは時間外です。 次は きょう 9時から'])
    expect(inEnglish('P002', '2026-11-20 08:00')).toEqual(['Closed now. Opens today at 09:00'])
  })

  it('calls a yearly closed day one, even where it is a holiday too (R-004-16)', () => {
    expect(inJapanese('P004', '2026-05-04 10:00')).toEqual([
      'いまは時間外です。 次は 5月6日（水）9時から',
      'きょうは お休みの日です',
    ])
  })

  it('says what the guide does not say, and when it is sure again (R-002-38)', () => {
    expect(inJapanese('P000', '2026-11-20 10:00')).toEqual([ja.contact.doubt['hours-not-stated']])
    expect(inJapanese('P002', '2025-12-31 10:00')).toEqual([
      `${ja.contact.doubt['year-end']} 次は 1月5日（月）9時から`,
    ])
    expect(inEnglish('P002', '2051-01-05 10:00')).toEqual([en.contact.doubt['holidays-unknown']])
    expect(inJapanese('P002', '2051-01-05 20:00')).toEqual([`${ja.contact.closed} ${ja.contact.nextUnknown}`])
  })

  it('says when the holidays it goes by are only calculated', () => {
    const year = HOLIDAYS_ANNOUNCED_TO + 1
    expect(inJapanese('P002', `${year}-02-11 10:00`)).toContain(ja.contact.calculated(year))
    expect(inJapanese('P002', `${year - 1}-02-11 10:00`)).not.toContain(ja.contact.calculated(year))
  })
})

describe('the hours in words', () => {
  it('name every kind of day and the closed days (R-004-16)', () => {
    expect(hoursLines(ja.contact, profileOf('P004').contact)).toEqual([
      '平日 9時〜24時',
      '土日祝日 9時〜17時',
      '休み 12月31日〜1月3日、5月3日〜5日',
    ])
    expect(hoursLines(en.contact, profileOf('P004').contact)).toEqual([
      'Weekdays 09:00–24:00',
      'Weekends and holidays 09:00–17:00',
      'Closed 31 December – 3 January, 3–5 May',
    ])
  })

  it('are those of the guide, and none where it gives none (R-002-38)', () => {
    expect(hoursLines(ja.contact, profileOf('P002').contact)).toEqual(['平日 9時〜17時'])
    expect(hoursLines(ja.contact, profileOf('P000').contact)).toEqual([])
    const odd = { ...profileOf('P002').contact, closedDays: ['08-15'] }
    expect(hoursLines(ja.contact, odd)).toContain('休み 8月15日')
    expect(hoursLines(en.contact, odd)).toContain('Closed 15 August')
  })
})
