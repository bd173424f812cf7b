import type { LayerSummary } from '../../../../shared/contract/layers.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import type { Probabilities } from '../../../../shared/domain/probabilities.ts'
import type { Client } from '../../../api/client.ts'
import { bytesFrom, maskFrom } from '../../../api/maskBytes.ts'
import { settled } from '../saving/strokeQueues.ts'

/** A frame with everything that the canvas shows, decoded. */
export interface LoadedFrame {
  readonly id: number
  readonly file: Blob
  readonly bitmap: ImageBitmap
  readonly own: LayerSummary | undefined
  /** What the model in use sees; undefined where there is none, or where it is not to be seen yet. */
  readonly model: LayerSummary | undefined
  /** All layers but the reader's own. */
  readonly others: readonly { readonly layer: LayerSummary; readonly mask: Mask }[]
  readonly mask: Mask | undefined
  readonly probabilities: Probabilities | undefined
  /** Tells whether the layers are still the newest. */
  readonly signature: string
}

export const signatureOf = (layers: readonly LayerSummary[]): string =>
  layers.map(({ id, revision }) => `${id}:${revision}`).join(' ')

/** Loads a frame, after what is still under way from painting on it. Fails FRAME_NOT_FOUND, FILE_DAMAGED. */
export async function openFrame(client: Client, id: number): Promise<LoadedFrame> {
  await settled(id)
  const image = async () => {
    // The contract's type knows no runtime; what comes is a Blob.
    return decoded((await client.frames.image({ id, size: 'full' })) as unknown as Blob)
  }
  const [picture, layers] = await Promise.all([image(), client.layers.list({ frame: id })])
  const own = layers.find((layer) => layer.own)
  const read = async (layer: LayerSummary) => maskFrom((await client.layers.mask({ layer: layer.id })).mask)
  const [mask, probabilities, others] = await Promise.all([
    own && read(own),
    probabilitiesOf(client, id),
    Promise.all(
      layers.filter((layer) => layer !== own).map(async (layer) => ({ layer, mask: await read(layer) })),
    ),
  ])
  return {
    id,
    ...picture,
    own,
    model: layers.find(({ inUse }) => inUse),
    others,
    mask,
    probabilities,
    signature: signatureOf(layers),
  }
}

const JPEG_END = Uint8Array.of(0xff, 0xd9)

/** Imports before version 0.2 cut off the two bytes that end a JPEG; pages show it all the same, decoders refuse. */
async function decoded(file: Blob): Promise<{ file: Blob; bitmap: ImageBitmap }> {
  try {
    return { file, bitmap: await createImageBitmap(file) }
  } catch (error) {
    if (file.type !== 'image/jpeg') throw error
    const whole = new Blob([file, JPEG_END], { type: file.type })
    return { file: whole, bitmap: await createImageBitmap(whole) }
  }
}

async function probabilitiesOf(client: Client, frame: number): Promise<Probabilities | undefined> {
  const found = await client.layers.probabilities({ frame })
  return found ? { ...found, data: bytesFrom(found.data) } : undefined
}
