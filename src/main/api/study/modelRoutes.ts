import { ModelService } from '../../engine/models/ModelService.ts'
import { studyOperation as os } from '../operations.ts'

/** Models of the open study. */
export const modelRoutes = {
  list: os.models.list.handler(({ context: { study } }) => ModelService.list(study)),
  use: os.models.use.handler(async ({ context: { engine, study }, input }) => {
    const model = await ModelService.use(study, input.id)
    await engine.training.overlays.want()
    return model
  }),
  sees: os.models.sees.handler(({ context: { study }, input }) => ModelService.sees(study, input.id)),
}
