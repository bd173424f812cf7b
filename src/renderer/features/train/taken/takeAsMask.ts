import type { Probabilities } from '../../../../shared/domain/probabilities.ts'
import { pseudoLabel } from '../../../../shared/domain/pseudoLabel.ts'
import { encodeMask } from '../../../../shared/domain/rle.ts'
import { withoutSpecks } from '../../../../shared/domain/specks.ts'
import type { Client } from '../../../api/client.ts'
import { toBase64 } from '../../../api/maskBytes.ts'

/**
 * Makes a pseudo-label, but for specks, the reader's mask, as one stroke that undo takes back: it is a label once the reader
 * has said that it is done. Fails as `layers.paint` does.
 */
export async function takeAsMask(
  client: Client,
  { id, width, height }: { readonly id: number; readonly width: number; readonly height: number },
  probabilities: Probabilities,
): Promise<void> {
  const mask = withoutSpecks(pseudoLabel(probabilities, width, height))
  const own = await client.layers.own({ frame: id })
  await client.layers.paint({
    frame: id,
    stroke: crypto.randomUUID(),
    base: own?.revision ?? 0,
    x: 0,
    y: 0,
    patch: toBase64(encodeMask(mask)),
  })
}
