import { resolve } from 'node:path'
import { Failure } from '../../../shared/contract/failure.ts'
import { assertNever } from '../../../shared/domain/assertNever.ts'
import { outlastErrors } from '../../api/answering/UnderWay.ts'
import type { Engine } from '../../engine/Engine.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import type { ReceivingNews } from '../../engine/receiving/Receiving.ts'
import { ReceivingService } from '../../engine/receiving/ReceivingService.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import { ASKED_TO_STOP } from '../../process/askedToStop.ts'
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
        const deidentify = { keyFile: resolve(key), passphrase, text: !keepText }
        const place = await ReceivingService.folderFor(
          await engine.openStudy(folder),
          engine.runtime.dataFolder,
        )
        outlastErrors(engine.runtime)
        const receiving = await ReceivingService.open(place, {
          tell: (news) => {
            for (const line of linesOf(news)) say(line)
          },
          async bring(received) {
            const study = await writable(engine, folder)
            const options = { layout: 'dicom', deidentify, unattended: true }
            return ImportService.importPaths({ study, actor }, [received], options, () => {})
          },
        })
        try {
          const listener = await listenForDicom({
            host,
            port,
            aeTitle: ae,
            callers: from,
            receiving,
            onTrouble: (message) => say(`A device's connection failed: ${message}`),
          })
          process.stdout.write(`LoCo Studio receives DICOM as ${ae} on ${host}:${listener.port}\n`)
          await new Promise<void>((stop) => {
            for (const signal of ASKED_TO_STOP) process.once(signal, () => stop())
          })
          await listener.close()
        } finally {
          await receiving.close()
        }
      })
  },
}

/** The study, opened once more where it was open elsewhere: it may be closed there by now. */
async function writable(engine: Engine, folder: string): Promise<OpenStudy> {
  const isWritable = engine.isOpen && engine.study.store.readOnly === null
  return isWritable ? engine.study : engine.openStudy(folder)
}

function linesOf(news: ReceivingNews): string[] {
  switch (news.kind) {
    case 'found':
      return [`${news.images} images that came earlier wait in ${news.folder} and come in now`]
    case 'imported': {
      const { added, duplicates, rejected } = news.report
      return [`${added} frames received, ${duplicates} were there already, ${rejected.length} refused`]
    }
    case 'refused':
      return [
        ...news.reasons.map((reason) => `  ${inWords(reason)}`),
        `  What was refused stays in ${news.folder}`,
      ]
    case 'waiting':
      return [inWords(news.reason), `  ${news.images} images wait in ${news.folder} and are tried again`]
    default:
      return assertNever(news)
  }
}
