import type { ComparedFrame } from '../../../shared/contract/models.ts'
import type { Curves } from '../../../shared/contract/training.ts'
import type { Client } from '../../api/client.ts'
import { maskOutlines } from '../compare/maskOutlines.ts'
import type { SeenFrame } from './framePicture.ts'

/** What the page of a model's card draws. */
export interface CardPictures {
  /** How its round went; null for weights from elsewhere. */
  readonly curves: Curves | null
  /** Up to three validation frames: the one seen worst, one in the middle, the one seen best. */
  readonly frames: readonly SeenFrame[]
}

/** Reads the curves and frames of a model, of a study with so many classes. */
export async function readPictures(client: Client, model: string, classes: number): Promise<CardPictures> {
  const round = (await client.training.rounds()).find((one) => one.model === model)
  const curves = round ? await client.training.curves({ run: round.id }) : null
  const { split, frames } = await client.models.sees({ id: model })
  const chosen = split === 'validation' ? worstToBest(frames) : []
  return { curves, frames: await Promise.all(chosen.map((frame) => readFrame(client, frame, classes))) }
}

/** The frame that is seen worst, the one in the middle, and the best; each once. */
export function worstToBest<F extends Pick<ComparedFrame, 'now'>>(frames: readonly F[]): F[] {
  const sorted = [...frames].sort((a, b) => a.now - b.now)
  const places = new Set([0, Math.floor((sorted.length - 1) / 2), sorted.length - 1])
  return sorted.filter((_, place) => places.has(place))
}

/** A frame's picture with its label's outlines and the model's. */
export async function readFrame(client: Client, frame: ComparedFrame, classes: number): Promise<SeenFrame> {
  const outlinesOf = async (layer: number) =>
    maskOutlines((await client.layers.mask({ layer })).mask, classes)
  const [picture, label, overlay] = await Promise.all([
    client.frames
      .image({ id: frame.id, size: 'thumbnail' })
      .then((file) => dataAddress(file as unknown as Blob)),
    outlinesOf(frame.label),
    outlinesOf(frame.overlayNow),
  ])
  return { picture, label, overlay, overlap: frame.now }
}

/** A file's bytes as an address that holds them. */
function dataAddress(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error ?? new Error('The picture cannot be read.'))
    reader.readAsDataURL(file)
  })
}
