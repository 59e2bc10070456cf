import type { Proof } from '#main/seeds/prove'
import type { seeds } from '#shared/messages/ja/seeds'
import type { UsageFault } from './arguments.ts'

/** What the rehearsal says beside the words about seed files, which it shares with the desk. */

/** How a `--prove` ended: as proven, or because there was no key to prove. */
export type ProofOutcome = Proof['outcome'] | 'key-refused' | 'serial-not-in-file'

type Words = {
  readonly usage: Readonly<Record<UsageFault, string>>
  readonly seeHelp: string
  readonly accident: string
  readonly proofs: Readonly<Record<ProofOutcome, string>>
  readonly headings: readonly string[]
  readonly accepted: string
  readonly refused: string
  readonly counts: (keys: number, accepted: number, refused: number) => string
  readonly proven: (proven: number, of: number) => string
  readonly nothingWritten: string
  readonly allOrNothing: string
  readonly reading: (percent: number) => string
}

export const words: Readonly<Record<'ja' | 'en', Words>> = {
  ja: {
    usage: {
      'option-unknown': '知らない指定か、値の足りない指定があります。',
      'file-not-named': 'シードファイルが 指定されていません。',
      'more-than-one-file': 'ファイルは 一つだけ指定してください。',
      'key-and-password': '--key と --password は、どちらか一つだけ指定してください。',
      'key-malformed': '--key は 16・24・32バイトの鍵を 16進数で書いてください。',
      'prove-malformed': '--prove は「シリアル番号=数字@1970年からの秒数」と書いてください。',
      'language-unknown': '--lang は ja か en です。',
      'input-empty': '標準入力に 鍵かパスワードがありません。',
    },
    seeHelp: '使い方は --help でご覧になれます。',
    accident: '思わぬことが起きて 終わりました。ファイルの内容は どこにも出していません。',
    proofs: {
      fits: '合います。',
      'fits-otherwise': 'ファイルのとおりでは 合いません。次の組み合わせなら合います。',
      'does-not-fit': '合いません。',
      malformed: '6桁から8桁の数字では ありません。',
      'key-refused': '受け付けなかった鍵なので 確かめていません。',
      'serial-not-in-file': 'このシリアル番号は ファイルにありません。',
    },
    headings: ['番目', '行', 'シリアル番号', '種別', '方式', '桁', '間隔・回数', '期限', '結果'],
    accepted: '可',
    refused: '不可',
    counts: (keys, accepted, refused) => `${keys}本のうち、可 ${accepted}本、不可 ${refused}本。`,
    proven: (proven, of) => `数字で確かめたもの: ${of}本のうち ${proven}本が合いました。`,
    nothingWritten: '下読みだけをしました。何も書き込んでいません。',
    allOrNothing: '一本でも不可があれば、このファイルは 一本も入庫できません。',
    reading: (percent) => `読んでいます ${percent}%`,
  },
  en: {
    usage: {
      'option-unknown': 'There is an unknown option, or one without its value.',
      'file-not-named': 'No seed file was named.',
      'more-than-one-file': 'Name one file only.',
      'key-and-password': 'Give either --key or --password, not both.',
      'key-malformed': '--key takes a key of 16, 24 or 32 bytes in hexadecimal.',
      'prove-malformed': '--prove takes SERIAL=CODE@UNIXTIME.',
      'language-unknown': '--lang is ja or en.',
      'input-empty': 'There is no key or password on standard input.',
    },
    seeHelp: 'See --help.',
    accident: 'It ended by an accident. Nothing of the file was shown.',
    proofs: {
      fits: 'It fits.',
      'fits-otherwise': 'It does not fit as the file says, but in these combinations.',
      'does-not-fit': 'It does not fit.',
      malformed: 'It is not a code of 6 to 8 digits.',
      'key-refused': 'The key was refused, so the code was not tried.',
      'serial-not-in-file': 'The serial number is not in the file.',
    },
    headings: [
      'No.',
      'Line',
      'Serial number',
      'Type',
      'Algorithm',
      'Digits',
      'Period/count',
      'Until',
      'Outcome',
    ],
    accepted: 'accepted',
    refused: 'refused',
    counts: (keys, accepted, refused) => `${keys} keys: ${accepted} accepted, ${refused} refused.`,
    proven: (proven, of) => `Proven by a code: ${proven} of ${of}.`,
    nothingWritten: 'This was a rehearsal. Nothing was written.',
    allOrNothing: 'While a single key is refused, no key of this file can be received.',
    reading: (percent) => `reading ${percent} %`,
  },
}

/** A reason in both languages, for answers that a machine hands on. */
export type Reason = { readonly ja: string; readonly en: string }
type SeedMessages = typeof seeds
export const inBoth = (
  { ja, en }: { readonly ja: SeedMessages; readonly en: SeedMessages },
  say: (messages: SeedMessages) => { readonly why: string; readonly todo: string },
): Reason => ({
  ja: `${say(ja).why}${say(ja).todo}`,
  en: `${say(en).why} ${say(en).todo}`,
})

export const HELP = `npm run -s rehearse -- FILE [--key HEX | --password TEXT] [--prove SERIAL=CODE@UNIXTIME ...] [--json] [--lang ja|en]

シードファイル（PSKC か CSV）を、入庫のときと同じように読み、鍵ごとに 可・不可とわけを出します。何も書き込みません。
  --key HEX        輸送用の鍵（16進数）。「-」なら標準入力の1行目から読みます。
  --password TEXT  ファイルのパスワード。「-」なら標準入力の1行目から読みます。
  --prove S=C@T    シリアル番号 S のトークンが、時刻 T（1970年からの秒数）に 数字 C を出した。合うか確かめます。何度でも。
  --json           結果を JSON で出します。
  --lang ja|en     表の言葉。
シードと数字は、どこにも出しません。終わりの値: 0 すべて可で、すべて合った / 1 不可か、合わないものがある / 2 使い方かファイルが受け付けられない

Reads a seed file (PSKC or CSV) exactly as receiving a box does, and says of every key whether it is accepted and why
not. Writes nothing, and never prints a seed or a code.
  --key HEX        the transport key in hexadecimal; "-" reads the first line of standard input
  --password TEXT  the file's password; "-" reads the first line of standard input
  --prove S=C@T    the token with serial S showed code C at T (seconds since 1970); may be repeated
  --json           one JSON document on standard output
  --lang ja|en     the language of the table
Exit code: 0 all accepted and proven / 1 something refused or not proven / 2 usage or file refused
`
