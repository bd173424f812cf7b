import { loco } from './loco.ts'
import type { Method } from './Method.ts'
import { supervised } from './supervised.ts'

/** Every way of learning there is. A new one is its file and a line here. */
export const methods: readonly Method[] = [loco, supervised]

export function methodNamed(name: string): Method {
  const found = methods.find((method) => method.name === name)
  if (!found)
    throw new Error(`There is no method named ${name}; choose ${methods.map((m) => m.name).join(' or ')}.`)
  return found
}
