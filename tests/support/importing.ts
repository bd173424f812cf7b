import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import type { Engine } from '../../src/main/engine/Engine.ts'
import type { ImportOptions } from '../../src/main/engine/import/found/Incoming.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { LabelService } from '../../src/main/engine/labels/LabelService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import type { ImportReport } from '../../src/shared/contract/bring.ts'
import type { Mask } from '../../src/shared/domain/mask.ts'
import { decodeMask } from '../../src/shared/domain/rle.ts'
import { callIn } from './me.ts'
import { temporaryFolder, testEngine } from './TestStudy.ts'

/** Where files are written and brought into a study: new for each test of a file that asks for it, and gone after it. */
export interface Importing {
  readonly engine: Engine
  readonly study: OpenStudy
  /** The folder of all, or a path below it. */
  at(...names: string[]): string
  /** Makes an empty study in `study` and opens it. */
  begin(classes: readonly string[]): Promise<OpenStudy>
  /** Brings a folder or file, `data` where none is named, into the open study. */
  bring(path?: string, options?: Partial<ImportOptions>): Promise<ImportReport>
  survey(path: string): ReturnType<typeof ImportService.survey>
  /** Pixels of each class on the mask that came in with a frame, by its name. */
  areasOf(frame: string): Promise<readonly number[]>
  /** The masks that came in, by their frames' names without ending. */
  masks(): Promise<Map<string, Mask>>
}

/** To be called at the top of a file; with `classes` each test begins with an empty study. */
export function importing(classes?: readonly string[]): Importing {
  let place: ReturnType<typeof temporaryFolder>
  let engine: Engine
  const at = (...names: string[]) => join(place.path, ...names)
  const begin = (named: readonly string[]) => engine.createStudy(at('study'), named)
  beforeEach(async () => {
    place = temporaryFolder()
    engine = testEngine(place.path)
    if (classes) await begin(classes)
  })
  afterEach(async () => {
    await engine.close()
    place.remove()
  })
  const layerOf = async (frame: number) => (await LabelService.list(callIn(engine.study), frame))[0]
  return {
    get engine() {
      return engine
    },
    get study() {
      return engine.study
    },
    at,
    begin,
    bring: (path = at('data'), options = {}) =>
      ImportService.importPaths(callIn(engine.study), [path], { layout: 'auto', ...options }, () => {}),
    survey: (path) => ImportService.survey([path], { layout: 'auto' }),
    async areasOf(name) {
      const { frames } = await CatalogueService.page(callIn(engine.study), {}, undefined, 0, 50)
      return (await layerOf(frames.find((frame) => frame.name === name)?.id ?? 0))?.areas ?? []
    },
    async masks() {
      const frames = await engine.study.store.db.selectFrom('frame').select(['id', 'name']).execute()
      const masks = new Map<string, Mask>()
      for (const { id, name } of frames) {
        const layer = await layerOf(id)
        if (!layer) continue
        const { bytes } = await LabelService.mask(engine.study, layer.id)
        masks.set(name.replace(/\.\w+$/, ''), decodeMask(bytes))
      }
      return masks
    },
  }
}
