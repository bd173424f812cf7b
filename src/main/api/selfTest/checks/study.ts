import { join } from 'node:path'
import { CatalogueService } from '../../../engine/catalogue/CatalogueService.ts'
import { DemoService } from '../../../engine/demo/DemoService.ts'
import { StoreService } from '../../../engine/store/StoreService.ts'
import { type Check, STUDY } from './Check.ts'

/** A study is made, and frames are drawn and brought into it. */
export const study: Check = {
  name: 'study',
  async look({ engine, actor, folder }) {
    const made = await engine.createStudy(join(folder, STUDY), DemoService.classNames, 'Self-test')
    await DemoService.addFew({ study: made, actor })
    const { frames, patients } = await CatalogueService.info(made)
    return { sqlite: StoreService.sqliteVersion(), frames, patients }
  },
}
