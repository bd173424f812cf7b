import { TrailService } from '../../engine/audit/TrailService.ts'
import { studyOperation } from '../answering/operations.ts'
import { reached } from '../answering/Reach.ts'

const oversee = studyOperation('oversee')
const keep = studyOperation('keep')

/** What was done in the study, by whom. */
export const trailRoutes = {
  page: oversee.trail.page.handler(({ context: { study }, input }) => TrailService.page(study, input)),
  choices: oversee.trail.choices.handler(({ context: { study } }) => TrailService.choices(study)),
  mask: oversee.trail.mask.handler(({ context, input }) => TrailService.maskThen(context, input)),
  export: keep.trail.export.handler(async ({ context, input }) => {
    const file = await reached(context, input.file)
    return TrailService.exportTrail(context, { ...input, file })
  }),
}
