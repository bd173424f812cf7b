import { failure, names, text } from './reason.ts'

/** Reasons why an export fails. */
export const exporting = {
  nothingToExport: failure('NOTHING_TO_EXPORT', {}),
  exportIntoStudy: failure('WRONG_USAGE', {}),
  folderNotEmpty: failure('WRONG_USAGE', { folder: text }),
  noSuchFormat: failure('WRONG_USAGE', { format: text, formats: names }),
}
