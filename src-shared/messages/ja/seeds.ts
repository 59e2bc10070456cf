import { Instant } from '../../ids.ts'
import type { Assumption, SeedFileFaultCode, SeedProblemCode } from '../../seeds.ts'
import { formatMoment } from '../../text/wareki.ts'
import { wordIn } from '../sentence.ts'

/** Seed files: why a key or a whole file is refused, and what was taken for granted. */

/** Numbers and names of algorithms; never any part of a secret. */
export type SeedFacts = Readonly<Record<string, string | number>>
export type SeedWords = { readonly why: string; readonly todo: string }

const askVendor = '製造元に、正しいシードファイルを頼んでください。'
const untouched = '表計算ソフトで開いていない、製造元のファイルをお使いください。'
/** `（45秒）`, or nothing where the file said nothing that could be shown. */
const shown = (value: string | number | undefined, unit = ''): string =>
  value === undefined || value === '' ? '' : `（${value}${unit}）`
const moment = (value: string | number | undefined): string => {
  const instant = Instant.safeParse(value)
  return instant.success ? `（${formatMoment(instant.data, 'ja')}まで）` : ''
}

const encodings: Readonly<Record<string, string>> = { hex: '16進数', base32: 'Base32', base64: 'Base64' }

const problems: Readonly<Record<SeedProblemCode, (facts: SeedFacts) => SeedWords>> = {
  'serial-missing': () => ({ why: 'シリアル番号が 入っていません。', todo: askVendor }),
  'serial-malformed': () => ({
    why: 'シリアル番号が 英数字6文字から20文字では ありません。',
    todo: 'シリアル番号の列を お確かめください。',
  }),
  'serial-twice': ({ firstLine }) => ({
    why: `同じシリアル番号が ${firstLine}行目にも あります。`,
    todo: 'どちらが正しいか、製造元に お確かめください。',
  }),
  'leading-zeros-lost': ({ digits, others }) => ({
    why: `シリアル番号が ${digits}桁で、ほかの ${others}桁と ちがいます。先頭の 0 が 落ちたおそれがあります。`,
    todo: `${untouched}桁数が本当にちがうときは、シリアル番号を「"」で囲んでください。`,
  }),
  'secret-missing': () => ({ why: 'シードが 入っていません。', todo: askVendor }),
  'secret-unreadable': ({ encoding }) => {
    const written = wordIn(encodings, String(encoding))
    return {
      why:
        written === undefined
          ? 'シードを 読めません。'
          : `シードを 読めません。ほかは ${written}で書かれています。`,
      todo: askVendor,
    }
  },
  'seed-too-short': ({ bytes }) => ({
    why: `シードが ${bytes}バイトしか ありません。16バイトより短いものは 使えません。`,
    todo: askVendor,
  }),
  'seed-too-long': ({ bytes }) => ({
    why: `シードが ${bytes}バイトあります。64バイトより長いものは 使えません。`,
    todo: askVendor,
  }),
  'seed-blank': () => ({ why: 'シードが 空のままです。', todo: askVendor }),
  'seed-shared': ({ firstLine }) => ({
    why: `${firstLine}行目のトークンと シードが同じです。二つのトークンが 同じ数字を出します。`,
    todo: 'どちらも使わずに、製造元にお知らせください。',
  }),
  'algorithm-unknown': ({ algorithm }) => ({
    why: `使えないアルゴリズムです${shown(algorithm)}。`,
    todo: 'SHA-1、SHA-256、SHA-512 のトークンを お使いください。',
  }),
  'digits-refused': ({ digits }) => ({
    why: `表示の桁数が 使えないものです${shown(digits, '桁')}。`,
    todo: '6桁から8桁のトークンを お使いください。',
  }),
  'period-refused': ({ period, seconds }) => ({
    why: `数字が変わる間隔が 使えないものです${shown(period ?? seconds, '秒')}。`,
    todo: '30秒か60秒のトークンを お使いください。',
  }),
  'counter-refused': () => ({ why: 'カウンターを 読めません。', todo: askVendor }),
  'date-unreadable': () => ({
    why: '日付を 読めません。',
    todo: '「2029-09-30」の形で書かれたファイルを お使いください。',
  }),
  'key-expired': ({ until }) => ({
    why: `有効期限を 過ぎています${moment(until)}。`,
    todo: '新しいトークンを 製造元に頼んでください。',
  }),
  'usage-refused': ({ kind, usage }) => ({
    why: `時刻や回数による ワンタイムパスワード用の鍵では ありません${shown(kind ?? usage)}。`,
    todo: askVendor,
  }),
  'policy-unknown': () => ({
    why: 'この窓口が知らない決まりの付いた鍵です。守れない決まりのある鍵は 使えません。',
    todo: '決まりの意味を 製造元に お確かめください。',
  }),
  'encryption-refused': () => ({
    why: 'この窓口が受け付けない 暗号の方式です。',
    todo: 'AES で暗号にし、改ざんを防ぐ値（MAC）を付けたファイルを 製造元に頼んでください。',
  }),
  'mac-missing': () => ({
    why: '改ざんを防ぐ値（MAC）が ありません。',
    todo: '改ざんを防ぐ値（MAC）を付けたファイルを 製造元に頼んでください。',
  }),
  'mac-wrong': () => ({
    why: '輸送用の鍵がちがうか、内容が 変わっています。',
    todo: '輸送用の鍵をお確かめください。正しければ、ファイルを使わずに 製造元にお知らせください。',
  }),
  'line-malformed': () => ({
    why: '行を 読めません。引用符か区切りが 合わないか、見えない文字があります。',
    todo: askVendor,
  }),
  'scientific-notation': () => ({
    why: '番号かシードが 指数の形（1.23E+12 など）に変わっています。',
    todo: untouched,
  }),
  'already-here': () => ({
    why: '同じシリアル番号のトークンが すでに当店にあります。',
    todo: '前に入庫した箱ではないか お確かめください。',
  }),
  'differs-from-ours': () => ({
    why: '同じシリアル番号のトークンが 当店にあり、内容が ちがいます。',
    todo: '当店の記録は変えません。製造元に お確かめください。',
  }),
  tombstoned: () => ({
    why: '二度と使わないことにしたトークンです。',
    todo: 'このトークンを除いたファイルを 製造元に頼んでください。',
  }),
  'pattern-refused': () => ({
    why: 'この型のシリアル番号の形では ありません。',
    todo: '型の選びまちがいではないか お確かめください。',
  }),
}

