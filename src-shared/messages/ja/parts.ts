import { things } from '../../text/counted.ts'

/** What the shared parts say: comparison, missing things, effects, refusals, progress. */
export const parts = {
  compare: {
    paper: '用紙に書いてあること',
    store: '台帳にあること',
    marks: '照合',
    item: '項目',
    equal: '一致',
    differs: 'ちがう',
    waiting: 'まだ',
    confirm: '要確認',
    sides: '左：用紙　右：台帳',
    changedCell: (character: string) => `ちがう文字 ${character}`,
  },
  missing: {
    title: '足りないもの',
    count: (count: number) => `あと ${things(count)}`,
    none: '足りないものは ありません。',
    f12Waits: (count: number) => `足りないもの ${count}つが済むと押せます`,
  },
  effects: {
    title: '承認されると 起きること',
    touched: (count: number) => `触れる方　${count}人`,
  },
  steps: {
    label: '手続きの流れ',
    names: ['用紙受付', '照合', '承認', '実行', '控え'],
    past: '済み',
    now: 'いまここ',
    ahead: 'これから',
  },
  refused: {
    code: '番号',
    what: '何が',
    why: 'なぜ',
    todo: 'どうする',
  },
  reissue: { from: '以降', left: (minutes: number) => `あと ${minutes}分`, reached: '登録できます' },
  /** Serials as the label of a box has them. */
  serials: {
    range: (first: string, last: string) => (first === last ? first : `${first} 〜 ${last}`),
    more: (runs: number) => `ほか ${runs}つの範囲`,
  },
  list: {
    count: (from: number, to: number, of: number) => (of === 0 ? '0件' : `${from}から${to}件／${of}件`),
    choose: '選ぶ',
  },
  progress: {
    of: (done: number, total: number, unit: string) => `${done}／${total}${unit}`,
    left: (seconds: number) => `あと およそ ${seconds}秒`,
    restore: 'やめて元に戻す',
    nothingWritten: 'まだ何も書き込んでいません。',
  },
}
