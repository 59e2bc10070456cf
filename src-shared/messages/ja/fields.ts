/** What the fields themselves say, whatever they are asked for. */
export const fields = {
  required: '必須',
  optional: 'なくてもよい',
  fullWidthToo: '全角でも入ります。空白は取り除きます。',
  dateHelp: '年月日。全角でも入ります（例 081120）',
  dateRefused: {
    empty: '日付が入っていません。',
    'not-a-date': '日付として読めません。',
    'no-such-day': 'その日は暦にありません。',
    'outside-era': 'その元号にない日付です。',
    'ambiguous-year': '2桁の年だけでは、元号か西暦か決められません。',
    'weekday-differs': '曜日が日付と合いません。',
  },
  dateMeant: (days: readonly string[]) =>
    `${days.join('、')} のことですか。元号か4桁の西暦を付けてください。`,
  dateHow: '令和8年11月20日は 081120、8/11/20、20261120 のどれでも入ります。',
  codeHelp: (digits: number) => `${digits}桁の数字`,
  reveal: '合言葉を見せる',
  conceal: '合言葉を隠す',
  capsLock: 'CapsLock が入っています。',
  digitsChoose: '数字キーで選べます',
  newLine: '改行は Shift+Enter',
  hiddenPlace: (place: number, of: number) => `${of}文字のうち ${place}文字目`,
  tokenPicture: 'トークンの裏。枠の中がシリアル番号',
}
