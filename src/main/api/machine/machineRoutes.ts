import { availableParallelism } from 'node:os'
import { MachineService } from '../../engine/machine/MachineService.ts'
import { machineOperation } from '../answering/operations.ts'
import { aboutMachine } from './examine.ts'
import { printPage } from './printPage.ts'
import { reportFile, saveReport } from './supportReport.ts'

const see = machineOperation('see')
const machine = machineOperation('machine')

/** The engine's machine itself. */
export const machineRoutes = {
  about: see.machine.about.handler(({ context }) => aboutMachine(context.engine.runtime)),
  trainer: see.machine.trainer.handler(async ({ context }) => ({
    cores: availableParallelism(),
    threads: await MachineService.trainerLimit(context.engine.runtime),
  })),
  limitTrainer: machine.machine.limitTrainer.handler(({ context, input }) =>
    MachineService.limitTrainer(context.engine.runtime, input.threads),
  ),
  print: machine.machine.print.handler(async ({ input }) => ({
    pdf: Buffer.from(await printPage(input.page)).toString('base64'),
  })),
  report: machine.machine.report.handler(async ({ context: { engine } }) => {
    const file = await reportFile(engine.runtime)
    await saveReport(engine, file)
    return { file }
  }),
}
