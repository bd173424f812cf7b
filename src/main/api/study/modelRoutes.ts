import { ModelService } from '../../engine/models/ModelService.ts'
import { studyOperation as os } from '../operations.ts'

/** Models of the open study. */
export const modelRoutes = {
  list: os.models.list.handler(({ context: { study } }) => ModelService.list(study)),
  use: os.models.use.handler(async ({ context, input }) => {
    const model = await ModelService.use(context, input.id)
    await context.engine.training.overlays.want()
    return model
  }),
  sees: os.models.sees.handler(({ context, input }) => ModelService.sees(context, input.id)),
}
