import { LabelService } from '../../engine/labels/LabelService.ts'
import { studyOperation } from '../operations.ts'

const see = studyOperation('see')
const label = studyOperation('label')

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const text = (data: Uint8Array) => Buffer.from(data).toString('base64')

/** Masks: what people paint and say, and what models see. */
export const layerRoutes = {
  list: see.layers.list.handler(({ context, input }) => LabelService.list(context, input.frame)),
  mask: see.layers.mask.handler(async ({ context: { study }, input }) => {
    const { revision, bytes: mask } = await LabelService.mask(study, input.layer)
    return { revision, mask: text(mask) }
  }),
  outlines: see.layers.outlines.handler(({ context, input }) => LabelService.outlines(context, input.frame)),
  before: see.layers.before.handler(async ({ context: { study }, input }) => {
    const found = await LabelService.before(study, input.layer, input.revision)
    return found && { revision: found.revision, mask: text(found.bytes) }
  }),
  paint: label.layers.paint.handler(({ context, input }) =>
    LabelService.paint(context, { ...input, patch: bytes(input.patch) }),
  ),
  probabilities: see.layers.probabilities.handler(async ({ context, input }) => {
    const found = await LabelService.probabilities(context, input.frame)
    return found && { ...found, data: text(found.data) }
  }),
  confirm: label.layers.confirm.handler(({ context, input }) =>
    LabelService.confirm(context, input.frame, input.base),
  ),
  declare: label.layers.declare.handler(({ context, input }) => LabelService.declare(context, input)),
  interpolate: label.layers.interpolate.handler(async ({ context, input }) => ({
    frames: await LabelService.interpolate(context, input.first, input.second),
  })),
  accept: label.layers.accept.handler(({ context, input }) =>
    LabelService.accept(context, input.frame, input.layer, input.base),
  ),
}
