/** What runs a part of LoCo Studio: nothing of it is started before its files are known to be as they were signed. */
export type Part = 'engine' | 'trainer' | 'assistant'

const APP = 'resources/app/'
const NODE = 'resources/runtime/node/'

/** Folders that a part's code comes from. All three are bundles of one app, run by one Node. */
const folders: Readonly<Record<Part, readonly string[]>> = {
  engine: [APP, NODE, 'resources/keys.json'],
  trainer: [APP, NODE, 'resources/runtime/tensorflow/', 'resources/runtime/weights/'],
  assistant: [APP, NODE, 'resources/runtime/assist/'],
}

/** Packages of the app that one part alone loads, large ones. */
const ofOne: Readonly<Record<string, Part>> = {
  'resources/app/node_modules/@tensorflow/': 'trainer',
  'resources/app/node_modules/onnxruntime-': 'assistant',
}

/** Whether a part runs or reads a file. */
export const isOfPart = (part: Part, path: string): boolean =>
  folders[part].some((folder) => path.startsWith(folder)) &&
  !Object.entries(ofOne).some(([folder, one]) => one !== part && path.startsWith(folder))