const columns: Readonly<Record<string, string>> = { serial: 'シリアル番号', secret: 'シード' }
const column = (name: string | number | undefined): string => wordIn(columns, String(name)) ?? '同じ意味'

const files: Readonly<Record<SeedFileFaultCode, (facts: SeedFacts) => SeedWords>> = {
  'not-a-file': () => ({
    why: 'ふつうのファイルでは ありません。',
    todo: 'フォルダーやリンクではなく、ファイルそのものを 選んでください。',
  }),
  'file-empty': () => ({ why: 'ファイルに 何も入っていません。', todo: askVendor }),
  'file-too-large': () => ({
    why: 'ファイルが 大きすぎます。',
    todo: '箱ごとに分けたファイルを 製造元に頼んでください。',
  }),
  'file-changed': () => ({
    why: '読んでいる間に ファイルが変わりました。',
    todo: 'ファイルの写しが終わってから、もう一度選んでください。',
  }),
  'file-unreadable': () => ({
    why: 'ファイルを 読めませんでした。',
    todo: 'ファイルの名前と場所を確かめ、USBメモリーを差し直してください。',
  }),
  'format-unknown': () => ({
    why: 'シードファイルの形（PSKC か CSV）では ありません。',
    todo: '圧縮されているときは 元に戻し、表計算のファイルは CSV で書き出してください。',
  }),
  'encoding-refused': () => ({
    why: '文字の種類が UTF-8 でも Shift_JIS でもありません。',
    todo: askVendor,
  }),
  'doctype-refused': () => ({
    why: 'ファイルの頭に、受け付けない宣言（DOCTYPE）が あります。',
    todo: 'ファイルを使わずに、製造元にお知らせください。',
  }),
  'xml-malformed': () => ({ why: 'XML として 正しくありません。', todo: askVendor }),
  'limit-exceeded': () => ({
    why: '決めた大きさを こえるところが あります。',
    todo: '100万本までの、箱ごとに分けたファイルを 製造元に頼んでください。',
  }),
  'structure-refused': () => ({ why: 'PSKC（RFC 6030）の決まりに 合いません。', todo: askVendor }),
  'header-unknown': ({ missing, twice }) => ({
    why:
      twice !== undefined
        ? `${column(twice)}の列が 二つあります。`
        : missing !== undefined
          ? `${column(missing)}の列が 見つかりません。`
          : '見出しを 読めません。',
    todo: '1行目に「シリアル番号」と「シード」の見出しがあるファイルを お使いください。',
  }),
  'encryption-refused': () => ({
    why: 'この窓口が受け付けない 暗号の方式です。',
    todo: 'AES で暗号にし、改ざんを防ぐ値（MAC）を付けたファイルを 製造元に頼んでください。',
  }),
  'key-needed': () => ({
    why: '輸送用の鍵で 暗号にしたファイルです。',
    todo: '輸送用の鍵を 入れてください。',
  }),
  'password-needed': () => ({
    why: 'パスワードで 暗号にしたファイルです。',
    todo: '製造元から届いたパスワードを 入れてください。',
  }),
  'key-wrong': () => ({
    why: '輸送用の鍵かパスワードが ちがいます。',
    todo: '入れ直してください。続くときは 製造元に お確かめください。',
  }),
  'check-value-wrong': () => ({
    why: '輸送用の鍵の 確認値が合いません。',
    todo: '半分ずつの鍵を、封筒のとおりに入れ直してください。',
  }),
  'iterations-refused': () => ({
    why: 'パスワードを守る計算の回数が 少なすぎるか、多すぎます。',
    todo: '1,000回から10,000,000回までのファイルを 製造元に頼んでください。',
  }),
  'no-keys': () => ({ why: '鍵が 一つもありません。', todo: askVendor }),
  cancelled: () => ({
    why: '途中で やめました。何も書き込んでいません。',
    todo: '続けるときは、もう一度ファイルを選んでください。',
  }),
}

const assumptions: Readonly<Record<Assumption, string>> = {
  serial: 'シリアル番号',
  kind: '時刻式か回数式か',
  algorithm: 'アルゴリズム',
  digits: '桁数',
  period: '間隔',
  counter: 'カウンター',
  encoding: 'シードの書き方',
}

export const seeds = {
  problems,
  files,
  assumptions,
  encodings,
  /** What the file left open, listed. */
  assumed: (names: readonly string[]): string => `ファイルにないため 仮に決めたもの: ${names.join('、')}`,
  plain: 'シードが 暗号になっていません。見た人は 同じ数字を作れます。',
  retry: {
    serial: 'シリアル番号',
    key: '番目',
    line: '行',
    code: '符号',
    reason: 'わけ',
  },
}
