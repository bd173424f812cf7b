import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { studyOperation as os } from '../operations.ts'

/** What the open study is called, and its classes. */
export const settingRoutes = {
  rename: os.study.rename.handler(async ({ context, input }) => {
    await CatalogueService.rename(context, input.name)
    return CatalogueService.info(context.study)
  }),
  setClasses: os.study.setClasses.handler(async ({ context, input }) => {
    await CatalogueService.setClasses(context, input.classes)
    return CatalogueService.info(context.study)
  }),
}
