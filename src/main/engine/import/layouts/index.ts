import { Failure } from '../../../../shared/contract/failure.ts'
import { cocoLayout } from './coco.ts'
import { cvatLayout } from './cvat.ts'
import { dicomLayout } from './dicom.ts'
import { fahsyuLayout } from './fahsyu.ts'
import { folderLayout } from './folder.ts'
import type { Layout } from './Layout.ts'
import { labelmeLayout } from './labelme.ts'
import { pairsLayout } from './pairs.ts'
import { videoLayout } from './video.ts'

/** Every layout there is, the more particular first. A new one is its file and a line here. */
export const layouts: readonly Layout[] = [
  cvatLayout,
  cocoLayout,
  fahsyuLayout,
  dicomLayout,
  pairsLayout,
  labelmeLayout,
  videoLayout,
  folderLayout,
]

/** The layout of a name. Fails WRONG_USAGE. */
export function layoutNamed(name: string): Layout {
  const named = layouts.find((layout) => layout.name === name)
  if (!named) throw new Failure('noSuchLayout', { layout: name, layouts: layouts.map((l) => l.name) })
  return named
}
