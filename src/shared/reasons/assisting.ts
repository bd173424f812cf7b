import { failure, text } from './reason.ts'

const code = 'ASSIST_OFF'

/** Reasons why box assist is off, and why it does not answer. */
export const assisting = {
  assistNotSetUp: failure(code, {}),
  assistFileDamaged: failure(code, { file: text }),
  assistFileNoNet: failure(code, { file: text }),
  assistTensorMissing: failure(code, { file: text, tensor: text }),
  assistTensorShape: failure(code, { file: text, tensor: text, shape: text, needed: text }),
  assistPairUnfit: failure(code, {}),
  assistRuntimeMissing: failure(code, {}),
  assistOfOtherVersion: failure(code, {}),
  assistStopped: failure(code, { how: text }),
  assistPairNotChosen: failure('WRONG_USAGE', {}),
  boxOutside: failure('WRONG_USAGE', {}),
}
