import { readFileSync } from 'node:fs'
import { noDevice } from '#main/keys/device'
import { unlockSlot } from '#main/keys/keyring'
import { err, ok } from '#shared/result'
import { by, openStall, people } from '../../fixtures/stall.ts'

/**
 * Works a store until it is killed: `kill-child.ts <dir> <first number> [<anchor>]`. Each attempt adds a parcel, moves the one
 * before, and scribbles; every fifth is refused. After every second one its head is signed. A number is written to stdout
 * only after it was acknowledged.
 */
const [dir = '', from = '0', anchor] = process.argv.slice(2)
readFileSync(`${dir}/keyring.json`)
const person = people[0]
if (person === undefined) throw new Error('nobody here')
const keys = await unlockSlot(dir, person.staff, person.passphrase, noDevice)
if (!keys.ok) throw new Error(keys.error)
const store = openStall(dir, keys.value, false, anchor)
process.stdout.write('READY\n')
for (let round = Number(from); ; round += 1) {
  const reply = store.attempt(by('parcel.add', { requestId: `r${round}` }), (write) => {
    write.add(`p${round}`, 'shelf', '検証 花子')
    if (round > Number(from)) write.move(`p${round - 1}`, 'counter')
    write.scribble(`p${round}`)
    if (round % 5 === 4) return err({ code: 'shelf-locked' })
    return ok({ output: round, audit: { event: 'parcel.added', object: `p${round}` } })
  })
  if (!reply.ok && round % 5 !== 4) throw new Error(reply.error.code)
  process.stdout.write(`ACK ${round}\n`)
  if (round % 2 === 1) process.stdout.write(`SIGNED ${store.trail.sign().size}\n`)
  if (!reply.ok) {
    store.attempt(by('parcel.add'), (write) => {
      write.add(`p${round}`, 'shelf')
      write.scribble(`p${round}`)
      return ok({ output: round, audit: { event: 'parcel.added', object: `p${round}` } })
    })
  }
}
