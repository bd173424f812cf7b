import type { Right } from './roles.ts'

/** Who asks for something: a person, or a program that stands for one. */
export interface Actor {
  /** As layers, notes and the audit carry it. */
  readonly name: string
  /** Those of their role, or all. */
  readonly rights: readonly Right[]
}

/** Somebody who has not said who they are: no person is called so. */
export const nobody = (rights: readonly Right[] = []): Actor => ({ name: '', rights })
export const isNobody = ({ name }: Actor): boolean => name === ''
