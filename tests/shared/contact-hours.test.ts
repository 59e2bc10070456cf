import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { HOLIDAY_YEARS, HOLIDAYS_ANNOUNCED_TO, publicHoliday } from '#shared/calendar'
import { type Contact, type ContactNow, closedRuns, contactDay, contactNow } from '#shared/contact-hours'
import { CalendarDate, Instant } from '#shared/ids'
import type { ServiceId } from '#shared/profiles'
import { root } from '../house/sources.ts'

/** `2026-11-24 09:00` or with seconds, on a clock in Tokyo. */
const tokyo = (moment: string): Instant =>
  Instant.parse(new Date(`${moment.replace(' ', 'T')}+09:00`).toISOString())
const day = (text: string) => CalendarDate.parse(text)

const P002 = profileOf('P002').contact
const P004 = profileOf('P004').contact

/** One line, so that a table of moments can be read: `open to 17:00`, `closed, next 2026-11-24 09:00`. */
function told(contact: Contact, moment: string): string {
  const answer = contactNow(contact, tokyo(moment))
  return brief(answer)
}

function brief(answer: ContactNow): string {
  const at = (moment: { day: string; time: string } | null) =>
    moment === null ? '?' : `${moment.day} ${moment.time}`
  if (answer.state === 'open') return `open to ${at(answer.until)}`
  const next = `next ${at(answer.next)}`
  return answer.state === 'closed' ? `closed, ${next}` : `${answer.because}, ${next}`
}

const contact = (hours: Contact['hours'], closedDays: readonly string[] = []): Contact => ({
  name: { ja: '係', en: 'Desk' },
  hours,
  closedDays: [...closedDays],
})

describe('the public holidays of Japan', () => {
  it.each([
    ['2026-01-01', '元日', "New Year's Day"],
    ['2026-05-06', 'こどもの日 振替休日', 'Holiday in lieu'],
    ['2026-09-22', '休日', "Citizen's Holiday"],
    ['2026-11-23', '勤労感謝の日', 'Labor Thanksgiving Day'],
    ['2027-03-22', '春分の日 振替休日', 'Holiday in lieu'],
    ['2019-10-22', '休日（祝日扱い）', 'Holiday'],
    ['2020-07-24', 'スポーツの日', 'Health and Sports Day'],
  ])('%s is %s', (on, ja, en) => {
    expect(publicHoliday(day(on))).toEqual({ ja, en })
  })

  it.each(['2026-11-24', '2026-05-07', '2026-09-24', '2026-12-31', '2020-10-12', '2026-12-23'])(
    'do not include %s',
    (on) => {
      expect(publicHoliday(day(on))).toBe('none')
    },
  )

  it('are unknown, not none, outside the years of the table', () => {
    expect(publicHoliday(day(`${HOLIDAY_YEARS.last + 1}-01-01`))).toBe('unknown')
    expect(publicHoliday(day(`${HOLIDAY_YEARS.first - 1}-12-31`))).toBe('unknown')
    expect(publicHoliday(day(`${HOLIDAY_YEARS.last}-11-23`))).toMatchObject({ ja: '勤労感謝の日' })
    expect(publicHoliday(day(`${HOLIDAY_YEARS.first}-01-01`))).toMatchObject({ ja: '元日' })
  })

  it('follow the law of 2026: sixteen days, and what the law adds to them', () => {
    const found: string[] = []
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 86_400_000) {
      const on = day(new Date(at).toISOString().slice(0, 10))
      if (publicHoliday(on) !== 'none') found.push(on.slice(5))
    }
    // As announced by the Cabinet Office in February 2025.
    expect(found.join(' ')).toBe(
      '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
    )
  })
})

