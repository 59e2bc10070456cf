/**
 * What the printed sheets say. They go to customers: お客さま is spoken to, nobody is told what the program
 * did, and no sheet asks for a secret. Where the service has its own word, the profile's word is printed.
 */
export const papers = {
  form: {
    line: (number: string, edition: number) => `様式 ${number}　第${edition}版`,
    print: (count: number, moment: string, by: string) => `印刷 ${count}回目　${moment}　${by}`,
    page: (page: number, of: number) => `${page}／${of}ページ`,
  },
  practice: {
    mark: '練習',
    line: '練習用です。手続きには使えません。',
  },
  caseNo: '受付番号',
  caseNoByBranch: '受付番号（当店で記入）',
  receiptNo: '控え番号',
  contractNo: '契約番号',
  barcode: (value: string) => `バーコード ${value}`,
  addressee: (name: string, company: boolean) => (company ? `${name}　御中` : `${name}　さま`),
  person: (name: string) => `${name} さま`,
  withRole: (name: string, role: string) => `${name} さま（${role}）`,
  names: (names: readonly string[], more: number): string =>
    more > 0 ? `${names.join('、')} ほか${more}人` : names.join('、'),
  bothCalendars: (japanese: string, western: string) =>
    japanese.replace('年', `年（${western.slice(0, 4)}年）`),
  unknown: '要確認',
  sharedToken: '共通トークン',
  userId: 'お客様ID',
  tokenId: 'トークンID',
  service: 'サービス',
  institution: '当店',
  contact: {
    here: (institution: string, branch: string) => `お問い合わせ　${institution} ${branch}`,
    phone: (name: string, phone: string) => `${name}　${phone}`,
  },

  reason: {
    broken: '故障',
    lost: '紛失',
    stolen: '盗難',
    replaced: '機種変更',
    reinstalled: 'アプリの入れ直し',
    'administrator-changed': '管理者の交代',
  },
  cameBy: { representative: '代表者', employee: '従業員', agent: '代理人' },
  authority: {
    'letter-of-attorney': '委任状',
    'employee-card': '社員証',
    'registered-agent': '届け出済みの代理人',
  },
  identity: {
    'driving-licence': '運転免許証',
    'my-number-card-front': '個人番号カード（表の面）',
    passport: '旅券',
    'residence-card': '在留カード',
    'seal-certificate': '印鑑登録証明書',
    'company-registry': '登記事項証明書',
    other: 'その他',
  },
  sealMethod: { 'side-by-side': '平面照合', folded: '折り重ね', device: '照合機' },
  sealFinding: { matches: '一致', differs: '相違', unreadable: '不鮮明' },
  stamps: { received: '受付', compared: '照合', approved: '承認', handed: 'お受取り' },

  request: {
    title: 'トークン解除依頼書',
    small: 'お届け用',
    addressee: (institution: string, branch: string) => `${institution}　${branch}　御中`,
    ask: '次のとおり、トークンの登録の解除を依頼します。',
    how: '太い枠の中を、黒のボールペンでお書きください。□ は、あてはまるものに ✓ を付けてください。',
    never:
      '暗証番号や、トークンに表示される数字は、お書きにならないでください。この用紙に その欄はありません。',
    date: { year: '年', month: '月', day: '日', era: '令和' },
    appliedOn: 'お申込日',
    visitor: 'ご来店の方',
    visitorName: 'ご来店の方のお名前',
    authority: '従業員・代理人の方',
    customerName: 'お名前',
    account: '代表口座',
    accountKinds: ['普通', '当座'],
    accountNumber: '口座番号',
    target: '外すトークン',
    targetUser: 'お一人のトークン',
    targetShared: '共通トークン（皆さまが同じもの）',
    targetName: 'お名前',
    oldSerial: (label: string) => `いまの${label}`,
    oldSerialHelp: '英字の O と数字の 0、英字の I と数字の 1 を、見分けられるように お書きください。',
    reason: '理由',
    reasonNote: 'くわしく',
    seal: 'お届け印',
    sealHere: '代表口座のお届け印を 右の枠に押してください。',
    sealBox: 'お届け印',
    happens: '解除すると 起きること',
    identity: '本人確認書類',
    issuer: '発行者',
    expires: '期限または発行日',
    last4: '番号の末尾4文字',
    last4Only: '番号は、末尾の4文字だけ お書きください。',
    corrections: '訂正印',
    correctionsHow: '訂正は二重線を引き、この欄に お届け印を。',
    branchUse: '当店使用欄',
    formNumber: '用紙の番号',
    receivedOn: '受付日',
    sealMethod: '印鑑照合の方法',
    sealFinding: '照合の結果',
    keptAt: '原本の保管場所',
    redirectReason: '管理者の方に代わって 当店で外す理由',
    branchReason: 'お取引店のほかで 受け付けた理由',
    effects: {
      detached: '選んだトークンは 使えなくなります。もとには戻せません。',
      untilRegistered: '新しいトークンを登録するまで、トークンの数字が要るお取引は できません。',
      others: 'ほかの方のトークンへの影響は 確かめてから お知らせします。',
    },
  },

  receipt: {
    title: 'お手続きの控え',
    small: 'お客さま用',
    received: '受付',
    doneToday: 'きょう行ったこと',
    done: '行ったこと',
    procedure: '手続き',
    procedureOf: (verb: string) => `トークンの${verb}（再登録のため）`,
    verbs: { detach: '登録解除', revoke: '失効', branchReissue: '再発行' },
    because: {
      broken: '故障によるもの',
      lost: '紛失によるもの',
      stolen: '盗難によるもの',
      replaced: '機種変更によるもの',
      reinstalled: 'アプリの入れ直しによるもの',
      'administrator-changed': '管理者の交代によるもの',
    },
    target: '対象の方',
    before: '前',
    now: 'いま',
    nothingYet: 'なし（新しいものを登録するまで）',
    executedAt: (verb: string) => `${verb}の時刻`,
    others: 'ほかの方への影響',
    othersNone: (count: number): string =>
      count === 0 ? 'ありません。' : `ありません。ほかの${count}人の方は、いままでどおりです。`,
    othersShared: (names: string, count: number) =>
      `同じトークンをお使いの ${count}人の方も 外れました。${names}`,
    othersUnclear: (count: number) =>
      `ほかの${count}人の方への影響は 要確認です。使えないときは 当店にお知らせください。`,
    effective: '有効になる時',
    effectiveOn: {
      nextLogin: '有効は再ログイン後',
      nextTransaction: '有効は次のお取引から',
      immediately: '登録するとすぐに有効',
    },
    effectiveHow: {
      nextLogin: '登録のあと いちどログアウトし、もう一度ログインしてください。',
      nextTransaction: '登録のあとの 最初のお取引から 新しいトークンを使います。',
      immediately: '登録が終わった時から 新しいトークンを使います。',
    },
    requests: 'お願い',
    code: '確認コード',
    codeHow:
      'お問い合わせのとき、この8文字と受付番号をお知らせください。この紙と当店の記録が同じものか、すぐに確かめられます。暗証番号ではありません。',
  },

  time: {
    title: '新しいトークンを登録できる時刻',
    today: (day: string) => `本日　${day}`,
    day: (day: string) => day,
    hour: '時',
    minute: '分',
    after: '以降',
    early: [
      'それより前は、画面にエラーが出ます。',
      '故障ではありません。',
      '時刻を過ぎてからお試しください。',
    ],
    now: 'ただいまから登録できます',
    nowNote: ['お待ちいただく時間は ありません。', 'この紙の手順で 登録してください。'],
    registeredTitle: '新しいトークンの登録',
    registered: '登録が終わりました',
  },

  next: {
    title: 'これからの手順',
    hardware: (label: string) => `お渡ししたトークンの ${label}を お手元に置きます。`,
    software: (label: string) => `アプリを入れます。${label}が 画面に出ます。`,
    logIn: 'いつものIDで ログインします。',
    logInAfter: '上の時刻を過ぎてから、いつものIDで ログインします。',
    enter: (label: string, digits: number | null): string =>
      digits === null
        ? `登録の画面に、${label}と 表示された数字を入れます。`
        : `登録の画面に、${label}と 表示された${digits}桁の数字を入れます。`,
    logOut: 'いちど ログアウトします。',
    logInAgain: 'もう一度 ログインします。ここから有効です。',
    logOutAndIn: 'いちどログアウトし、もう一度ログインします。ここから有効です。',
    finished: '登録が終わった画面が出れば、終わりです。',
    tryIt: '新しいトークンの数字が 使えることを お確かめください。',
    tellUs: '使えたことを 当店にお知らせください。お手続きは これで終わりです。',
  },

  asks: {
    secret: {
      title: '数字を人に教えないでください。',
      body: (institution: string) =>
        `${institution}が電話やメールで数字をおたずねすることは、決してありません。`,
    },
    payee: {
      title: 'お振込先を お確かめください。',
      body: '数字を入れる前に、画面の振込先と金額を お確かめください。',
    },
    second: {
      title: '管理者をもう一人 お決めください。',
      body: '使える管理者が2人いれば、窓口にお越しにならずに 解除できます。',
    },
  },

  steps: {
    title: 'トークン登録の手順',
    small: 'お客さま用',
    whose: '登録する方',
    newSerial: (label: string) => `新しい${label}`,
    writeDown: '（画面に出たものを ここに書いてください）',
    cautions: 'ご注意',
    none: 'このサービスの手順は 要確認です。窓口でおたずねください。',
    screensDiffer: '画面は 実際と少し違うことがあります。',
  },
}

export type PaperMessages = typeof papers
