import { decodeMask } from '../../../shared/domain/rle.ts'
import type {
  DiagnoseJob,
  Diagnosis,
  FrameDiagnosis,
  LabelledFrame,
} from '../../../shared/trainer/protocol.ts'
import { PictureCache } from '../data/PictureCache.ts'
import type { Picture } from '../data/picture.ts'
import { breathe } from '../loop/evaluate.ts'
import { fusedMap } from '../loop/likeness.ts'
import type { Outside } from '../loop/Outside.ts'
import { boundarySimilarity } from '../losses/contrast/boundarySimilarity.ts'
import { releaseValues } from '../nets/Network.ts'
import type { NetValues } from '../ops/Op.ts'
import { Predictor } from '../predict/Predictor.ts'
import { type LoadedModel, loadModel } from '../weights/modelFile.ts'
import { embeddingMap, type Sample, sampleEmbeddings } from './embeddingMap.ts'
import { heatPng, overlayPng } from './pictures.ts'

/**
 * What people look at when they want to know what a model has learned: its overlays beside the truth (the paper's
 * Fig. 8), where features change within a few pixels (Figs 4 and 5), and how classes lie in them (Fig. 7). Features are the
 * decoder's fused map, which every method trains.
 */
export async function diagnose({ model, frames }: DiagnoseJob, outside: Outside): Promise<Diagnosis> {
  const loaded = await loadModel(model)
  const pictures = new PictureCache(loaded.settings.frameSide, 0)
  const predictor = new Predictor(loaded)
  const values = loaded.network.upload(loaded.weights)
  const samples: Sample[] = []
  const shown: FrameDiagnosis[] = []
  try {
    for (const frame of frames) {
      outside.stopIfCancelled()
      const picture = await pictures.read(frame.path)
      shown.push(await lookAt(frame, picture, loaded, values, predictor, samples))
      await breathe()
    }
  } finally {
    predictor.dispose()
    releaseValues(values)
  }
  return { frames: shown, embedding: embeddingMap(samples) }
}

async function lookAt(
  frame: LabelledFrame,
  picture: Picture,
  { network }: LoadedModel,
  values: NetValues,
  predictor: Predictor,
  samples: Sample[],
): Promise<FrameDiagnosis> {
  const truth = decodeMask(frame.mask)
  const predicted = predictor.label(picture, truth.width, truth.height)
  const low = fusedMap(network, picture, values)
  samples.push(...sampleEmbeddings(low, truth, frame.id))
  return {
    id: frame.id,
    truth: await overlayPng(picture, truth),
    predicted: await overlayPng(picture, predicted),
    boundary: await heatPng(boundarySimilarity(low, picture.width, picture.height)),
  }
}
