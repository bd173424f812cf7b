import { LabelService } from '../../engine/labels/LabelService.ts'
import { studyOperation } from '../answering/operations.ts'
import { frameVetoes } from './openFrame.ts'

const see = studyOperation('see')
const label = studyOperation('label')

/** What no round may learn from. */
export const vetoRoutes = {
  of: see.vetoes.of.handler(({ context: { study }, input }) => frameVetoes(study, input.frame)),
  add: label.vetoes.add.handler(async ({ context, input: { frame, region } }) => {
    const bytes = region === null ? null : new Uint8Array(Buffer.from(region, 'base64'))
    return { id: await LabelService.addVeto(context, frame, bytes) }
  }),
  takeBack: label.vetoes.takeBack.handler(async ({ context, input }) => {
    await LabelService.takeBackVeto(context, input.veto)
    return {}
  }),
}
