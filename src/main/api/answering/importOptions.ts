import type { ImportRequest, SurveyRequest } from '../../../shared/contract/bring.ts'
import { Failure } from '../../../shared/contract/failure.ts'
import type { ImportOptions } from '../../engine/import/found/Incoming.ts'
import { ImportService } from '../../engine/import/ImportService.ts'
import type { OpenStudy } from '../../engine/study/OpenStudy.ts'
import { type Reaching, reached } from './Reach.ts'

/** What the window asks of an import into a study, as the engine takes it. */
export async function importOptions(
  { layout, every, maskMap, patients, splits, deidentify, blankText }: ImportRequest,
  study: OpenStudy,
  keysFolder: string,
  who: Reaching,
): Promise<ImportOptions> {
  return {
    layout,
    blankText,
    ...(every === undefined ? {} : { video: { every } }),
    ...(maskMap ? { maskMap: new Map(Object.entries(maskMap)) } : {}),
    ...(patients ? { patients: new Map(Object.entries(patients)) } : {}),
    ...(splits ? { splits: new Map(Object.entries(splits)) } : {}),
    ...(deidentify
      ? {
          deidentify: {
            keyFile:
              deidentify.keyFile === undefined
                ? await ImportService.key.fileOf(study, keysFolder)
                : await reached(who, deidentify.keyFile),
            passphrase: deidentify.passphrase,
            text: blankText,
          },
        }
      : {}),
  }
}

/** What the window asks of a look. Fails WRONG_USAGE for a pattern that is none. */
export function surveyOptions({ layout, every, pattern }: SurveyRequest): ImportOptions {
  const options = { layout, ...(every === undefined ? {} : { video: { every } }) }
  if (pattern === undefined) return options
  try {
    return { ...options, groupBy: { kind: 'regex', pattern: new RegExp(pattern, 'u') } }
  } catch {
    throw new Failure('noPattern', { pattern })
  }
}
