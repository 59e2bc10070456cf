import type { CardsReason } from '../../operations/keys.ts'
import { type RefusalSentences, type Sentence, wordIn } from '../sentence.ts'

/** What, why, and what to do, for keys and recovery cards. */

const CARDS: Readonly<Record<CardsReason, Sentence>> = {
  'damaged-first': {
    what: '1枚目のカードが 読めません。',
    why: '文字が違うか、足りません。',
    todo: '1枚目の文字を 紙と見比べて、入れ直してください。',
  },
  'damaged-second': {
    what: '2枚目のカードが 読めません。',
    why: '文字が違うか、足りません。',
    todo: '2枚目の文字を 紙と見比べて、入れ直してください。',
  },
  alike: {
    what: '同じカードが 2回入っています。',
    why: '開くには、番号の違うカードが 2枚要ります。',
    todo: '番号の違う もう1枚を入れてください。',
  },
  'of-two-issues': {
    what: '2枚のカードは 組み合わせられません。',
    why: '別の回に作ったカードが 混ざっています。',
    todo: '同じ回のカードを 2枚そろえてください。',
  },
  superseded: {
    what: 'このカードでは もう開きません。',
    why: 'そのあとで 新しい復旧カードが作られています。',
    todo: 'いちばん新しい回のカードを 入れてください。',
  },
  foreign: {
    what: 'この支店のカードでは ありません。',
    why: 'カードに書かれた支店の番号が 違います。',
    todo: 'この支店の封筒を 確かめてください。',
  },
  none: {
    what: '使える復旧カードが ありません。',
    why: 'まだ作っていないか、一度使われました。',
    todo: '番号をシステム担当へ伝えてください。バックアップから戻す方法があります。',
  },
  'not-of-backup': {
    what: 'このカードでは このバックアップは開きません。',
    why: 'バックアップは、それを作ったときの回の復旧カードだけで開きます。',
    todo: '画面に出ている回のカードを2枚入れるか、別のバックアップを選んでください。',
  },
  'backup-without': {
    what: 'このバックアップは 復旧カードでは開きません。',
    why: '復旧カードがないときに 作られています。',
    todo: '復旧カードを作ったあとの バックアップを選んでください。',
  },
}
const OTHER: Sentence = {
  what: '復旧カードで 開けません。',
  why: 'カードか鍵のファイルが 合いません。',
  todo: '番号をシステム担当へ伝えてください。',
}

export const keyRefusals = {
  'cards-missing': () => ({
    what: '先に 復旧カードを作ってください。',
    why: '合言葉を全員が忘れたとき、カードがないと 支店の記録を開けなくなります。',
    todo: '「鍵の管理」で、2人で復旧カードを作ってください。緊急停止は いまでもできます。',
  }),
  'cards-refused': ({ reason }) => wordIn<Sentence>(CARDS, reason) ?? OTHER,
  'cards-not-waiting': () => ({
    what: '確かめる復旧カードが ありません。',
    why: '席を空けたか、もう確かめ終わっています。',
    todo: '「鍵の管理」で様子を確かめ、要るときは カードを作り直してください。',
  }),
  'card-group-differs': ({ card }) => ({
    what: `${card}枚目の最後の6文字が 違います。`,
    why: '紙に写した文字が、画面のカードと違うおそれがあります。',
    todo: `${card}枚目の紙を 見直してください。読めないときは そのカードを もう一度 印刷できます。`,
  }),
  'card-to-file': () => ({
    what: '復旧カードは ファイルに保存できません。',
    why: 'ファイルになったカードは、だれの手にも渡ります。',
    todo: 'プリンターで印刷するか、手で書き写してください。',
  }),
} satisfies Partial<RefusalSentences>
