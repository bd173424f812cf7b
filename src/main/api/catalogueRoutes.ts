import { implement } from '@orpc/server'
import type { ChosenFrames } from '../../shared/contract/catalogue.ts'
import { catalogue } from '../../shared/contract/catalogue.ts'
import { CatalogueService } from '../engine/catalogue/CatalogueService.ts'
import type { Session } from '../engine/Session.ts'

const os = implement(catalogue)
const { marks, searches } = CatalogueService

/** The operations of `contract.catalogue`; `session` fails NO_STUDY_OPEN. */
export function catalogueRoutes(session: () => Session) {
  const chosen = (frames: ChosenFrames) =>
    'ids' in frames ? frames.ids : session().index.ids(frames.filter, undefined)
  return {
    overview: os.overview.handler(() => CatalogueService.overview(session())),
    choices: os.choices.handler(() => CatalogueService.choices(session())),
    searches: os.searches.handler(() => searches.list(session())),
    saveSearch: os.saveSearch.handler(({ input }) => searches.save(session(), input.name, input.filter)),
    removeSearch: os.removeSearch.handler(({ input }) => searches.remove(session(), input.id)),
    tag: os.tag.handler(({ input }) => marks.addTag(session(), chosen(input.frames), input.name)),
    untag: os.untag.handler(({ input }) => marks.removeTag(session(), chosen(input.frames), input.name)),
    hide: os.hide.handler(({ input }) => marks.hide(session(), chosen(input.frames), input.hidden)),
    setModality: os.setModality.handler(({ input }) =>
      marks.setModality(session(), chosen(input.frames), input.modality),
    ),
    link: os.link.handler(({ input }) => marks.link(session(), chosen(input.frames), input.linked)),
    assign: os.assign.handler(({ input: { ids, ...to } }) => marks.assign(session(), ids, to)),
    setSplit: os.setSplit.handler(async ({ input }) => {
      await CatalogueService.setSplit(session(), input.patients, input.split)
      return {}
    }),
    undo: os.undo.handler(async ({ input }) => {
      await marks.undo(session(), input.action)
      return {}
    }),
    marks: os.marks.handler(({ input }) => CatalogueService.marksOf(session(), input.frame)),
    writeNote: os.writeNote.handler(async ({ input }) => {
      await marks.writeNote(session(), input.frame, input.text)
      return {}
    }),
    nearDuplicates: os.nearDuplicates.handler(() => CatalogueService.nearDuplicates(session())),
  }
}
