import type { CaseEvent, CaseState } from '../../cases.ts'
import type { IntakeField } from '../../intake.ts'
import type { LinkEvent, Registration } from '../../links.ts'
import type { PaperKind } from '../../operations/papers.ts'
import { cases } from './cases.ts'
import { states } from './states.ts'

/** Words for codes that stand inside sentences. Screens have labels of their own, shorter and out of context. */
export const words = {
  /** What a case or a registration can be, as in 「いま「承認待ち」です」. */
  states: { ...cases.state, ...states.registration } satisfies Record<
    CaseState | Registration,
    string
  > as Readonly<Record<CaseState | Registration, string>>,

  /** As in 「承認待ちなので、書き直すことができません」. */
  acts: {
    edit: '書き直す',
    submit: '承認を依頼する',
    'send-back': '差し戻す',
    reject: '却下する',
    withdraw: '取り下げる',
    approve: '承認する',
    register: '新しいトークンを登録する',
    postpone: 'あとで登録することにする',
    close: '閉じる',
    detach: 'トークンを外す',
  } satisfies Record<CaseEvent | LinkEvent, string> as Readonly<Record<string, string>>,

  /** The lines of the request form. */
  intake: {
    formNumber: '用紙の番号',
    receivedOn: 'お申込日',
    cameBy: 'ご来店の方の立場',
    visitorName: 'ご来店の方のお名前',
    authority: '権限の書類',
    customerId: 'お客様ID',
    customerName: 'お名前',
    accountNumber: '代表口座',
    oldSerial: 'いまのトークンの番号',
    oldSerialCorrected: '訂正印の有無',
    reason: '理由',
    reasonNote: '理由のくわしい内容',
    seal: 'お届け印の照合',
    sealMethod: '照合の方法',
    identity: '本人確認書類',
    identityIssuer: '本人確認書類の発行者',
    identityExpiresOn: '本人確認書類の有効期限',
    identityIssuedOn: '本人確認書類の発行日',
    identityLast4: '本人確認書類の末尾4文字',
    originalKeptAt: '原本の保管場所',
    redirectReason: '当店で外す理由',
    branchReason: 'ほかの店のお客さまを受け付けた理由',
  } satisfies Record<IntakeField, string> as Readonly<Record<IntakeField, string>>,

  /** What else can be entered. */
  inputs: {
    staff: '職員番号',
    passphrase: '合言葉',
    code: 'トークンの数字',
    institution: '金融機関の名前',
    branchNo: '店番',
    branchName: '支店の名前',
    people: '職員',
    name: '名前',
    role: '役割',
    contractNo: '契約番号',
    caseNo: '受付番号',
    userId: '利用者ID',
    target: '外すトークン',
    situation: 'お困りごと',
    unavailable: 'お手伝いできない方',
    serial: 'トークンの番号',
    warningReason: '登録する理由',
    followUpOn: '確かめる日',
    typeBack: '末尾4文字',
    text: '探す言葉',
    before: '前後の位置',
  } as Readonly<Record<string, string>>,

  papers: {
    'request-blank': '依頼書（記入前）',
    request: '依頼書',
    receipt: '控え',
    steps: '手順の紙',
    guidance: '案内の紙',
  } satisfies Record<PaperKind, string> as Readonly<Record<PaperKind, string>>,
}
