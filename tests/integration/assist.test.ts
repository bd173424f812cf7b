import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { localActor } from '../../src/main/api/localActor.ts'
import { PairService } from '../../src/main/engine/assist/PairService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import type { Runtime } from '../../src/main/engine/machine/Runtime.ts'
import { sha256 } from '../../src/main/files/durableFile.ts'
import { framePath } from '../../src/main/files/originals.ts'
import type { AssistState, Proposal } from '../../src/shared/contract/assist.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { connected } from '../support/connected.ts'
import { callIn } from '../support/me.ts'
import { assistFolder, hasAssist, hasBuild, project } from '../support/places.ts'
import { below, isThere, secondsComputed, standsStill } from '../support/processes.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
const nets = join(place.path, 'nets')
const studyFolder = join(place.path, 'study')
const engines: Engine[] = []

/** An engine of its own, with these nets. */
function engineWith(folder: string, name: string, change: Partial<Runtime> = {}): Engine {
  const data = join(place.path, name)
  mkdirSync(data, { recursive: true })
  const engine = testEngine(data, { assistFolder: folder, ...change })
  engines.push(engine)
  return engine
}

/** A light disc of a quarter of the height in the middle of a reddish picture, which says what is meant. */
async function drawFrame(width: number, height: number, hue: number): Promise<Buffer> {
  const [x, y, r] = [width / 2, height / 2, height / 4]
  const svg = `<svg width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue},60%,25%)"/>
    <circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${hue},60%,75%)"/></svg>`
  return sharp(Buffer.from(svg)).removeAlpha().jpeg({ quality: 95 }).toBuffer()
}

const SIZES = [
  { name: 'a', width: 50, height: 40 },
  { name: 'b', width: 8000, height: 6000 },
  { name: 'c', width: 320, height: 240 },
  { name: 'd', width: 240, height: 320 },
] as const
const ids = new Map<string, number>()
const idOf = (name: string) => ids.get(name) ?? 0

/** What the disc of a frame is, and the box around it. */
function disc(name: string) {
  const { width, height } = SIZES.find((size) => size.name === name) ?? SIZES[0]
  const [x, y, r] = [width / 2, height / 2, height / 4]
  return { width, height, x, y, r, box: { left: x - r, top: y - r, right: x + r, bottom: y + r } }
}
const asked = (name: string) => ({ frame: idOf(name), box: disc(name).box, clicks: [] })

function dice(name: string, { mask }: Proposal): number {
  const { width, height, x, y, r } = disc(name)
  const found = decodeMask(Buffer.from(mask, 'base64'))
  expect([found.width, found.height]).toEqual([width, height])
  let [both, all] = [0, 0]
  for (let i = 0; i < found.data.length; i++) {
    const inDisc = Math.hypot((i % width) + 0.5 - x, Math.floor(i / width) + 0.5 - y) < r
    const inMask = found.data[i] === 1
    if (inDisc) all++
    if (inMask) all++
    if (inDisc && inMask) both++
  }
  return (2 * both) / all
}

const kept = (folder = studyFolder) => {
  const cache = join(folder, 'cache/embeddings')
  const names = existsSync(cache) ? (readdirSync(cache, { recursive: true }) as string[]) : []
  return names.filter((name) => /[0-9a-f]{64}$/.test(name))
}
const processes = () => below(process.pid, 'assistant.js')
const killAll = () => {
  for (const pid of processes()) process.kill(pid, 'SIGKILL')
}

/** Frames are read on one core, which others may want too, ms. */
const PATIENCE = 240_000

