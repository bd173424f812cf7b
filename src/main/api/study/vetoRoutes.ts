import { LabelService } from '../../engine/labels/LabelService.ts'
import { studyOperation } from '../answering/operations.ts'

const see = studyOperation('see')
const label = studyOperation('label')

/** What no round may learn from. */
export const vetoRoutes = {
  of: see.vetoes.of.handler(async ({ context: { study }, input }) => {
    const found = await LabelService.vetoesOf(study, input.frame)
    return found.map(({ bytes, ...veto }) => ({
      ...veto,
      region: bytes && Buffer.from(bytes).toString('base64'),
    }))
  }),
  add: label.vetoes.add.handler(async ({ context, input: { frame, region } }) => {
    const bytes = region === null ? null : new Uint8Array(Buffer.from(region, 'base64'))
    return { id: await LabelService.addVeto(context, frame, bytes) }
  }),
  takeBack: label.vetoes.takeBack.handler(async ({ context, input }) => {
    await LabelService.takeBackVeto(context, input.veto)
    return {}
  }),
}
