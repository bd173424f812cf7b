import { cocoAnnotations } from './coco.ts'
import { cvatAnnotations } from './cvat.ts'
import { labelmeAnnotations } from './labelme.ts'
import { labelStudioAnnotations } from './labelStudio.ts'
import { yoloAnnotations } from './yolo.ts'

/** Every way of writing annotations that is read. */
export const formats = {
  coco: cocoAnnotations,
  cvat: cvatAnnotations,
  labelme: labelmeAnnotations,
  labelStudio: labelStudioAnnotations,
  yolo: yoloAnnotations,
} as const
export type FormatName = keyof typeof formats
