import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import type { Box } from '../../src/renderer/editor/tools/boxQuestion.ts'
import { regionIn } from '../../src/renderer/editor/tools/paintRegion.ts'
import { moved } from '../../src/shared/domain/alignment.ts'
import { partsOf } from '../../src/shared/domain/contours.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { predicts, takeMadeUpModel } from './madeUpModel.ts'
import { callIn } from './me.ts'
import { testEngine } from './TestStudy.ts'

const FRAMES = 3
const MODEL = 'model-beside-the-edge'

/** A study of one examination of the demo, without masks; `truths` are its lesions, in the frames' order. */
export interface BoxStudy {
  readonly folder: string
  readonly truths: readonly Mask[]
}

/** Makes it in a folder. On the second frame the model in use sees the lesion some pixels beside its place. */
export async function makeBoxStudy(home: string): Promise<BoxStudy> {
  const data = join(home, 'data')
  const nothing = () => {}
  await DemoService.writePairs(data, 1, nothing, ({ patient, place }) => patient === 'P01' && place < FRAMES)
  const truths = await Promise.all(
    readdirSync(join(data, 'masks'))
      .sort(byPlace)
      .map((name) => readMask(join(data, 'masks', name))),
  )
  const engine = testEngine(home)
  const folder = join(home, 'study')
  const study = await engine.createStudy(folder, DemoService.classNames)
  const groupBy = { kind: 'regex', pattern: /^(P\d+)()/u } as const
  await ImportService.importPaths(
    callIn(study),
    [join(data, 'images')],
    { layout: 'folder', groupBy },
    nothing,
  )
  await takeMadeUpModel(study, MODEL)
  const [, second] = truths
  if (second) await predicts(study, MODEL, 2, moved(second, { dx: 3, dy: -3 }))
  await engine.close()
  return { folder, truths }
}

/** Frames of the demo are called by patient, light and place. */
const byPlace = (a: string, b: string) => a.localeCompare(b, 'en')

async function readMask(path: string): Promise<Mask> {
  const { data, info } = await sharp(path).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: Uint8Array.from(data) }
}

/** Boxes around the lesions of a mask of one class, as shares of the frame, with some slack. */
export function boxesAround(truth: Mask, slack = 0.04): Box[] {
  const { labels, count } = partsOf(truth, 1)
  return Array.from({ length: count }, (_, part) =>
    regionIn({ ...truth, data: Uint8Array.from(labels, (label) => (label === part + 1 ? 1 : 0)) }),
  ).flatMap((region) => {
    if (!region) return []
    const [dx, dy] = [slack * region.width, slack * region.height]
    return {
      left: (region.x - dx) / truth.width,
      top: (region.y - dy) / truth.height,
      right: (region.x + region.width + dx) / truth.width,
      bottom: (region.y + region.height + dy) / truth.height,
    }
  })
}
