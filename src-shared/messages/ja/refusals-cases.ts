import type { CalendarDate, Instant } from '../../ids.ts'
import type { Outcome } from '../../router.ts'
import { clockTime, formatDate, formatMoment } from '../../text/wareki.ts'
import type { TokenIdWarning } from '../../token-id.ts'
import { type RefusalSentences, wordIn } from '../sentence.ts'
import { master } from './master.ts'
import { type Because, fieldNames, tellSystems } from './refusal-words.ts'

/** What, why, and what to do, for contracts, cases, approvals and the tokens they are about. */

const serialWarnings: Readonly<Record<TokenIdWarning, string>> = {
  'carrier-mismatch': '番号の形が、このサービスの機器のものではありません。',
  'short-serial': '手引より 1桁短い番号です。',
  'form-not-stated': '番号の形が 手引に書かれていません。',
}

const neverReturns: Readonly<Record<string, string>> = {
  lost: '紛失のお届けがあったトークンは、見つかっても戻さない決まりです。',
  stolen: '盗難のお届けがあったトークンは、だれにも戻しません。',
  retired: 'このトークンは もう外してあり、使い終わったものです。',
}

const otherAnswer: Because = {
  why: 'この手続きは、まだこの窓口の画面では行えません。',
  todo: 'これまでの事務の手順で 受け付けてください。',
}

const answers: Readonly<Record<Outcome, Because>> = {
  'nothing-to-do': {
    why: 'お手続きは いりません。',
    todo: 'お客さまに わけをお伝えし、案内の記録を残してください。',
  },
  'own-administrator': {
    why: 'お客さまの管理者の方が、ご自身の画面でできます。',
    todo: '案内の紙を お渡しください。',
  },
  branch: otherAnswer,
}

