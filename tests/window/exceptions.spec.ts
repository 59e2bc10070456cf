/**
 * One complete walk per job and service that the catalogue of exceptions has, by keyboard alone: from the first question
 * to the closed case, or to the moment the service itself makes everybody wait for. (E-01 and E-02 walk in job.spec.ts,
 * E-05 in loss.spec.ts; what happens after the waiting time is proven at the gate, where the clock can be set.)
 */

import type { Tokens } from '../../build/tour/codes.ts'
import * as walk from '../../build/tour/exceptions.ts'
import * as job from '../../build/tour/job.ts'
import { OTHER_SUPERVISOR, SUPERVISOR, TELLER } from '../../build/tour/people.ts'
import type { Seat } from '../../build/tour/seat.ts'
import { expect, test } from './desk.ts'

const { visits, EARLIEST } = walk

async function untilApproval(seat: Seat, tokens: Tokens, visit: walk.Visit): Promise<string> {
  await job.signIn(seat.hands, tokens, TELLER)
  const caseNo = await walk.takeIn(seat.hands, visit)
  await job.submit(seat.hands)
  return caseNo
}

async function closed(seat: Seat, receipt: string): Promise<void> {
  expect(receipt).toMatch(/R-999-\d{6}/)
  await seat.hands.sees('この案件は 終わっています')
  expect(seat.complaints, 'no page broke the content policy or anything else').toEqual([])
}

for (const visit of [visits['E-03 P003'], visits['E-03 P004']]) {
  test(`${visit.of}: the lockout is lifted by two persons, for everybody the guide names`, async ({
    seat,
    tokens,
  }) => {
    await untilApproval(seat, tokens, visit)
    const said = await walk.approve(seat, tokens, SUPERVISOR, visit)
    if (visit === visits['E-03 P003']) {
      expect(said).toContain('西田 葵')
      expect(said).toContain('朝倉 光')
    }
    await closed(seat, said)
  })
}

for (const visit of [visits['E-13 P001'], visits['E-13 P002']]) {
  test(`${visit.of}: the customer opts out, knowing that there is less protection`, async ({
    seat,
    tokens,
  }) => {
    await untilApproval(seat, tokens, visit)
    await closed(seat, await walk.approve(seat, tokens, SUPERVISOR, visit))
  })
}

for (const visit of [visits['E-04 P001'], visits['E-12 P002']]) {
  test(`${visit.of}: re-issued on paper, because the old code cannot speak for the customer any more`, async ({
    seat,
    tokens,
  }) => {
    await untilApproval(seat, tokens, visit)
    const said = await walk.approve(seat, tokens, SUPERVISOR, visit)
    await walk.registerByCentre(seat.hands, visit)
    await seat.hands.at('relogin')
    await seat.hands.press('1')
    await seat.hands.key('F12')
    await closed(seat, said)
  })
}

for (const visit of [visits['E-07 P003'], visits['E-06 P004'], visits['E-14 P004']]) {
  test(`${visit.of}: revoked at the counter, and the case waits for the time the service names`, async ({
    seat,
    tokens,
  }) => {
    const caseNo = await untilApproval(seat, tokens, visit)
    const said = await walk.approve(seat, tokens, SUPERVISOR, visit)
    expect(said).toMatch(/R-999-\d{6}/)
    await seat.hands.sees(EARLIEST)
    await job.goTo(seat.hands, '時刻待ち')
    await seat.hands.sees(caseNo)
    await job.goTo(seat.hands, '再発行の時計')
    await seat.hands.sees(visit.customer)
    expect(seat.complaints).toEqual([])
  })
}

test(`${visits['E-09 P004'].of}: one-time passwords are applied for on paper, and the user begins`, async ({
  seat,
  tokens,
}) => {
  const visit = visits['E-09 P004']
  await untilApproval(seat, tokens, visit)
  const said = await walk.approve(seat, tokens, SUPERVISOR, visit)
  await seat.hands.at('centre')
  await walk.registerByCentre(seat.hands, visit)
  await closed(seat, said)
})

test(`${visits['E-11 P000'].of}: a new administrator and a reset together are looked at by two supervisors`, async ({
  seat,
  tokens,
}) => {
  const visit = visits['E-11 P000']
  await untilApproval(seat, tokens, visit)
  const first = await walk.approve(seat, tokens, SUPERVISOR, visit)
  expect(first).not.toMatch(/R-999-\d{6}/)
  await seat.hands.sees('2人目')
  const second = await walk.approve(seat, tokens, OTHER_SUPERVISOR, visit)
  expect(second).toMatch(/R-999-\d{6}/)
  await seat.hands.at('newSerial')
  expect(seat.complaints).toEqual([])
})
