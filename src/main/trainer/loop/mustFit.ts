import { learnsFromUnlabelled } from '../../../shared/trainer/methods.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { batchThatFits, trainingBytes } from '../nets/footprint.ts'
import type { Network } from '../nets/Network.ts'

/** A run that the machine has not the memory for; the message says what would fit. */
export class TooLarge extends Error {}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`

/**
 * Refuses, before the first step, a run that would not fit the free memory, and says which batch or crop would.
 * Throws `TooLarge`.
 */
export function mustFit(
  network: Network,
  settings: TrainingSettings,
  free = process.availableMemory(),
): void {
  const { size, batch, method } = settings
  // A method with unlabelled frames sees them twice, weakly and strongly.
  const kinds = learnsFromUnlabelled(method) ? 3 : 1
  const needed = trainingBytes(network, size, kinds * batch)
  if (needed <= free) return
  const fitting = batchThatFits(network, size, kinds, free)
  const smaller = [256, 192, 160, 128, 96, 64].find(
    (crop) => crop < size && trainingBytes(network, crop, kinds * batch) <= free,
  )
  const ways = [
    fitting > 0 ? `at most ${fitting} ${fitting === 1 ? 'image' : 'images'} a step` : '',
    smaller ? `a crop of ${smaller} px` : '',
  ].filter((way) => way !== '')
  const advice = ways.length > 0 ? `choose ${ways.join(', or ')}` : 'close other programs first'
  throw new TooLarge(
    `This round needs about ${gigabytes(needed)} of memory and ${gigabytes(free)} are free: ${advice}.`,
  )
}
