/** The words on the key bar. Short enough for a key of 82 px at 13 px. */
export const keys = {
  bar: 'ファンクションキー',
  back: '戻る',
  close: '閉じる',
  help: 'ヘルプ',
  search: '検索',
  newCase: '新規受付',
  emergencyStop: '緊急停止',
  refresh: '最新にする',
  nextPane: '枠を移る',
  print: '印刷',
  approvals: '承認待ち',
  textSize: '文字の大きさ',
  waiting: (count: number) => `${count}件`,
}
