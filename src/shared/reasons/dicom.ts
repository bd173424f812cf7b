import { names, number, remark, text } from './reason.ts'

/** Reasons why a DICOM file, or a part of it, is not read. */
export const dicom = {
  dicomDamaged: remark({}),
  dicomImpossibleFrames: remark({ frames: text }),
  dicomWithoutImage: remark({}),
  dicomOtherPixels: remark({ width: number, height: number, samples: number, bits: number }),
  dicomOtherColours: remark({ photometric: text, samples: number }),
  dicomOtherLength: remark({ told: number, stored: number }),
  dicomStreamDiffers: remark({ header: text, stream: text }),
  dicomUnpacksTooLarge: remark({ megabytes: number, most: number }),
  dicomFrameDamaged: remark({ frame: number }),
  dicomOtherSyntax: remark({ syntax: text }),
  dicomWithoutFilm: remark({}),
  segmentationByProbability: remark({}),
  segmentationAlone: remark({}),
  segmentationPartlyAlone: remark({}),
  segmentationElsewhere: remark({}),
  segmentsOverlap: remark({ pixels: number, labels: names }),
  segmentWithoutName: remark({ number: number }),
  segmentationNotTaken: remark({}),
  segmentationCutShort: remark({}),
}
