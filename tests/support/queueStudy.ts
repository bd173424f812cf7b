import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DemoService } from '../../src/main/engine/demo/DemoService.ts'
import { ImportService } from '../../src/main/engine/import/ImportService.ts'
import type { OpenStudy } from '../../src/main/engine/study/OpenStudy.ts'
import { EMBEDDED, type FrameSignals } from '../../src/shared/domain/frameSignals.ts'
import { addPatient } from './addPatient.ts'
import { discs } from './discs.ts'
import { predicts, signalsWith, takeMadeUpModel } from './madeUpModel.ts'
import { callIn } from './me.ts'
import { testEngine } from './TestStudy.ts'

/** Side of the demo's frames. */
const SIDE = 384
const MODEL = 'model-of-the-queue'
const PER_PATIENT = 4

/** Patients by side of the split; each has four frames. */
export const patients = { train: ['P1', 'P2', 'P3', 'P4', 'P5'], validation: ['P6'], test: ['P7'] } as const

/** Places of a frame's embedding: a direction of its own for each. */
function directed(frame: number): Float32Array {
  const embedding = new Float32Array(EMBEDDED)
  embedding[frame % EMBEDDED] = 1
  return embedding
}

/** What the model says of some frames; of the others it is sure. */
const doubts: Readonly<Record<number, Partial<FrameSignals>>> = {
  6: { torn: { share: 0.41, between: [1, 2] }, entropy: 0.7 },
  10: { torn: { share: 0.14, between: [1, 2] }, entropy: 0.5 },
  15: { netsDiffer: 0.38, entropy: 0.4 },
  19: { entropy: 0.66, boundary: 0.93 },
}

/**
 * A study in `study` below the folder, of demo frames of seven patients, four each: five teach, one judges, one tests.
 * With a model that sees a lesion on each frame and is torn on some, or without any.
 */
export async function makeQueueStudy(folder: string, hasModel: boolean): Promise<void> {
  const all = [...patients.train, ...patients.validation, ...patients.test]
  const images = join(folder, 'images')
  mkdirSync(images, { recursive: true })
  const drawn = await DemoService.drawSome(PER_PATIENT * all.length)
  for (const [n, bytes] of drawn.entries())
    writeFileSync(join(images, `${all[Math.floor(n / PER_PATIENT)]}_E1_${(n % PER_PATIENT) + 1}.jpg`), bytes)
  const engine = testEngine(folder)
  const study = await engine.createStudy(join(folder, 'study'), ['normal', 'benign', 'malignant'])
  for (const [split, codes] of Object.entries(patients) as [keyof typeof patients, readonly string[]][])
    for (const code of codes) await addPatient(study, code, split)
  const groupBy = { kind: 'regex', pattern: /^(P\d+)_(E\d+)/u } as const
  await ImportService.importPaths(callIn(study), [images], { layout: 'folder', groupBy }, () => {})
  if (hasModel) await looksAtAll(study)
  await engine.close()
}

async function looksAtAll(study: OpenStudy): Promise<void> {
  await takeMadeUpModel(study, MODEL)
  for (const frame of study.index.ids({}, undefined)) {
    const mask = discs(SIDE, { value: 1 + (frame % 2), x: 150 + 3 * frame, y: 200, radius: 40 })
    const signals = signalsWith({ ...doubts[frame], embedding: directed(frame) })
    await predicts(study, MODEL, frame, mask, undefined, signals)
  }
}
