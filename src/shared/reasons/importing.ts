import { failure, names, number, remark, text } from './reason.ts'

const sizes = { width: number, height: number, frameWidth: number, frameHeight: number }

/** Reasons why an import fails, or why a file or mask stays outside. */
export const importing = {
  nothingToImport: failure('NOTHING_TO_IMPORT', { paths: names }),
  noImagesFolder: failure('NOTHING_TO_IMPORT', { folder: text }),
  folderUnreadable: failure('FOLDER_UNREADABLE', { folder: text }),
  archiveDamaged: failure('FOLDER_UNREADABLE', { file: text }),
  noFfmpeg: failure('FOLDER_UNREADABLE', {}),
  filmUnreadable: failure('FOLDER_UNREADABLE', { file: text }),
  filmTooShort: failure('WRONG_USAGE', { file: text, seconds: number }),
  nothingReadable: failure('NOTHING_TO_IMPORT', { files: number }),
  marksUnmapped: failure('MASK_UNMAPPED', { marks: names, classes: names }),
  classesChanged: failure('MASK_UNMAPPED', {}),
  patientsNamed: failure('KEY_NEEDED', {}),
  passphraseShort: failure('KEY_NEEDED', { characters: number }),
  keyClosed: failure('KEY_NEEDED', { path: text }),
  noSuchLayout: failure('WRONG_USAGE', { layout: text, layouts: names }),
  noSuchColumn: failure('WRONG_USAGE', { file: text, column: text }),
  noPattern: failure('WRONG_USAGE', { pattern: text }),
  fileClosed: remark({}),
  noImage: remark({}),
  otherFormat: remark({ format: text }),
  tooManyPixels: remark({ megapixels: number, most: number }),
  imageDamaged: remark({}),
  bitmapTooLarge: remark({}),
  entryOutside: remark({}),
  entryLink: remark({}),
  entryEncrypted: remark({}),
  entryBomb: remark({}),
  maskOtherSize: remark(sizes),
  maskInFileOtherSize: remark(sizes),
  maskInFileDamaged: remark({}),
  maskWithoutFrame: remark({}),
  maskOfNoClass: remark({ marks: names, classes: names }),
  shapeWithoutArea: remark({ shape: text }),
}
