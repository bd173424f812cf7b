import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Random, streamFor, whole } from '../../src/shared/domain/random.ts'
import { type ServedApp, serveApp } from '../support/browser.ts'
import { times } from '../support/counts.ts'
import { damaged } from '../support/damage.ts'
import { hasBuild, hasTensorFlow } from '../support/places.ts'
import { frame, head, type Leaving, send, upgradeHead } from '../support/rawRequests.ts'
import { smallRound } from '../support/rounds.ts'
import { connectTo, enter, type Session, type WindowClient } from '../support/Session.ts'
import { studyOfPairs, temporaryFolder, testEngine } from '../support/TestStudy.ts'
import { NOTHING_WRONG, type Tally, tallyOf } from '../support/tally.ts'

const REQUESTS = times(200, 5000)
const FRAMES = times(200, 5000)
/** More than the server takes in at a time. */
const CROWD = 700
const SLOW = 40
const LEAVINGS: readonly Leaving[] = ['end', 'reset', 'stay']
/** Answers that say that the server itself did not know what to do. */
const OWN_FAULT = /^HTTP\/1\.1 5|INTERNAL/

const place = temporaryFolder()
const pick = <T>(random: Random, values: readonly T[]): T => values[whole(random, 0, values.length - 1)] as T

describe.skipIf(!hasBuild)('a server that anybody on the machine can reach', { timeout: 600_000 }, () => {
  let app: ServedApp
  let session: Session
  let window: WindowClient
  let slow: Socket[] = []
  const port = () => Number(new URL(session.origin).port)
  const host = () => `127.0.0.1:${port()}`

  const start = async () => {
    app = await serveApp(place.path)
    session = await enter(app.address)
    window = await connectTo(session)
    await window.client.study.open({ folder: join(place.path, 'study') })
  }
  beforeAll(async () => {
    const engine = testEngine(place.path)
    await studyOfPairs(engine, place.path, { count: 16, side: 48 })
    await engine.close()
    await start()
    // They are held while all else is tried.
    slow = Array.from({ length: SLOW }, (_, n) =>
      n % 2 ? held('') : held('GET / HTTP/1.1\r\nX-Slow: ', 'a'),
    )
  })
  afterAll(async () => {
    await app.stop()
    place.remove()
  })

  /** Counts a server that died, or that left the session that was open; the next fault finds a new one. */
  const seeWhetherItStands = async (tally: Tally) => {
    const answers = await Promise.race([
      window.client.study.current().then(
        (study) => study !== null,
        () => false,
      ),
      new Promise<false>((resolve) => setTimeout(() => resolve(false), 30_000)),
    ])
    if (answers && !app.hasEnded) return
    tally.crashed++
    await app.stop()
    await start()
  }
  const note = (tally: Tally, text: string) => {
    tally.tried++
    if (OWN_FAULT.test(text)) tally.unclear++
  }
  const get = (path: string, cookie = '') =>
    head(`GET ${path} HTTP/1.1`, [
      ['Host', host()],
      ['Cookie', cookie],
    ])
  const whileOpen = (bytes: Buffer) =>
    Buffer.concat([Buffer.from(upgradeHead(host(), session.cookie, session.key)), bytes])

  const attacks: readonly (readonly [string, () => [Buffer | string, Leaving]])[] = [
    ['an address of two slashes', () => [get('//'), 'stay']],
    ['an address that is none', () => [get('http://['), 'stay']],
    ['a way with a broken escape', () => [get('/%zz', session.cookie), 'stay']],
    ['a way with a NUL', () => [get('/%00.html', session.cookie), 'stay']],
    ['a refused WebSocket that is reset', () => [upgradeHead(host(), '', ''), 'reset']],
    [
      'a WebSocket of another site that is reset',
      () => [upgradeHead(host(), session.cookie, session.key, 'http://evil'), 'reset'],
    ],
    [
      'a WebSocket that is let in and reset',
      () => [upgradeHead(host(), session.cookie, session.key), 'reset'],
    ],
    ['a frame of a kind that there is not', () => [whileOpen(frame(0x8b, Buffer.from('x'))), 'stay']],
    ['a frame without its mask', () => [whileOpen(frame(0x81, Buffer.from('x'), 1, false)), 'stay']],
    ['a text that is no text', () => [whileOpen(frame(0x81, Buffer.of(0xff, 0xfe, 0xfd))), 'stay']],
    ['a message over the limit', () => [whileOpen(frame(0x82, Buffer.alloc(9), 65e6)), 'stay']],
    ['a message of 2⁶³ bytes', () => [whileOpen(frame(0x82, Buffer.alloc(9), 2 ** 62)), 'stay']],
    ['a message that is no call', () => [whileOpen(frame(0x81, Buffer.from('{"i":null,"p":{}}'))), 'stay']],
    ['a tunnel', () => [head('CONNECT evil.example:443 HTTP/1.1', [['Host', host()]]), 'reset']],
    ['40 KB of headers', () => [get('/', 'x'.repeat(40_000)), 'stay']],
    [
      'a body without an end',
      () => [`${get('/').trimEnd()}\r\nTransfer-Encoding: chunked\r\n\r\nzz`, 'stay'],
    ],
  ]

  it.each(attacks)('stands through %s', async (name, attack) => {
    const tally = tallyOf('hostile requests to the server')
    for (let n = 0; n < 3; n++) {
      const { text } = await send(port(), ...attack(), 60)
      note(tally, text)
      // A socket's reset reaches the other side later than the test.
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await seeWhetherItStands(tally)
    expect(tally, name).toEqual({ tried: 3, ...NOTHING_WRONG })
  })

  it(`stands through ${REQUESTS} requests of chance`, async () => {
    const tally = tallyOf('hostile requests to the server')
    for (let seed = 0; seed < REQUESTS; seed++) {
      const random = streamFor('request', seed)
      const { text } = await send(port(), request(random, seed), pick(random, LEAVINGS), 20)
      note(tally, text)
      if (app.hasEnded || seed % 50 === 49) await seeWhetherItStands(tally)
    }
    await seeWhetherItStands(tally)
    expect(tally).toEqual({ tried: REQUESTS, ...NOTHING_WRONG })
  })

  it(`stands through ${FRAMES} WebSocket frames of chance, from one that was let in`, async () => {
    const tally = tallyOf('hostile WebSocket frames')
    for (let seed = 0; seed < FRAMES; seed++) {
      const random = streamFor('frame', seed)
      const frames = Array.from({ length: whole(random, 1, 4) }, () => frameOfChance(random))
      const bytes = whileOpen(Buffer.concat(frames))
      const { text } = await send(port(), bytes, pick(random, LEAVINGS), 20)
      note(tally, text)
      if (app.hasEnded || seed % 50 === 49) await seeWhetherItStands(tally)
    }
    await seeWhetherItStands(tally)
    expect(tally).toEqual({ tried: FRAMES, ...NOTHING_WRONG })
  })

  it('answers its own beside a crowd, and others as soon as the crowd goes', async () => {
    const tally = tallyOf('connections that are held open')
    const crowd = Array.from({ length: CROWD }, () => held(''))
    tally.tried = crowd.length
    await seeWhetherItStands(tally)
    for (const socket of crowd) socket.destroy()
    await expect.poll(async () => (await send(port(), get('/'), 'stay')).text).toMatch(/^HTTP\/1\.1 401/)
    await seeWhetherItStands(tally)
    expect(tally).toEqual({ tried: CROWD, ...NOTHING_WRONG })
  })

  it.skipIf(!hasTensorFlow)('keeps a round running meanwhile', async () => {
    const { client } = window
    const { id } = await client.training.start(smallRound(100_000))
    const step = async () => (await client.training.rounds()).find((round) => round.id === id)?.step ?? 0
    await expect.poll(step, { timeout: 60_000, interval: 200 }).toBeGreaterThan(0)
    for (const [, attack] of attacks) await send(port(), ...attack(), 50)
    const before = await step()
    await expect.poll(step, { timeout: 60_000, interval: 200 }).toBeGreaterThan(before)
    expect(app.hasEnded).toBe(false)
    expect(await client.training.cancel({ run: id })).toMatchObject({ state: 'cancelled' })
  })

  it('lets nobody hold a place who does not come to the end of a question', async () => {
    const tally = tallyOf('connections that are held open')
    tally.tried = SLOW
    await expect.poll(() => slow.filter((socket) => !socket.destroyed).length, { timeout: 40_000 }).toBe(0)
    await seeWhetherItStands(tally)
    expect(tally).toEqual({ tried: SLOW, ...NOTHING_WRONG })
  })

  /** A connection that asks nothing, or that never comes to the end of its question. */
  function held(beginning: string, drip?: string): Socket {
    const socket = connect(port(), '127.0.0.1')
    socket.on('error', () => {})
    socket.resume()
    if (beginning) socket.write(beginning)
    const timer = drip && setInterval(() => socket.writable && socket.write(drip), 400)
    socket.on('close', () => clearInterval(timer || undefined))
    return socket
  }

  /** A request that is right but for what chance does to it. */
  function request(random: Random, seed: number): Buffer {
    const method = pick(random, [
      'GET',
      'GET',
      'GET',
      'HEAD',
      'POST',
      'OPTIONS',
      'CONNECT',
      'TRACE',
      'get',
      '',
    ])
    const target = pick(random, WAYS)
    const version = pick(random, ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9', ''])
    const headers = Array.from({ length: whole(random, 0, 6) }, () => pick(random, HEADERS))
    const own: (readonly [string, string])[] = [
      ['Host', host()],
      ['Cookie', pick(random, [session.cookie, 'loco_session', `${session.cookie}=`, ';;=;'])],
    ]
    const bytes = Buffer.from(head(`${method} ${target} ${version}`, [...own, ...headers]), 'latin1')
    const upgrade = Buffer.from(upgradeHead(host(), session.cookie, pick(random, ['', session.key])))
    const whichever = random() < 0.7 ? bytes : upgrade
    return random() < 0.5 ? whichever : damaged(whichever, seed)
  }
})

const WAYS = [
  '/',
  '//',
  '///x',
  '/index.html',
  '/%zz',
  '/%00',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5cx.js',
  '/?token=',
  '/?token=%zz',
  '/?token=a&token=b',
  '*',
  'http://[',
  'http://evil.example/',
  '\\\\evil\\share',
  '/\u00ff\u00fe.html',
  `/${'a'.repeat(9000)}.html`,
  '/assets',
  '/rpc',
  '/#',
  '?',
]

const HEADERS: readonly (readonly [string, string])[] = [
  ['Host', 'evil.example'],
  ['Origin', 'null'],
  ['Sec-Fetch-Site', 'cross-site'],
  ['Content-Length', '5'],
  ['Content-Length', '-1'],
  ['Transfer-Encoding', 'chunked'],
  ['Transfer-Encoding', 'gzip, chunked'],
  ['Expect', '100-continue'],
  ['Expect', 'nothing'],
  ['Connection', 'Upgrade'],
  ['Connection', 'close, keep-alive'],
  ['Upgrade', 'h2c'],
  ['Upgrade', 'websocket'],
  ['HTTP2-Settings', 'AAMAAABkAAQAAP__'],
  ['Range', 'bytes=0-18446744073709551615'],
  ['If-None-Match', '*'],
  ['Cookie', 'a'.repeat(20_000)],
  ['X\u00e4', '\u00ff'],
  ['__proto__', 'x'],
  ['Sec-WebSocket-Version', '99'],
  ['Sec-WebSocket-Extensions', 'permessage-deflate; server_max_window_bits=99'],
  ['Sec-WebSocket-Protocol', ',,,'],
]

const CALLS = [
  '{"i":"1","p":{"u":"/study/current"}}',
  '{"i":"1","p":{"u":"/study/nothing"}}',
  '{"i":"1","p":{"u":"/__proto__/constructor"}}',
  '{"i":"1","p":{"u":"http://["}}',
  '{"i":"1","p":{"u":"/frames/image","b":{"json":{"id":1,"size":"full"}}}}',
  '{"i":"1","p":{"u":"/frames/image","m":"GET"}}',
  '{"i":"1","p":{"u":"/folders/list","b":{"json":{"path":"\\u0000"}}}}',
  '{"i":"1","p":{"u":"/folders/list","h":{"content-disposition":"x","content-type":"multipart/form-data"},"b":1}}',
  '{"i":"1","p":{"u":"/folders/list","h":{"content-type":"text/event-stream"}}}',
  '{"i":"1","p":{"u":"/study/changes"}}',
  '{"i":"1","t":4}',
  '{"i":"1","t":3,"p":{"event":"message"}}',
  '{"i":"1","t":3}',
  '{"i":{"a":1},"p":null}',
  '{"i":"1","p":{"u":"/study/rename","b":{"json":{"name":1},"meta":[[1,"__proto__","x"],[9,"name"],[5,"a","b"]]}}}',
  `{"i":"1","p":{"u":"/study/rename","b":{"json":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}`,
  `{"i":"1","p":{"u":"/folders/list","b":{"json":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}}}`,
  '[[[[]]]]',
  'null',
  '{"i":',
  '',
]

/** A frame that a window might send but for what chance does to it. */
function frameOfChance(random: Random): Buffer {
  const call = Buffer.from(pick(random, CALLS))
  const payload =
    random() < 0.3 ? damaged(Buffer.concat([call, Buffer.of(255, 0)]), whole(random, 0, 1e6)) : call
  const first = random() < 0.6 ? 0x81 : whole(random, 0, 255)
  const says = random() < 0.8 ? payload.length : pick(random, [0, 1, 125, 126, 65_535, 65_536, 64e6, 2 ** 40])
  return frame(first, payload, says, random() < 0.9)
}
