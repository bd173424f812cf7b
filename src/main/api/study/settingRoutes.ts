import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { studyOperation } from '../answering/operations.ts'

const arrange = studyOperation('arrange')

/** What the open study is called, and its classes. */
export const settingRoutes = {
  rename: arrange.study.rename.handler(async ({ context, input }) => {
    await CatalogueService.rename(context, input.name)
    return CatalogueService.info(context.study)
  }),
  setClasses: arrange.study.setClasses.handler(async ({ context, input }) => {
    await CatalogueService.setClasses(context, input.classes)
    return CatalogueService.info(context.study)
  }),
}
