import type { MasterContract, MasterUser, SharedToken } from '#shared/master'

/** Contracts made by hand, which guides, tests and the tour walk through. They come first in every sample. */

const soft = (token: string): SharedToken => ({
  token,
  tokenKind: 'soft',
  registration: 'active',
  authentication: 'usable',
  tokenExpiry: null,
})
const none: SharedToken = {
  token: null,
  tokenKind: null,
  registration: 'none',
  authentication: 'none',
  tokenExpiry: null,
}
const fob = (token: string, more: Partial<SharedToken> = {}): SharedToken => ({
  token,
  tokenKind: 'hard',
  registration: 'active',
  authentication: 'usable',
  tokenExpiry: '2029-09-29T23:00:00.000Z',
  ...more,
})
const user = (
  userId: string,
  name: string,
  kana: string,
  role: MasterUser['role'],
  transferRight: boolean | null,
  link: SharedToken,
): MasterUser => ({ userId, name, kana, role, transferRight, ...link })

export const WALKED: readonly MasterContract[] = [
  // E-01: the administrator's phone is broken.
  {
    contractNo: 'FB00031187',
    service: 'P000',
    customerId: 'M54100031187',
    name: '有限会社 若葉金物店',
    kana: 'ユウゲンガイシヤ ワカバカナモノテン',
    dealingBranch: '999',
    account: { branch: '999', type: 'ordinary', number: '0318842' },
    address: '霞野県霞野市本町2丁目3番4号',
    postalCode: '9990012',
    phone: '0299-00-3118',
    usageMode: 'individual',
    users: [
      user('M54100031187', '若林 健一', 'ワカバヤシ ケンイチ', 'admin', true, soft('VSMT82640917')),
      user('ono01', '小野 真理', 'オノ マリ', 'general', true, soft('VSMT82640925')),
      user('shibata01', '柴田 航', 'シバタ ワタル', 'general', false, none),
    ],
    sharedToken: null,
  },
  // E-02: one token for all, and its phone is broken.
  {
    contractNo: 'FB00031204',
    service: 'P000',
    customerId: 'M54100031204',
    name: '株式会社 青葉運送',
    kana: 'カブシキガイシヤ アオバウンソウ',
    dealingBranch: '999',
    account: { branch: '999', type: 'checking', number: '0042175' },
    address: '霞野県霞野市港町1丁目18番2号',
    postalCode: '9990031',
    phone: '0299-00-3120',
    usageMode: 'shared',
    users: [
      user('M54100031204', '青木 誠', 'アオキ マコト', 'admin', true, none),
      user('haisha01', '大場 幸子', 'オオバ サチコ', 'general', true, none),
      user('keiri01', '髙橋 淳', 'タカハシ ジユン', 'general', true, none),
    ],
    sharedToken: soft('VSMT51820034'),
  },
  // One fob for three, a locked user, an administrator who is usable, a serial of seven digits.
  {
    contractNo: 'KH00008812',
    service: 'P003',
    customerId: null,
    name: '株式会社 霧島製作所',
    kana: 'カブシキガイシヤ キリシマセイサクシヨ',
    dealingBranch: '999',
    account: { branch: '999', type: 'ordinary', number: '0220207' },
    address: '霞野県霞野市緑ヶ丘5丁目1番1号',
    postalCode: '9990044',
    phone: '0299-00-8812',
    usageMode: null,
    users: [
      user('kiri-adm01', '大野 由紀', 'オオノ ユキ', 'admin', null, fob('78106420')),
      user(
        'kiri-adm02',
        '藤本 直樹',
        'フジモト ナオキ',
        'admin',
        null,
        fob('78106448', { authentication: 'suspended' }),
      ),
      user('kiri-eigyo', '原 さつき', 'ハラ サツキ', 'general', null, none),
      user(
        'kiri-keiri1',
        '佐々木 望',
        'ササキ ノゾミ',
        'general',
        null,
        fob('78106431', { authentication: 'locked' }),
      ),
      user(
        'kiri-keiri2',
        '森田 彩',
        'モリタ アヤ',
        'general',
        null,
        fob('78106431', { authentication: 'locked' }),
      ),
      user('kiri-keiri3', '池田 翔', 'イケダ シヨウ', 'general', null, fob('78106431')),
      user('kiri-master', '霧島 誠', 'キリシマ マコト', 'master', null, {
        ...none,
        tokenKind: 'hard',
        registration: 'revoked',
      }),
      user(
        'kiri-soko',
        '石井 徹',
        'イシイ トオル',
        'general',
        null,
        fob('7810645', { registration: 'expired', tokenExpiry: '2026-09-29T23:00:00.000Z' }),
      ),
    ],
    sharedToken: null,
  },
  // Two serials that differ by 1 and I only (R-002-22).
  {
    contractNo: 'IB00002201',
    service: 'P002',
    customerId: '0000007160',
    name: '佐々木 信夫',
    kana: 'ササキ ノブオ',
    dealingBranch: '999',
    account: { branch: '999', type: 'ordinary', number: '0071601' },
    address: '霞野県霞野市桜台4丁目2番9号',
    postalCode: '9990051',
    phone: null,
    usageMode: null,
    users: [
      user('0000007160', '佐々木 信夫', 'ササキ ノブオ', 'contractor', null, {
        ...soft('2V0716016FK2'),
        tokenKind: 'hard',
      }),
    ],
    sharedToken: null,
  },
  {
    contractNo: 'IB00002202',
    service: 'P002',
    customerId: '0000007161',
    name: '笹木 信雄',
    kana: 'ササキ ノブオ',
    dealingBranch: '012',
    account: { branch: '012', type: 'ordinary', number: '0071602' },
    address: '霞野県霞野市桜台4丁目2番10号',
    postalCode: '9990051',
    phone: null,
    usageMode: null,
    users: [
      user('0000007161', '笹木 信雄', 'ササキ ノブオ', 'contractor', null, {
        ...soft('2V07160I6FK2'),
        tokenKind: 'hard',
      }),
    ],
    sharedToken: null,
  },
  // Everybody who could unlock is locked (E-03).
  {
    contractNo: 'KA00004401',
    service: 'P004',
    customerId: null,
    name: '﨑山水産 合同会社',
    kana: 'サキヤマスイサン ゴウドウガイシヤ',
    dealingBranch: '999',
    account: { branch: '999', type: 'ordinary', number: '0004401' },
    address: '霞野県霞野市港町9丁目1番1号',
    postalCode: '9990032',
    phone: '0299-00-4401',
    usageMode: null,
    users: [
      user('sakiyama-m', '﨑山 渚', 'サキヤマ ナギサ', 'master', null, {
        ...soft('X'),
        token: null,
        authentication: 'locked',
      }),
      user('sakiyama-a', '濵田 望', 'ハマダ ノゾミ', 'admin', null, {
        ...soft('X'),
        token: null,
        authentication: 'locked',
      }),
      user('sakiyama-g', '原 徹', 'ハラ トオル', 'general', null, { ...soft('X'), token: null }),
    ],
    sharedToken: null,
  },
]
