import { LabelService } from '../../engine/labels/LabelService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const label = studyOperation('label')

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const text = (data: Uint8Array) => Buffer.from(data).toString('base64')

/** Masks: what people paint and say, and what models see. */
export const layerRoutes = {
  own: see.layers.own.handler(async ({ context, input }) => {
    const found = await LabelService.own(context, input.frame)
    return found && { revision: found.revision, mask: text(found.bytes) }
  }),
  mask: see.layers.mask.handler(async ({ context, input }) => {
    const { revision, bytes: mask } = await LabelService.seenMask(context, input.layer)
    return { revision, mask: text(mask) }
  }),
  outlines: see.layers.outlines.handler(({ context, input }) => LabelService.outlines(context, input.frame)),
  before: see.layers.before.handler(async ({ context, input }) => {
    const found = await LabelService.before(context, input.layer, input.revision)
    return found && { revision: found.revision, mask: text(found.bytes) }
  }),
  painting: label.layers.painting.handler(({ context }) => context.engine.giveWayToPainting()),
  paint: label.layers.paint.handler(({ context, input }) => {
    context.engine.giveWayToPainting()
    return LabelService.paint(context, { ...input, patch: bytes(input.patch) })
  }),
  confirm: label.layers.confirm.handler(({ context, input }) =>
    LabelService.confirm(context, input.frame, input.base),
  ),
  declare: label.layers.declare.handler(({ context, input }) => LabelService.declare(context, input)),
  interpolate: label.layers.interpolate.handler(async ({ context, input }) => {
    const frames = await LabelService.interpolateAround(context, input.frame)
    return frames && { frames }
  }),
  accept: label.layers.accept.handler(({ context, input }) =>
    LabelService.accept(context, input.frame, input.layer, input.base),
  ),
}
