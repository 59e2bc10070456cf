import { type RefusalSentences, wordIn } from '../sentence.ts'
import { frame } from './frame.ts'
import { type Because, duration, tellSystems } from './refusal-words.ts'

/** What, why, and what to do, for one-time codes, and the clock they are judged by. */

const clocks: Readonly<Record<string, string>> = {
  suspect: 'この端末の時計が 合っていないおそれがあります。',
  rejected: 'この端末の時計が 合っていません。',
}

const setTheClock = '端末の時計を合わせ、F3 を押して 2人で確かめてください。1人は役席者です。'

/** Why a code was not taken, as far as it is the same for a colleague's token and a customer's. */
const codes: Readonly<Record<string, Because>> = {
  wrong: { why: 'いまの数字と 合いません。', todo: '次の数字が出るのを待って、入れてください。' },
  replayed: { why: 'この数字は もう使われています。', todo: '次の数字が出るのを待って、入れてください。' },
  malformed: { why: '数字の桁数が 合いません。', todo: 'トークンに出ている数字を すべて入れてください。' },
  'clock-behind': { why: 'この端末の時計が 遅れています。', todo: setTheClock },
  'clock-contradicted': {
    why: 'いくつものトークンが、この端末の時計と ちがう時刻を示しています。',
    todo: setTheClock,
  },
  'clock-doubted': {
    why: 'この端末の時計が 合っていないおそれがあります。',
    todo: setTheClock,
  },
  expired: {
    why: 'このトークンは 有効期限を過ぎています。',
    todo: '別のトークンをお渡しし、その番号で登録してください。',
  },
  suspended: {
    why: 'このトークンは 当店で停止しています。',
    todo: '止めたときの案件で わけをお確かめください。',
  },
  tombstoned: {
    why: '前に外したか、紛失や盗難のお届けがあったトークンです。',
    todo: '別のトークンをお渡しし、その番号で登録してください。',
  },
  'not-handed-out': {
    why: 'このトークンは、まだお客さまの手元にないことになっています。',
    todo: 'お届けか 窓口でのお渡しを 先に記録してください。',
  },
  quarantined: {
    why: 'このトークンの登録の内容が 記録と食い違っています。',
    todo: `このトークンを使わずに、${tellSystems}`,
  },
}

const staffCodes: Readonly<Record<string, Because>> = {
  ...codes,
  locked: {
    why: 'ちがう数字が続いたので、このトークンは止まっています。',
    todo: '管理担当に伝えてください。ご自分では戻せません。',
  },
  rebind: {
    why: 'ちがう数字が多すぎたので、このトークンは使えません。',
    todo: '管理担当に伝え、トークンを登録し直してください。',
  },
}

const customerCodes: Readonly<Record<string, Because>> = {
  ...codes,
  locked: {
    why: 'ちがう数字が続いたので、このトークンは止まっています。',
    todo: '別のトークンをお渡しし、その番号で登録してください。',
  },
  rebind: {
    why: 'ちがう数字が多すぎたので、このトークンは使えません。',
    todo: '別のトークンをお渡しし、その番号で登録してください。',
  },
}

/** Why two digits in a row were not taken, where it is not the same as for one. */
const resyncs: Readonly<Record<string, Because>> = {
  wrong: {
    why: '続けて出た2つの数字として 合いません。',
    todo: '1つ目と、そのすぐ次の数字を入れてください。何度も合わないトークンは、交換してください。',
  },
  replayed: {
    why: 'この2つの数字は もう使われています。',
    todo: '次の数字が出るのを待って、続けて2つ入れてください。',
  },
  locked: {
    why: 'ちがう数字が続いたので、このトークンは止まっています。',
    todo: '停止解除をしてから、再同期をしてください。',
  },
}

const otherCode: Because = {
  why: 'わけは 要確認です。',
  todo: `もう一度入れてください。続くときは ${tellSystems}`,
}

export const codeRefusals = {
  'clock-untrusted': ({ clock, reason, secondsFast }) => ({
    what:
      reason === undefined || secondsFast === undefined
        ? (wordIn(clocks, clock) ?? 'この端末の時計は 要確認です。')
        : frame.clockDoubt(reason, secondsFast),
    why: '正しい時刻がないと、数字の確認と承認ができません。',
    todo: setTheClock,
  }),
  'staff-code-refused': ({ reason }) => ({
    what: 'ご自身のトークンの数字が 通りませんでした。',
    ...(wordIn(staffCodes, reason) ?? otherCode),
  }),
  'code-refused': ({ reason, triesLeft }) => {
    const { why, todo } = wordIn(customerCodes, reason) ?? otherCode
    return {
      what: 'お客さまのトークンの数字が 通りませんでした。',
      why,
      todo: triesLeft === null ? todo : `${todo}あと ${triesLeft}回ちがうと、トークンが止まります。`,
    }
  },
  'code-needed': () => ({
    what: 'お客さまのトークンの数字が 要ります。',
    why: 'このトークンの数字は、当店で確かめられます。',
    todo: 'トークンに出ている数字を 入れてください。',
  }),
  'code-not-checkable': () => ({
    what: 'このトークンの数字は、当店では確かめられません。',
    why: '数字を確かめられるのは センターだけです。',
    todo: 'センターの画面で登録を確かめ、「センターで確認済み」を選んでください。',
  }),
  'clock-not-doubted': () => ({
    what: 'この端末の時計に 疑いはありません。',
    why: '時計が合わないときだけ、2人で確かめます。',
    todo: 'そのまま お続けください。',
  }),
  'clock-time-differs': ({ secondsFast }) => ({
    what: `この端末の時計が、入れた日時より およそ${duration(Math.abs(secondsFast))} ${secondsFast > 0 ? '進んでいます' : '遅れています'}。`,
    why: '合っていない時計を、合っていることにはできません。',
    todo: '端末の時計を合わせてから、もう一度 入れてください。',
  }),
  'clock-code-differs': () => ({
    what: '数字が、この端末の時計の時刻と 合いません。',
    why: '時計がまだずれているか、数字のまちがいです。どちらの回数も数えていません。',
    todo: '端末の時計を秒まで合わせ、30秒待って、次の数字を入れてください。',
  }),
  'clock-second-person': ({ name, need }) =>
    need === 'supervisor'
      ? {
          what: '2人のうち 1人は、役席者でなければなりません。',
          why: `1人目の ${name} さんは 役席者ではありません。`,
          todo: '役席者の方が 2人目として確かめてください。',
        }
      : {
          what: `${name} さんは、もう1人目として 確かめました。`,
          why: '時計は、別の2人が確かめます。',
          todo: 'ほかの方が 2人目として確かめてください。',
        },
  'resync-refused': ({ reason, triesLeft }) => {
    const { why, todo } = wordIn(resyncs, reason) ?? wordIn(customerCodes, reason) ?? otherCode
    return {
      what: '再同期は できませんでした。',
      why,
      todo: triesLeft === null ? todo : `${todo}あと ${triesLeft}回ちがうと、トークンが止まります。`,
    }
  },
  'drift-none': () => ({
    what: 'このトークンの時計に、覚えているずれは ありません。',
    why: 'もともと 0回分です。',
    todo: '数字が通らないときは、再同期をしてください。',
  }),
} satisfies Partial<RefusalSentences>
