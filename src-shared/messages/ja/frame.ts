/** What stands around every screen: top bar, rail, message line, doorway. */
export const frame = {
  appName: '窓口',
  /** Where there is no room for the name. */
  appShort: '窓口',
  practice: '練習',
  /** As `appShort`. */
  practiceShort: '練習',
  practiceStanding: '練習中です。ここで行ったことは、本番の記録に残りません。',
  standin: '評価用の代わりの実行環境で動いています。本番の記録は開きません。',
  jobs: '業務',
  content: '画面の中身',
  standing: '常に出ている注意',
  messageLine: 'お知らせ',
  leave: '席を離れる',
  clock: { trusted: '時計 正常', suspect: '時計 要確認', rejected: '時計 停止' },
  roles: {
    teller: '窓口担当',
    supervisor: '役席者',
    'back-office': '後方事務',
    administrator: '管理担当',
    auditor: '検査',
  },
  keyIsOff: (key: string, why: string) => `${key} は、${why}`,
  history: 'これまでのお知らせ',
  historyEmpty: 'お知らせは まだありません。',
  locked: {
    title: '席を離れています',
    whose: (name: string) => `${name} さんの画面です。`,
    kept: '入力していたものは 下書きに残っています。',
  },
  textSize: (percent: number) => `文字の大きさを ${percent}% にしました。`,
}
