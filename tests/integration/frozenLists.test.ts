import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import { insertMadeUpFrames } from '../../src/main/engine/store/frames/madeUpFrames.ts'
import type { FrameFilter } from '../../src/shared/contract/frames.ts'
import { callIn } from '../support/me.ts'
import { temporaryFolder, testEngine } from '../support/TestStudy.ts'

const UNLABELLED: FrameFilter = { labelled: false }
let place: ReturnType<typeof temporaryFolder>
let engine: Engine
const study = () => join(place.path, 'study')
const lists = () => join(study(), 'cache', 'lists')

beforeEach(async () => {
  place = temporaryFolder()
  engine = testEngine(place.path)
  const { store, index } = await engine.createStudy(study(), ['normal', 'benign', 'malignant'])
  insertMadeUpFrames(store, 600)
  index.drop()
})
afterEach(async () => {
  await engine.close()
  place.remove()
})

/** Says of a frame that it is done, as far as filters see it. */
async function label(frame: number): Promise<void> {
  const { store, index } = engine.study
  await store.db.updateTable('frame').set({ state: 2 }).where('id', '=', frame).execute()
  index.refresh([frame])
}

const stand = (id: number, list?: string) =>
  CatalogueService.frame(callIn(engine.study), id, UNLABELLED, undefined, list)

it('a frame that is labelled leaves the filter, and stays between the same two in the frozen list', async () => {
  const ids = engine.study.index.ids(UNLABELLED, undefined)
  const [first = 0, second = 0, third = 0, fourth = 0] = ids
  const { list, total } = await CatalogueService.freeze(callIn(engine.study), UNLABELLED, undefined)
  expect(total).toBe(ids.length)
  await label(first)
  await label(second)
  expect(await stand(second, list)).toMatchObject({
    list,
    position: 1,
    total: ids.length,
    previous: first,
    next: third,
  })
  expect(await stand(third, list)).toMatchObject({ position: 2, previous: second, next: fourth })
  const page = await CatalogueService.page(callIn(engine.study), UNLABELLED, undefined, 1, 2, list)
  expect(page.frames.map(({ id, labelled }) => [id, labelled])).toEqual([
    [second, true],
    [third, false],
  ])
  expect(await CatalogueService.frame(callIn(engine.study), third, UNLABELLED, undefined)).toMatchObject({
    list: null,
    position: 0,
    previous: null,
  })
})

it('outlives the engine, and is told as gone where its file is lost or is not what was kept', async () => {
  const ids = engine.study.index.ids(UNLABELLED, undefined)
  const { list } = await CatalogueService.freeze(callIn(engine.study), UNLABELLED, undefined)
  await label(ids[4] ?? 0)
  await engine.close()
  await engine.openStudy(study())
  expect(await stand(ids[4] ?? 0, list)).toMatchObject({ list, position: 4, previous: ids[3] })
  writeFileSync(join(lists(), list), 'cut off')
  await engine.close()
  await engine.openStudy(study())
  // Where the list is gone the frame still stands between its neighbours in the library's order.
  const without = { list: null, position: -1, previous: ids[3], next: ids[5], total: ids.length - 1 }
  expect(await stand(ids[4] ?? 0, list)).toMatchObject(without)
  rmSync(lists(), { recursive: true })
  await engine.close()
  await engine.openStudy(study())
  expect(await stand(ids[4] ?? 0, list)).toMatchObject(without)
  expect(await stand(ids[4] ?? 0, '../../catalogue.sqlite')).toMatchObject(without)
})

it('keeps few lists, the last ones used', async () => {
  const names: string[] = []
  for (let n = 0; n < 20; n++) {
    const filter = { patient: `P${(n % 10) + 1}`, labelled: n < 10 }
    names.push((await CatalogueService.freeze(callIn(engine.study), filter, undefined)).list)
  }
  const kept = readdirSync(lists())
  expect(kept).toHaveLength(16)
  expect(kept).toContain(names.at(-1))
})

it('finds the next frame to label in the list, and beyond it where nothing in it is left', async () => {
  const [first = 0, ...others] = engine.study.index.ids({ patient: 'P1', labelled: false }, undefined)
  const filter: FrameFilter = { patient: 'P1', labelled: false }
  const { list } = await CatalogueService.freeze(callIn(engine.study), filter, undefined)
  const next = async (id: number) =>
    (await CatalogueService.nextOpen(callIn(engine.study), id, filter, undefined, list)).next
  await label(first)
  expect(await next(first)).toBe(others[0])
  for (const other of others) await label(other)
  expect(await next(first)).toBeNull()
})

it('finds the first frame of the examination after, and of the one before, in the list and not in the filter', async () => {
  const { study } = engine
  const filter: FrameFilter = { labelled: false }
  const { list } = await CatalogueService.freeze(callIn(study), filter, undefined)
  const ids = study.index.ids(filter, undefined)
  const { frames } = await CatalogueService.page(callIn(study), {}, undefined, 0, 600)
  const places = new Map(frames.map(({ id, patient, examination }) => [id, `${patient} ${examination}`]))
  const groups = new Map<string | undefined, number[]>()
  for (const id of ids) groups.set(places.get(id), [...(groups.get(places.get(id)) ?? []), id])
  const firsts = [...groups.values()].map(([one = 0]) => one)
  const next = async (id: number, direction: 1 | -1, name?: string) =>
    (await CatalogueService.nextExamination(callIn(study), id, direction, filter, undefined, name)).next
  expect(firsts.length).toBeGreaterThan(20)
  for (const [n, group] of [...groups.values()].entries())
    for (const id of [group.at(0) ?? 0, group.at(-1) ?? 0]) {
      expect(await next(id, 1, list)).toBe(firsts[n + 1] ?? null)
      expect(await next(id, -1, list)).toBe(firsts[n - 1] ?? null)
    }
  // A first frame that is labelled stays the one to come to in the list alone.
  const [, second = 0, third = 0] = firsts
  await label(second)
  expect(await next(firsts[0] ?? 0, 1, list)).toBe(second)
  expect(await next(third, -1, list)).toBe(second)
  expect(await next(firsts[0] ?? 0, 1)).toBe(groups.get(places.get(second))?.[1])
  expect(await next(second, 1)).toBeNull()
})
