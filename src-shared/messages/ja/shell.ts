/** The desk around the tasks: rail, frozen desk, accidents. */
export const shell = {
  groups: { reception: '受付', cases: '案件', tokens: 'トークン', branch: '店' },
  screens: {
    search: '受付・照会',
    'my-cases': '自分の案件',
    approvals: '承認待ち',
    'awaiting-time': '時刻待ち',
    'awaiting-customer': 'お客さま待ち',
    losses: '紛失・盗難',
    dispatch: '発送',
    'returned-mail': '返戻',
    stock: '在庫・棚卸',
    seeds: '入庫',
    transfers: '店間移管',
    'board-reissue': '再発行の時計',
    'board-radar': '最後の管理者',
    'board-drift': '時計のずれ',
    'board-sunset': '移行リスト',
    import: '契約の取込',
    profiles: '商品定義',
    closing: '締上',
    trail: '記録を調べる',
    administration: '店舗の管理',
  },
  refreshed: (time: string) => `${time} に最新にしました。`,
  standinAllowed:
    '評価用の代わりの実行環境で動いています。本番の記録もひらけるように起動しています。大事な記録には使わないでください。',
  withoutDeviceSecret:
    'この端末には鍵をしまう仕組みがありません。本番の記録は、職員の合言葉だけで守られています。',
  disk: {
    'disk-full':
      'この端末のディスクがいっぱいで、何も保存できません。見られるのは一覧だけです。緊急停止は、緊急停止の画面で用紙を印刷し、紙で受け付けてください。',
    'store-read-only':
      '記録の置き場所に書き込めず、何も保存できません。見られるのは一覧だけです。緊急停止は、緊急停止の画面で用紙を印刷し、紙で受け付けてください。システム担当へ連絡してください。',
  },
  inDoubt: {
    kept: (operation: string, at: string) =>
      `${at} の「${operation}」の途中で書き込みに失敗しましたが、記録をひらき直して確かめたところ、残っています。やり直す必要はありません。`,
    notKept: (operation: string, at: string) =>
      `${at} の「${operation}」の途中で書き込みに失敗し、記録をひらき直して確かめたところ、残っていません。もう一度行ってください。`,
  },
  frozen: {
    title: '役席者の承認中です',
    what: (caseNo: string) => `案件 ${caseNo} の承認画面が開いています。`,
    until: '承認の画面が閉じるまで、この画面は使えません。',
    leave: '席を離れると、承認の画面も閉じます。',
  },
  fault: {
    title: '思いがけないことで 止まりました',
    what: 'いま表示していた画面を、続けられません。',
    why: 'プログラムの中の食い違いです。職員の操作のせいではありません。',
    todo: '保存した下書きは残っています。開き直しても同じなら、番号をシステム担当へ伝えてください。',
    said: (number: string | undefined) =>
      number === undefined
        ? '操作を終えられませんでした。もう一度試してください。'
        : `操作を終えられませんでした（${number}）。もう一度試し、続くときは番号をシステム担当へ伝えてください。`,
    again: '画面を開き直す',
    home: '最初の画面へ',
  },
}
