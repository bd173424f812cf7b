import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import { ModelService } from '../../src/main/engine/models/ModelService.ts'
import { addPatient } from './addPatient.ts'
import { discs } from './discs.ts'
import { predicts, takeMadeUpModel } from './madeUpModel.ts'
import { callIn } from './me.ts'
import { testEngine } from './TestStudy.ts'
import { bringModel, smallModel } from './trainedStudy.ts'

const SIDE = 384
/** How sure it is, the same everywhere. */
const unsure = { width: 2, height: 2, classes: 3, data: new Uint8Array(12).fill(85) }

/**
 * Frames of a patient who teaches: on 1 an overlay of a model that is in use no more, on 2 one of the model in use of before
 * maps were kept, on 3 nothing; and frame 4 of a patient who judges. The model in use is a real one, which the trainer can
 * load; it has learned a single step.
 */
export async function makeDoubtStudy(folder: string): Promise<void> {
  const images = join(folder, 'images')
  mkdirSync(images, { recursive: true })
  for (const [n, bytes] of (await DemoService.drawSome(4)).entries())
    writeFileSync(join(images, `P${n < 3 ? 1 : 2}_E1_0${n + 1}.jpg`), bytes)
  const engine = testEngine(folder)
  const made = await smallModel(engine, folder, join(images, 'P1_E1_01.jpg'))
  const study = await engine.createStudy(join(folder, 'study'), ['normal', 'benign', 'malignant'])
  await addPatient(study, 'P1', 'train')
  await addPatient(study, 'P2', 'validation')
  const groupBy = { kind: 'regex', pattern: /^(P\d+)_(E\d+)/u } as const
  await ImportService.importPaths(callIn(study), [images], { layout: 'folder', groupBy }, () => {})
  const seen = discs(SIDE, { value: 2, x: 250, y: 150, radius: 40 })
  await takeMadeUpModel(study, 'model-of-before')
  await predicts(study, 'model-of-before', 1, seen, unsure)
  const { id } = await bringModel(study, made)
  await ModelService.use(callIn(study), id)
  // As it was kept before there were maps.
  await predicts(study, id, 2, seen, unsure)
  await engine.close()
}
