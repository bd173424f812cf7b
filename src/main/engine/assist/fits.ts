import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { NetFile } from '../../../shared/assistant/messages.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import { decodeMask } from '../../../shared/domain/rle.ts'
import { Refused } from '../../../shared/reasons/Refused.ts'
import type { Runtime } from '../machine/Runtime.ts'
import { Assistant } from './Assistant.ts'

/** A picture that leaves no doubt what is meant: a light disc on dark ground, px. */
const WIDTH = 320
const HEIGHT = 240
const DISC = { x: 130, y: 110, radius: 50 }
/** A pair that was made as one finds nearly all of it; two that were not find anything. */
const LEAST_DICE = 0.8

const KEEPING = { behind: false, stays: 60_000 }

/**
 * Has a pair of nets do what it is for, once. Throws a `Refused` that says what is wrong with which file, or fails
 * ASSIST_OFF where the two do not find a disc in a box.
 */
export async function mustFit(runtime: Runtime, files: { encoder: NetFile; decoder: NetFile }) {
  const encoder = new Assistant(runtime, 'encoder', files.encoder, KEEPING)
  const decoder = new Assistant(runtime, 'decoder', files.decoder, KEEPING)
  const folder = await mkdtemp(join(tmpdir(), 'loco-assist-'))
  try {
    const path = join(folder, 'disc.png')
    await drawDisc(path)
    // The small one first: what is wrong with it is known at once.
    await decoder.use(({ loaded }) => loaded)
    const embedding = await encoder.use((process) => process.ask('read', { path }))
    const { x, y, radius } = DISC
    const box = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    const { mask } = await decoder.use((process) => {
      process.ask('hold', { embedding }).catch(() => {})
      return process.ask('propose', { box, clicks: [] })
    })
    if (diceWithDisc(decodeMask(mask).data) < LEAST_DICE) throw new Failure('assistPairUnfit')
  } catch (error) {
    // They stop where the numbers of one are none for the other.
    if (error instanceof Refused && error.reason.name === 'assistStopped')
      throw new Failure('assistPairUnfit', {}, error)
    throw error
  } finally {
    await Promise.all([encoder.close(), decoder.close()])
    await rm(folder, { recursive: true, force: true })
  }
}

const isInDisc = (i: number) => Math.hypot((i % WIDTH) - DISC.x, Math.floor(i / WIDTH) - DISC.y) < DISC.radius

async function drawDisc(path: string): Promise<void> {
  const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (isInDisc(i) ? 220 : 60))
  await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .png()
    .toFile(path)
}

function diceWithDisc(mask: Uint8Array): number {
  let [both, all] = [0, 0]
  for (const [i, value] of mask.entries()) {
    const inDisc = isInDisc(i)
    all += value + Number(inDisc)
    if (value === 1 && inDisc) both++
  }
  return (2 * both) / all
}
