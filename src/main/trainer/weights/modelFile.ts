import { streamFor } from '../../../shared/domain/random.ts'
import { refused } from '../../../shared/reasons/Refused.ts'
import { settingsFromFile } from '../../../shared/trainer/presets.ts'
import type { InitialWeights, ModelRef } from '../../../shared/trainer/protocol.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { readVerified, writeDurably } from '../../files/durableFile.ts'
import { type Described, type FlatWeights, initialWeights } from '../nets/FlatWeights.ts'
import { Network } from '../nets/Network.ts'
import { readForeignWeights } from './foreignWeights.ts'
import { fromNamed, toNamed } from './layout.ts'
import { type ClassMeans, readMeans, writtenMeans } from './meansInFile.ts'
import { readWeights } from './readWeights.ts'
import { type NamedArrays, readSafeTensors, writeSafeTensors } from './safetensors.ts'

/** A model file: safetensors with PyTorch's names and layouts, and the settings it was trained with. */
export interface LoadedModel {
  readonly settings: TrainingSettings
  readonly network: Network
  readonly weights: FlatWeights
  /** What each class looks like to it; undefined in files of before, and of weights from elsewhere. */
  readonly means: ClassMeans | undefined
}

export async function saveModel(
  path: string,
  network: Network,
  weights: FlatWeights,
  settings: TrainingSettings,
  means: ClassMeans = new Map(),
): Promise<ModelRef> {
  const metadata = {
    format: 'loco-studio-model-1',
    settings: JSON.stringify(settings),
    ...writtenMeans(means),
  }
  const bytes = writeSafeTensors({ tensors: toNamed(network, weights), metadata })
  return { path, sha256: await writeDurably(path, bytes) }
}

/** Reads and verifies a model. Throws an Error with one sentence where the file is not the one that was saved. */
export async function loadModel({ path, sha256 }: ModelRef): Promise<LoadedModel> {
  const { tensors, metadata } = readSafeTensors(await readVerified(path, sha256))
  const settings = settingsFromFile(metadata['settings'] ?? '{}')
  const network = new Network(settings.backbone, settings.classes)
  return {
    settings,
    network,
    means: readMeans(metadata),
    weights: fromNamed(
      network,
      tensors,
      initialWeights(network, () => 0.5),
    ),
  }
}

/** The first values of a run: drawn from its seed, then overwritten by what the job starts from. */
export async function firstWeights(
  network: Network,
  initial: InitialWeights,
  seed: number,
): Promise<FlatWeights> {
  const drawn = initialWeights(network, streamFor(seed, 'initial-weights'))
  switch (initial.kind) {
    case 'none':
      return drawn
    case 'imagenet': {
      const named = readForeignWeights(await readWeights(initial.path), 'student')
      const prefixed = (name: string) => (name.startsWith('backbone.') ? name : `backbone.${name}`)
      const backbone = new Map([...named].map(([name, value]) => [prefixed(name), value]))
      const known = network.parameters.filter(({ part }) => part === 'backbone')
      const missing = known.find(({ name }) => !backbone.has(name))
      if (missing) {
        throw refused('weightsOfOtherBackbone', { tensor: missing.name, backbone: network.backbone.name })
      }
      return fromNamed(network, backbone, drawn, true)
    }
    case 'model': {
      const { tensors } = readSafeTensors(await readVerified(initial.path, initial.sha256))
      return fromNamed(network, withFurtherClasses(tensors, toNamed(headOf(network), drawn)), drawn)
    }
  }
}

const HEAD: readonly string[] = ['classifier.weight', 'classifier.bias']

/** What tells classes apart: all that is drawn for further ones. */
const headOf = ({ parameters }: Network): Described => ({
  parameters: parameters.filter(({ name }) => HEAD.includes(name)),
  norms: [],
})

/**
 * A model's tensors for a study that has more classes by now: what it knows stays, and the rows of the further
 * classes begin as drawn.
 */
function withFurtherClasses(known: NamedArrays, drawn: NamedArrays): NamedArrays {
  const wider = new Map(known)
  for (const name of HEAD) {
    const [own, wanted] = [known.get(name), drawn.get(name)]
    if (!own || !wanted || (own.shape[0] ?? 0) >= (wanted.shape[0] ?? 0)) continue
    // Rows are the outermost axis in the file, so the known ones are its beginning.
    const data = wanted.data.slice()
    data.set(own.data)
    wider.set(name, { shape: wanted.shape, data })
  }
  return wider
}
