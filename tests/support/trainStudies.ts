import { rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { emptyMask } from '../../src/shared/domain/mask.ts'
import { callIn, me } from './me.ts'
import { testEngine, writePairs } from './TestStudy.ts'

/** Frames of the studies, two a patient; every fourth comes in without a mask, so that each patient has one. */
const FRAMES = 40
const isBare = (n: number) => n % 4 === 3

/** Draws frames and masks; returns their folder. */
async function drawFrames(folder: string): Promise<string> {
  const data = join(folder, 'data')
  await writePairs(data, FRAMES)
  for (let n = 0; n < FRAMES; n++)
    if (isBare(n)) rmSync(join(data, 'masks', `frame-${String(n).padStart(2, '0')}.png`))
  return data
}

/**
 * A study of three classes in `loop` below the folder, through which a person can go as through the demo: whoever is
 * held out to judge models has masks on all frames, so that one left to label is one to learn from.
 */
export async function makeLoopStudy(folder: string): Promise<void> {
  const engine = testEngine(folder)
  const data = await drawFrames(folder)
  const study = await engine.createStudy(join(folder, 'loop'), ['normal', 'benign', 'malignant'])
  await ImportService.importPaths(callIn(study), [data], { layout: 'pairs' }, () => {})
  const patientOf = (n: number) => `P${n}`
  const all = Array.from({ length: FRAMES / 2 }, (_, n) => n)
  // Every other patient has a bare frame.
  const [first = 0, ...others] = all.filter((n) => n % 2 === 0)
  const judging = others.slice(0, 2)
  const learning = all.filter((n) => n !== first && !judging.includes(n))
  await CatalogueService.setSplit(callIn(study), learning.map(patientOf), 'train')
  await CatalogueService.setSplit(callIn(study), judging.map(patientOf), 'validation')
  await CatalogueService.setSplit(callIn(study), [patientOf(first)], 'test')
  await engine.close()
}

/**
 * Four studies for the Train screen, in the folder's `bare`, `unjudged`, `ready` and `lopsided`: one without any mask, one
 * whose validation frames have masks that nobody has finished, one that can be trained, with frames left to label, and
 * one that has two frames of its second lesion class and two patients to judge.
 */
export async function makeTrainStudies(folder: string): Promise<void> {
  const engine = testEngine(folder)
  const data = await drawFrames(folder)
  const make = (name: string) => engine.createStudy(join(folder, name), ['normal', 'lesion'])
  const bring = (study: OpenStudy, from: string, layout: string) =>
    ImportService.importPaths(callIn(study), [from], { layout }, () => {})
  await bring(await make('bare'), join(data, 'images'), 'folder')
  const unjudged = await make('unjudged')
  await bring(unjudged, data, 'pairs')
  for (const frame of unjudged.index.ids({ split: 'validation', labelled: true }, undefined)) {
    const [own] = await LabelService.list(callIn(unjudged), frame)
    await LabelService.declare(callIn(unjudged), { frame, base: own?.revision ?? 0, as: 'open' })
  }
  await bring(await make('ready'), data, 'pairs')
  await lopsided(await engine.createStudy(join(folder, 'lopsided'), ['normal', 'lesion', 'rare']), data)
  await engine.close()
}

async function lopsided(study: OpenStudy, data: string): Promise<void> {
  const call = callIn(study)
  await ImportService.importPaths(call, [data], { layout: 'pairs' }, () => {})
  const patients = Array.from({ length: FRAMES / 2 }, (_, n) => `P${n}`)
  await CatalogueService.setSplit(call, patients, 'train')
  await CatalogueService.setSplit(call, patients.slice(0, 2), 'validation')
  for (const frame of study.index.ids({ split: 'train', labelled: true }, undefined).slice(0, 2)) {
    const mask = emptyMask(72, 72)
    mask.data.fill(2, 0, 900)
    await study.store.db
      .transaction()
      .execute((db) =>
        LabelService.store(db, { frame, kind: 'reader', author: me.name }, mask, { origin: 'import' }),
      )
  }
}

/** Names as long as pathology makes them. */
export const LONG_NAMES = [
  'normal',
  'Leukoplakia with moderate dysplasia of both vocal folds',
  'Squamous cell carcinoma in situ of the left vocal fold, T1a',
] as const

/** A study in `lights` below the folder: each patient has a frame in either light, every other one the second lesion. */
export async function makeLightsStudy(folder: string): Promise<void> {
  const engine = testEngine(folder)
  const data = await drawFrames(folder)
  for (let n = 0; n < FRAMES; n++) if (Math.floor(n / 2) % 2 === 1 && !isBare(n)) await callItSecond(data, n)
  const study = await engine.createStudy(join(folder, 'lights'), [...LONG_NAMES])
  const call = callIn(study)
  await ImportService.importPaths(call, [data], { layout: 'pairs' }, () => {})
  const ids = study.index.ids({}, undefined)
  for (const [light, place] of [
    ['NBI', 0],
    ['WLI', 1],
  ] as const)
    await CatalogueService.marks.setModality(
      call,
      ids.filter((_, n) => n % 2 === place),
      light,
    )
  await engine.close()
}

/** Makes a mask's lesion one of the second class. */
async function callItSecond(data: string, frame: number): Promise<void> {
  const path = join(data, 'masks', `frame-${String(frame).padStart(2, '0')}.png`)
  const { data: mask, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const changed = mask.map((value) => 2 * value)
  await sharp(changed, { raw: { width, height, channels } }).png().toFile(path)
}
