import { failure, number, remark, text } from './reason.ts'

/** Reasons that have to do with who reads, who reviews, and what was signed. */
export const review = {
  examinationSigned: failure('FRAME_LOCKED', { reviewer: text }),
  stillReadBlind: failure('FRAME_LOCKED', {}),
  exportThereAlready: failure('WRONG_USAGE', { file: text }),
  exportNotWritten: failure('FOLDER_UNREADABLE', { file: text }),
  trailFileNeeded: failure('WRONG_USAGE', {}),
  /** What a check of an exported trail finds. */
  noTrailExport: failure('WRONG_USAGE', { file: text }),
  exportedRowChanged: remark({ row: number }),
  exportedRowsMissing: remark({ from: number, to: number }),
  exportedRowMoved: remark({ row: number }),
  exportForged: remark({}),
  exportSignedElsewhere: remark({ key: text }),
  exportUnsigned: remark({}),
}
