import type * as z from 'zod'
import type { Preset, RoundSettings } from '../parts/round.ts'

/**
 * One way of learning, as everybody may know it: the window's form, the command line, readiness, the memory estimate.
 * How it learns stands in `main/trainer/methods` under the same name.
 */
export interface MethodKind<Name extends string = string, Own extends z.ZodObject = z.ZodObject> {
  /** Its own settings stand under this name in `TrainingSettings`. */
  readonly name: Name
  /** What it does, for the command line's help. */
  readonly sentence: string
  readonly usesUnlabelled: boolean
  /** Images whose maps a step holds for its way back, over all its passes, for each image of a batch. */
  readonly imagesHeld: number
  readonly own: Own
  readonly presets: Readonly<Record<Preset, MethodPreset<Own>>>
}

/** What a preset means for one method. */
export interface MethodPreset<Own extends z.ZodObject> {
  /** Where the method wants something else of what all methods have than the preset says. */
  readonly round?: Partial<RoundSettings>
  readonly own: z.infer<Own>
}

/** Keeps a kind's own name and settings in its type. */
export const methodKind = <const Name extends string, Own extends z.ZodObject>(kind: MethodKind<Name, Own>) =>
  kind
