import { failure, names, number, text } from './reason.ts'

const code = 'WRONG_USAGE'

/** Reasons why a command or an address is not understood. */
export const usage = {
  portTooHigh: failure(code, { highest: number }),
  portTaken: failure(code, { host: text, port: number }),
  seedNotWhole: failure(code, {}),
  fewImagesWithMask: failure('NOTHING_TO_IMPORT', { folder: text, images: number, needed: number }),
  labelledOutOfRange: failure(code, { most: number }),
  neitherNumberNorShare: failure(code, { option: text }),
  splitListMissing: failure('FOLDER_UNREADABLE', { list: text }),
  splitListEmpty: failure(code, { list: text }),
  splitLineNoPair: failure(code, { list: text, line: text }),
  splitImageMissing: failure('FOLDER_UNREADABLE', { list: text, image: text, folder: text }),
  splitImageUnreadable: failure(code, { list: text, image: text }),
  splitImageTwice: failure(code, { image: text, first: text, second: text }),
  classesOutOfRange: failure(code, {}),
  passphraseMissing: failure('KEY_NEEDED', { variable: text }),
  blankNeedsKey: failure(code, {}),
  noSuchClass: failure(code, { name: text, classes: names }),
  classUnknown: failure(code, { name: text, classes: names }),
  noColour: failure(code, { text }),
  noPair: failure(code, { text }),
  splitNotChosen: failure(code, {}),
  studyOrImages: failure(code, {}),
  noSuchStrategy: failure(code, { strategy: text, strategies: names }),
  noSuchPreset: failure(code, { preset: text, presets: names }),
  noSuchSetting: failure(code, { setting: text, settings: names }),
  settingWrong: failure(code, { setting: text, why: text }),
  netNotChosen: failure(code, {}),
  formatNotChosen: failure(code, {}),
  noChromium: failure(code, {}),
  noPrinter: failure(code, {}),
  pageNotPrinted: failure('INTERNAL', {}),
}
