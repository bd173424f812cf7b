import { failure, names, number, text } from './reason.ts'

const code = 'FILE_DAMAGED'

/** Reasons why a file of weights is not taken. */
export const weights = {
  weightsDamaged: failure(code, {}),
  weightsCutShort: failure(code, {}),
  weightsTooLarge: failure(code, { megabytes: number, most: number }),
  weightsNotTorch: failure(code, {}),
  weightsNotSafetensors: failure(code, {}),
  weightsForbidden: failure(code, { what: text }),
  weightsInstruction: failure(code, { instruction: text }),
  weightsWithoutTensors: failure(code, {}),
  weightsTensorBroken: failure(code, { tensor: text }),
  weightsTensorMissing: failure(code, { tensor: text }),
  weightsTensorShape: failure(code, { tensor: text, shape: text, needed: text }),
  weightsOfOtherBackbone: failure(code, { tensor: text, backbone: text }),
  weightsLackPart: failure(code, { tensor: text, backbone: text }),
  weightsWithoutNet: failure(code, { net: text, there: names }),
  weightsOfUnknownNet: failure(code, { backbones: names }),
  modelMissing: failure(code, {}),
  modelChanged: failure(code, {}),
}
