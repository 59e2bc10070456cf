import { CalendarDate } from '../../ids.ts'
import type { SeedFileFaultCode } from '../../seeds.ts'
import { formatDate } from '../../text/wareki.ts'
import { type RefusalSentences, wordIn } from '../sentence.ts'
import { type Because, state, tellSystems } from './refusal-words.ts'
import { words } from './words.ts'

/** What, why, and what to do, for the second person, seed files, the safe and the post. */

/** A day as the facts give it; what cannot be read stands as it is printed. */
const day = (text: string): string => {
  const date = CalendarDate.safeParse(text)
  return date.success ? formatDate(date.data, 'ja') : `「${text}」`
}
const atLine = (line: number): string => (line > 0 ? `${line}行目を お確かめください。` : '')

const newFile = 'ファイルを作った所に、作り直してもらってください。'
const seedFaults: Readonly<Record<SeedFileFaultCode, Because>> = {
  'not-a-file': {
    why: '選んだものが ふつうのファイルではありません。',
    todo: '届いたファイルそのものを 選んでください。',
  },
  'file-empty': { why: 'ファイルの中身が ありません。', todo: newFile },
  'file-too-large': {
    why: 'ファイルが 大きすぎます。',
    todo: '箱ごとに分けたファイルを 作り直してもらってください。',
  },
  'file-changed': {
    why: '読んでいる間に ファイルが変わりました。',
    todo: 'ほかで開いていないことを確かめ、選び直してください。',
  },
  'file-unreadable': {
    why: 'ファイルを 最後まで読めません。',
    todo: 'USBメモリを差し直し、選び直してください。',
  },
  'format-unknown': {
    why: 'シードファイルの形では ありません。',
    todo: '会社から届いたファイルか お確かめください。',
  },
  'encoding-refused': { why: '文字の種類を 読めません。', todo: newFile },
  'doctype-refused': { why: '受け付けない宣言が 入っています。', todo: newFile },
  'xml-malformed': { why: 'ファイルの書き方が 途中で崩れています。', todo: newFile },
  'limit-exceeded': { why: '決めた大きさや数を 超えています。', todo: newFile },
  'structure-refused': { why: 'シードファイルにないものが 入っています。', todo: newFile },
  'header-unknown': { why: '列の見出しから、番号か鍵の列が 分かりません。', todo: newFile },
  'encryption-refused': { why: '受け付けない暗号の方式です。', todo: newFile },
  'key-needed': {
    why: 'このファイルを開くには 鍵が要ります。',
    todo: '鍵の半分を 2人の役席者が それぞれ入れてください。',
  },
  'password-needed': {
    why: 'このファイルを開くには パスワードが要ります。',
    todo: '別に届いたパスワードを 入れてください。',
  },
  'key-wrong': {
    why: '鍵かパスワードが ファイルと合いません。',
    todo: '紙をもう一度ご覧になり、入れ直してください。',
  },
  'check-value-wrong': {
    why: 'ファイルの中の照合値が 合いません。',
    todo: '鍵が このファイルのものか お確かめください。',
  },
  'iterations-refused': { why: 'パスワードの守り方が 決めた範囲に入りません。', todo: newFile },
  'no-keys': { why: 'トークンが 1本も入っていません。', todo: newFile },
  cancelled: { why: '読むのを 途中でやめました。', todo: '続けるときは、下読みをやり直してください。' },
}
const otherFault: Because = {
  why: 'わけは 要確認です。',
  todo: `選び直してください。続くときは ${tellSystems}`,
}

