import type { Reason } from '../../../shared/reasons/index.ts'
import { Refused, reasonOf } from '../../../shared/reasons/Refused.ts'
import { kindNamed } from '../../../shared/trainer/methods/index.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import { bytesBeside } from '../methods/index.ts'
import { batchThatFits, trainingBytes } from '../nets/footprint.ts'
import type { Network } from '../nets/Network.ts'

/** Bytes that a run of these settings takes, estimated. */
export function bytesNeeded(network: Network, settings: TrainingSettings): number {
  const { size, batch, method } = settings
  return bytesBeside(settings) + trainingBytes(network, size, kindNamed(method).imagesHeld * batch)
}

/**
 * Refuses, before the first step, a run that would not fit the free memory, and says which batch or crop would.
 * Throws `Refused`.
 */
export function mustFit(
  network: Network,
  settings: TrainingSettings,
  free = process.availableMemory(),
): void {
  const { size, batch, method } = settings
  const kinds = kindNamed(method).imagesHeld
  const beside = bytesBeside(settings)
  const needed = bytesNeeded(network, settings)
  if (needed <= free) return
  const fitting = batchThatFits(network, size, kinds, free - beside)
  const smaller = [256, 192, 160, 128, 96, 64].find(
    (crop) => crop < size && beside + trainingBytes(network, crop, kinds * batch) <= free,
  )
  throw new Refused(whatFits({ needed: needed / 1e9, free: free / 1e9 }, fitting, smaller))
}

function whatFits(memory: { needed: number; free: number }, count: number, crop: number | undefined): Reason {
  if (crop === undefined)
    return count > 0
      ? reasonOf('memoryShortForBatch', { ...memory, count })
      : reasonOf('memoryShortForAll', memory)
  return count > 0
    ? reasonOf('memoryShortForBoth', { ...memory, count, crop })
    : reasonOf('memoryShortForCrop', { ...memory, crop })
}
