import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { studyOperation } from '../answering/operations.ts'

const arrange = studyOperation('arrange')
const train = studyOperation('train')

/** What the open study is called, its classes, and what of reviews it goes by. */
export const settingRoutes = {
  rename: arrange.study.rename.handler(async ({ context, input }) => {
    await CatalogueService.rename(context, input.name)
    return CatalogueService.info(context.study)
  }),
  setClasses: arrange.study.setClasses.handler(async ({ context, input }) => {
    await CatalogueService.setClasses(context, input.classes)
    return CatalogueService.info(context.study)
  }),
  guard: arrange.study.guard.handler(async ({ context, input }) => {
    await CatalogueService.guard(context, input.classes)
    return CatalogueService.info(context.study)
  }),
  learnAccepted: train.study.learnAccepted.handler(async ({ context, input }) => {
    await CatalogueService.learnAccepted(context, input.only)
    return CatalogueService.info(context.study)
  }),
}