const again = '相手店に連絡し、文書を作り直してもらってください。'
const documentFaults: Readonly<Record<string, Because>> = {
  'document-too-large': { why: '文書が 大きすぎます。', todo: again },
  'document-unreadable': {
    why: '移管の文書では ないか、途中で切れています。',
    todo: '選んだファイルを お確かめください。',
  },
  'document-other': { why: '別の種類の文書です。', todo: 'この画面で使う文書を 選び直してください。' },
  'document-newer': {
    why: 'もっと新しい版の窓口が 書いた文書です。',
    todo: '新しい版の窓口で 読み取ってください。',
  },
  'document-malformed': { why: '文書の項目が 揃っていません。', todo: again },
  'signature-wrong': {
    why: '署名が合いません。相手店が書いたものでないか、あとで変えられています。',
    todo: '受け入れずに、届け出てある番号で 相手店にお電話ください。',
  },
  'branch-unknown': {
    why: '相手店の指紋を まだ比べていません。',
    todo: '先に、相手店を電話で確かめて 登録してください。',
  },
  'not-for-us': { why: 'あて先が 当店ではありません。', todo: '送った店に 知らせてください。' },
  'seeds-unreadable': { why: '中のトークンの鍵が 開かないか、揃っていません。', todo: again },
  'answer-of-other-branch': {
    why: '送った相手ではない店の 受領書です。',
    todo: '相手店の受領書を 選び直してください。',
  },
  'answer-to-other-document': {
    why: '別の移管の 受領書です。',
    todo: 'この移管の受領書を 選び直してください。',
  },
  'answer-unbalanced': { why: '受領書の本数が 送った本数と合いません。', todo: again },
  'own-branch': {
    why: '当店の名乗りか、当店と同じ店番の名乗りです。',
    todo: '相手店の名乗りを 選び直してください。',
  },
  'other-institution': {
    why: '別の金融機関の名乗りです。',
    todo: '登録せずに、役席者に伝えてください。',
  },
  'fingerprint-differs': {
    why: '入れた指紋が、この名乗りのものと 合いません。',
    todo: '届け出てある番号で 相手店にお電話し、読み上げてもらって 入れ直してください。',
  },
  'qr-part-unreadable': {
    why: '読み取った二次元コードが 欠けています。',
    todo: '同じコードを 読み直してください。',
  },
  'qr-parts-mixed': {
    why: '別の文書の二次元コードが 混じっています。',
    todo: '1つの文書のコードだけを 読み取ってください。',
  },
  'qr-parts-missing': {
    why: 'まだ読み取っていない二次元コードが あります。',
    todo: '残りのコードも 読み取ってください。',
  },
}

const mailNos: Readonly<Record<string, Because>> = {
  empty: { why: '番号がないと、郵便を追えません。', todo: '引受番号のラベルを 読み取ってください。' },
  characters: { why: '数字のほかの文字が 入っています。', todo: '数字だけを 入れ直してください。' },
  length: { why: '書留の引受番号は 11桁です。', todo: 'ラベルを見て、入れ直してください。' },
  'check-digit': {
    why: '最後の桁が ほかの桁と合いません。',
    todo: '1桁ずつ ラベルと見比べてください。',
  },
  parcel: { why: '12桁の番号は 書留のものではありません。', todo: '書留の引受番号を 入れてください。' },
  abroad: { why: '外国郵便の番号です。', todo: '国内の書留の引受番号を 入れてください。' },
}

