/** Opens a study, writes to it and ends without having closed it: by `exit`, for want of work, or by an error. */
import { CatalogueService } from '../../src/main/engine/catalogue/CatalogueService.ts'
import { callIn } from './me.ts'
import { testEngine } from './TestStudy.ts'

const [folder = '', home = '', how] = process.argv.slice(2)
const study = await testEngine(home).openStudy(folder)
await CatalogueService.marks.addTag(callIn(study), [1], `ended by ${how}`)
// One that is under way is nobody's: it was not told to be saved.
if (how === 'exit') void study.store.db.transaction().execute(() => new Promise(() => {}))
setImmediate(() => {
  if (how === 'error') throw new Error('nobody catches this')
  if (how === 'exit') process.exit(0)
})
