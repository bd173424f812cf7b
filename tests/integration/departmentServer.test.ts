import { mkdirSync, realpathSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { contract } from '../../src/shared/contract/index.ts'
import { path } from '../../src/shared/contract/texts.ts'
import { encodeMask } from '../../src/shared/domain/rle.ts'
import { codeOf } from '../support/connected.ts'
import {
  agreedVersion,
  connectToDepartment,
  dialDepartment,
  pageOf,
  servedDepartment,
  signedIn,
  withAccounts,
} from '../support/department.ts'
import { send } from '../support/rawRequests.ts'
import { studyOfFrames, temporaryFolder, testEngine, writePairs } from '../support/TestStudy.ts'

const place = temporaryFolder()
const at = (...names: string[]) => join(realpathSync(place.path), ...names)
const patch = Buffer.from(encodeMask({ width: 1, height: 1, data: Uint8Array.of(1) })).toString('base64')
let engine: Engine
let served: Awaited<ReturnType<typeof servedDepartment>>

beforeAll(async () => {
  engine = testEngine(place.path)
  await studyOfFrames(engine, place.path, { count: 3, side: 32 })
  await withAccounts(engine, { Enno: 'engineer', Berta: 'annotator', Vera: 'viewer' })
  mkdirSync(at('shared/inside'), { recursive: true })
  mkdirSync(at('second'))
  mkdirSync(at('private'))
  symlinkSync(at('private'), at('shared/way-out'))
  symlinkSync(at('not-there'), at('shared/nowhere'))
  writeFileSync(at('private/secret.txt'), 'secret')
  await writePairs(at('shared/set'), 2, 32)
  served = await servedDepartment(engine, [at('shared'), at('second')])
})
afterAll(async () => {
  await served.close()
  await engine.close()
  place.remove()
})

const isLetIn = (headers: Readonly<Record<string, string>>, origin = served.origin) =>
  dialDepartment(origin, headers).then(
    (socket) => {
      socket.terminate()
      return true
    },
    () => false,
  )
/** The engine has come through all of it. */
const isAlive = async () => {
  const { client, socket } = await signedIn(served.origin, 'Vera')
  expect((await client.study.current())?.frames).toBe(3)
  socket.terminate()
}

describe("a department's server", () => {
  it('speaks TLS of today alone', async () => {
    expect(await agreedVersion(served.port, 'TLSv1.3')).toBe('TLSv1.3')
    expect(await agreedVersion(served.port, 'TLSv1.2')).toBe('TLSv1.2')
    expect(await agreedVersion(served.port, 'TLSv1.1')).toBeNull()
    const plain = await send(served.port, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'stay', 3000)
    expect(plain).toMatchObject({ isClosed: true })
    expect(plain.text).not.toContain('HTTP/1.1 200')
  })

  it('gives its pages to anybody who names it, with headers that keep them to it', async () => {
    const { headers } = await pageOf(served.origin, '/resources/icon.svg').then(async (answer) =>
      answer.status === 200 ? answer : pageOf(served.origin, '/src/renderer/index.html'),
    )
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{7,}$/)
    expect(headers['connection-allowlist']).toBe(`(response-origin "wss://127.0.0.1:${served.port}/*")`)
    expect(headers['content-security-policy']).toContain("connect-src 'self'")
    expect((await pageOf(served.origin, '/', { host: 'evil.example' })).status).toBe(403)
    expect((await pageOf(served.origin, '/', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await pageOf(served.origin, '/', { origin: 'https://evil.example' })).status).toBe(403)
  })

  it('opens a WebSocket to its own pages alone', async () => {
    const { origin } = served
    expect(await isLetIn({ origin })).toBe(true)
    expect(await isLetIn({})).toBe(false)
    expect(await isLetIn({ origin: 'https://evil.example' })).toBe(false)
    expect(await isLetIn({ origin: origin.replace('https', 'http') })).toBe(false)
    expect(await isLetIn({ origin, host: 'evil.example' })).toBe(false)
    expect(await isLetIn({ origin, 'sec-fetch-site': 'same-site' })).toBe(false)
  })

  it('answers nothing but who they are to whoever has not signed in', async () => {
    const { client, socket } = await connectToDepartment(served.origin)
    expect(await client.people.me()).toMatchObject({
      accounts: true,
      signedIn: false,
      rights: [],
      study: null,
    })
    expect(await client.server.about()).toEqual({ fingerprint: served.fingerprint })
    const stroke = { frame: 1, stroke: 'stroke-s', base: 0, x: 0, y: 0, patch }
    for (const call of [
      () => client.study.current(),
      () => client.layers.paint(stroke),
      () => client.folders.list({}),
    ])
      expect(await codeOf(call())).toBe('NOT_SIGNED_IN')
    const changes = client.study.changes().then((events) => events[Symbol.asyncIterator]().next())
    expect(await codeOf(changes)).toBe('NOT_SIGNED_IN')
    socket.terminate()
  })

  it('asks for rights at each call: of one who is signed out elsewhere, whose role changes, who locks', async () => {
    const { client, socket } = await signedIn(served.origin, 'Berta')
    const stroke = (n: number) =>
      client.layers.paint({ frame: 1, stroke: `stroke-${n}`, base: n, x: n, y: 0, patch })
    await stroke(0)
    await engine.accounts.setRole({ name: 'Enno', rights: [] }, 'Berta', 'viewer')
    expect(await codeOf(stroke(1))).toBe('NOT_ALLOWED')
    await engine.accounts.setRole({ name: 'Enno', rights: [] }, 'Berta', 'annotator')
    await stroke(1)
    await client.people.lock()
    expect(await codeOf(stroke(2))).toBe('NOT_SIGNED_IN')
    await client.people.unlock({ password: 'a password of ten' })
    await stroke(2)
    const events = (await client.study.changes())[Symbol.asyncIterator]()
    await events.next()
    const ended = events.next()
    await engine.accounts.signOutEverywhere({ name: 'Enno', rights: [] }, 'Berta')
    expect(await codeOf(ended)).toBe('NOT_SIGNED_IN')
    expect(await codeOf(stroke(3))).toBe('NOT_SIGNED_IN')
    socket.terminate()
  })

  it('ends strangers who send more than one needs to sign in', async () => {
    const { socket } = await connectToDepartment(served.origin)
    const closed = new Promise((resolve) => socket.once('close', resolve).on('error', () => {}))
    socket.send('x'.repeat(2_000_000))
    await closed
    await isAlive()
  })

  it('outlives garbage, halves and silence before TLS, and closes too many of one address', async () => {
    for (const bytes of [Buffer.alloc(5000, 7), Buffer.of(0x16, 3, 1, 0xff, 0xff), Buffer.alloc(0)])
      for (const leaving of ['end', 'reset', 'stay'] as const) await send(served.port, bytes, leaving, 50)
    const silent = Array.from({ length: 130 }, () => connect(served.port, '127.0.0.1').on('error', () => {}))
    const isOver = (socket: (typeof silent)[number]) =>
      new Promise<void>((resolve) => (socket.destroyed ? resolve() : socket.once('close', resolve)))
    await Promise.all(silent.slice(-20).map(isOver))
    // Those that say nothing are given up, and there is room for others again.
    await Promise.all(silent.map(isOver))
    await isAlive()
  }, 30_000)
})

describe('the disk behind it', () => {
  it('is reached below the folders that were named, with every link followed', async () => {
    const { client, socket } = await signedIn(served.origin, 'Enno')
    const above = await client.folders.list({})
    expect(above).toMatchObject({ path: '', parent: null })
    expect(above.folders.map(({ path }) => path)).toEqual([at('shared'), at('second')])
    const inside = await client.folders.list({ path: at('shared') })
    expect(inside).toMatchObject({ path: at('shared'), parent: '' })
    expect(inside.folders.map(({ name }) => name)).toEqual(['inside', 'set'])
    expect((await client.folders.list({ path: at('shared/inside') })).parent).toBe(at('shared'))
    const outside = [at('private'), at('shared/../private'), at('shared/way-out'), at('shared-not'), '/']
    for (const path of [...outside, at('shared/nowhere'), at('shared/nowhere/new'), 'shared'])
      await expect(client.folders.list({ path }), path).rejects.toMatchObject({
        code: 'NOT_ALLOWED',
        data: { name: 'outsideRoots' },
      })
    socket.terminate()
  })

  it('is closed to every other operation that is told a path', async () => {
    const { client, socket } = await signedIn(served.origin, 'Enno')
    const out = at('shared/way-out/new')
    const ended = async (work: Promise<AsyncIterable<unknown>>) => {
      for await (const _ of await work);
    }
    const round = {
      method: 'supervised',
      preset: 'cpu',
      backbone: 'b',
      steps: 1,
      size: 32,
      batch: 1,
    } as const
    const start = { ...round, seed: 1, initial: at('private/net.pth') }
    const calls = [
      () => ended(client.bring.survey({ paths: [at('shared/set'), at('private')] })),
      () => ended(client.bring.intoOpen({ paths: [at('private')] })),
      () =>
        ended(
          client.bring.intoOpen({
            paths: [at('shared/set')],
            deidentify: { keyFile: at('private/key'), passphrase: 'x' },
          }),
        ),
      () =>
        ended(
          client.study.export({
            format: 'png',
            out,
            filter: {},
            images: true,
            pseudonyms: true,
            layer: 'reader',
          }),
        ),
      () => ended(client.study.backUp({ file: out })),
      () => client.trail.export({ as: 'csv', file: out, wish: {} }),
      () => client.training.start(start),
      () =>
        client.planning.add({
          options: { ...start, stopAfterMinutes: null, threads: null, unjudged: false },
          notBefore: null,
        }),
    ]
    for (const call of calls)
      await expect(call()).rejects.toMatchObject({ code: 'NOT_ALLOWED', data: { name: 'outsideRoots' } })
    await ended(client.study.backUp({ file: at('second/all.locobackup') }))
    expect(statSync(at('second/all.locobackup')).size).toBeGreaterThan(0)
    socket.terminate()
  })

  it('is not shown at all to whoever may not look around there, nor where no folder was named', async () => {
    const berta = await signedIn(served.origin, 'Berta')
    expect(await codeOf(berta.client.folders.list({ path: at('shared') }))).toBe('NOT_ALLOWED')
    berta.socket.terminate()
    const bare = await servedDepartment(engine)
    const enno = await signedIn(bare.origin, 'Enno')
    for (const path of [undefined, at('shared')])
      await expect(enno.client.folders.list({ path })).rejects.toMatchObject({ data: { name: 'noRoots' } })
    await bare.close()
  })

  it('keeps its study: nobody opens, makes or forgets one over the network', async () => {
    const { client, socket } = await signedIn(served.origin, 'Enno')
    const folder = at('shared/inside')
    const begun = (work: Promise<AsyncIterable<unknown>>) =>
      work.then((events) => events[Symbol.asyncIterator]().next())
    for (const call of [
      () => client.study.open({ folder: at('study') }),
      () => client.study.create({ folder, classes: ['a', 'b'] }),
      () => begun(client.study.demo()),
      () => client.study.recover({ folder, file: 'x' }),
      () => client.study.copies({ folder }),
      () => client.study.forget({ folder }),
      () => client.study.recent(),
      () => begun(client.bring.intoNew({ paths: [at('shared/set')], folder, classes: ['a', 'b'] })),
      () => client.install.state(),
      () => client.install.look({ file: at('shared/next.locoupdate') }),
      () => begun(client.install.apply({ file: at('shared/next.locoupdate') })),
      () => client.install.back({ withBackups: false }),
      () => begun(client.install.verify()),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_ALLOWED', data: { name: 'notOverNetwork' } })
    expect((await client.study.current())?.folder).toBe(at('study'))
    socket.terminate()
  })
})

describe('operations that are told a path', () => {
  const patternOf = (schema: z.ZodType) =>
    JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  /** As the contract writes paths, and nothing else. */
  const { pattern } = z.toJSONSchema(path) as { pattern: string }

  it('are those above: a new one is to be asked there too', () => {
    const told = Object.entries({ ...contract }).flatMap(([group, all]) =>
      Object.entries(all).flatMap(([name, operation]) => {
        const schema = (operation as { '~orpc': { inputSchema?: z.ZodType } })['~orpc'].inputSchema
        const has = schema !== undefined && patternOf(schema).includes(JSON.stringify(pattern))
        return has ? [`${group}.${name}`] : []
      }),
    )
    expect(told.sort()).toEqual([
      'bring.intoNew',
      'bring.intoOpen',
      'bring.survey',
      'folders.list',
      'install.apply',
      'install.look',
      'planning.add',
      'planning.change',
      'study.backUp',
      'study.create',
      'study.export',
      'study.forget',
      'study.open',
      'trail.export',
      'training.start',
    ])
  })
})
