import { implement } from '@orpc/server'
import type { ChosenFrames } from '../../shared/contract/catalogue.ts'
import { catalogue } from '../../shared/contract/catalogue.ts'
import { CatalogueService } from '../engine/catalogue/CatalogueService.ts'
import type { OpenStudy } from '../engine/study/OpenStudy.ts'

const os = implement(catalogue)
const { marks, searches } = CatalogueService

/** The operations of `contract.catalogue`; `study` fails NO_STUDY_OPEN. */
export function catalogueRoutes(study: () => OpenStudy) {
  const chosen = (frames: ChosenFrames) =>
    'ids' in frames ? frames.ids : study().index.ids(frames.filter, undefined)
  return {
    overview: os.overview.handler(() => CatalogueService.overview(study())),
    choices: os.choices.handler(() => CatalogueService.choices(study())),
    searches: os.searches.handler(() => searches.list(study())),
    saveSearch: os.saveSearch.handler(({ input }) => searches.save(study(), input.name, input.filter)),
    removeSearch: os.removeSearch.handler(({ input }) => searches.remove(study(), input.id)),
    tag: os.tag.handler(({ input }) => marks.addTag(study(), chosen(input.frames), input.name)),
    untag: os.untag.handler(({ input }) => marks.removeTag(study(), chosen(input.frames), input.name)),
    hide: os.hide.handler(({ input }) => marks.hide(study(), chosen(input.frames), input.hidden)),
    setModality: os.setModality.handler(({ input }) =>
      marks.setModality(study(), chosen(input.frames), input.modality),
    ),
    link: os.link.handler(({ input }) => marks.link(study(), chosen(input.frames), input.linked)),
    assign: os.assign.handler(({ input: { ids, ...to } }) => marks.assign(study(), ids, to)),
    setSplit: os.setSplit.handler(async ({ input }) => {
      await CatalogueService.setSplit(study(), input.patients, input.split)
      return {}
    }),
    undo: os.undo.handler(async ({ input }) => {
      await marks.undo(study(), input.action)
      return {}
    }),
    marks: os.marks.handler(({ input }) => CatalogueService.marksOf(study(), input.frame)),
    writeNote: os.writeNote.handler(async ({ input }) => {
      await marks.writeNote(study(), input.frame, input.text)
      return {}
    }),
    nearDuplicates: os.nearDuplicates.handler(() => CatalogueService.nearDuplicates(study())),
  }
}
