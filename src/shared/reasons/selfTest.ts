import { number, remark, text } from './reason.ts'

/** Why a check of this installation failed, or could not be tried. */
export const selfTest = {
  testWindowBlank: remark({}),
  testNoWindow: remark({}),
  testAfterOthers: remark({}),
  testFileDiffers: remark({}),
  testClockOff: remark({ seconds: number }),
  testStrokeDiffers: remark({}),
  testUndoDiffers: remark({}),
  testNothingLearned: remark({}),
  testNothingPredicted: remark({}),
  testBoxEmpty: remark({}),
  testSumDiffers: remark({ format: text }),
  testExportDiffers: remark({ format: text }),
  testBackupDiffers: remark({ count: number }),
  testReachedOut: remark({ count: number }),
}
