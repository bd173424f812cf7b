import { readFile, stat } from 'node:fs/promises'
import { refused } from '../../../shared/reasons/Refused.ts'

/** A checkpoint of the largest net here, with teacher and optimiser, has half of it. */
const MOST_BYTES = 1e9

/** A file of weights from elsewhere. Throws `Refused` where it is larger than any that could be of use. */
export async function readWeights(path: string): Promise<Buffer> {
  const { size } = await stat(path)
  if (size > MOST_BYTES)
    throw refused('weightsTooLarge', { megabytes: Math.round(size / 1e6), most: MOST_BYTES / 1e6 })
  return readFile(path)
}
