import type { ChosenFrames } from '../../../shared/contract/catalogue.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import { studyOperation as os } from '../operations.ts'

const { marks, searches } = CatalogueService

const chosen = (study: OpenStudy, frames: ChosenFrames) =>
  'ids' in frames ? frames.ids : study.index.ids(frames.filter, undefined)

/** Finding frames and marking them, many at a time. */
export const catalogueRoutes = {
  overview: os.catalogue.overview.handler(({ context: { study } }) => CatalogueService.overview(study)),
  choices: os.catalogue.choices.handler(({ context: { study } }) => CatalogueService.choices(study)),
  searches: os.catalogue.searches.handler(({ context: { study } }) => searches.list(study)),
  saveSearch: os.catalogue.saveSearch.handler(({ context: { study }, input }) =>
    searches.save(study, input.name, input.filter),
  ),
  removeSearch: os.catalogue.removeSearch.handler(({ context: { study }, input }) =>
    searches.remove(study, input.id),
  ),
  tag: os.catalogue.tag.handler(({ context, input }) =>
    marks.addTag(context, chosen(context.study, input.frames), input.name),
  ),
  untag: os.catalogue.untag.handler(({ context, input }) =>
    marks.removeTag(context, chosen(context.study, input.frames), input.name),
  ),
  hide: os.catalogue.hide.handler(({ context, input }) =>
    marks.hide(context, chosen(context.study, input.frames), input.hidden),
  ),
  setModality: os.catalogue.setModality.handler(({ context, input }) =>
    marks.setModality(context, chosen(context.study, input.frames), input.modality),
  ),
  link: os.catalogue.link.handler(({ context, input }) =>
    marks.link(context, chosen(context.study, input.frames), input.linked),
  ),
  assign: os.catalogue.assign.handler(({ context, input: { ids, ...to } }) => marks.assign(context, ids, to)),
  setSplit: os.catalogue.setSplit.handler(async ({ context, input }) => {
    await CatalogueService.setSplit(context, input.patients, input.split)
    return {}
  }),
  undo: os.catalogue.undo.handler(async ({ context, input }) => {
    await marks.undo(context, input.action)
    return {}
  }),
  marks: os.catalogue.marks.handler(({ context: { study }, input }) =>
    CatalogueService.marksOf(study, input.frame),
  ),
  writeNote: os.catalogue.writeNote.handler(async ({ context, input }) => {
    await marks.writeNote(context, input.frame, input.text)
    return {}
  }),
  nearDuplicates: os.catalogue.nearDuplicates.handler(({ context: { study } }) =>
    CatalogueService.nearDuplicates(study),
  ),
}
