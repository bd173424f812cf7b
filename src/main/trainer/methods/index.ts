import type { MethodName } from '../../../shared/trainer/methods/index.ts'
import type { TrainingSettings } from '../../../shared/trainer/settings.ts'
import type { Views } from '../data/Views.ts'
import type { NetParts } from '../nets/NetParts.ts'
import { augseg } from './augseg.ts'
import { corrmatch } from './corrmatch.ts'
import { fixmatch } from './fixmatch.ts'
import { loco } from './loco.ts'
import type { Method, MethodContext, MethodRun } from './Method.ts'
import { supervised } from './supervised.ts'
import { u2pl } from './u2pl.ts'
import { unimatch } from './unimatch.ts'

type Methods = { readonly [Name in MethodName]: Method<Name> }

/** How each kind of method learns. A new one is its file and a line here. */
const methods: Methods = { loco, fixmatch, unimatch, augseg, u2pl, corrmatch, supervised }

/** The method that settings are of. */
function methodOf({ method }: TrainingSettings): Method {
  // The compiler does not follow that settings and method are of one name.
  return methods[method] as Method
}

export const viewsOf = (settings: TrainingSettings): Views => methodOf(settings).views(settings)
export const partsOf = (settings: TrainingSettings): NetParts => methodOf(settings).parts?.(settings) ?? {}
export const bytesBeside = (settings: TrainingSettings): number =>
  methodOf(settings).bytesBeside?.(settings) ?? 0
export const startMethod = (context: MethodContext): MethodRun => methodOf(context.settings).start(context)
