import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { callIn } from './me.ts'
import type { Place } from './Painter.ts'
import { testEngine } from './TestStudy.ts'

/** Patients whom the story's rounds learn from, and those whose masks came with the study and judge. */
const LEARNED = ['P01', 'P02', 'P03', 'P04']
const JUDGING = ['P13', 'P14']
/** Frames of each. */
const EACH = 4

/** What somebody who knows the truth paints on a frame: the class, and the lesion's outline. */
export interface Lesion {
  readonly value: number
  readonly outline: readonly Place[]
}

/** The lesion of a frame, by its id; undefined for a healthy one. */
export type Truth = (frame: number) => Promise<Lesion | undefined>

/**
 * Some of the demo's frames, as a clinic has them that has just begun: 16 of four patients without any mask, 8 of two
 * that are kept apart with theirs. In `story` below the folder.
 */
export async function makeStoryStudy(folder: string): Promise<Truth> {
  const [drawn, brought] = [join(folder, 'drawn'), join(folder, 'brought')]
  const isWanted = ({ patient = '', place = 0 }) => place < EACH && [...LEARNED, ...JUDGING].includes(patient)
  await DemoService.writePairs(drawn, 1, () => {}, isWanted)
  for (const kind of ['images', 'masks']) mkdirSync(join(brought, kind), { recursive: true })
  for (const name of readdirSync(join(drawn, 'images'))) {
    await small(join(drawn, 'images', name), join(brought, 'images', name))
    if (JUDGING.some((patient) => name.startsWith(`${patient}-`)))
      await small(maskOf(drawn, name), maskOf(brought, name))
  }
  const engine = testEngine(folder)
  const study = await engine.createStudy(join(folder, 'story'), [...DemoService.classNames])
  const groupBy = { kind: 'regex', pattern: /^(P\d+)-/u } as const
  await ImportService.importPaths(callIn(study), [brought], { layout: 'pairs', groupBy }, () => {})
  await CatalogueService.setSplit(callIn(study), LEARNED, 'train')
  await CatalogueService.setSplit(callIn(study), JUDGING, 'validation')
  const frames = await study.store.db.selectFrom('frame').select(['id', 'name']).execute()
  await engine.close()
  const names = new Map(frames.map(({ id, name }) => [id, name]))
  return (frame) => outlineIn(maskOf(drawn, names.get(frame) ?? ''))
}

/** Half as wide: what a model says of it is there four times as fast. */
const small = (from: string, to: string) => sharp(from).resize(192, 192, { kernel: 'nearest' }).toFile(to)

const maskOf = (folder: string, frame: string) => join(folder, 'masks', frame.replace(/\.jpg$/, '.png'))

/** The lesion around its middle, as far as the mask goes in each of so many directions; undefined without one. */
async function outlineIn(path: string, directions = 24): Promise<Lesion | undefined> {
  const { data, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const at = (x: number, y: number) => data[(Math.round(y) * width + Math.round(x)) * channels] ?? 0
  let [count, sumX, sumY, value] = [0, 0, 0, 0]
  for (let i = 0; i < width * height; i++) {
    const here = data[i * channels] ?? 0
    if (here === 0 || (value !== 0 && here !== value)) continue
    value = here
    count++
    sumX += i % width
    sumY += Math.floor(i / width)
  }
  if (count < 30) return undefined
  const [middleX, middleY] = [sumX / count, sumY / count]
  const outline = Array.from({ length: directions }, (_, n): Place => {
    const angle = (2 * Math.PI * n) / directions
    let reach = 0
    for (let r = 0; r < width / 2; r++)
      if (at(middleX + r * Math.cos(angle), middleY + r * Math.sin(angle)) === value) reach = r
    return [(middleX + reach * Math.cos(angle)) / width, (middleY + reach * Math.sin(angle)) / height]
  })
  return { value, outline }
}
