/** One kind of thing that is added to the app: the rows of the table "add" in ARCHITECTURE.md. */
export interface Addition {
  /** The first cell of its row. */
  readonly add: string
  /** The files it is, by their paths, with a smallest one of its kind in each. */
  readonly creates: Readonly<Record<string, string>>
  /** The lists that name it; an import of what was created counts with its line. */
  readonly lines: readonly Line[]
}

export interface Line {
  readonly file: string
  readonly imports?: string
  /** Text of the list, and the same with the line in it. */
  readonly from: string
  readonly to: string
}