describe('what kind of day it is', () => {
  it.each([
    ['2026-11-20', 'weekdays', false, 'a Friday'],
    ['2026-11-21', 'weekends-and-holidays', false, 'a Saturday'],
    ['2026-11-22', 'weekends-and-holidays', false, 'a Sunday'],
    ['2026-11-23', 'weekends-and-holidays', false, 'a Monday that is a holiday'],
    ['2026-05-06', 'weekends-and-holidays', false, 'a substitute holiday after the closed days'],
    ['2026-05-05', 'weekends-and-holidays', true, 'a holiday that is a closed day'],
    ['2026-12-31', 'weekdays', true, 'a weekday that is a closed day'],
    ['2027-01-04', 'weekdays', false, 'the first working day'],
    ['2051-01-02', 'unknown', true, 'a weekday beyond the table'],
    ['2051-01-07', 'weekends-and-holidays', false, 'a Saturday beyond the table'],
  ])('%s: %s, closed %s (%s)', (on, kind, closed) => {
    expect(contactDay(P004, day(on))).toMatchObject({ kind, closed })
  })
})

describe('P002, weekdays 9 to 17 (R-002-38, C-25)', () => {
  it.each([
    ['2026-11-20 08:59:59', 'closed, next 2026-11-20 09:00', 'one second before it opens'],
    ['2026-11-20 09:00', 'open to 2026-11-20 17:00', 'as it opens'],
    ['2026-11-20 16:59:59', 'open to 2026-11-20 17:00', 'its last second'],
    ['2026-11-20 17:00', 'closed, next 2026-11-24 09:00', 'as it closes, before a long weekend'],
    ['2026-11-20 23:59:59', 'closed, next 2026-11-24 09:00', 'the last second of the day'],
    ['2026-11-21 00:00', 'closed, next 2026-11-24 09:00', 'the first second of a Saturday'],
    ['2026-11-21 10:00', 'closed, next 2026-11-24 09:00', 'a Saturday'],
    ['2026-11-22 10:00', 'closed, next 2026-11-24 09:00', 'a Sunday'],
    ['2026-11-23 10:00', 'closed, next 2026-11-24 09:00', 'a holiday'],
    ['2026-05-01 17:00', 'closed, next 2026-05-07 09:00', 'Golden Week with its substitute holiday'],
    ['2026-09-18 17:00', 'closed, next 2026-09-24 09:00', 'five days in a row, one between two holidays'],
    ['2019-04-26 17:00', 'closed, next 2019-05-07 09:00', 'the longest closure there has been'],
    ['2020-10-12 10:00', 'open to 2020-10-12 17:00', 'the year in which the holidays were moved'],
  ])('at %s: %s (%s)', (moment, says) => {
    expect(told(P002, moment)).toBe(says)
  })

  it.each([
    ['2026-12-30 17:00', 'closed, next 2027-01-04 09:00'],
    ['2026-12-31 08:59', 'closed, next 2027-01-04 09:00'],
    ['2026-12-31 09:00', 'year-end, next 2027-01-04 09:00'],
    ['2026-12-31 17:00', 'closed, next 2027-01-04 09:00'],
    ['2027-01-01 10:00', 'closed, next 2027-01-04 09:00'],
    ['2025-01-02 10:00', 'year-end, next 2025-01-06 09:00'],
    ['2025-01-03 16:59', 'year-end, next 2025-01-06 09:00'],
    ['2025-01-06 09:00', 'open to 2025-01-06 17:00'],
  ])('does not guess whether the turn of the year is a weekday; %s: %s (R-002-38)', (moment, says) => {
    expect(told(P002, moment)).toBe(says)
  })

  it('names the holiday that keeps it closed', () => {
    expect(contactNow(P002, tokyo('2026-11-23 10:00')).today.holiday).toEqual({
      ja: '勤労感謝の日',
      en: 'Labor Thanksgiving Day',
    })
  })
})

