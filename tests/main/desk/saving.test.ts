import { describe, expect, it } from 'vitest'
import { whereChosen } from '#main/desk/saving'
import { StoreFault } from '#main/store/faults'

describe('saving where the person says', () => {
  it('answers with the name, and with no file where none was chosen', async () => {
    expect(await whereChosen(async () => 'a.pdf')).toEqual({ ok: true, value: 'a.pdf' })
    expect(await whereChosen(async () => undefined)).toEqual({ ok: false, error: { code: 'save-cancelled' } })
  })

  it.each(['ENOSPC', 'EROFS', 'EACCES', 'ENODEV'])(
    'takes %s of the chosen folder for no file',
    async (code) => {
      const thrown = Object.assign(new Error(code), { code, syscall: 'write' })
      expect(await whereChosen(() => Promise.reject(thrown))).toEqual({
        ok: false,
        error: { code: 'save-cancelled' },
      })
    },
  )

  it('hands on what the disk of the records says', async () => {
    const fault = new StoreFault('disk-full')
    await expect(whereChosen(() => Promise.reject(fault))).rejects.toBe(fault)
  })
})
