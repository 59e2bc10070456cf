import { create } from 'zustand'
import type { Content } from '#shared/stock'
import { keepStoreInHand } from '../../desk/hand.ts'
import { useDesk } from '../../desk/state.ts'

/**
 * What has been put into an envelope, by parcel. It stands outside the screen, so that locking the desk in the middle
 * of packing loses nothing; it is gone with the person, and with the packing.
 */
export const useTicks = create<{ readonly of: Readonly<Record<string, readonly Content[]>> }>()(() => ({
  of: {},
}))

keepStoreInHand('ticks', useTicks)

export const tick = (parcel: string, content: Content, ticked: boolean): void =>
  useTicks.setState(({ of }) => ({
    of: {
      ...of,
      [parcel]: [...(of[parcel] ?? []).filter((one) => one !== content), ...(ticked ? [content] : [])],
    },
  }))

/** The envelope is opened again: everything in it is put in anew. */
export const untick = (parcel: string): void =>
  useTicks.setState(({ of }) => ({ of: { ...of, [parcel]: [] } }))

useDesk.subscribe((desk, before) => {
  if (desk.who?.staff !== before.who?.staff) useTicks.setState({ of: {} })
})