describe('P004, weekdays 9 to 24, other days 9 to 17 (R-004-16, C-25)', () => {
  it.each([
    ['2026-11-20 08:59:59', 'closed, next 2026-11-20 09:00', 'before it opens'],
    ['2026-11-20 09:00', 'open to 2026-11-20 24:00', 'as it opens'],
    ['2026-11-20 17:00', 'open to 2026-11-20 24:00', 'a weekday evening'],
    ['2026-11-20 23:59:59', 'open to 2026-11-20 24:00', 'the last second of the day'],
    ['2026-11-21 00:00', 'closed, next 2026-11-21 09:00', '24:00 is over'],
    ['2026-11-21 16:59:59', 'open to 2026-11-21 17:00', 'a Saturday'],
    ['2026-11-21 17:00', 'closed, next 2026-11-22 09:00', 'a Saturday evening'],
    ['2026-11-23 16:59:59', 'open to 2026-11-23 17:00', 'a Monday that is a holiday'],
    ['2026-11-23 17:00', 'closed, next 2026-11-24 09:00', 'the evening of a holiday'],
    ['2026-05-06 16:59', 'open to 2026-05-06 17:00', 'a substitute holiday is a holiday'],
    ['2026-05-06 17:00', 'closed, next 2026-05-07 09:00', 'and closes like one'],
    ['2026-09-22 17:00', 'closed, next 2026-09-23 09:00', 'a day between two holidays'],
  ])('at %s: %s (%s)', (moment, says) => {
    expect(told(P004, moment)).toBe(says)
  })

  it.each([
    ['2026-05-02 17:00', 'closed, next 2026-05-06 09:00'],
    ['2026-05-03 10:00', 'closed, next 2026-05-06 09:00'],
    ['2026-05-04 10:00', 'closed, next 2026-05-06 09:00'],
    ['2026-05-05 23:59:59', 'closed, next 2026-05-06 09:00'],
    ['2026-05-06 09:00', 'open to 2026-05-06 17:00'],
    ['2026-12-30 23:59:59', 'open to 2026-12-30 24:00'],
    ['2026-12-31 00:00', 'closed, next 2027-01-04 09:00'],
    ['2026-12-31 12:00', 'closed, next 2027-01-04 09:00'],
    ['2027-01-01 12:00', 'closed, next 2027-01-04 09:00'],
    ['2027-01-03 23:59:59', 'closed, next 2027-01-04 09:00'],
    ['2027-01-04 09:00', 'open to 2027-01-04 24:00'],
  ])('is closed 31 December, 1–3 January and 3–5 May; %s: %s (R-004-16)', (moment, says) => {
    expect(told(P004, moment)).toBe(says)
  })
})

describe('the hours of a contact', () => {
  it.each(['P000', 'P001', 'P003'] as const)('%s: none in the guide is said as such (C-25)', (id) => {
    expect(told(profileOf(id).contact, '2026-11-20 10:00')).toBe('hours-not-stated, next ?')
  })

  it('may have a pause, in any order', () => {
    const paused = contact([
      { days: 'weekdays', from: '13:00', to: '17:00' },
      { days: 'weekdays', from: '09:00', to: '12:00' },
    ])
    expect(told(paused, '2026-11-20 11:59')).toBe('open to 2026-11-20 12:00')
    expect(told(paused, '2026-11-20 12:00')).toBe('closed, next 2026-11-20 13:00')
    expect(told(paused, '2026-11-20 13:00')).toBe('open to 2026-11-20 17:00')
  })

  it('run on over midnight, and past it, and round the clock', () => {
    const late = contact([{ days: 'weekdays', from: '18:00', to: '24:30' }])
    expect(told(late, '2026-11-20 23:59')).toBe('open to 2026-11-21 00:30')
    expect(told(late, '2026-11-21 00:29')).toBe('open to 2026-11-21 00:30')
    expect(told(late, '2026-11-21 00:30')).toBe('closed, next 2026-11-24 18:00')
    const weekdays = contact([{ days: 'weekdays', from: '00:00', to: '24:00' }])
    expect(told(weekdays, '2026-11-25 10:00')).toBe('open to 2026-11-27 24:00')
    const always = contact(
      [
        { days: 'weekdays', from: '00:00', to: '24:00' },
        { days: 'weekends-and-holidays', from: '00:00', to: '24:00' },
      ],
      ['02-29'],
    )
    expect(told(always, '2026-11-25 10:00')).toBe('open to ?')
    expect(told(always, '2028-02-28 10:00')).toBe('open to 2028-02-28 24:00')
    expect(told(always, '2028-02-29 10:00')).toBe('closed, next 2028-03-01 00:00')
  })
})

