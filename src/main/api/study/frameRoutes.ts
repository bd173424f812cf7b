import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { studyOperation as os } from '../operations.ts'

/** Frames, as windows go through them. */
export const frameRoutes = {
  freeze: os.frames.freeze.handler(({ context: { study }, input }) =>
    CatalogueService.freeze(study, input.filter, input.sort),
  ),
  page: os.frames.page.handler(({ context, input: { filter, sort, offset, limit, list } }) =>
    CatalogueService.page(context, filter, sort, offset, limit, list),
  ),
  get: os.frames.get.handler(({ context, input: { id, filter, sort, list } }) =>
    CatalogueService.frame(context, id, filter, sort, list),
  ),
  nextOpen: os.frames.nextOpen.handler(({ context: { study }, input: { id, filter, sort, list } }) =>
    CatalogueService.nextOpen(study, id, filter, sort, list),
  ),
  calibrate: os.frames.calibrate.handler(async ({ context, input }) => {
    await CatalogueService.calibrate(context, input.id, input.mmPerPixel)
    return {}
  }),
  patients: os.frames.patients.handler(({ context: { study }, input }) =>
    CatalogueService.patients(study, input.search, input.split),
  ),
  image: os.frames.image.handler(({ context: { study }, input }) =>
    CatalogueService.image(study, input.id, input.size),
  ),
}
