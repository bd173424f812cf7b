import { resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { outlastErrors } from '../../api/answering/UnderWay.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import type { Command } from '../Command.ts'
import { inWords } from '../inWords.ts'
import { list, wholeNumber } from '../options.ts'

interface Options {
  readonly host: string
  readonly port: number
  readonly ae: string
  readonly from: string[]
  readonly key: string
  readonly keepText?: boolean
}

/** `loco listen DIR --key FILE`: takes what devices send by DICOM into a study, until it is stopped. */
export const listen: Command = {
  register(program, terminal) {
    program
      .command('listen <study>')
      .description('receive images from devices by DICOM (C-STORE)')
      .requiredOption('--key <file>', 'patient key; its passphrase is in LOCO_KEY_PASSPHRASE')
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--port <n>', 'port', wholeNumber(0), 11112)
      .option('--ae <name>', 'name that devices call', 'LOCO')
      .option('--from <names>', 'names of the devices that may send; all where it is left out', list, [])
      .option('--keep-text', 'leave text in the pictures as it is')
      .action(async (folder: string, { host, port, ae, from, key, keepText = false }: Options) => {
        const { engine, actor, say } = terminal(false)
        const passphrase = process.env['LOCO_KEY_PASSPHRASE'] ?? ''
        if (passphrase === '') throw new Failure('passphraseMissing', { variable: 'LOCO_KEY_PASSPHRASE' })
        // Loaded here alone: the library behind it takes 40 MB, which no other command needs.
        const { listenForDicom } = await import('../../server/dicomListener.ts')
        const study = await engine.openStudy(folder)
        outlastErrors(engine.runtime.logFile)
        const deidentify = { keyFile: resolve(key), passphrase, text: !keepText }
        const listener = await listenForDicom({
          host,
          port,
          aeTitle: ae,
          callers: from,
          onTrouble: (message) => say(`A device's connection failed: ${message}`),
          async onReceived(folder) {
            const options = { layout: 'dicom', deidentify, unattended: true }
            const report = await ImportService.importPaths({ study, actor }, [folder], options, () => {})
            say(
              `${report.added} frames received, ${report.duplicates} were there already, ${report.rejected.length} refused`,
            )
            for (const { reason } of report.rejected) say(`  ${inWords(reason)}`)
          },
        })
        process.stdout.write(`LoCo Studio receives DICOM as ${ae} on ${host}:${listener.port}\n`)
        await new Promise<void>((stop) => {
          for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop())
        })
        await listener.close()
      })
  },
}
