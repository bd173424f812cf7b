import { drawAnnotation } from '../annotations/drawAnnotation.ts'
import { kindOfJson } from '../annotations/kindOfJson.ts'
import { listAnnotations } from '../annotations/listAnnotations.ts'
import { ownersByManifest } from '../found/manifest.ts'
import { ownersByPattern } from '../found/pattern.ts'

/** What is done in a thread of its own. A new task is a function and a line here. */
export const tasks = { ownersByPattern, ownersByManifest, kindOfJson, listAnnotations, drawAnnotation }

type Tasks = typeof tasks
export type TaskName = keyof Tasks
export type TaskInput<N extends TaskName> = Parameters<Tasks[N]>[0]
export type TaskOutput<N extends TaskName> = Awaited<ReturnType<Tasks[N]>>
