import * as z from 'zod'
import { type Kinds, type MethodName, methodKinds } from './methods/index.ts'
import type { MethodKind } from './methods/MethodKind.ts'
import { type RoundSettings, roundSettings } from './parts/round.ts'

/** Settings of a round by one method: what all have, and the method's own under its name. */
type SettingsFor<Kind> = Kind extends MethodKind
  ? RoundSettings & { readonly method: Kind['name'] } & {
      readonly [Name in Kind['name']]: z.infer<Kind['own']>
    }
  : never

/**
 * Everything that a round of training depends on besides the frames: one shape for each method, told apart by `method`.
 * Stored with each checkpoint and model.
 */
export type TrainingSettings = SettingsFor<Kinds[number]>

export type SettingsOf<Name extends MethodName> = Extract<TrainingSettings, { readonly method: Name }>

const shapes = methodKinds.map((kind) =>
  roundSettings.extend({ method: z.literal(kind.name), [kind.name]: kind.own }),
)

// A list that is mapped is no tuple to the compiler, and a computed key no literal; the type says what they are.
export const trainingSettings = z.discriminatedUnion(
  'method',
  shapes as unknown as [(typeof shapes)[number]],
) as unknown as z.ZodType<TrainingSettings>
