import { failure, number, text } from './reason.ts'

const changed = 'INSTALLATION_CHANGED'
const refused = 'UPDATE_REFUSED'

/** Reasons why LoCo Studio does not start as it is installed, takes no update, or does not go back to the version before. */
export const installing = {
  filesListGone: failure(changed, {}),
  filesListForged: failure(changed, {}),
  installedFileChanged: failure(changed, { file: text }),
  installedFileMissing: failure(changed, { file: text }),
  installedFileAdded: failure(changed, { file: text }),
  notInstalled: failure(refused, {}),
  installationManaged: failure(refused, { by: text }),
  installationWriteProtected: failure('READ_ONLY', { folder: text }),
  updateUnreadable: failure(refused, { file: text }),
  updateUnsigned: failure(refused, { file: text }),
  updateOfUnknownKey: failure(refused, { file: text, key: text }),
  updatePartDamaged: failure(refused, { file: text, part: text }),
  updateForOtherSystem: failure(refused, { system: text, own: text }),
  updateNotNewer: failure(refused, { version: text, own: text }),
  updateTooFar: failure(refused, { version: text, own: text }),
  updateNeedsOther: failure(refused, { version: text, part: text }),
  updateNeedsSpace: failure('DISK_FULL', { needed: number, free: number }),
  updateUnderWay: failure(refused, {}),
  studyNotBackedUp: failure(refused, { study: text }),
  noEarlierVersion: failure(refused, {}),
  earlierVersionDamaged: failure(refused, { version: text, file: text }),
  earlierReadsNot: failure(refused, { study: text, version: text }),
}
