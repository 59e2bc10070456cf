import type { PassphraseFault } from '../../passphrase.ts'
import { type RefusalSentences, wordIn } from '../sentence.ts'
import { closing } from './closing.ts'
import { people } from './people.ts'
import { duration } from './refusal-words.ts'

/** What, why, and what to do, for those who work here: signing in, setting up, and what two people do about a colleague. */

const passphraseFaults: Readonly<Record<PassphraseFault['code'] | 'unchanged', string>> = {
  'too-short': '短すぎます。',
  'too-long': '長すぎます。',
  common: 'よく使われる合言葉です。',
  repeats: '同じ文字のくり返しです。',
  sequence: '順番に並んだ文字です。',
  keyboard: 'キーボードの並びのままです。',
  context: '名前・番号・店名だけでできています。',
  unchanged: 'いまの合言葉と同じです。',
}

export const peopleRefusals = {
  'deputy-unfit': ({ reason }) => ({
    what: '代行にできません。',
    why: wordIn(closing.unfit, reason) ?? closing.unfit.other,
    todo: '別の方か 別の日を選んでください。',
  }),
  'two-persons-needed': () => ({
    what: '2人の方が 揃っていません。',
    why: '始めるには、職員番号も名前もちがう2人が要ります。',
    todo: '別の方を 加えてください。',
  }),
  'enrolment-unknown': () => ({
    what: '二次元コードが 古くなっています。',
    why: '二次元コードを出したあとで、窓口を開き直したか 職員番号が変わりました。',
    todo: '二次元コードを出し直し、読み取り直してください。',
  }),
  'supervisor-needed': () => ({
    what: '役席者が いません。',
    why: '承認できるのは 役席者だけです。',
    todo: '少なくとも1人を 役席者にしてください。',
  }),
  'two-to-administer': () => ({
    what: '職員と鍵を扱える人が 2人いません。',
    why: '職員の登録や停止は 役席者2人、または 役席者と管理担当の2人で行います。',
    todo: '少なくとも2人を 役席者か管理担当にしてください。',
  }),
  'passphrase-weak': ({ staff, reason }) => ({
    what: `${staff} さんの合言葉は 使えません。`,
    why: wordIn(passphraseFaults, reason) ?? '思いつかれやすい合言葉です。',
    todo: '15文字以上で、思いつきにくい文にしてください。',
  }),
  'sign-in-refused': () => ({
    what: 'ご本人と 確かめられませんでした。',
    why: '職員番号か合言葉が ちがいます。',
    todo: '両方を確かめて、入れ直してください。',
  }),
  'sign-in-delayed': ({ seconds }) => ({
    what: `あと ${duration(seconds)} お待ちください。`,
    why: 'ちがう合言葉か数字が 続きました。',
    todo: '待ってから、入れ直してください。',
  }),
  'sign-in-disabled': () => ({
    what: 'この職員番号は 止まっています。',
    why: 'ちがう合言葉か数字が 10回続きました。',
    todo: '管理担当に伝えてください。ご自分では戻せません。',
  }),
  'passphrase-due': () => ({
    what: '先に ご自分の合言葉を決めてください。',
    why: '初期合言葉で席についています。ほかのことは まだできません。',
    todo: '新しい合言葉を 2回入れて、F12 を押してください。',
  }),
  'first-secret-over': ({ reason }) => ({
    what: 'この初期合言葉は もう使えません。',
    why:
      reason === 'used'
        ? '初期合言葉で席につけるのは 1回だけです。'
        : '初期合言葉は、発行から 24時間で切れます。',
    todo: 'ほかの2人（1人は役席者）に、新しい初期合言葉を出してもらってください。',
  }),
  'about-oneself': ({ staff }) => ({
    what: `職員番号 ${staff} のことは、本人では変えられません。`,
    why: '職員の登録は、本人ではない2人で変えます。',
    todo: 'ほかの2人に頼んでください。1人は役席者です。',
  }),
  'standing-forbids': ({ staff, standing }) => ({
    what: `職員番号 ${staff} には、いま それはできません。`,
    why: `いまの状態は「${wordIn(people.standings, standing) ?? '要確認'}」です。`,
    todo: '一覧で いまの状態を お確かめください。',
  }),
  'too-few-people': ({ lacks }) => ({
    what: '残る職員が 足りなくなるので、できません。',
    why:
      lacks === 'supervisor'
        ? '席につける役席者が 1人もいなくなります。'
        : '席につける職員が 2人より少なくなります。',
    todo: '先に 代わりの職員を登録するか、止まっている職員を戻してください。',
  }),
  'staff-number-taken': ({ staff }) => ({
    what: `職員番号 ${staff} は もう使われています。`,
    why: '退職した職員の番号も、ほかの方には使いません。',
    todo: '職員証の番号を お確かめください。',
  }),
  'person-known': ({ staff, name }) => ({
    what: `${name} さんは もう登録されています（${staff}）。`,
    why: '同じ方が2つの番号を持つときも、1人として扱います。',
    todo: '同じ方か、同じ名前の別の方かを 選んでください。',
  }),
} satisfies Partial<RefusalSentences>
