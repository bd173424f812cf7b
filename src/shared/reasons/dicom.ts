import { number, remark, text } from './reason.ts'

/** Reasons why a DICOM file, or a part of it, is not read. */
export const dicom = {
  dicomDamaged: remark({}),
  dicomImpossibleFrames: remark({ frames: text }),
  dicomWithoutImage: remark({}),
  dicomOtherPixels: remark({ width: number, height: number, samples: number, bits: number }),
  dicomFrameDamaged: remark({ frame: number }),
  dicomOtherSyntax: remark({ syntax: text }),
  dicomWithoutFilm: remark({}),
  segmentationByProbability: remark({}),
  segmentationAlone: remark({}),
  segmentationCutShort: remark({}),
}
