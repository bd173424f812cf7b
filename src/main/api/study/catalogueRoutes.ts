import type { ChosenFrames } from '../../../shared/contract/catalogue.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import { CatalogueService } from '../../engine/catalogue/CatalogueService.ts'
import type { Call } from '../../engine/study/Call.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const label = studyOperation('label')
const arrange = studyOperation('arrange')

const { marks, searches } = CatalogueService

function chosen({ study: { index }, actor }: Call, frames: ChosenFrames): readonly number[] {
  if (!('ids' in frames)) return index.ids(frames.filter, undefined, 0, Infinity, actor.name)
  if (!frames.ids.every((id) => index.holds(id))) throw new Failure('frameGone')
  return frames.ids
}

/** Finding frames and marking them, many at a time. */
export const catalogueRoutes = {
  overview: see.catalogue.overview.handler(({ context }) => CatalogueService.overview(context)),
  choices: see.catalogue.choices.handler(({ context: { study } }) => CatalogueService.choices(study)),
  searches: see.catalogue.searches.handler(({ context: { study } }) => searches.list(study)),
  saveSearch: label.catalogue.saveSearch.handler(({ context, input }) =>
    searches.save(context, input.name, input.filter),
  ),
  removeSearch: label.catalogue.removeSearch.handler(({ context, input }) =>
    searches.remove(context, input.id),
  ),
  tag: label.catalogue.tag.handler(({ context, input }) =>
    marks.addTag(context, chosen(context, input.frames), input.name),
  ),
  untag: label.catalogue.untag.handler(({ context, input }) =>
    marks.removeTag(context, chosen(context, input.frames), input.name),
  ),
  hide: arrange.catalogue.hide.handler(({ context, input }) =>
    marks.hide(context, chosen(context, input.frames), input.hidden),
  ),
  setModality: arrange.catalogue.setModality.handler(({ context, input }) =>
    marks.setModality(context, chosen(context, input.frames), input.modality),
  ),
  link: arrange.catalogue.link.handler(({ context, input }) =>
    marks.link(context, chosen(context, input.frames), input.linked),
  ),
  assign: arrange.catalogue.assign.handler(({ context, input: { ids, ...to } }) =>
    marks.assign(context, chosen(context, { ids }), to),
  ),
  setSplit: arrange.catalogue.setSplit.handler(async ({ context, input }) => {
    await CatalogueService.setSplit(context, input.patients, input.split)
    return {}
  }),
  undo: arrange.catalogue.undo.handler(async ({ context, input }) => {
    await marks.undo(context, input.action)
    return {}
  }),
  marks: see.catalogue.marks.handler(({ context: { study }, input }) =>
    CatalogueService.marksOf(study, input.frame),
  ),
  writeNote: label.catalogue.writeNote.handler(async ({ context, input }) => {
    await marks.writeNote(context, input.frame, input.text)
    return {}
  }),
  nearDuplicates: see.catalogue.nearDuplicates.handler(({ context: { study } }) =>
    CatalogueService.nearDuplicates(study),
  ),
}
