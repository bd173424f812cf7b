import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { localActor } from '../../src/main/api/localActor.ts'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { QueueService } from '../../src/main/engine/queue/QueueService.ts'
import { knownOf } from '../../src/main/engine/queue/survey/Known.ts'
import { LIGHTER, makeAlikeStudy, ORIGINAL, TURNED } from '../support/alikeStudy.ts'
import { codeOf, connected } from '../support/connected.ts'
import { callIn } from '../support/me.ts'
import { assistFolder, hasAssist, hasBuild, hasImages } from '../support/places.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const place = temporaryFolder()
const engines: Engine[] = []
const folder = join(place.path, 'study')
const cache = join(folder, 'cache')
let idOf: (name: string) => number

/** A line to an engine with the study open, whose nets lie where they should or nowhere. */
async function opened(nets = assistFolder) {
  const engine = testEngine(place.path, { assistFolder: nets })
  engines.push(engine)
  await engine.openStudy(folder)
  const { assist } = connected({ engine, actor: localActor() })
  return { engine, assist }
}
const kept = () => readdirSync(join(cache, 'alike')).map((name) => statSync(join(cache, 'alike', name)).size)

// Six frames are read, three seconds each on a core of one's own.
describe.skipIf(!hasBuild || !hasAssist || !hasImages)('frames alike', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    const engine = testEngine(place.path)
    engines.push(engine)
    ;({ idOf } = await makeAlikeStudy(engine, place.path))
    await engine.close()
  })
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close()
  })
  afterAll(() => place.remove())

  it('are compared as far as they were read', async () => {
    const { engine, assist } = await opened()
    const first = await assist.alike({ frame: idOf(ORIGINAL), count: 5 })
    expect(first).toEqual({ frames: [], read: 1, of: 6 })
    await engine.assist.readAll(() => {})
    const { frames, read, of } = await assist.alike({ frame: idOf(ORIGINAL), count: 5 })
    expect([read, of, frames.length]).toEqual([6, 6, 5])
    expect(frames.map(({ id }) => id)).not.toContain(idOf(ORIGINAL))
  })

  it('begin with the same picture in another light, and turned over', async () => {
    const { assist } = await opened()
    const { frames } = await assist.alike({ frame: idOf(ORIGINAL), count: 3 })
    expect(frames.map(({ id }) => id).slice(0, 2)).toEqual([idOf(LIGHTER), idOf(TURNED)])
    expect(frames[0]).toMatchObject({ name: `${LIGHTER}.png`, patient: 'P9', examination: 'E1' })
    expect(frames[0]?.similarity).toBeGreaterThan(0.9)
    expect(frames[2]?.similarity).toBeLessThan(frames[1]?.similarity ?? 0)
    const back = await assist.alike({ frame: idOf(TURNED), count: 1 })
    expect([idOf(ORIGINAL), idOf(LIGHTER)]).toContain(back.frames[0]?.id)
  })

  it('to a part are those that hold it, wherever they do', async () => {
    const { assist } = await opened()
    const region = { left: 180, top: 180, right: 330, bottom: 330 }
    const { frames } = await assist.alike({ frame: idOf(ORIGINAL), region, count: 5 })
    expect(frames[0]?.id).toBe(idOf(LIGHTER))
    const outside = { left: 600, top: 0, right: 700, bottom: 50 }
    const wrong = assist.alike({ frame: idOf(ORIGINAL), region: outside, count: 5 })
    expect(await codeOf(wrong)).toBe('WRONG_USAGE')
  })

  it('are shown without those that are hidden, and not of a frame that is gone', async () => {
    const { engine, assist } = await opened()
    const { study } = engine
    await CatalogueService.marks.hide(callIn(study), [idOf(LIGHTER)], true)
    const found = await assist.alike({ frame: idOf(ORIGINAL), count: 6 })
    expect([found.frames[0]?.id, found.read, found.of]).toEqual([idOf(TURNED), 5, 5])
    await CatalogueService.marks.hide(callIn(study), [idOf(LIGHTER)], false)
    expect(await codeOf(assist.alike({ frame: 999, count: 6 }))).toBe('FRAME_NOT_FOUND')
  })

  it('spread the queue before there is a model: never two that look alike', async () => {
    const { engine } = await opened()
    await engine.assist.alike({ frame: idOf(ORIGINAL), count: 1 })
    const { study } = engine
    const { looks } = knownOf(study, undefined)
    expect(looks.embeddings).toBe(6)
    const row = (name: string) => study.index.placeIn(idOf(name))
    const near = looks.distance(row(ORIGINAL), row(LIGHTER))
    for (const other of ['P1_E2_a', 'P1_E3_a', 'P2_E1_a'])
      expect(looks.distance(row(ORIGINAL), row(other))).toBeGreaterThan(2 * near)
    const diversity = QueueService.strategyNamed('diversity')
    const list = await QueueService.next(study, 6, diversity)
    expect(list.frames.length).toBeGreaterThan(0)
  })

  it('are one picture under two names, in whatever light', async () => {
    const { engine } = await opened()
    await engine.assist.alike({ frame: idOf(ORIGINAL), count: 1 })
    const groups = await CatalogueService.nearDuplicates(engine.study)
    const holds = (name: string) => groups.find(({ frames }) => frames.includes(idOf(name)))?.frames
    expect(holds(ORIGINAL)).toEqual([idOf(ORIGINAL), idOf(LIGHTER)].sort((a, b) => a - b))
    expect(holds('P2_E1_a')).toBeUndefined()
  })

  it('are found again without their embeddings, and looked at anew where only their looks are lost', async () => {
    const first = await opened()
    await first.engine.close()
    const [size] = kept()
    rmSync(join(cache, 'alike'), { recursive: true })
    const second = await opened()
    await expect.poll(() => existsSync(join(cache, 'alike')) && kept()[0]).toBe(size)
    await second.engine.close()
    rmSync(join(cache, 'embeddings'), { recursive: true })
    const { assist } = await opened()
    const { frames, read } = await assist.alike({ frame: idOf(ORIGINAL), count: 1 })
    expect([frames[0]?.id, read]).toEqual([idOf(LIGHTER), 6])
    expect(existsSync(join(cache, 'embeddings'))).toBe(false)
  })

  it('are not looked for without the nets, which is said', async () => {
    const { assist } = await opened(join(place.path, 'nowhere'))
    expect(await codeOf(assist.alike({ frame: idOf(ORIGINAL), count: 1 }))).toBe('ASSIST_OFF')
  })
})