describe('beyond the years whose holidays are known', () => {
  it.each([
    ['2050-12-30 17:00', 'P002', 'closed, next ?', 'the next day may be a holiday, or not'],
    ['2051-01-05 10:00', 'P002', 'holidays-unknown, next ?', 'so may this one'],
    ['2051-01-05 20:00', 'P002', 'closed, next ?', 'closed either way'],
    ['2051-01-07 10:00', 'P002', 'closed, next ?', 'a Saturday is a Saturday'],
    ['2051-01-05 20:00', 'P004', 'holidays-unknown, next ?', 'till 24 or till 17'],
    ['2051-01-06 20:00', 'P004', 'holidays-unknown, next 2051-01-07 09:00', 'tomorrow is a Saturday'],
    ['2051-01-07 10:00', 'P004', 'open to 2051-01-07 17:00', 'a Saturday'],
    ['2051-05-04 10:00', 'P004', 'closed, next 2051-05-06 09:00', 'a closed day, before a Saturday'],
  ] as [string, ServiceId, string, string][])(
    'nothing is made up: at %s, %s says %s (%s)',
    (moment, id, says) => {
      expect(told(profileOf(id).contact, moment)).toBe(says)
    },
  )

  it('and a year that is calculated, not announced, is marked so', () => {
    const marked = (moment: string) => contactNow(P002, tokyo(moment)).calculated
    expect(marked(`${HOLIDAYS_ANNOUNCED_TO}-11-20 10:00`)).toBe(false)
    expect(marked(`${HOLIDAYS_ANNOUNCED_TO}-12-30 10:00`)).toBe(false)
    expect(marked(`${HOLIDAYS_ANNOUNCED_TO}-12-30 20:00`)).toBe(true)
    expect(marked(`${HOLIDAYS_ANNOUNCED_TO + 1}-02-01 10:00`)).toBe(true)
    expect(marked(`${HOLIDAY_YEARS.last + 1}-02-01 10:00`)).toBe(false)
  })
})

describe('the zone of the machine', () => {
  const moments = [
    '2026-11-20 08:59',
    '2026-11-20 09:00',
    '2026-11-20 23:59',
    '2026-11-21 00:00',
    '2027-01-04 00:30',
  ]
  const here = moments.flatMap((moment) => [P002, P004].map((of) => contactNow(of, tokyo(moment))))

  it.each(['UTC', 'America/New_York', 'Pacific/Kiritimati'])(
    '%s changes nothing: hours and days are Tokyo’s (R-002-38, R-004-16)',
    (zone) => {
      const ask = `
        import { contactNow } from '#shared/contact-hours'
        import { profileOf } from '#main/profiles/index'
        const at = ${JSON.stringify(moments.map(tokyo))}
        const answers = at.flatMap((one) => ['P002', 'P004'].map((id) => contactNow(profileOf(id).contact, one)))
        console.log(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, answers }))`
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', ask], {
        cwd: root,
        env: { ...process.env, TZ: zone },
        encoding: 'utf8',
      })
      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toEqual({ zone, answers: here })
    },
  )
})

describe('yearly closed days', () => {
  it('are joined, over the turn of the year too (R-004-16)', () => {
    expect(closedRuns(P004.closedDays)).toEqual([
      { from: '12-31', to: '01-03' },
      { from: '05-03', to: '05-05' },
    ])
  })

  it.each([
    [[], []],
    [['08-15'], [{ from: '08-15', to: '08-15' }]],
    [['02-29', '02-28', '03-01', '02-28'], [{ from: '02-28', to: '03-01' }]],
    [['12-31', '01-01'], [{ from: '12-31', to: '01-01' }]],
    [
      ['12-30', '01-01'],
      [
        { from: '01-01', to: '01-01' },
        { from: '12-30', to: '12-30' },
      ],
    ],
  ])('%j → %j', (days, runs) => {
    expect(closedRuns(days)).toEqual(runs)
  })
})
