import { failure, names, number, remark, text } from './reason.ts'

/** Reasons that have to do with a study as a whole: its folder, its disk, its files. */
export const studies = {
  /** A sentence as an older version kept it. */
  plain: remark({ text }),
  internal: failure('INTERNAL', {}),
  noStudyOpen: failure('NO_STUDY_OPEN', {}),
  noStudyHere: failure('STUDY_NOT_FOUND', { folder: text, file: text }),
  studyHereAlready: failure('STUDY_EXISTS', { folder: text }),
  writtenByNewer: failure('READ_ONLY', {}),
  onNetworkDrive: failure('READ_ONLY', { drive: text }),
  openElsewhere: failure('READ_ONLY', { host: text, pid: number, since: text }),
  openSomewhere: failure('READ_ONLY', {}),
  diskWriteProtected: failure('READ_ONLY', {}),
  pathWriteProtected: failure('READ_ONLY', { path: text }),
  diskFull: failure('DISK_FULL', {}),
  diskRefuses: failure('DISK_FULL', {}),
  unreadable: failure('FOLDER_UNREADABLE', {}),
  pathUnreadable: failure('FOLDER_UNREADABLE', { path: text }),
  catalogueDamaged: failure('STUDY_DAMAGED', {}),
  imageMissing: failure('FILE_DAMAGED', {}),
  imageChanged: failure('FILE_DAMAGED', {}),
  frameFileMissing: remark({ frame: number, file: text }),
  frameFileChanged: remark({ frame: number, file: text }),
  roundWeightsChanged: remark({ round: number }),
  revisionChanged: remark({ revision: number }),
  auditBroken: remark({ row: number }),
  otherClasses: failure('WRONG_USAGE', { classes: names }),
  restoreIntoNew: failure('STUDY_EXISTS', { folder: text }),
  backupDamaged: failure('FILE_DAMAGED', { file: text }),
  noBackup: failure('STUDY_NOT_FOUND', { file: text }),
}
