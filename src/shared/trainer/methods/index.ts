import { refused } from '../../reasons/Refused.ts'
import { augseg } from './augseg.ts'
import { corrmatch } from './corrmatch.ts'
import { fixmatch } from './fixmatch.ts'
import { loco } from './loco.ts'
import { supervised } from './supervised.ts'
import { u2pl } from './u2pl.ts'
import { unimatch } from './unimatch.ts'

/** Every way of learning there is; the first that can is offered first. A new one is its file and a line here. */
export const methodKinds = [loco, fixmatch, unimatch, augseg, u2pl, corrmatch, supervised] as const

export type Kinds = typeof methodKinds
export type MethodName = Kinds[number]['name']

const kindCalled = (name: string) => methodKinds.find((kind) => kind.name === name)

export const isMethodName = (name: string): name is MethodName => kindCalled(name) !== undefined

/** The kind of that name. Throws `Refused` where there is none. */
export function kindNamed(name: string): Kinds[number] {
  const found = kindCalled(name)
  if (found) return found
  throw refused('noSuchMethod', { method: name, methods: methodKinds.map((kind) => kind.name) })
}

/** The name, as one of those there are. Throws `Refused` for any other. */
export const methodName = (name: string): MethodName => kindNamed(name).name

/** All of them with their sentences, for the command line's help. */
export const methodHelp = methodKinds.map(({ name, sentence }) => `${name}: ${sentence}`).join('; ')

/** The method that fits a study with so many unlabelled frames. */
export const methodFor = (unlabelled: number): MethodName =>
  (methodKinds.find((kind) => !kind.usesUnlabelled || unlabelled > 0) ?? loco).name
