import { refused } from '../../../shared/reasons/Refused.ts'
import { loco } from './loco.ts'
import type { Method } from './Method.ts'
import { supervised } from './supervised.ts'

/** Every way of learning there is. A new one is its file and a line here. */
export const methods: readonly Method[] = [loco, supervised]

export function methodNamed(name: string): Method {
  const found = methods.find((method) => method.name === name)
  if (!found) throw refused('noSuchMethod', { method: name, methods: methods.map((m) => m.name) })
  return found
}
