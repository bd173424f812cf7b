import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { type Served, serve } from '../../src/main/server/serve.ts'
import { project } from '../support/places.ts'
import { connectTo, dial, enter, type Session } from '../support/Session.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

let place: ReturnType<typeof temporaryFolder>
let running: { engine: Engine; served: Served }[]

beforeEach(() => {
  place = temporaryFolder()
  running = []
})
afterEach(async () => {
  for (const one of running) await stop(one)
  place.remove()
})

/** A server of the same account and the same data folder, for a study of its own, or for whichever is opened. */
async function start(study: string | undefined, port = 0) {
  const engine = testEngine(place.path)
  if (study !== undefined)
    await engine
      .openStudy(`${place.path}/${study}`)
      .catch(() => engine.createStudy(`${place.path}/${study}`, ['normal', 'lesion']))
  const served = await serve(engine, project, '127.0.0.1', port)
  running.push({ engine, served })
  return { engine, served }
}
async function stop({ engine, served }: { engine: Engine; served: Served }): Promise<void> {
  await served.close()
  await engine.close()
  running = running.filter((one) => one.served !== served)
}
const portOf = ({ origin }: Session) => Number(new URL(origin).port)
/** What a server answers to a page's request that brings the session's cookie, by whichever name. */
const page = async (origin: string, { cookie }: Session, name = cookie.split('=')[0]) =>
  (await fetch(origin, { headers: { cookie: `${name}=${cookie.split('=')[1]}` } })).status
const LET_IN = 404
const isLetIn = (session: Session) =>
  dial(session).then(
    (socket) => {
      socket.close()
      return true
    },
    () => false,
  )

describe('a session', () => {
  it('is good for the server that gave it, also after that was started again for the same study', async () => {
    const first = await start('one')
    const session = await enter(first.served.address)
    expect(await page(session.origin, session)).toBe(LET_IN)
    const { client, socket } = await connectTo(session)
    expect(await client.study.current()).toMatchObject({ frames: 0 })
    socket.close()
    await stop(first)
    await start('one', portOf(session))
    expect(await isLetIn(session)).toBe(true)
  })

  it('is good for no other port and no other study, under whichever name it is sent', async () => {
    const first = await start('one')
    const session = await enter(first.served.address)
    const { origin } = new URL((await start(undefined)).served.address)
    const name = `loco_session_${new URL(origin).port}`
    expect(await page(origin, session)).toBe(401)
    expect(await page(origin, session, name)).toBe(401)
    const renamed = { ...session, origin, cookie: `${name}=${session.cookie.split('=')[1]}` }
    expect(await isLetIn(renamed)).toBe(false)
    await stop(first)
    await start('two', portOf(session))
    expect(await page(session.origin, session)).toBe(401)
    expect(await isLetIn(session)).toBe(false)
  })

  it('lets no window in by its cookie alone, which browsers send to every port', async () => {
    const session = await enter((await start(undefined)).served.address)
    expect(await isLetIn(session)).toBe(true)
    expect(await isLetIn({ ...session, key: '' })).toBe(false)
    expect(await isLetIn({ ...session, key: session.key.toLowerCase() })).toBe(false)
    expect(await isLetIn({ ...session, cookie: '' })).toBe(false)
  })

  it('of one server stays when another gives one', async () => {
    const [first, second] = [await start('one'), await start('two')]
    const sessions = [await enter(first.served.address), await enter(second.served.address)]
    expect(new Set(sessions.map(({ cookie }) => cookie.split('=')[0])).size).toBe(2)
    await stop(first)
    await stop(second)
    for (const [n, study] of ['one', 'two'].entries())
      if (sessions[n]) await start(study, portOf(sessions[n]))
    for (const session of sessions) expect(await isLetIn(session)).toBe(true)
  })
})
