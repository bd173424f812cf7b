import type { Right } from './roles.ts'

/** Who asks for something: a person, or a program that stands for one. */
export interface Actor {
  /** As layers, notes and the audit carry it. */
  readonly name: string
  /** Those of their role, or all. */
  readonly rights: readonly Right[]
}
