import { machineOperation as os } from '../operations.ts'
import { aboutMachine } from './examine.ts'
import { reportFile, saveReport } from './supportReport.ts'

/** The engine's machine itself. */
export const machineRoutes = {
  about: os.machine.about.handler(({ context }) => aboutMachine(context.engine.runtime)),
  report: os.machine.report.handler(async ({ context: { engine } }) => {
    const file = await reportFile(engine.runtime)
    await saveReport(engine, file)
    return { file }
  }),
}