export const caseRefusals = {
  'contract-unknown': ({ contractNo }) => ({
    what: `契約番号 ${contractNo} は 台帳にありません。`,
    why: '番号がちがうか、契約の取込がまだです。',
    todo: 'F2 を押し、お名前や口座番号でも探してください。',
  }),
  'target-unknown': ({ contractNo }) => ({
    what: '選んだ方か 共通トークンが、契約にありません。',
    why: `開いている間に、契約番号 ${contractNo} の内容が変わったおそれがあります。`,
    todo: '契約の画面を最新にして、選び直してください。',
  }),
  'master-unreadable': ({ reason, columns, line }) => {
    const found = wordIn(master.fileRefusals, reason)
    return {
      what: master.unreadable,
      why: found?.why({ columns, line }) ?? 'わけは 要確認です。',
      todo: found?.todo ?? `書き出し直してください。続くときは ${tellSystems}`,
    }
  },
  'master-plan-unknown': () => ({
    what: 'この下見は もう使えません。',
    why: '下見のあとで、記録が変わったか 窓口を開き直しています。',
    todo: 'ファイルを選び直してください。まだ何も書き込んでいません。',
  }),
  'master-nothing-to-do': () => ({
    what: '取り込むものが ありません。',
    why: '新しい契約も、変わる契約も ありませんでした。',
    todo: 'ファイルの書き出しの日を お確かめください。',
  }),
  'case-unknown': ({ caseNo }) => ({
    what: caseNo === '' ? '開いている案件が ありません。' : `受付番号 ${caseNo} の案件を 開けません。`,
    why: '受付番号がちがうか、案件の画面が閉じています。',
    todo: '一覧か F2 の検索から、開き直してください。',
  }),
  'case-changed': ({ caseNo, version }) => ({
    what: '開いている間に 案件が変わりました。',
    why: `受付番号 ${caseNo} は 第${version}版になりました。前の版への保存も承認も していません。`,
    todo: '新しい内容を見比べてください。',
  }),
  'case-incomplete': ({ fields }) => {
    const names = fieldNames(fields)
    return {
      what: `足りないものが あと${fields.length}つ あります。`,
      why: names.length === 0 ? '用紙の項目が 揃っていません。' : `まだのもの：${names.join('、')}。`,
      todo: '用紙をご覧になり、揃えてから 承認を依頼してください。',
    }
  },
  'case-open-already': ({ caseNo }) => ({
    what: '同じことの案件を、もう受け付けています。',
    why: `受付番号 ${caseNo} が まだ終わっていません。`,
    todo: 'その案件を開いて、続けてください。',
  }),
  'not-a-branch-job': ({ answer }) => ({
    what: 'この件は、窓口の案件になりません。',
    ...(wordIn(answers, answer) ?? otherAnswer),
  }),
  'target-has-no-token': () => ({
    what: '手続きできるトークンが ありません。',
    why: 'この方のトークンは、登録がないか、もう別の状態です。',
    todo: '契約の画面で、いまの状態をお確かめください。',
  }),
  'users-needed': () => ({
    what: '対象の方が いません。',
    why: 'どなたも選ばれていないか、選んだ方に この手続きの要る方がいません。',
    todo: '対象の方に 印を付けてください。',
  }),
  'staff-related': ({ contractNo }) => ({
    what: 'このお客さまの案件には 加われません。',
    why: `契約番号 ${contractNo} のお客さまとの関わりが 届け出られています。`,
    todo: 'ほかの職員にお願いしてください。',
  }),
  'colleague-unknown': ({ staff }) => ({
    what: `職員番号 ${staff} の方は 選べません。`,
    why: '番号がちがうか、この支店で案件を扱う職員ではありません。',
    todo: '職員の一覧から 選び直してください。',
  }),
  'already-stopped': ({ caseNo }) => ({
    what: 'このトークンは、もう止めてあります。',
    why: caseNo === null ? '当店が 利用を止めています。' : `受付番号 ${caseNo} で止めました。`,
    todo:
      caseNo === null
        ? '契約の画面で、当店停止になっていることをお確かめください。'
        : 'その案件を開き、お客さまから聞いたことを書き足してください。',
  }),
  'never-returns': ({ tombstone }) => ({
    what: 'このトークンは もう戻せません。',
    why: wordIn(neverReturns, tombstone) ?? 'サービスの決まりにより、止めたトークンを戻せません。',
    todo: '再発行に進み、新しいトークンを登録してください。',
  }),
  'token-unknown': ({ serial }) => ({
    what: `${serial} のトークンは 記録にありません。`,
    why: '番号がちがうか、契約の取込がまだです。',
    todo: 'F2 を押し、お名前や契約番号でも探してください。',
  }),
  'token-must-be-replaced': ({ serial }) => ({
    what: serial === '' ? 'このトークンの停止は 解けません。' : `${serial} の停止は 解けません。`,
    why: 'ちがう数字が多すぎたので、このトークンは もう使えません。',
    todo: '再発行の手続きで、別のトークンに替えてください。',
  }),
  'administrator-first': ({ name }) => ({
    what: name === '' ? '先に 管理者の方の登録が要ります。' : `先に ${name} さまの登録が要ります。`,
    why: 'このサービスでは、管理者の方が はじめに登録します。',
    todo: '管理者の方の登録を終えてから、続けてください。',
  }),
  'profile-unknown': ({ version }) => ({
    what: 'その商品定義は ありません。',
    why: `この支店の記録に 第${version}版がありません。`,
    todo: '商品定義の一覧から 選び直してください。',
  }),
  'profile-unchanged': () => ({
    what: '商品定義は いまと同じです。',
    why: '変わった項目が ありません。',
    todo: '変える項目を直してから、承認を依頼してください。',
  }),
  'profile-moved-on': ({ version }) => ({
    what: '開いている間に 商品定義が変わりました。',
    why: `いま有効なのは 第${version}版です。前の版からの手続きは できません。`,
    todo: '新しい版を見比べて、やり直してください。',
  }),
  'approver-is-maker': ({ caseNo }) => ({
    what: 'ご自身が入力した案件は 承認できません。',
    why: `受付番号 ${caseNo} には、ご自身の入力があります。`,
    todo: '別の役席者にお願いしてください。',
  }),
  'approver-was-first': ({ caseNo }) => ({
    what: '2人目として承認することは できません。',
    why: `受付番号 ${caseNo} の1人目の承認は、ご自身がなさいました。`,
    todo: '別の役席者にお願いしてください。',
  }),
  'approvals-paused': ({ until, count }) => ({
    what: `${clockTime(until as Instant)}まで 承認をお休みください。`,
    why: `1時間に ${count}件 承認なさいました。20件を超えるときは、10分あけます。`,
    todo: `${clockTime(until as Instant)}より後に 続けるか、別の役席者にお願いしてください。緊急停止は いつでもできます。`,
  }),
  'sample-unknown': ({ entry }) => ({
    what: 'この承認は 抜き取り確認に選ばれていません。',
    why: `証跡 ${entry}番は、どの日計表の抜き取り確認にもありません。`,
    todo: '一覧を開き直して、選び直してください。',
  }),
  'sample-reviewed': ({ caseNo }) => ({
    what: 'この抜き取り確認は 済んでいます。',
    why: `受付番号 ${caseNo} は、ほかの方が確認しました。`,
    todo: '次の案件を選んでください。',
  }),
  'review-not-yours': ({ caseNo, because }) => ({
    what: 'この抜き取り確認は できません。',
    why:
      because === 'part'
        ? `受付番号 ${caseNo} の受付か承認に関わったか、お客さまの関係者です。`
        : `受付番号 ${caseNo} は、関わっていない役席者が確認します。`,
    todo: '関わっていない役席者に お願いしてください。',
  }),
  'approver-not-supervisor': () => ({
    what: 'この方は 承認できません。',
    why: '承認できるのは 役席者だけです。',
    todo: '役席者に、ご自身の職員番号から入れてもらってください。',
  }),
  'approval-missing': () => ({
    what: '承認する方を まだ確かめていません。',
    why: '承認も差し戻しも、その場で確かめた役席者だけが行えます。',
    todo: '役席者の職員番号、合言葉、トークンの数字を入れてください。',
  }),
  'approval-expired': () => ({
    what: '役席者の本人確認が 切れました。',
    why: '120秒を過ぎたか、用紙から打った末尾が3回ちがいました。',
    todo: 'もう一度 役席者ご本人を確かめてください。',
  }),
  'approval-window-open': ({ caseNo }) => ({
    what: '承認の画面が もう開いています。',
    why: `受付番号 ${caseNo} の承認が まだ終わっていません。`,
    todo: 'その画面を 先に終えてください。',
  }),
  'seal-not-matching': () => ({
    what: 'お届け印が 一致していません。',
    why: '一致しないと 承認できません。',
    todo: '手元の紙をもう一度比べてください。ちがうときは 差し戻すか却下してください。',
  }),
  'type-back-wrong': () => ({
    what: '用紙から打った末尾が 台帳とちがいます。',
    why: '用紙に書かれたものと 台帳のものが、別かもしれません。',
    todo: '用紙をもう一度ご覧ください。3回ちがうと 本人確認からやり直しです。',
  }),
  'reason-needed': () => ({
    what: '理由が 入っていません。',
    why: 'この操作は、理由を記録に残す決まりです。',
    todo: '理由を書いてから、もう一度行ってください。',
  }),
  'serial-malformed': ({ serial, label }) => {
    const name = label === '' ? 'シリアル番号' : label
    return {
      what: serial === '' ? `${name}が 入っていません。` : `${serial} は、${name}の形ではありません。`,
      why:
        serial === ''
          ? '番号がないと、どのトークンか分かりません。'
          : 'このサービスの番号とは、文字の数か種類がちがいます。',
      todo: 'トークンの裏か、アプリの画面をご覧ください。',
    }
  },
  'serial-not-ours': ({ serial }) => ({
    what: `${serial} は、当店の在庫にありません。`,
    why: '英字と数字の 読みちがいかもしれません。',
    todo: 'トークンの裏をご覧になり、O と 0、I と 1 をお確かめください。',
  }),
  'serial-tombstoned': ({ serial }) => ({
    what: `${serial} は、もう使えないトークンです。`,
    why: '前に外したか、紛失や盗難のお届けがあったトークンです。',
    todo: '別のトークンの番号を 入れてください。',
  }),
  'serial-in-use': ({ serial }) => ({
    what: `${serial} は、ほかの方が使っています。`,
    why: 'ほかの方に 登録されているトークンです。',
    todo: '番号をもう一度ご覧ください。合っているときは 別のトークンにしてください。',
  }),
  'serial-is-old': ({ serial }) => ({
    what: `${serial} は、いま外したトークンです。`,
    why: 'このサービスで、外したトークンをもう一度使えるとは 確かめられていません。',
    todo: '新しいトークンの番号を 入れてください。',
  }),
  'serial-warning-unaccepted': ({ serial, warning }) => ({
    what: `${serial} は、手引にない形の番号です。`,
    why: wordIn(serialWarnings, warning) ?? '手引の番号の形と 合いません。',
    todo: 'トークンをご覧になり、それでも登録する理由を書いてください。',
  }),
  'too-early': ({ earliest }) => ({
    what: `${formatMoment(earliest as Instant, 'ja')}以降に 登録できます。`,
    why: 'それより前は 画面にエラーが出ます。故障ではありません。',
    todo: '時刻を過ぎてから、登録してください。',
  }),
  'follow-up-in-past': () => ({
    what: '確かめる日が 過ぎています。',
    why: 'きょうより前の日は 選べません。',
    todo: 'きょうか、それより後の日を入れてください。',
  }),
  'waiver-reason-needed': () => ({
    what: '確かめない理由が 入っていません。',
    why: '確かめずに閉じるときは、理由を記録に残す決まりです。',
    todo: '理由を書くか、お客さまに使えることを確かめてください。',
  }),
  'vendor-closed': ({ vendor, since, instead }) => ({
    what: `${vendor}は、新しく登録できません。`,
    why: `${formatDate(since as CalendarDate, 'ja')}に 新しい登録が終わりました。西暦では ${since.slice(0, 4)}年です。`,
    todo:
      instead.length === 0
        ? '替わりのトークンは 要確認です。サービスの連絡先に お確かめください。'
        : `替わりに登録できるもの：${instead.join('、')}。`,
  }),
  'vendor-needed': () => ({
    what: 'トークンの種類が 選ばれていません。',
    why: 'このサービスには何種類かのトークンがあり、新しく登録できないものもあります。',
    todo: 'お客さまの画面かトークンをご覧になり、種類を選んでください。',
  }),
} satisfies Partial<RefusalSentences>
