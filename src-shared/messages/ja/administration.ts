/** 店舗の管理: people, keys, backups, the clock and the proof that nothing was changed. */
export const administration = {
  title: '店舗の管理',
  tabs: {
    people: '職員',
    keys: '鍵',
    backup: 'バックアップ',
    clock: '時計',
    verification: '検証',
  },
  clock: {
    states: {
      trusted: '時計は 合っています',
      suspect: '時計が 疑われています',
      rejected: '時計を 使えません',
    },
    here: 'この端末の日時',
    why: '疑いのわけ',
    firstBy: '1人目の確認',
    nothingToDo: 'することは ありません。ずれを見つけると 自分で止まり、2人の確認を待ちます。',
    todo: '端末の時計を合わせてから、F3 で 2人が確かめます。緊急停止は いつでもできます。',
  },
  verification: {
    lead: '証跡のつながりと、すべての大事な記録を 計算し直して確かめます。',
    notYet: 'この画面を開いてからは まだ確かめていません。',
    key: '検証する',
    go: 'いま検証する',
  },
}