describe.skipIf(!hasBuild || !hasAssist)('box assist', { timeout: PATIENCE }, () => {
  beforeAll(async () => {
    cpSync(assistFolder, nets, { recursive: true })
    const images = join(place.path, 'images')
    mkdirSync(images)
    for (const [n, { name, width, height }] of SIZES.entries())
      writeFileSync(join(images, `${name}.jpg`), await drawFrame(width, height, 10 + 20 * n))
    const engine = engineWith(nets, 'making')
    const study = await engine.createStudy(studyFolder, ['normal', 'lesion'])
    await ImportService.importPaths(callIn(study), [images], { layout: 'folder' }, () => {})
    const rows = await study.store.db.selectFrom('frame').select(['id', 'name']).execute()
    for (const { id, name } of rows) ids.set(name.replace(/\.jpg$/, ''), id)
    await engine.close()
  })
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close()
    expect(processes()).toEqual([])
  })
  afterAll(() => place.remove())

  const opened = async (folder: string, name: string) => {
    const engine = engineWith(folder, name)
    await engine.openStudy(studyFolder)
    return engine
  }

  it('begins no frame that nobody waits for while somebody paints', async () => {
    const engine = await opened(nets, 'painting')
    const { assist } = connected({ engine, actor: localActor() })
    engine.giveWayToPainting()
    expect((await assist.prepare({ frames: [idOf('a')] })).kind).toBe('reading')
    for (let stroke = 0; stroke < 4; stroke++) {
      engine.giveWayToPainting()
      await new Promise((resolve) => setTimeout(resolve, 500))
      // The one that answers boxes, and none that reads.
      expect(processes().length).toBeLessThanOrEqual(1)
    }
    await vi.waitFor(() => expect(kept()).toHaveLength(1), { timeout: PATIENCE / 2 })
    rmSync(join(studyFolder, 'cache'), { recursive: true, force: true })
  })

  /** The process that reads, once it is at it: loading a net takes less, and reading a frame more. */
  const reader = async () => {
    const reads = () => processes().find((pid) => secondsComputed(pid) > 1.5)
    await vi.waitFor(() => expect(reads()).toBeDefined(), { timeout: PATIENCE / 2 })
    return reads() ?? 0
  }

  it('stands still while somebody paints, and goes on once they do not, or wait for it themselves', async () => {
    const engine = await opened(nets, 'standing')
    const { assist } = connected({ engine, actor: localActor() })
    await assist.prepare({ frames: [idOf('d')] })
    const pid = await reader()
    engine.giveWayToPainting()
    await vi.waitFor(() => expect(standsStill(pid)).toBe(true))
    const computed = secondsComputed(pid)
    for (let stroke = 0; stroke < 4; stroke++) {
      engine.giveWayToPainting()
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(secondsComputed(pid)).toBe(computed)
    }
    await vi.waitFor(() => expect(kept()).toHaveLength(1), { timeout: PATIENCE / 2 })
    rmSync(join(studyFolder, 'cache'), { recursive: true, force: true })
    await assist.prepare({ frames: [idOf('c')] })
    await vi.waitFor(() => expect(secondsComputed(pid)).toBeGreaterThan(computed + 1), { timeout: PATIENCE })
    engine.giveWayToPainting()
    await vi.waitFor(() => expect(standsStill(pid)).toBe(true))
    const proposal = assist.propose(asked('c'))
    await vi.waitFor(() => expect(standsStill(pid)).toBe(false), { timeout: 1000 })
    expect(dice('c', await proposal)).toBeGreaterThan(0.9)
    rmSync(join(studyFolder, 'cache'), { recursive: true, force: true })
  })

  it('is ended with the study while it stands still', async () => {
    const engine = await opened(nets, 'closed')
    await engine.assist.prepare([idOf('d'), idOf('c')])
    const pid = await reader()
    engine.giveWayToPainting()
    await vi.waitFor(() => expect(standsStill(pid)).toBe(true))
    await engine.close()
    expect(isThere(pid)).toBe(false)
  })

  it('is gone with an engine that is killed while it stands still', async () => {
    const data = join(place.path, 'killed-engine')
    mkdirSync(data)
    const script = join(project, 'tests/support/paintsBesideReading.ts')
    const child = spawn(
      process.execPath,
      [script, data, nets, studyFolder, ...SIZES.map(({ name }) => String(idOf(name)))],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    await new Promise((paints) => child.stdout.once('data', paints))
    const pids = below(child.pid ?? 0, 'assistant.js')
    await vi.waitFor(() => expect(pids.some(standsStill)).toBe(true))
    child.kill('SIGKILL')
    await vi.waitFor(() => expect(pids.filter(isThere)).toEqual([]), { timeout: 10_000 })
  })

  it('finds what a box holds on the smallest frame and on the largest, the frame at hand first', async () => {
    const engine = await opened(nets, 'first')
    const { assist } = connected({ engine, actor: localActor() })
    const state = await assist.prepare({ frames: [idOf('c'), idOf('b')] })
    expect(state).toEqual({ kind: 'reading', seconds: null })
    // Somebody went on: what was wanted before no longer is, but for what is being read.
    await assist.prepare({ frames: [idOf('a')] })
    const small = await assist.propose(asked('a'))
    expect(kept()).toHaveLength(2)
    expect(dice('a', small)).toBeGreaterThan(0.9)
    expect(await assist.prepare({ frames: [idOf('a')] })).toEqual({ kind: 'ready' })
    const waiting = await assist.prepare({ frames: [idOf('b')] })
    expect(waiting.kind).toBe('reading')
    expect((waiting as Extract<AssistState, { kind: 'reading' }>).seconds).toBeGreaterThan(0)
    const large = await assist.propose(asked('b'))
    expect(dice('b', large)).toBeGreaterThan(0.97)
    expect(large.score).toBeGreaterThan(0.8)
    expect(large.score).toBeLessThanOrEqual(1)
  })

  it('says what is asked wrongly, without waiting', async () => {
    const engine = await opened(nets, 'wrong')
    const { propose, prepare } = connected({ engine, actor: localActor() }).assist
    await expect(prepare({ frames: [999] })).rejects.toMatchObject({ code: 'FRAME_NOT_FOUND' })
    await expect(propose({ ...asked('c'), frame: 999 })).rejects.toMatchObject({ code: 'FRAME_NOT_FOUND' })
    for (const box of [
      { left: 400, top: 0, right: 500, bottom: 100 },
      { left: 50, top: 50, right: 50, bottom: 90 },
      { left: 90, top: 50, right: 10, bottom: 90 },
    ])
      await expect(propose({ ...asked('c'), box })).rejects.toMatchObject({ code: 'WRONG_USAGE' })
    expect(processes()).toEqual([])
  })

  it('says of a frame that its picture is gone, and answers once it is back', async () => {
    const engine = await opened(nets, 'gone')
    const { propose, prepare } = connected({ engine, actor: localActor() }).assist
    const { sha256: hash, extension } = await engine.study.store.db
      .selectFrom('frame')
      .select(['sha256', 'extension'])
      .where('id', '=', idOf('d'))
      .executeTakeFirstOrThrow()
    const original = framePath(studyFolder, hash, extension)
    renameSync(original, `${original}.aside`)
    await expect(propose(asked('d'))).rejects.toMatchObject({
      code: 'FILE_DAMAGED',
      data: { name: 'imageMissing' },
    })
    const off = { kind: 'off', reason: { name: 'imageMissing' } }
    expect(await prepare({ frames: [idOf('d')] })).toMatchObject(off)
    renameSync(`${original}.aside`, original)
    expect(dice('d', await propose(asked('d')))).toBeGreaterThan(0.9)
    expect(await prepare({ frames: [idOf('d')] })).toEqual({ kind: 'ready' })
    const its = kept().find((name) => name.endsWith(hash)) ?? ''
    rmSync(join(studyFolder, 'cache/embeddings', its))
  })

  it('takes clicks one after another, and comes back to what it said before them', async () => {
    const engine = await opened(nets, 'clicks')
    const prompt = asked('c')
    const clicks = [
      { x: 20, y: 20, adds: true },
      { x: 160, y: 120, adds: false },
    ]
    const box = await engine.assist.propose(prompt)
    const one = await engine.assist.propose({ ...prompt, clicks: clicks.slice(0, 1) })
    const two = await engine.assist.propose({ ...prompt, clicks })
    expect(new Set([box.mask, one.mask, two.mask]).size).toBe(3)
    expect(await engine.assist.propose(prompt)).toEqual(box)
    // A process that knows nothing of it goes the same way.
    killAll()
    expect(await engine.assist.propose({ ...prompt, clicks })).toEqual(two)
  })

  it('reads again where the process is killed while it reads, and answers where it is killed while it reckons', async () => {
    const engine = await opened(nets, 'killed')
    const before = kept().length
    const proposal = engine.assist.propose(asked('d'))
    await reader()
    killAll()
    expect(dice('d', await proposal)).toBeGreaterThan(0.9)
    expect(kept()).toHaveLength(before + 1)
    const again = engine.assist.propose({ ...asked('d'), clicks: [{ x: 120, y: 160, adds: true }] })
    await new Promise((later) => setTimeout(later, 60))
    killAll()
    expect(dice('d', await again)).toBeGreaterThan(0.9)
  })

  it('is off for as long as the study is open where two processes died in a row', async () => {
    const engine = await opened(nets, 'dying')
    let isOver = false
    const proposal = engine.assist.propose(asked('c')).finally(() => {
      isOver = true
    })
    const refused = expect(proposal).rejects.toMatchObject({
      reason: { name: 'assistStopped', values: { how: 'SIGKILL' } },
    })
    while (!isOver) {
      killAll()
      await new Promise((later) => setTimeout(later, 10))
    }
    await refused
    const { prepare, propose } = connected({ engine, actor: localActor() }).assist
    const off = { kind: 'off', reason: { name: 'assistStopped' } }
    expect(await prepare({ frames: [idOf('c')] })).toMatchObject(off)
    await expect(propose(asked('c'))).rejects.toMatchObject({ code: 'ASSIST_OFF' })
    expect(processes()).toEqual([])
  })

  it('makes anew what is damaged in the cache', async () => {
    for (const name of kept()) truncateSync(join(studyFolder, 'cache/embeddings', name), 1000)
    const engine = await opened(nets, 'damaged')
    expect((await engine.assist.prepare([idOf('a')])).kind).toBe('reading')
    expect(dice('a', await engine.assist.propose(asked('a')))).toBeGreaterThan(0.9)
  })

  it('keeps nothing in a study that is only looked at, and answers all the same', async () => {
    await opened(nets, 'writer')
    const reader = await opened(nets, 'reader')
    expect(reader.study.store.readOnly).not.toBeNull()
    const before = kept()
    expect(dice('c', await reader.assist.propose(asked('c')))).toBeGreaterThan(0.9)
    expect(await reader.assist.prepare([idOf('c')])).toEqual({ kind: 'ready' })
    expect(kept()).toEqual(before)
  })

  describe('is off with a reason', () => {
    /** Nets of which something is not as it should be. */
    function spoiled(spoil: (folder: string) => void): string {
      const folder = join(place.path, `spoiled-${count++}`)
      cpSync(assistFolder, folder, { recursive: true })
      spoil(folder)
      return folder
    }
    let count = 0
    /** Puts another file in place, and has the pair believe that it was always that. */
    const put = (folder: string, part: 'encoder' | 'decoder', bytes: Uint8Array) => {
      const file = join(folder, 'pair.json')
      const said = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
      writeFileSync(join(folder, `${part}.onnx`), bytes)
      writeFileSync(file, JSON.stringify({ ...said, [part]: sha256(bytes) }))
    }
    const net = (part: string) => readFileSync(join(assistFolder, `${part}.onnx`))

    it.each([
      ['where a file is gone', 'assistNotSetUp', (f: string) => rmSync(join(f, 'encoder.onnx'))],
      [
        'where a file is cut short',
        'assistFileDamaged',
        (f: string) => truncateSync(join(f, 'decoder.onnx'), 9e6),
      ],
      ['where a file is no net', 'assistFileNoNet', (f: string) => put(f, 'decoder', Buffer.from('no net'))],
      ['where a net is another', 'assistTensorMissing', (f: string) => put(f, 'decoder', net('encoder'))],
    ] as const)('%s', async (_, name, spoil) => {
      const folder = spoiled(spoil)
      const engine = await opened(folder, `engine-${count}`)
      const { prepare, propose } = connected({ engine, actor: localActor() }).assist
      await expect(propose(asked('c'))).rejects.toMatchObject({ code: 'ASSIST_OFF', data: { name } })
      expect(await prepare({ frames: [idOf('c')] })).toMatchObject({ kind: 'off', reason: { name } })
      expect((await PairService.state(engine.runtime)).problem?.name).toBe(name)
    })

    it('where the runtime is missing', async () => {
      const hide = join(project, 'tests/support/hideOnnxRuntime.cjs')
      const engine = engineWith(nets, 'no-runtime', { nodeArguments: ['--require', hide] })
      await engine.openStudy(studyFolder)
      const { propose } = connected({ engine, actor: localActor() }).assist
      const data = { name: 'assistRuntimeMissing' }
      await expect(propose(asked('c'))).rejects.toMatchObject({ code: 'ASSIST_OFF', data })
    })

    it('until the files are there, without a restart', async () => {
      const folder = join(place.path, 'later')
      mkdirSync(folder)
      const engine = await opened(folder, 'waiting')
      expect((await engine.assist.prepare([idOf('c')])).kind).toBe('off')
      cpSync(assistFolder, folder, { recursive: true })
      expect((await engine.assist.prepare([idOf('c')])).kind).not.toBe('off')
    })
  })

  it('works with another pair once that has shown that it fits, and goes back', async () => {
    const folder = join(place.path, 'own')
    cpSync(assistFolder, folder, { recursive: true })
    const { runtime } = engineWith(folder, 'pair')
    const [encoder, decoder] = [join(assistFolder, 'encoder.onnx'), join(assistFolder, 'decoder.onnx')]
    await expect(PairService.use(runtime, decoder, encoder)).rejects.toMatchObject({
      reason: { name: 'assistTensorMissing', values: { tensor: 'image_embeddings' } },
    })
    expect((await PairService.state(runtime)).isOwn).toBe(false)
    await PairService.use(runtime, encoder, decoder)
    const pair = 'encoder.onnx + decoder.onnx'
    expect(await PairService.state(runtime)).toMatchObject({ pair, isOwn: true, problem: null })
    await PairService.backToDefault(runtime)
    expect((await PairService.state(runtime)).isOwn).toBe(false)
    expect(readdirSync(folder).sort()).toEqual(['decoder.onnx', 'encoder.onnx', 'pair.json'])
  })
})
