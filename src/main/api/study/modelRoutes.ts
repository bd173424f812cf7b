import { EditService } from '../../engine/edits/EditService.ts'
import { ModelService } from '../../engine/models/ModelService.ts'
import { WorthService } from '../../engine/worth/WorthService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const train = studyOperation('train')

/** Models of the open study. */
export const modelRoutes = {
  list: see.models.list.handler(({ context: { study } }) => ModelService.list(study)),
  use: train.models.use.handler(async ({ context, input }) => {
    const model = await ModelService.use(context, input.id)
    await context.engine.training.overlays.want()
    return model
  }),
  decline: train.models.decline.handler(async ({ context, input }) => {
    await ModelService.decline(context, input.id)
    return {}
  }),
  sees: see.models.sees.handler(({ context, input }) => ModelService.sees(context, input.id)),
  compare: see.models.compare.handler(({ context, input }) => ModelService.compare(context, input)),
  card: see.models.card.handler(({ context: { study }, input }) => ModelService.card(study, input.id)),
  edits: see.models.edits.handler(({ context: { study } }) => EditService.log(study)),
  worth: see.models.worth.handler(({ context: { study, engine } }) =>
    WorthService.labelBudget(study, engine.training),
  ),
  note: train.models.note.handler(({ context, input }) => ModelService.noteOn(context, input.id, input.text)),
}
