import { refused } from '../../../shared/reasons/Refused.ts'
import type { Backbone } from './Backbone.ts'
import { efficientNetLite0 } from './efficientNetLite0.ts'
import { resNet50 } from './resNet50.ts'

/** Every backbone there is. A new one is its file and a line here. */
export const backbones = [efficientNetLite0, resNet50] as const satisfies readonly Backbone[]

export function backboneNamed(name: string): Backbone {
  const found = backbones.find((backbone) => backbone.name === name)
  if (!found) throw refused('noSuchBackbone', { backbone: name, backbones: backbones.map((b) => b.name) })
  return found
}
