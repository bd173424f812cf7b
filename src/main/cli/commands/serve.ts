import { spawn } from 'node:child_process'
import { outlastErrors } from '../../api/answering/UnderWay.ts'
import { serve } from '../../server/serve.ts'
import type { Command } from '../Command.ts'
import { wholeNumber } from '../options.ts'

interface Options {
  readonly host: string
  readonly port: number
  readonly open: boolean
}

/** `loco serve [DIR]`: the window in a browser. */
export const serveCommand: Command = {
  register(program, terminal) {
    program
      .command('serve [study]')
      .description('serve the window to a browser')
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--port <n>', 'port, 0 for any free one', wholeNumber(0), 0)
      .option('--no-open', 'do not open a browser')
      .action(async (study: string | undefined, { host, port, open }: Options) => {
        const { engine, pages } = terminal(false)
        outlastErrors(engine.runtime.logFile)
        if (study) {
          await engine.openStudy(study)
          await engine.training.planned.begin()
        }
        const served = await serve(engine, pages, host, port)
        process.stdout.write(`LoCo Studio is ready: ${served.address}\n`)
        if (open) openBrowser(served.address)
        await new Promise<void>((resolve) => {
          for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
        })
        await served.close()
      })
  },
}

function openBrowser(address: string): void {
  const command =
    process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  spawn(command, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
