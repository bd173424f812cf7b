import { LabelService } from '../../engine/labels/LabelService.ts'
import { studyOperation as os } from '../operations.ts'

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const text = (data: Uint8Array) => Buffer.from(data).toString('base64')

/** Masks: what people paint and say, and what models see. */
export const layerRoutes = {
  list: os.layers.list.handler(({ context: { study }, input }) => LabelService.list(study, input.frame)),
  mask: os.layers.mask.handler(async ({ context: { study }, input }) => {
    const { revision, bytes: mask } = await LabelService.mask(study, input.layer)
    return { revision, mask: text(mask) }
  }),
  outlines: os.layers.outlines.handler(({ context: { study }, input }) =>
    LabelService.outlines(study, input.frame),
  ),
  before: os.layers.before.handler(async ({ context: { study }, input }) => {
    const found = await LabelService.before(study, input.layer, input.revision)
    return found && { revision: found.revision, mask: text(found.bytes) }
  }),
  paint: os.layers.paint.handler(({ context: { study }, input }) =>
    LabelService.paint(study, { ...input, patch: bytes(input.patch) }),
  ),
  probabilities: os.layers.probabilities.handler(async ({ context: { study }, input }) => {
    const found = await LabelService.probabilities(study, input.frame)
    return found && { ...found, data: text(found.data) }
  }),
  confirm: os.layers.confirm.handler(({ context: { study }, input }) =>
    LabelService.confirm(study, input.frame, input.base),
  ),
  declare: os.layers.declare.handler(({ context: { study }, input }) => LabelService.declare(study, input)),
  interpolate: os.layers.interpolate.handler(async ({ context: { study }, input }) => ({
    frames: await LabelService.interpolate(study, input.first, input.second),
  })),
  accept: os.layers.accept.handler(({ context: { study }, input }) =>
    LabelService.accept(study, input.frame, input.layer, input.base),
  ),
}
