import { things } from '../../text/counted.ts'

/** What differs from job to job on the screens of a case: its name, what it does, what it asks, how it goes on. */
export const jobs = {
  /** 若林 健一 さま、小野 真理 さま ほか2人. */
  names: (names: readonly string[], more: number): string => {
    const said = names.map((name) => `${name} さま`).join('、')
    return more > 0 ? `${said} ほか${more}人` : said
  },

  /** Of the case, as its screen says it. `who` is a role or 「3人」. */
  title: {
    reissue: (who: string) => `${who}のトークンを再発行する`,
    unlock: (who: string) => `${who}の停止を解除する`,
    unlockReissue: (who: string) => `${who}の停止解除と再発行`,
    loss: (who: string) => `${who}のトークンの紛失・盗難`,
    resume: (who: string) => `${who}の当店停止を解く`,
    application: (who: string) => `${who}の利用を申し込む`,
    optOut: (who: string) => `${who}の利用を中止する`,
    toShared: '全員を 1つの共通トークンにする',
    toIndividual: '1人に1つのトークンにする',
    profile: (service: string) => `${service}の商品定義を変える`,
    hardware: (who: string) => `${who}のハードトークン申込`,
    difference: (stocktake: string) => `棚卸 ${stocktake} の差異を処理する`,
  },
  people: (count: number) => `${count}人`,
  /** Under a case number in a list. `name` is empty for the shared token and for several users. */
  short: {
    'token-detach': (name: string, shared: boolean) =>
      shared || name === '' ? '共通トークンを外す' : `${name} さまのトークンを外す`,
    reissue: (name: string, shared: boolean) =>
      shared || name === '' ? '共通トークンを再発行する' : `${name} さまのトークンを再発行する`,
    unlock: (name: string, _shared: boolean) =>
      name === '' ? '停止を解除する' : `${name} さまの停止を解除する`,
    loss: (name: string, shared: boolean) =>
      shared || name === '' ? '共通トークンの紛失・盗難' : `${name} さまのトークンの紛失・盗難`,
    resume: (name: string, shared: boolean) =>
      shared || name === '' ? '共通トークンの当店停止を解く' : `${name} さまの当店停止を解く`,
    application: (name: string, _shared: boolean) =>
      name === '' ? 'ワンタイムパスワードの利用申込' : `${name} さまの利用申込`,
    'opt-out': (name: string, shared: boolean) =>
      shared || name === '' ? '共通トークンの利用を中止する' : `${name} さまの利用を中止する`,
    'usage-mode': (_name: string, _shared: boolean) => '利用形態を変える',
    'profile-change': (_name: string, _shared: boolean) => '商品定義を変える',
    hardware: (name: string, _shared: boolean) =>
      name === '' ? 'ハードウェアトークンの申込み' : `${name} さまのハードウェアトークン`,
    'stock-difference': (_name: string, _shared: boolean) => '棚卸の差異を処理する',
  },
  /** In the column 承認すると. */
  will: {
    'token-detach': (count: number, shared: boolean) =>
      shared ? `共通トークンが外れる（${count}人）` : 'トークン 1個が外れる',
    reissue: (count: number, shared: boolean) =>
      shared ? `共通トークンが失効する（${count}人）` : 'トークン 1個が失効する',
    unlock: (count: number, _shared: boolean) => `${count}人の停止が解ける`,
    loss: (count: number, _shared: boolean) => `もう止めてある（${count}人）`,
    resume: (count: number, _shared: boolean) => `${count}人の当店停止が解ける`,
    application: (count: number, _shared: boolean) => `${count}人が登録できるようになる`,
    'opt-out': (count: number, _shared: boolean) => `${count}人が トークンなしに戻る`,
    'usage-mode': (count: number, _shared: boolean) => `利用形態が変わる（${count}人）`,
    'profile-change': (_count: number, _shared: boolean) => '商品定義が 新しい版になる',
    hardware: (_count: number, _shared: boolean) => 'トークン 1個を渡せるようになる',
    'stock-difference': (_count: number, _shared: boolean) => '在庫の記録が 数えたとおりになる',
  },
  /** The same as a sentence, for one chosen row; `who` has its さま. */
  sentence: {
    'token-detach': (who: string, count: number, shared: boolean) =>
      shared ? `共通トークンが外れ、${count}人全員が使えなくなります。` : `${who}のトークンが外れます。`,
    reissue: (who: string, count: number, shared: boolean) =>
      shared ? `共通トークンが失効し、${count}人全員が使えなくなります。` : `${who}のトークンが失効します。`,
    unlock: (_who: string, count: number, _shared: boolean) => `${count}人の停止が解けます。`,
    loss: (_who: string, count: number, _shared: boolean) =>
      `${count}人のトークンは もう止めてあります。役席者が 聞いたことを確かめます。`,
    resume: (_who: string, count: number, _shared: boolean) => `${count}人の当店停止が解けます。`,
    application: (_who: string, count: number, _shared: boolean) =>
      `${count}人が トークンを登録できるようになります。`,
    'opt-out': (_who: string, count: number, _shared: boolean) => `${count}人が トークンなしに戻ります。`,
    'usage-mode': (_who: string, count: number, _shared: boolean) =>
      `利用形態が変わり、${count}人のいまのトークンが外れます。`,
    'profile-change': (who: string, _count: number, _shared: boolean) =>
      `${who}の商品定義が 新しい版になります。`,
    hardware: (who: string, _count: number, _shared: boolean) => `${who}にトークンを渡せるようになります。`,
    'stock-difference': (_who: string, _count: number, _shared: boolean) =>
      '在庫の記録が 金庫で数えたとおりになります。',
  },
  secondNeeded: '2人目の役席者が 承認します',
  reviewNeeded: '役席者が きょうのうちに確かめます',

  /** What happens, before it is done. `who` is one or several people with さま, or the shared token. */
  effects: {
    detached: (who: string) => `${who}のトークンが外れます。`,
    revoked: (who: string) => `${who}のトークンが失効します。`,
    detachedShared: (count: number) => `共通トークンが外れ、${count}人全員が使えなくなります。`,
    revokedShared: (count: number) => `共通トークンが失効し、${count}人全員が使えなくなります。`,
    forEver: 'もとには戻せません。',
    unlocked: (who: string) => `${who}の停止が解けます。`,
    alsoUnlocked: (who: string) => `同じシリアル番号の ${who}も 一緒に解除されます。`,
    streak: 'まちがえた回数は 残ります。続けてまちがえると、解除できなくなります。',
    thenReissue: '解除のあと トークンは失効します。新しいトークンの登録が要ります。',
    resumed: (who: string) => `${who}のトークンの、当店の停止が解けます。`,
    resumedTo: '止める前の状態に戻ります。',
    enabled: (who: string) => `${who}が トークンを登録できるようになります。`,
    oneAfterAnother: '登録は おひとりずつです。全員が終わるまで、案件は開いたままです。',
    administratorFirst: '管理者の方が 先に登録します（R-000-06）。',
    optedOut: (who: string) => `${who}は、トークンなしに戻ります。`,
    lower: '守りが弱くなります。',
    spared: (count: number) => `ほかの ${count}人は 変わりません。`,
    toShared: (count: number) => `いまのトークンが外れ、${count}人全員が 1つの共通トークンを使います。`,
    toIndividual: '共通トークンが外れ、おひとりずつ 自分のトークンを登録します。',
    profile: (service: string, version: number) => `${service}の商品定義が、第${version}版になります。`,
    profileKept: 'いま開いている案件は、受け付けたときの版のまま進みます。',
    byMail: (who: string, model: string) => `${who}の届出住所へ、${model}を書留で送ります。`,
    atCounter: (who: string, model: string) => `${who}に、窓口で${model}をお渡しします。`,
    shares: (who: string, ending: string) =>
      `${who}が、末尾 ${ending} のトークンを 一緒に使えるようになります。`,
    oldStays: 'いまのトークンは、新しいものを登録するまで使えます。',
    startsOn: (day: string) => `利用開始日は ${day}です。それまでに お手元に届くように送ります。`,
    fee: (yen: string) => `手数料は ${yen}円です。`,
    free: '手数料は かかりません。',
    feeToConfirm: '手数料は 要確認です（G-10）。',
    difference: (missing: number, surplus: number) =>
      [
        ...(missing > 0 ? [`${missing}本が 所在不明になります。`] : []),
        ...(surplus > 0 ? [`余っていた ${surplus}本の記録を、金庫にあるとおりに直します。`] : []),
      ].join(''),
    differenceKept: '差異の理由と 承認した方は、棚卸の記録に残ります。',
    stopped: (who: string, time: string) => `${who}のトークンは、${time}に もう止めてあります。`,
    reviewed: '確認しても、新しく止まるものも 解けるものも ありません。',
    waitsToConfirm: '登録できる時刻は 要確認です（G-08）。サービスに確かめてください。',
  },
  /** The same, once it is done. */
  done: {
    detached: (who: string) => `${who}のトークンを外しました。`,
    revoked: (who: string) => `${who}のトークンを失効しました。`,
    detachedShared: '共通トークンを外しました。',
    revokedShared: '共通トークンを失効しました。',
    unlocked: (who: string) => `${who}の停止を解除しました。`,
    unlockedReissued: (who: string) => `${who}の停止を解除し、トークンを失効しました。`,
    resumed: (who: string) => `${who}の当店停止を解きました。`,
    enabled: (who: string) => `${who}が登録できるようになりました。`,
    optedOut: (who: string) => `${who}の利用を中止しました。`,
    toShared: '共通トークンに変えました。',
    toIndividual: '1人に1つのトークンに変えました。',
    profile: '商品定義を変えました。',
    hardware: (who: string) => `${who}のお申込みを承認しました。`,
    difference: '在庫の記録を 数えたとおりに直しました。',
    reviewed: '役席者の確認を 記録しました。',
    first: '1人目として承認しました。',
  },
  executedAt: (time: string, approver: string) => `${time}に ${approver} さんが承認しました。`,
  beforeStop: '止める前の状態',
  toState: (before: string, after: string) => `${before} → ${after}`,

  /** The button that approves, and the short form on its key. */
  approve: {
    detach: '承認して トークンを外す',
    revoke: '承認して トークンを失効する',
    unlock: '承認して 停止を解除する',
    unlockReissue: '承認して 解除し 再発行に進む',
    resume: '承認して 当店の停止を解く',
    application: '承認して 登録できるようにする',
    optOut: '承認して 利用を中止する',
    usageMode: '承認して 利用形態を変える',
    profile: '承認して 商品定義を変える',
    hardware: '承認して 封入に進む',
    hardwareShared: '承認して 登録できるようにする',
    difference: '承認して 在庫の記録を直す',
    first: '1人目として承認する',
    review: '聞いたことを確かめたと 記録する',
  },
  key: { approve: '承認する', first: '1人目で承認', review: '確認する' },

  steps: {
    paper: '用紙受付',
    compare: '照合',
    approve: '承認',
    first: '1人目',
    second: '2人目',
    dispatch: '発送',
    register: '登録',
    receipt: '控え',
    stop: '停止',
    questions: '聞き取り',
    review: '役席者',
    papers: '書類',
    propose: '申し出',
    inForce: '新しい版',
    count: '棚卸',
    settle: '記録',
  },

  /** Lines of the form that only some jobs have. */
  paper: {
    targetOf: {
      detach: '外す方',
      reissue: '再発行する方',
      unlock: '解除する方',
      resume: '解く方',
      application: '申し込む方',
      optOut: '中止する方',
      usageMode: '使う方',
      hardware: '使う方',
    },
    situationCause: '止まったわけ',
    situationNote: '確かめた事情',
    recentChange: '最近のお届けの変更',
    recentChangeOn: '同　変更した日',
    assisted: '代筆・代読',
    assistedReason: '同　わけ',
    assistedPresent: '同　立ち会った方',
    assistedReadBack: '同　読み上げ',
    lowerProtectionAcknowledged: '守りが弱くなること',
    fallbackSecret: 'これから使うもの',
    mailAddressChecked: '発行メールの届け先',
    addressConfirmed: '届出住所',
    wish: {
      purpose: '申込みの区分',
      model: '同　型',
      delivery: '同　お渡し',
      startOn: '同　利用開始日',
      share: '同　一緒に使うトークン',
      fee: '同　手数料',
    },
    reasonOf: {
      optOut: '中止する理由',
      application: 'お申込みの内容',
      usageMode: '変更の内容',
      hardware: 'くわしい内容',
    },
    redirectReasonOf: { detach: '当店で外す理由', unlock: '当店で解除する理由', other: '当店で受ける理由' },
  },
  /** Beside those lines. */
  side: {
    situation: '状況を確かめてから 解除します（R-003-17）',
    situationNote: 'だれが、どの場面で、何回まちがえたか',
    resumeNote: 'なぜ もう使ってよいと分かったか',
    recentChange: (days: number) => `${days}日以内の変更があると、役席者が2人要ります`,
    assistedTick: 'ほかの方が 書いた・読んだ',
    assistedHint: 'お客さまご本人が書けない・読めないとき',
    assistedReasonHint: '例　目がご不自由なため',
    assistedPresentHint: '例　長女 若林 花子さま、係 森',
    readBackTick: '読み上げて 確かめた',
    readBackHint: '書いたことを 全部読み上げます',
    lowerTick: 'わかったうえで お申込み',
    /** Read out to the customer before the tick. */
    lowerSpeech: (secrets: string) =>
      `「ワンタイムパスワードをやめると、${secrets}だけで お取引ができるようになります。パスワードを盗まれたときに、お金を守るものが 1つ減ります。それでも おやめになりますか。」`,
    lowerAsk: '読み上げてから 印を付けます（R-001-16）',
    passwords: 'IDとパスワード',
    fallbackHint: '番号そのものは うかがいません',
    mailTick: 'ご契約の届け先と 見比べた',
    mailHint: 'アドレスは 入れません（R-004-09）',
    addressTick: '変わりがないことを お客さまに確かめた',
    addressHint: 'トークンは 届出住所にだけ送ります（R-002-33）。ちがうときは 住所の変更を先に受け付けます',
    noStartOn: '決めない',
    chosenBefore: '受け付けたときに 選んだもの',
    feeFree: '無料',
    feeYen: (yen: string) => `${yen}円`,
    feeToConfirm: '要確認（G-10）',
    several: (count: number) => `${count}人`,
  },
  needed: {
    situationCause: '止まったわけ',
    situationNote: '確かめた事情',
    recentChange: '最近のお届けの変更',
    recentChangeOn: 'お届けを変更した日',
    assistedReason: '代筆・代読のわけ',
    assistedPresent: '代筆・代読に立ち会った方',
    assistedReadBack: '代筆・代読の 読み上げ',
    lowerProtectionAcknowledged: '守りが弱くなることの ご承知',
    fallbackSecret: 'これから使うもの',
    mailAddressChecked: '発行メールの届け先',
    addressConfirmed: '届出住所に変わりがないこと',
  } as Readonly<Record<string, string>>,

  history: {
    title: '過去90日',
    person: 'この方',
    contract: 'この契約',
    losses: '紛失',
    unlocks: '停止解除',
    reissues: '再発行',
    others: 'ほかの案件',
  },

  second: {
    title: '役席者が 2人要ります',
    because: (what: string, day: string, from: string) => `${what}　${day}（${from}）`,
    why: (days: number) => `変更と お手続きが ${days}日以内に重なっています。`,
    firstDone: (name: string) => `1人目の ${name} さんが 承認しました。もう1人の承認を待っています。`,
    waits: '1人目が承認しても、2人目が承認するまで 何も変わりません。',
    other: '1人目の方は、2人目になれません。',
  },

  linked: {
    title: 'つながる案件',
    from: 'もとの案件',
    to: (kind: string, state: string) => `${kind}　${state}`,
  },

  keeper: {
    title: '担当と連絡',
    now: (name: string) => `担当　${name} さん`,
    openedBy: (name: string) => `受け付けた人　${name} さん`,
    called: (time: string, name: string) => `${time}に ${name} さんが電話し、お話しできました。`,
    notReached: (time: string, name: string) =>
      `${time}に ${name} さんが電話しましたが、つながりませんでした。`,
    notYet: 'まだ お電話していません。',
    handOver: '引き継ぐ',
    callBack: '折り返し電話',
    handOverTitle: '案件を引き継ぐ',
    handOverLead: '担当が替わります。案件の中身と 承認の依頼は そのままです。',
    to: '引き継ぐ相手',
    note: '申し送り',
    noteHelp: '例　14時48分を過ぎたら、登録できますと お電話する',
    handOverGo: '引き継ぐ',
    handOverBack: '引き継がずに戻る',
    needsTo: '相手を選ぶと押せます',
    handedOver: (name: string) => `${name} さんに引き継ぎました。`,
    nobody: '引き継げる人は ほかにいません。',
    callTitle: '折り返し電話を記録する',
    callLead: 'お客さまへの電話を 記録します。',
    reached: 'お話しできたか',
    reachedYes: 'お話しできた',
    reachedNo: 'つながらなかった',
    callNote: 'お話ししたこと',
    callNoteHelp: '数字や合言葉は 書きません',
    callGo: '電話を記録する',
    callBackKey: '記録する',
    callClose: '記録せずに戻る',
    needsReached: 'お話しできたかを選ぶと押せます',
    callDone: '折り返し電話を記録しました。',
  },

  registration: {
    progress: (registered: number, of: number) => `登録 ${registered}人／${of}人`,
    missing: (names: string) => `まだの方　${names}`,
    who: 'どなたの登録か',
    next: (name: string) => `次は ${name} さまです。`,
    oneDone: (name: string, registered: number, of: number) =>
      `${name} さまの登録が終わりました（${registered}人／${of}人）。`,
    done: '登録が終わりました。',
    serialOf: (label: string, name: string) => `${name} さまの${label}`,
    vendor: 'トークンの種類',
    vendorClosed: (day: string, instead: string) => `${day}から 新しい登録はできません。代わりに ${instead}`,
    vendorSeen: (vendor: string) => `番号の形から、${vendor} と分かります。`,
    needsVendor: 'トークンの種類を選ぶと押せます',
    closedVendor: 'この種類は もう登録できません',
    noSerial: 'このサービスのトークンに 番号はありません。',
    centreTickNoSerial: 'センターの画面で、登録が終わったことを 確かめました',
    firstAdministrator: '管理者の方から 登録します（R-000-06）。',
    allOrNothing: '振込の権限がある方 全員の登録が終わるまで、どなたも使えません（R-000-07）。',
    toConfirm: 'この時刻は 要確認です（G-08）。お約束する前に、サービスに確かめてください。',
    title: { issue: 'トークンを登録する', shared: '共通トークンを登録する' },
  },

  turned: {
    'awaiting-second-approval': '1人目の役席者が承認しました。2人目の承認を待っています。',
    'awaiting-dispatch': (done: string, receiptNo: string) =>
      `${done}控え番号は ${receiptNo} です。封入に進めます。`,
    'awaiting-registration': (done: string, receiptNo: string) =>
      `${done}控え番号は ${receiptNo} です。登録に進めます。`,
    closed: (done: string, receiptNo: string) =>
      receiptNo === '' ? done : `${done}控え番号は ${receiptNo} です。`,
  },

  profile: {
    by: '申し出た人',
    reason: '変える理由',
    proposed: (version: number) => `第${version}版への変更`,
    differences: (count: number) => `ちがうところ ${things(count)}`,
    field: '項目',
    before: '前',
    after: 'あと',
    nothing: 'なし',
    awaits: '別の役席者の承認を待っています。',
    sentBack: '差し戻された商品定義は、商品定義の画面から もう一度申し出てください。',
    withdrawLead: 'いまの版は そのままです。',
  },

  difference: {
    stocktake: '棚卸',
    by: '締め切った人',
    reason: '差異の理由',
    counted: (missing: number, surplus: number) => `足りない ${missing}本・余り ${surplus}本`,
    missing: '足りないもの（記録にあり、金庫にない）',
    surplus: '余ったもの（金庫にあり、記録では ここにない）',
    none: 'ありません。',
    serial: 'トークンの番号',
    state: '記録での状態',
    notOurs: '当店のトークンではない',
    after: '承認したあと',
    ifFree: (state: string) => `${state}（手続きの途中のものは 記録だけ）`,
    staysOut: '記録には入れない',
    more: (count: number) => `ほか ${count}本`,
    awaits: '数えていない役席者の承認を待っています。',
    withdrawLead: '在庫の記録は 変わりません。もう一度 棚卸をしてください。',
  },
}
