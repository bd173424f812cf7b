import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { labelFrames } from '../../../../../src/main/trainer/loop/labelFrames.ts'
import { initialWeights } from '../../../../../src/main/trainer/nets/FlatWeights.ts'
import { Network } from '../../../../../src/main/trainer/nets/Network.ts'
import { streamFor } from '../../../../../src/shared/domain/random.ts'
import type { TrainerEvent } from '../../../../../src/shared/trainer/messages.ts'
import { temporaryFolder, writePairs } from '../../../../support/TestStudy.ts'

const place = temporaryFolder()
const SIDE = 32
const network = new Network('efficientnet-lite0', 3)
const weights = initialWeights(network, streamFor(3, 'initial-weights'))
const frames = Array.from({ length: 6 }, (_, n) => ({
  id: String(n),
  path: join(place.path, 'images', `frame-0${n}.png`),
}))

beforeAll(() => writePairs(place.path, frames.length, SIDE))
afterAll(() => place.remove())

/** The order in which frames are labelled where these are wanted after so many. */
async function order(wanted: (done: number) => readonly string[]): Promise<string[]> {
  const events: TrainerEvent[] = []
  const labelled = () => events.flatMap((event) => (event.kind === 'prediction' ? [event.id] : []))
  const picture = async () => ({ width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE * 3).fill(90) })
  const answer = await labelFrames({ network, weights }, frames, picture, {
    emit: (event) => events.push(event),
    stopIfCancelled: () => {},
    pauseAsked: () => false,
    nextAsked: () => undefined,
    giveWay: async () => 0,
    preferred: () => wanted(labelled().length),
  })
  expect(answer).toEqual({ labelled: frames.length, unreadable: 0 })
  const progress = events.flatMap((event) => (event.kind === 'working' ? [event.done] : []))
  expect(progress).toEqual([1, 2, 3, 4, 5, 6])
  return labelled()
}

it('frames are labelled in their order, but for those that are wanted before, as it is by then', async () => {
  expect(await order(() => [])).toEqual(['0', '1', '2', '3', '4', '5'])
  expect(await order(() => ['4', '2'])).toEqual(['4', '2', '0', '1', '3', '5'])
  // What is done, or none of this job's, is not asked for again.
  expect(await order((done) => (done < 2 ? ['0'] : ['1', '77', '5']))).toEqual(['0', '1', '5', '2', '3', '4'])
})
