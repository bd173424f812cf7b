/** Who asks for something: a person, or a program that stands for one. */
export interface Actor {
  /** As layers, notes and the audit carry it. */
  readonly name: string
}
