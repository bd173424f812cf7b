import { spawn } from 'node:child_process'
import { outlastErrors } from '../../api/answering/UnderWay.ts'
import type { Engine } from '../../engine/Engine.ts'
import { ASKED_TO_STOP } from '../../process/askedToStop.ts'
import { isLoopback } from '../../server/certificates/machineNames.ts'
import { type Served, serve } from '../../server/serve.ts'
import type { Command } from '../Command.ts'
import { type DepartmentOptions, department } from '../department.ts'
import { collected, wholeNumber } from '../options.ts'

interface Options extends DepartmentOptions {
  readonly open: boolean
}

/** `loco serve [DIR]`: the window in a browser, of this machine, or of a department where a host is named that others reach. */
export const serveCommand: Command = {
  register(program, terminal) {
    program
      .command('serve [study]')
      .description('serve the window to a browser')
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--port <n>', 'port, 0 for any free one', wholeNumber(0), 0)
      .option('--cert <file>', 'certificate for others, as PEM; without one, the server makes its own')
      .option('--key <file>', 'its private key, as PEM')
      .option(
        '--name <host>',
        'a name that others reach this machine by; may be given more than once',
        collected,
      )
      .option('--root <folder>', 'what engineers may reach of the disk over the network', collected)
      .option('--no-open', 'do not open a browser')
      .action(async (study: string | undefined, options: Options) => {
        const { engine, pages, say } = terminal(false)
        outlastErrors(engine.runtime)
        if (study) {
          await engine.openStudy(study)
          await engine.training.planned.begin()
        }
        const served = isLoopback(options.host)
          ? await toThisMachine(engine, pages, options)
          : await department(engine, pages, options, say)
        await new Promise<void>((resolve) => {
          for (const signal of ASKED_TO_STOP) process.once(signal, () => resolve())
        })
        await served.close()
      })
  },
}

async function toThisMachine(engine: Engine, pages: string, { host, port, open }: Options): Promise<Served> {
  const served = await serve(engine, pages, host, port)
  process.stdout.write(`LoCo Studio is ready: ${served.address}\n`)
  if (open) openBrowser(served.address)
  return served
}

/** A program and what it is told before the address. */
type Opener = readonly [string, ...string[]]

/** What opens an address as a double click would. Windows' explorer opens a folder where the address has a `?` in it. */
const OPENERS: Partial<Record<NodeJS.Platform, Opener>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

function openBrowser(address: string): void {
  const [command, ...args]: Opener = OPENERS[process.platform] ?? ['xdg-open']
  spawn(command, [...args, address], { stdio: 'ignore', detached: true, windowsHide: true })
    .on('error', () => {})
    .unref()
}
