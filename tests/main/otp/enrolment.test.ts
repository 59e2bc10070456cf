import { describe, expect, it } from 'vitest'
import { verify } from '#main/otp/engine'
import { otpauthUri } from '#main/otp/enrolment'
import { UNUSED } from '#main/otp/memory'
import { deviceOf, rfcSecret } from './device.ts'
import { oathtool } from './oathtool.ts'

const { parameters, seed } = deviceOf(rfcSecret(20))

describe('the address a member of staff scans', () => {
  it('follows the authenticators’ format, with everything that is not their default stated', () => {
    expect(otpauthUri({ issuer: 'Madoguchi 012', account: 'S0127', parameters, secret: rfcSecret(20) })).toBe(
      'otpauth://totp/Madoguchi%20012:S0127?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Madoguchi%20012',
    )
    const other = deviceOf(rfcSecret(32), { algorithm: 'SHA256', digits: 8, periodSeconds: 60 }).parameters
    const search = new URL(
      otpauthUri({ issuer: '窓口', account: 'S0127', parameters: other, secret: rfcSecret(32) }),
    ).searchParams
    expect(Object.fromEntries(search)).toMatchObject({
      issuer: '窓口',
      algorithm: 'SHA256',
      digits: '8',
      period: '60',
    })
  })

  it('keeps names with colons, blanks and Japanese letters apart', () => {
    const uri = otpauthUri({ issuer: '銀行: 本店?&', account: 'S0127:x', parameters, secret: rfcSecret(20) })
    const label = uri.slice('otpauth://totp/'.length, uri.indexOf('?'))
    expect(label.split(':').map(decodeURIComponent)).toEqual(['銀行： 本店?&', 'S0127：x'])
  })

  it('gives an authenticator what it needs to show codes that the desk accepts', () => {
    const uri = new URL(otpauthUri({ issuer: 'M', account: 'S', parameters, secret: rfcSecret(20) }))
    const secret = uri.searchParams.get('secret') ?? ''
    const [code = ''] = oathtool([['--totp=SHA1', '--base32', '--digits=6', '--now=@1795246200', secret]])
    expect(verify(seed, parameters, UNUSED, code, 1_795_246_200_000).outcome).toBe('accepted')
  })

  it('leaves the secret bytes to their owner', () => {
    const secret = Uint8Array.from(rfcSecret(20))
    otpauthUri({ issuer: 'M', account: 'S', parameters, secret })
    expect(secret).toEqual(Uint8Array.from(rfcSecret(20)))
  })
})
