import { describe, expect, it } from 'vitest'
import { profileOf } from '#main/profiles/index'
import { completed, LATER, proposalCompleted } from '#shared/later-parameters'
import { SERVICE_IDS, type ServiceId, serviceProfile } from '#shared/profiles'

/** A description as a program wrote it that knew nothing of hardware in a safe. */
function earlier(service: ServiceId, changes: object = {}): Record<string, unknown> {
  const profile: Record<string, unknown> = { ...profileOf(service), version: 4, ...changes }
  const sources: Record<string, unknown> = { ...profileOf(service).sources }
  for (const name of LATER) {
    delete profile[name]
    delete sources[name]
  }
  return {
    ...profile,
    sources,
    tokenModels: profileOf(service).tokenModels.map(({ hardware: _later, ...model }) => model),
  }
}

describe('a description kept by an earlier program', () => {
  it.each([...SERVICE_IDS])('of %s is read with the hardware this program knows of', (service) => {
    const kept = earlier(service, { reissueWaitMin: 55 })
    expect(serviceProfile.safeParse(kept).success).toBe(false)
    const read = serviceProfile.parse(completed(kept, profileOf))
    expect(read).toEqual({ ...profileOf(service), version: 4, reissueWaitMin: 55 })
  })

  it('keeps models of its own, which nobody has described as hardware yet', () => {
    const kept = earlier('P003')
    const own = {
      code: 'fob-2',
      kind: 'hard',
      name: { ja: '新', en: 'new' },
      whereIsTheSerial: { ja: '裏', en: 'back' },
    }
    const read = serviceProfile.parse(
      completed({ ...kept, tokenModels: [...(kept.tokenModels as object[]), own] }, profileOf),
    )
    expect(read.tokenModels.map(({ code, hardware }) => [code, hardware?.picture])).toEqual([
      ['keyfob', 'keyfob'],
      ['fob-2', undefined],
    ])
  })

  it('is left as it is where it says anything about hardware, even that nothing is kept', () => {
    const { hardware: _gone, ...bare } = profileOf('P003').tokenModels[0] ?? {}
    const kept = { ...profileOf('P003'), hardwareFees: [], tokenModels: [bare] }
    expect(completed(kept, profileOf)).toBe(kept)
  })

  it('is completed inside the case that proposes it, and no other case is touched', () => {
    const ask = { kind: 'profile-change', service: 'P003', from: 3, profile: earlier('P003'), reason: '改訂' }
    expect(proposalCompleted(ask, profileOf)).toEqual({
      ...ask,
      profile: { ...profileOf('P003'), version: 4 },
    })
    const other = { kind: 'reissue' }
    expect(proposalCompleted(other, profileOf)).toBe(other)
    expect(completed('P003', profileOf)).toBe('P003')
  })
})
