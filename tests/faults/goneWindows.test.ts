import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { type Served, serve } from '../../src/main/server/serve.ts'
import { protocolsWith } from '../../src/shared/contract/windowKey.ts'
import { callIn } from '../support/me.ts'
import { project } from '../support/places.ts'
import { connectTo, enter, type Session } from '../support/Session.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, tallyOf } from '../support/tally.ts'

/** Hundreds of megabytes are sent to nobody. */
const isLong = Boolean(process.env['LOCO_FAULTS'])

let place: ReturnType<typeof temporaryFolder>
let engine: Engine
let served: Served
let session: Session

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  place = temporaryFolder()
  engine = testEngine(place.path)
  served = await serve(engine, project, '127.0.0.1', 0)
  session = await enter(served.address)
})
afterEach(async () => {
  vi.useRealTimers()
  await served.close()
  await engine.close()
  place.remove()
})

it('a window that says nothing any more is dropped, and one that is there stays', async () => {
  const there = await connectTo(session)
  // It takes what comes and answers nothing, as where a cable was cut.
  const mute = new WebSocket(`${session.origin.replace('http', 'ws')}/rpc`, protocolsWith(session.key), {
    headers: { cookie: session.cookie, origin: session.origin },
    autoPong: false,
  })
  await new Promise((resolve) => mute.once('open', resolve))
  for (let beat = 0; beat < 3; beat++) {
    const asked = once(there.socket, 'ping')
    vi.advanceTimersByTime(30_000)
    await asked
    await pause(50)
  }
  const tally = tallyOf('windows that are gone and do not say so')
  tally.tried++
  await expect.poll(() => mute.readyState).toBe(WebSocket.CLOSED)
  expect(await there.client.study.current()).toBeNull()
  expect(tally).toEqual({ tried: 1, ...NOTHING_WRONG })
  there.socket.close()
})

it.skipIf(!isLong)(
  'a window that reads nothing costs the engine so much and no more, and others go on',
  {
    timeout: 60_000,
  },
  async () => {
    const study = await engine.createStudy(`${place.path}/study`, ['normal', 'lesion'])
    const side = 2400
    const noise = randomBytes(side * side * 3)
    await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
      .png({ compressionLevel: 0 })
      .toFile(`${place.path}/noise.png`)
    await ImportService.importPaths(
      callIn(study),
      [`${place.path}/noise.png`],
      { layout: 'folder' },
      () => {},
    )
    const [deaf, other] = [await connectTo(session), await connectTo(session)]
    deaf.socket.pause()
    const gone = new Promise((resolve) => deaf.socket.once('close', resolve))
    for (let n = 0; n < 24; n++) {
      void deaf.client.frames.image({ id: 1, size: 'full' }).catch(() => {})
      await other.client.study.current()
    }
    await pause(200)
    deaf.socket.resume()
    await gone
    const tally = tallyOf('windows that are gone and do not say so')
    tally.tried++
    expect(await other.client.study.current()).toMatchObject({ frames: 1 })
    expect(tally).toEqual({ tried: 1, ...NOTHING_WRONG })
    other.socket.close()
  },
)