export const stockRefusals = {
  'second-missing': ({ purpose }) => ({
    what: '2人目の方が まだいません。',
    why: `${wordIn<string>(words.stock.secondPurpose, purpose) ?? 'この操作'}は、2人で行います。`,
    todo: '2人目の方に、職員番号、合言葉、トークンの数字を入れてもらってください。',
  }),
  'second-expired': () => ({
    what: '2人目の本人確認が 切れました。',
    why: '120秒を過ぎたか、もう一度使おうとしました。',
    todo: '2人目の方に もう一度入れてもらってください。',
  }),
  'second-is-first': () => ({
    what: '2人目は、別の方でなければなりません。',
    why: '席についている方と 同じ方です。',
    todo: '別の職員を 呼んでください。',
  }),
  'second-not-supervisor': () => ({
    what: 'この方は 2人目になれません。',
    why: 'この操作の2人目は 役席者です。',
    todo: '役席者を 呼んでください。',
  }),

  'seed-file-refused': ({ fault, line }) => {
    const { why, todo } = wordIn<Because>(seedFaults, fault) ?? otherFault
    return { what: 'このシードファイルは 受け付けられません。', why, todo: `${atLine(line)}${todo}` }
  },
  'seed-file-unknown': () => ({
    what: 'このシードファイルは もう開いていません。',
    why: '席を替わったか、取込をやめています。',
    todo: 'ファイルを 選び直してください。まだ何も書き込んでいません。',
  }),
  'seed-half-malformed': () => ({
    what: '鍵の半分を 読めません。',
    why: '0から9と AからF の文字の数が 合いません。',
    todo: '紙をご覧になり、入れ直してください。',
  }),
  'check-value-wrong': ({ which }) => ({
    what:
      which === 1 || which === 2
        ? `鍵の${which}つ目の半分が 合いません。`
        : '2つの半分を合わせた鍵が 合いません。',
    why: '確認値が 紙のものとちがいます。',
    todo: '1文字ずつ 紙と見比べて、入れ直してください。',
  }),
  'seed-key-missing': ({ halves }) => ({
    what: 'ファイルを開く鍵が 揃っていません。',
    why: halves === 0 ? '鍵の半分が どちらも入っていません。' : `鍵の半分が ${halves}つしか入っていません。`,
    todo: '鍵の半分を、2人の役席者が それぞれ入れてください。',
  }),
  'plain-seeds-refused': () => ({
    what: '鍵で守られていないファイルは 受け付けません。',
    why: 'トークンの秘密が そのまま読めるファイルです。',
    todo: '鍵で守ったファイルを 送ってもらってください。どうしても使うときは 役席者2人で許します。',
  }),
  'seed-plan-unknown': () => ({
    what: 'この下読みは もう使えません。',
    why: '下読みのあとで、記録が変わったか 席を替わっています。',
    todo: '下読みを やり直してください。まだ何も書き込んでいません。',
  }),
  'seeds-refused-among': ({ refused }) => ({
    what: `受け付けられないトークンが ${refused}本あります。`,
    why: '1本でも受け付けられないと、ファイルの全部を取り込みません。',
    todo: '受け付けない番号の一覧を書き出し、ファイルを作り直してもらってください。',
  }),
  'samples-unproven': ({ serials }) => ({
    what: '見本のトークンの数字を まだ確かめていません。',
    why: serials.length === 0 ? '見本は どの1本も要ります。' : `まだのもの：${serials.join('、')}。`,
    todo: '箱からその番号のトークンを出し、出ている数字を入れてください。',
  }),
  'model-unknown': () => ({
    what: 'その型は ありません。',
    why: '商品定義に、当店の在庫で扱う型として書かれていません。',
    todo: '型の一覧から 選び直してください。',
  }),

  'box-unknown': ({ box }) => ({
    what: `箱 ${box} は ありません。`,
    why: '番号がちがうか、まだ入庫していません。',
    todo: '箱の一覧から 選び直してください。',
  }),
  'count-differs': ({ counted, expected }) => ({
    what: '本数が 合いません。',
    why: `数えたのは ${counted}本、記録では ${expected}本です。`,
    todo: 'もう一度 数えてください。それでも合わないときは 役席者に伝えてください。',
  }),
  'expiry-unreadable': ({ typed }) => ({
    what: '印字された有効期限を 読めません。',
    why: typed === '' ? '何も入っていません。' : `「${typed}」が 何年何月のことか 決められません。`,
    todo: 'トークンに印字されたとおりに、年と月を入れてください。',
  }),
  'expiry-differs': ({ printed, file }) => ({
    what: '印字された有効期限が ファイルとちがいます。',
    why: `印字は ${day(printed)}、ファイルは ${day(file)}です。`,
    todo: 'トークンをもう一度ご覧ください。そのまま受け入れるときは 理由を書いてください。',
  }),
  'serial-twice': ({ serial }) => ({
    what: `${serial} が 2度入っています。`,
    why: '1本のトークンは 1度しか数えられません。',
    todo: '片方を消し、ほかのトークンの番号か お確かめください。',
  }),
  'token-still-linked': ({ serial, contractNo }) => ({
    what: `${serial} は、まだお客さまに登録されています。`,
    why: `契約 ${contractNo} に 登録が 残っています。`,
    todo: '先に、お客さまの手続きで登録を外してください。',
  }),
  'stocktake-unknown': ({ stocktake }) => ({
    what: `棚卸 ${stocktake} は ありません。`,
    why: '番号が ちがいます。',
    todo: '棚卸の一覧から 開き直してください。',
  }),
  'stocktake-open-already': ({ stocktake }) => ({
    what: '同じ在庫の棚卸が、もう始まっています。',
    why: `棚卸 ${stocktake} が まだ終わっていません。`,
    todo: 'その棚卸を 続けてください。',
  }),
  'peer-unknown': ({ branch }) => ({
    what: `店番 ${branch} には まだ送れません。`,
    why: 'その店の名乗りを 電話で確かめていません。',
    todo: '先に、相手店を登録してください。',
  }),
  'transfer-unknown': ({ transfer }) => ({
    what: transfer === '' ? 'その移管は 当店の記録にありません。' : `移管 ${transfer} は ありません。`,
    why: '番号か文書が ちがいます。',
    todo: '店間移管の一覧から お確かめください。',
  }),
  'transfer-document-refused': ({ reason }) => ({
    what: 'この文書は 受け付けられません。',
    ...(wordIn<Because>(documentFaults, reason) ?? { why: 'わけは 要確認です。', todo: again }),
  }),
  'transfer-replayed': ({ transfer }) => ({
    what: 'この移管は もう受け入れてあります。',
    why: `移管 ${transfer} として 記録しました。`,
    todo: '2度は受け入れません。トークンの数を お確かめください。',
  }),
  'models-mixed': ({ serial }) => ({
    what: `${serial} は、ほかのトークンと型がちがいます。`,
    why: '1つの移管では、1つの型だけを送ります。',
    todo: '型ごとに 移管を分けてください。',
  }),
  'seed-unreadable': ({ serial }) => ({
    what: `${serial} の鍵が 開きません。`,
    why: '記録が こわれたか、変えられています。',
    todo: `このトークンを 使わずに別に置き、${tellSystems}`,
  }),
  'campaign-unknown': ({ campaign }) => ({
    what: `交換の案内 ${campaign} は ありません。`,
    why: '番号が ちがいます。',
    todo: '交換の案内の一覧から 開き直してください。',
  }),
  'campaign-empty': () => ({
    what: '案内する方が いません。',
    why: 'その日までに期限の切れるトークンは ありません。',
    todo: '型か日付を 変えてください。',
  }),
  'campaign-open-already': ({ campaign }) => ({
    what: '同じ交換の案内が、もう始まっています。',
    why: `交換の案内 ${campaign} に 同じトークンが入っています。`,
    todo: 'その案内を 続けてください。',
  }),
  'letter-out-of-turn': ({ user }) => ({
    what: user === '' ? '手紙の順番が ちがいます。' : `利用者 ${user} への手紙の順番が ちがいます。`,
    why: '1回目がまだか、同じ回の手紙を もう出しています。',
    todo: '一覧を最新にして、選び直してください。',
  }),

  'stock-empty': () => ({
    what: '引き当てられるトークンが ありません。',
    why: 'この型の在庫が 金庫に残っていません。',
    todo: '後方事務に伝え、入庫か ほかの店からの移管を頼んでください。',
  }),
  'serial-not-free': ({ serial, state: now }) => ({
    what: `${serial} は 引き当てられません。`,
    why: `このトークンは、いま「${state(now)}」です。`,
    todo: '在庫の中から 別のトークンを選んでください。',
  }),
  'serial-differs': ({ triesLeft }) => ({
    what: '2人の読んだ番号が 一致しません。',
    why: 'どちらかの読みちがいか、トークンの取りちがえです。',
    todo:
      triesLeft > 0
        ? `トークンの裏をご覧になり、もう一度読んでください。あと ${triesLeft}回ちがうと 役席者が要ります。`
        : '役席者を呼び、2人目として 読んでもらってください。',
  }),
  'serial-not-allocated': ({ serial }) => ({
    what: `${serial} は、この案件のトークンではありません。`,
    why: 'お客さまにお送りしたのは 別の番号です。',
    todo: 'お客さまの手元のトークンの裏を もう一度ご覧いただいてください。',
  }),
  'token-not-handed-out': ({ serial, state: now }) => ({
    what: `${serial} は、まだお客さまに渡っていません。`,
    why: `このトークンは、いま「${state(now)}」です。`,
    todo: 'お届けか 窓口でのお渡しを 先に記録してください。',
  }),
  'nothing-to-send': () => ({
    what: 'この案件では 何も送りません。',
    why: 'ほかの方のトークンを 一緒に使うお申込みです。',
    todo: 'そのまま 登録に進んでください。',
  }),
  'not-allocated': () => ({
    what: 'トークンが まだ引き当てられていません。',
    why: 'どのトークンを送るかが 決まっていません。',
    todo: '先に、在庫から引き当ててください。',
  }),
  'not-read-first': () => ({
    what: '1人目が まだ番号を読んでいません。',
    why: '2人が別々に読んで 一致したときだけ、封入できます。',
    todo: '先に、1人目がトークンの番号と数字を入れてください。',
  }),
  'not-packed': () => ({
    what: 'まだ封入が 済んでいません。',
    why: '2人で番号を確かめて封入したトークンだけが、金庫から出ます。',
    todo: '先に、封入を済ませてください。',
  }),
  'not-numbered': ({ caseNo }) => ({
    what: `受付番号 ${caseNo} に 引受番号がありません。`,
    why: '引受番号がないと、郵便を追えません。',
    todo: '引受番号のラベルを読み取ってから、差し出してください。',
  }),
  'contents-missing': ({ contents }) => {
    const names = contents.flatMap((code) => wordIn<string>(words.stock.content, code) ?? [])
    return {
      what: '封入するものが 足りません。',
      why: names.length === 0 ? '印の付いていないものが あります。' : `まだのもの：${names.join('、')}。`,
      todo: '封筒に入れてから、印を付けてください。',
    }
  },
  'mail-no-malformed': ({ reason }) => ({
    what: '書留の引受番号では ありません。',
    ...(wordIn(mailNos, reason) ?? {
      why: '番号の形が 合いません。',
      todo: 'ラベルを見て、入れ直してください。',
    }),
  }),
  'mail-no-used': ({ caseNo }) => ({
    what: 'この引受番号は もう使われています。',
    why: `受付番号 ${caseNo} の郵便の番号です。`,
    todo: 'この封筒のラベルを 読み取ってください。',
  }),
  'releaser-packed': ({ caseNo }) => ({
    what: 'この方は 差し出しを認められません。',
    why: `受付番号 ${caseNo} のトークンを ご自身が読んで封入しています。`,
    todo: '封入していない役席者を 呼んでください。',
  }),
  'identity-missing': () => ({
    what: 'ご来店の方の本人確認が まだです。',
    why: '窓口では、本人確認書類を見てからお渡しします。',
    todo: 'お名前と 書類の末尾4文字を入れてください。',
  }),
  'start-before-delivery': () => ({
    what: '利用開始日は まだ確定できません。',
    why: 'トークンが お客さまの手元にありません。',
    todo: 'お届けを確かめてから、確定してください。',
  }),
  'start-in-past': () => ({
    what: '利用開始日が 過ぎています。',
    why: 'きょうより前の日は 選べません。',
    todo: 'お客さまと相談し、先の日を入れてください。',
  }),
  'start-not-in-service': () => ({
    what: 'このサービスに 利用開始日はありません。',
    why: 'トークンを登録した時から 使えるサービスです。',
    todo: '利用開始日を空けて、進めてください。',
  }),
  'start-too-soon': ({ earliest }) => ({
    what: 'その利用開始日には 間に合いません。',
    why: `準備と郵便の日数を数えると、${day(earliest)}からお使いになれます。`,
    todo: 'その日か、それより後の日を お客さまと決めてください。',
  }),
} satisfies Partial<RefusalSentences>
