import { AgreementService } from '../../engine/agreement/AgreementService.ts'
import { studyOperation } from '../answering/operations.ts'

const oversee = studyOperation('oversee')

/** How alike readers are. */
export const agreementRoutes = {
  found: oversee.agreement.found.handler(({ context: { study }, input }) =>
    AgreementService.found(study, input),
  ),
}
