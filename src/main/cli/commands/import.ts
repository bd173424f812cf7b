import { resolve } from 'node:path'
import type { ImportReport } from '../../../shared/contract/bring.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import type { Deidentification, ImportOptions } from '../../engine/import/found/Incoming.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import type { Command } from '../Command.ts'
import { importPreview } from '../importPreview.ts'
import { inWords } from '../inWords.ts'
import { localKey } from '../localKey.ts'
import { maskMeanings } from '../maskMeanings.ts'
import { box, duration, groupBy, maskMap, percentage, seconds, share, wholeNumber } from '../options.ts'

interface Options {
  readonly layout: string
  readonly maskMap?: ReadonlyMap<string, string>
  readonly groupBy?: NonNullable<ImportOptions['groupBy']>
  readonly key?: string
  readonly keepText?: boolean
  readonly blankText?: boolean
  readonly blank?: NonNullable<Deidentification['boxes']>
  readonly every?: number
  readonly scenes?: number
  readonly at?: number[]
  readonly crop?: boolean
  readonly labelledList?: string
  readonly labelled?: number
  readonly seed: number
  readonly ditherMasks?: boolean
  readonly preview?: boolean
  readonly json?: boolean
}

/** `loco import DIR PATH…`: brings images, and masks where there are any, into a study. */
export const importCommand: Command = {
  register(program, terminal) {
    program
      .command('import <study> <paths...>')
      .description('bring folders, archives, DICOM files or films into a study')
      .option('--layout <name>', ImportService.layouts.join(', '), 'auto')
      .option(
        '--mask-map <pairs>',
        'what masks hold=class, as in 4=1,#ff0000=malignant,polyp=benign,255=ignore,*=0',
        maskMap,
      )
      .option('--group-by <how>', 'folder, name, file, manifest:COLUMN or regex:PATTERN', groupBy)
      .option(
        '--key <file>',
        'patient key: names become pseudonyms; its passphrase is in LOCO_KEY_PASSPHRASE',
      )
      .option('--blank-text', 'without --key: make text in the pictures black')
      .option('--keep-text', 'with --key: leave text in the pictures as it is')
      .option('--blank <x,y,w,h>', 'with --key: part of every picture to make black, as shares of it', box)
      .option('--crop', 'with --key: cut pictures without a mask to the view')
      .option('--every <n>', 'every n-th frame of a film', wholeNumber(1))
      .option('--scenes <share>', 'only frames of a film where the picture changes by so much', share)
      .option('--at <seconds>', 'only the frames of a film at these times, as 1.5,3.2', seconds)
      .option('--labelled-list <file>', 'only images in this split file keep their masks')
      .option(
        '--labelled <share>',
        'only this share of the training frames keeps its masks, as 10%',
        percentage,
      )
      .option('--seed <n>', 'another draw of --labelled for another number', wholeNumber(0), 0)
      .option('--dither-masks', 'read grey masks as the public code does, by error diffusion')
      .option('--preview', 'say what would come in, and write nothing')
      .option('--json', 'one JSON document')
      .action(async (folder: string, paths: string[], { json = false, preview, ...given }: Options) => {
        const { engine, actor, say, progress, result } = terminal(json)
        const study = await engine.openStudy(folder)
        const makeKey = async () => {
          const key = await localKey(study, engine.runtime.keysFolder, given.keepText !== true)
          say(`These files name their patients: they come in under pseudonyms, with the key ${key.keyFile}`)
          return key
        }
        if (preview) {
          const { text, ...value } = await importPreview(study, paths, importOptions(given, study))
          return result(value, text)
        }
        await withKey(importOptions(given, study), makeKey, async (options) => {
          const report = await ImportService.importPaths(
            { study, actor },
            paths,
            options,
            ({ done, total, secondsLeft }) =>
              progress(`${done} of ${total}, ${duration(secondsLeft ?? 0)} left`),
          )
          result(report, describeReport(report))
        })
      })
  },
}

/** Does the work; again with a key where the files need one and none was given. Nothing is written before that is known. */
async function withKey(
  options: ImportOptions,
  makeKey: () => Promise<Deidentification>,
  work: (options: ImportOptions) => Promise<void>,
): Promise<void> {
  try {
    await work(options)
  } catch (error) {
    if (options.deidentify || !(error instanceof Failure) || error.code !== 'KEY_NEEDED') throw error
    await work({ ...options, deidentify: await makeKey() })
  }
}

function importOptions(
  {
    key,
    keepText,
    blank,
    every,
    scenes,
    at,
    crop,
    labelledList,
    labelled,
    seed,
    maskMap: written,
    ...rest
  }: Options,
  study: OpenStudy,
): ImportOptions {
  const passphrase = process.env['LOCO_KEY_PASSPHRASE'] ?? ''
  if (key && passphrase === '') throw new Failure('passphraseMissing', { variable: 'LOCO_KEY_PASSPHRASE' })
  if (!key && blank) throw new Failure('blankNeedsKey')
  const text = keepText !== true
  const video = {
    ...(every ? { every } : {}),
    ...(scenes === undefined ? {} : { scenes }),
    ...(at ? { at } : {}),
  }
  return {
    ...rest,
    ...(written ? { maskMap: maskMeanings(written, study.classes) } : {}),
    video,
    ...(labelled === undefined ? {} : { labelledShare: { share: labelled, seed } }),
    ...(labelledList ? { labelledList: resolve(labelledList) } : {}),
    ...(key
      ? {
          deidentify: {
            keyFile: resolve(key),
            passphrase,
            text,
            ...(blank ? { boxes: blank } : {}),
            ...(crop ? { crop } : {}),
          },
        }
      : {}),
  }
}

const refusals = (rejected: ImportReport['rejected']) =>
  rejected.map(({ path, reason }) => `  ${path}: ${inWords(reason)}`)

function describeReport({ added, duplicates, masks, rejected }: ImportReport): string {
  const sum = `${added} frames added, ${duplicates} were there already, ${masks} masks, ${rejected.length} files rejected`
  return [sum, ...refusals(rejected)].join('\n')
}
