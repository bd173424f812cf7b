import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { noteLook } from '../../engine/study/lookedAt.ts'
import { studyOperation } from '../answering/operations.ts'
import { openFrame, overFrame } from './openFrame.ts'

const see = studyOperation('see')
const label = studyOperation('label')

/** Frames, as windows go through them. */
export const frameRoutes = {
  freeze: see.frames.freeze.handler(({ context, input }) =>
    CatalogueService.freeze(context, input.filter, input.sort),
  ),
  page: see.frames.page.handler(({ context, input: { filter, sort, offset, limit, list } }) =>
    CatalogueService.page(context, filter, sort, offset, limit, list),
  ),
  get: see.frames.get.handler(({ context, input: { id, filter, sort, list } }) =>
    CatalogueService.frame(context, id, filter, sort, list),
  ),
  nextOpen: see.frames.nextOpen.handler(({ context, input: { id, filter, sort, list } }) =>
    CatalogueService.nextOpen(context, id, filter, sort, list),
  ),
  nextExamination: see.frames.nextExamination.handler(
    ({ context, input: { id, direction, filter, sort, list } }) =>
      CatalogueService.nextExamination(context, id, direction, filter, sort, list),
  ),
  open: see.frames.open.handler(({ context, input }) => {
    noteLook(context.study, input.id)
    return openFrame(context, input)
  }),
  over: see.frames.over.handler(({ context, input }) => overFrame(context, input.id)),
  look: label.frames.look.handler(async ({ context, input }) => {
    await context.engine.training.look(context.actor, input.id)
    return overFrame(context, input.id)
  }),
  calibrate: label.frames.calibrate.handler(async ({ context, input }) => {
    await CatalogueService.calibrate(context, input.id, input.mmPerPixel)
    return {}
  }),
  patients: see.frames.patients.handler(({ context, input }) =>
    CatalogueService.patients(context, input.search, input.split),
  ),
  image: see.frames.image.handler(({ context: { study }, input }) => {
    noteLook(study, input.id)
    return CatalogueService.image(study, input.id, input.size)
  }),
}
