import { type MasterContract, masterContract } from '#shared/master'

/** The practice branch's contracts. */
export async function practiceContracts(): Promise<readonly MasterContract[]> {
  const link = (token: string | null) => ({
    token,
    tokenKind: token === null ? null : ('soft' as const),
    registration: token === null ? ('none' as const) : ('active' as const),
    authentication: token === null ? ('none' as const) : ('usable' as const),
    tokenExpiry: null,
  })
  return [
    {
      contractNo: '9990001',
      service: 'P000',
      customerId: 'M54100031187',
      name: '有限会社 若葉金物店',
      kana: 'ユウゲンガイシャ ワカバカナモノテン',
      dealingBranch: '999',
      account: { branch: '999', type: 'ordinary', number: '0318842' },
      address: '東京都霞野市本町1-2-3',
      postalCode: '1000001',
      phone: '03-0000-1120',
      usageMode: 'individual',
      users: [
        {
          userId: 'M54100031187',
          name: '若林 健一',
          kana: 'ワカバヤシ ケンイチ',
          role: 'admin',
          transferRight: true,
          ...link('VSMT82640917'),
        },
        {
          userId: 'ono01',
          name: '小野 真理',
          kana: 'オノ マリ',
          role: 'general',
          transferRight: true,
          ...link('VSMT82640925'),
        },
        {
          userId: 'shibata01',
          name: '柴田 航',
          kana: 'シバタ ワタル',
          role: 'general',
          transferRight: false,
          ...link(null),
        },
      ],
      sharedToken: null,
    },
    {
      contractNo: '9990002',
      service: 'P000',
      customerId: 'M54100052207',
      name: '株式会社 青葉運送',
      kana: 'カブシキガイシャ アオバウンソウ',
      dealingBranch: '999',
      account: { branch: '999', type: 'checking', number: '0045519' },
      address: '東京都霞野市港町4-5',
      postalCode: '1000002',
      phone: '03-0000-2207',
      usageMode: 'shared',
      users: [
        {
          userId: 'M54100052207',
          name: '青葉 修',
          kana: 'アオバ オサム',
          role: 'admin',
          transferRight: true,
          ...link(null),
        },
        {
          userId: 'aoba02',
          name: '関口 亮',
          kana: 'セキグチ リョウ',
          role: 'general',
          transferRight: true,
          ...link(null),
        },
        {
          userId: 'aoba03',
          name: '三宅 桃子',
          kana: 'ミヤケ モモコ',
          role: 'general',
          transferRight: true,
          ...link(null),
        },
      ],
      sharedToken: link('VSMT51820034'),
    },
  ].map((contract) => masterContract.parse(contract))
}
