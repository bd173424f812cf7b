import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import type { Others } from '../../src/shared/contract/presence.ts'
import { codeOf } from '../support/connected.ts'
import {
  connectToDepartment,
  PASSWORD,
  servedDepartment,
  signedIn,
  withAccounts,
} from '../support/department.ts'
import type { WindowClient } from '../support/Session.ts'
import { studyOfFrames, temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
let engine: Engine
let served: Awaited<ReturnType<typeof servedDepartment>>
const open: WindowClient[] = []

beforeAll(async () => {
  engine = testEngine(place.path)
  const study = await studyOfFrames(engine, place.path, { count: 3, side: 32 })
  await withAccounts(engine, { Enno: 'engineer', Berta: 'annotator', 王小明: 'annotator', Vera: 'viewer' })
  // Frame 3 is read blind, by two.
  const { examination_id } = await study.store.db
    .selectFrom('frame')
    .select('examination_id')
    .where('id', '=', 3)
    .executeTakeFirstOrThrow()
  const said = { examination_id, due: null, assigned_by: 'Enno', at: new Date().toISOString() }
  await study.store.db
    .insertInto('assignment')
    .values([
      { ...said, reader: 'Berta' },
      { ...said, reader: '王小明' },
    ])
    .execute()
  served = await servedDepartment(engine)
})
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.terminate()
})
afterAll(async () => {
  await served.close()
  await engine.close()
  place.remove()
})

/** Somebody's window, and what it was told last of who else is here. */
async function window(name: string) {
  const opened = await signedIn(served.origin, name)
  open.push(opened)
  let told: Others | undefined
  let ended: string | null | undefined
  const events = await opened.client.presence.here()
  void codeOf(
    (async () => {
      for await (const others of events) told = others
    })(),
  ).then(
    (code) => {
      ended = code
    },
    // The connection is over, and with it the test.
    () => {},
  )
  await expect.poll(() => told).toBeDefined()
  const seen = () => told?.people.map(({ name: one, frames, away }) => [one, frames, away])
  return { ...opened, seen, somebodyOn: () => told?.somebodyOn, endedWith: () => ended }
}

describe('who is here', () => {
  it('is told as they come, open a frame, leave their window alone, and go', async () => {
    const enno = await window('Enno')
    expect(enno.seen()).toEqual([])
    const berta = await window('Berta')
    expect(berta.seen()).toEqual([['Enno', [], false]])
    await expect.poll(enno.seen).toEqual([['Berta', [], false]])
    await berta.client.presence.tell({ frame: 2, away: false })
    await expect.poll(enno.seen).toEqual([['Berta', [2], false]])
    await berta.client.presence.tell({ frame: 2, away: true })
    await expect.poll(enno.seen).toEqual([['Berta', [2], true]])
    berta.socket.terminate()
    await expect.poll(enno.seen).toEqual([])
  })

  it('is one person, whatever they have open; their own windows are no others', async () => {
    const enno = await window('Enno')
    const [first, second] = [await window('王小明'), await window('王小明')]
    await first.client.presence.tell({ frame: 1, away: true })
    await second.client.presence.tell({ frame: 2, away: false })
    await expect.poll(enno.seen).toEqual([['王小明', [1, 2], false]])
    expect(second.seen()).toEqual([['Enno', [], false]])
    second.socket.terminate()
    await expect.poll(enno.seen).toEqual([['王小明', [1], true]])
  })

  it('says of a frame that is read blind that somebody is there, and not who', async () => {
    const [enno, berta] = [await window('Enno'), await window('Berta')]
    await berta.client.presence.tell({ frame: 3, away: false })
    await expect.poll(enno.somebodyOn).toEqual([3])
    expect(enno.seen()).toEqual([['Berta', [], false]])
    await berta.client.presence.tell({ frame: 1, away: false })
    await expect.poll(enno.seen).toEqual([['Berta', [1], false]])
    expect(enno.somebodyOn()).toEqual([])
  })

  it('keeps whoever locks their window as away, and nobody who signs out', async () => {
    const [enno, berta] = [await window('Enno'), await window('Berta')]
    await expect.poll(enno.seen).toEqual([['Berta', [], false]])
    await berta.client.people.lock()
    await expect.poll(enno.seen).toEqual([['Berta', [], true]])
    expect(berta.endedWith()).toBe('NOT_SIGNED_IN')
    await berta.client.people.unlock({ password: PASSWORD })
    await berta.client.presence.here().then((events) => events[Symbol.asyncIterator]().next())
    await expect.poll(enno.seen).toEqual([['Berta', [], false]])
    await berta.client.people.signOut()
    await expect.poll(enno.seen).toEqual([])
  })

  it('is told to nobody who is not signed in', async () => {
    const stranger = await connectToDepartment(served.origin)
    open.push(stranger)
    const next = stranger.client.presence.here().then((events) => events[Symbol.asyncIterator]().next())
    expect(await codeOf(next)).toBe('NOT_SIGNED_IN')
    expect(await codeOf(stranger.client.presence.tell({ frame: 1, away: false }))).toBe('NOT_SIGNED_IN')
  })
})
