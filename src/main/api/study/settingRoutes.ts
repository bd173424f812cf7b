import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import { studyOperation as os } from '../operations.ts'

/** What the open study is called, and its classes. */
export const settingRoutes = {
  rename: os.study.rename.handler(async ({ context: { study }, input }) => {
    await CatalogueService.rename(study, input.name)
    return CatalogueService.info(study)
  }),
  setClasses: os.study.setClasses.handler(async ({ context: { study }, input }) => {
    await CatalogueService.setClasses(study, input.classes)
    return CatalogueService.info(study)
  }),
}
