/** Whom the customer may call, and whether somebody answers now. `24:00` is 24時, as the guides write it. */

const time = (at: string): string => {
  const [hour = '', minute = ''] = at.split(':')
  return `${Number(hour)}時${minute === '00' ? '' : `${Number(minute)}分`}`
}
type Run = { readonly from: string; readonly to: string }
/** `12月31日〜1月3日`, `5月3日〜5日`, `8月15日`. */
function yearly({ from, to }: Run): string {
  const month = (day: string) => `${Number(day.slice(0, 2))}月`
  const dayOf = (day: string) => `${Number(day.slice(3))}日`
  const first = `${month(from)}${dayOf(from)}`
  if (from === to) return first
  return `${first}〜${from.slice(0, 2) === to.slice(0, 2) ? '' : month(to)}${dayOf(to)}`
}

export const contact = {
  title: 'お問い合わせ先',
  days: { weekdays: '平日', 'weekends-and-holidays': '土日祝日' },
  hours: (days: string, from: string, to: string): string => `${days} ${time(from)}〜${time(to)}`,
  closedDays: (runs: readonly Run[]): string => `休み ${runs.map(yearly).join('、')}`,

  /** `day` is empty where it is today. */
  open: (day: string, at: string): string => `つながります（${day}${time(at)}まで）`,
  openAlways: 'つながります',
  closed: 'いまは時間外です。',
  next: (day: string, at: string): string => `次は ${day === '' ? 'きょう ' : day}${time(at)}から`,
  nextUnknown: '次の受付は 要確認です。',
  doubt: {
    'hours-not-stated': '受付時間は 手引に書かれていません。',
    'holidays-unknown': 'きょうが祝日かどうか 分かりません。',
    'year-end': '年末年始の受付は 手引に書かれていません。',
  },
  holiday: (name: string): string => `きょうは祝日です（${name}）`,
  closedToday: 'きょうは お休みの日です',
  calculated: (year: number): string => `${year}年からの祝日は 発表前の計算によります（要確認）。`,

  /** Followed by the key that does it. */
  emergency: 'お急ぎのとき（紛失・盗難・心当たりのない取引）は、待たずに 当店でトークンをすぐに止めます。',
  emergencyKey: '緊急停止',

  /** On paper, which is read later. */
  reception: '受付時間',
  urgent:
    'お急ぎのとき（紛失・盗難・心当たりのない取引）は、この受付時間を待たずに 当店へお知らせください。トークンをすぐに止めます。',
}
