import { cocoAnnotations } from './coco.ts'
import { cvatAnnotations } from './cvat.ts'
import { labelmeAnnotations } from './labelme.ts'

/** Every way of writing annotations that is read. */
export const formats = { coco: cocoAnnotations, cvat: cvatAnnotations, labelme: labelmeAnnotations } as const
export type FormatName = keyof typeof formats
