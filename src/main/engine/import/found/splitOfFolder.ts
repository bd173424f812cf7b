import type { Split } from '../../../../shared/contract/frames.ts'

const NAMES: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  imagestr: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  imagesval: 'validation',
  test: 'test',
  testing: 'test',
  imagests: 'test',
}

/** The split that a folder's path says, `train_images` included, by its last folder that says one; else undefined. */
export function splitOfFolder(path: string): Split | undefined {
  for (const part of path.toLowerCase().split(/[\\/]/).reverse()) {
    const found = part.split(/[\s_-]/).find((word) => Object.hasOwn(NAMES, word))
    if (found !== undefined) return NAMES[found]
  }
  return undefined
}
