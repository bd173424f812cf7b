import { AgreementService } from '../../engine/agreement/AgreementService.ts'
import { studyOperation } from '../answering/operations.ts'

const oversee = studyOperation('oversee')

/** How alike readers are. */
export const agreementRoutes = {
  found: oversee.agreement.found.handler(({ context: { study }, input }) =>
    AgreementService.found(study, input),
  ),
  report: oversee.agreement.report.handler(async ({ context: { study }, input }) => {
    const report = await AgreementService.report(study, input)
    return { report, csv: AgreementService.reportTable(report) }
  }),
}
