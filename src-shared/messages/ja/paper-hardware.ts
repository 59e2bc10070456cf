import type { StocktakeView } from '../../operations/stock.ts'
import type { Content } from '../../stock.ts'
import type { TransferRefusal } from '../../transfers.ts'
import { stock } from './stock.ts'
import { stockWords } from './stock-words.ts'
import { transfers } from './transfers.ts'

/**
 * What the papers of hardware tokens say: to the customer the cover letter, the enclosure and the letters of a
 * replacement campaign; to the post the label and the list of a mail bag; for the branch's own files the papers of the
 * safe. The post reads Japanese, so what stands on an envelope is the same in every language.
 */
export const paperHardware = {
  stock: stockWords,
  /** Behind a name on an envelope. */
  title: { person: '様', firm: '御中' },
  count: (count: number) => `${count}本`,
  serials: (first: string, last: string) => (first === last ? first : `${first} 〜 ${last}`),
  record: '記録の番号',
  branchStamp: '店の住所と電話番号（店印）',
  model: '機種',
  allModels: 'すべての機種',

  start: {
    title: '使い始める日',
    /** Where the service asks for the registration at every login from that day on (R-003-09). */
    forced: [
      'この日からログインすると、登録の画面が出ます。',
      '登録が終わるまで、その先には進めません。',
      'この日より前は、いままでどおりです。',
    ],
    free: ['この日から しおりの手順で 登録してください。'],
    anyDay: 'お手元に届いた日から',
    anyDayNote: ['しおりの手順で 登録してください。', '登録が終わると すぐに使えます。'],
    held: 'あらためて お知らせします',
    heldNote: ['日が決まるまで 登録なさらないでください。', 'お急ぎのときは 当店にお電話ください。'],
  },

  cover: {
    title: { mail: 'トークンをお送りします', counter: 'トークンをお渡しします' },
    small: '送付状',
    lead: {
      mail: 'お申し込みいただいたハードウェアトークンを、お届けの住所に 簡易書留でお送りします。届いたら、まず同封したものを お確かめください。',
      counter:
        'お申し込みいただいたハードウェアトークンを、窓口でお渡しします。まず同封したものを お確かめください。',
    },
    purpose: 'お申込みの区分',
    fee: '手数料',
    yen: (yen: number) => (yen === 0 ? 'かかりません' : `${yen.toLocaleString('ja')}円`),
    whose: 'お使いになる方',
    contents: '同封したもの',
    content: {
      token: 'ハードウェアトークン　1つ',
      'cover-letter': 'この送付状　1枚',
      guide: 'ご利用のしおり　1枚',
      'exchange-steps': '交換の手順　1枚',
      'receipt-card': '受取確認のはがき　1枚',
    } satisfies Record<Content, string> as Readonly<Record<Content, string>>,
    missingTitle: 'たりないもの、壊れたもの、開けたあとがあるとき',
    missing: [
      'トークンを お使いにならないでください。',
      '下のお問い合わせ先に すぐにお電話ください。受付番号をお知らせくだされば、お調べします。',
    ],
    card: '受取確認のはがきは、お受け取りになったその日に 投函してください。',
    noSerial: (label: string) =>
      `この紙には、トークンの${label}を 書いてありません。見るところは しおりの図にあります。`,
  },

  enclosure: {
    title: 'ご利用のしおり',
    small: 'ハードウェアトークン',
    where: (label: string) => `${label}の見かた`,
    whereNote: '図の枠のところにあります。アルファベットと数字を 見まちがえないように ご注意ください。',
    noPicture: 'トークンの見かたが分からないときは 当店にお電話ください。',
    onNextPage: '登録の手順は 2ページにあります。前のトークンを 手元に置いて始めてください。',
    know: '数字の使いかた',
    changes: (seconds: number | null) =>
      seconds === null
        ? '数字は 30秒か60秒ごとに替わります。替わったすぐあとに入れると 確かです。'
        : `数字は ${seconds}秒ごとに替わります。替わったすぐあとに入れると 確かです。`,
    once: '一度使った数字は もう使えません。次の数字に替わるまで お待ちください。',
    wrong: '続けてまちがえると 止まります。入らないときは、続けて入れずに 当店にお知らせください。',
    expiryTitle: '有効期限',
    expiry: [
      '有効期限が来ると 使えなくなります。期限がトークンに書かれているときは お確かめください。',
      '期限が近づいたら、交換のご案内を お送りします。',
    ],
    lostTitle: 'なくしたとき・盗まれたとき',
    lost: [
      'すぐに 当店にお知らせください。トークンを止めます。',
      'あとで見つかっても、お使いにならないでください。',
    ],
    endTitle: '使わなくなったとき',
    end: ['捨てずに、当店にお返しください。'],
    exchange: {
      title: '交換の手順',
      lead: '前のトークンの数字が 1回 要ります。新しいトークンの登録が終わるまで、前のトークンを捨てないでください。',
      leadWithoutOld: '新しいトークンの登録が終わるまで、前のトークンを捨てないでください。',
      oldBroken: '前のトークンに数字が出ないときは、ここでやめて 当店にお知らせください。',
    },
  },

  label: {
    title: '宛名',
    small: '封筒に貼る紙',
    registered: '簡易書留',
    noForwarding: '転送不要',
    /** Tells the post what to do with a letter that does not arrive (R-003-09: it has to come back to us). */
    giveBack: 'あて所に届かないときは、転送せず 差出人に還付してください。',
    numberHere: '書留の引受番号ラベル',
    sender: '差出人',
    senderStamp: '店の住所印',
    cut: '切り取り線',
    how: [
      '線で切り取り、封筒の表に貼ります。',
      '送付状の窓の住所と 一字ずつ照らします。',
      '引受番号のラベルを 枠に貼り、番号を入力します。',
    ],
    barcode: 'カスタマバーコード',
    barcodeIs: '住所から読み取った番号',
    barcodeCut: '番号が長いため、入るところまでです（郵便の決まりどおり）。',
    noBarcode: {
      'no-code': '郵便番号が分からないため、付けていません。',
      'no-town': '郵便番号が 00 で終わるため、付けていません（郵便の決まり）。',
      'no-number': '住所から番地を読み取れないため、付けていません。',
    },
  },

  dispatchList: {
    title: '書留差出票',
    small: '簡易書留・転送不要',
    at: '差し出し',
    letters: '通数',
    column: {
      number: '番号',
      mailNo: '引受番号',
      addressee: 'お届け先',
      postalCode: '郵便番号',
      caseNo: '受付番号',
      packers: '封入した2人',
    },
    thisPage: (count: number) => `このページ ${count}通`,
    total: (count: number) => `合計 ${count}通`,
    stamps: { by: '差し出した人', released: '認めた役席者' },
    post: '郵便局の受付印',
  },

  stocktake: {
    title: '棚卸表',
    small: '当店控え',
    state: '結果',
    opened: '数え始め',
    closed: '締め切り',
    caseNo: '差異の受付番号',
    expected: '帳簿の本数',
    counted: '数えた本数',
    missing: '帳簿にあって 無かったもの',
    surplus: '帳簿に無くて あったもの',
    none: 'ありません。',
    stillCounting: '締め切るまで 分かりません。',
    unknownSerial: '当店の番号ではない',
    column: { state: '帳簿のうえの状態', serials: 'シリアル番号', count: '本数' },
    stamps: { first: '数えた人', second: '2人目', supervisor: '役席者' },
    verdict: stockWords.stocktakeState satisfies Record<StocktakeView['state'], string>,
  },

  destruction: {
    title: '廃棄証明書',
    small: '当店控え',
    certify: (count: number) => `次のハードウェアトークン ${count}本を、立会いのうえ 廃棄しました。`,
    at: '廃棄した時刻',
    method: '方法',
    methods: stock.destructions.method,
    why: '理由',
    by: '廃棄した人',
    witness: '立ち会った人',
    count: '本数',
    tokens: '廃棄したもの',
    column: { model: '機種と前の状態', serials: 'シリアル番号', count: '本数' },
    never: 'これらの番号は 二度と在庫に戻りません。',
    stamps: { by: '廃棄した人', witness: '立会い', supervisor: '検印' },
  },

  transfer: {
    title: '店間移管票',
    small: '箱に添える紙',
    from: '送る店',
    to: '受ける店',
    branch: (no: string, name: string) => `${no}　${name}`,
    at: '記録した時刻',
    state: 'いまの状態',
    standing: transfers.standing,
    settled: '決まった時刻',
    reason: '受け入れない理由',
    reasons: transfers.reasons satisfies Readonly<Record<TransferRefusal, string>>,
    count: '本数',
    tokens: '移すもの',
    column: { serials: 'シリアル番号', count: '本数' },
    atSender: '送る店で署名',
    atReceiver: '受ける店で署名',
    sign: {
      sent: ['箱に入れた人', '立ち会った人'],
      received: ['箱を開けた人', '立ち会った人'],
    },
    on: '月日',
    how: '受ける店は、封を開ける前に 封の破れを見て、本数と番号を 2人で照らしてください。合わないときは 受け入れずに返します。',
  },

  campaign: {
    title: { 1: 'トークン交換のご案内', 2: 'トークン交換のご案内（再度のお知らせ）' },
    small: '大切なお知らせ',
    lead: {
      1: 'お使いのハードウェアトークンの有効期限が 近づいています。新しいものと交換しますので、お申し込みください。',
      2: '先にお送りしたご案内に お返事をいただいておりません。お使いのハードウェアトークンは まもなく使えなくなります。',
    },
    /** Where the token has expired already. */
    leadOver: {
      1: 'お使いのハードウェアトークンは 有効期限が過ぎました。新しいものと交換しますので、お申し込みください。',
      2: '先にお送りしたご案内に お返事をいただいておりません。お使いのハードウェアトークンは 有効期限が過ぎました。',
    },
    which: 'お使いのトークン',
    ending: (tail: string) => `番号の終わりが ${tail} のもの`,
    whose: 'お使いの方',
    expires: '使えなくなる時',
    expiresNote: ['この時を過ぎると、数字が合わなくなります。', 'お早めに お申し込みください。'],
    expired: '使えなくなった時',
    expiredNote: ['この時から、数字は合いません。', 'お早めに お申し込みください。'],
    how: 'お申込みの方法',
    steps: [
      '下の返信票に 日付とお名前を書き、お届け印を押してください。',
      'お届け印と 本人確認書類をお持ちになり、お取引店の窓口に お出しください。',
    ],
    until: '新しいトークンが届くまで、いまのトークンをお使いください。',
    keep: '新しいトークンの登録が終わるまで、いまのトークンを捨てないでください。',
    otherwise: '交換しないとき',
    /** By whether a dead token keeps its user from logging in. */
    otherwiseIs: {
      yes: '有効期限のあとは、ログインできなくなります。',
      'if-customer-chose-login-otp':
        '有効期限のあとは、ワンタイムパスワードが要るログインとお取引が できなくなります。',
      no: '有効期限のあとは、ワンタイムパスワードが要るお取引が できなくなります。',
    },
    already: 'この案内と行き違いに お申し込みのときは、ご容赦ください。',
    reply: {
      title: 'トークン交換 返信票',
      want: 'ハードウェアトークンの交換を 申し込みます。',
      stop: '今後は 使いません。',
      date: '日付',
      name: 'お名前',
      seal: 'お届け印',
      campaign: '案内の番号',
      branch: '当店記入欄',
      caseNo: '受付番号',
    },
  },
}

export type PaperHardwareMessages = typeof paperHardware
