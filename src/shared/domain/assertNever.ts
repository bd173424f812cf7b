/** The end of an exhaustive switch: a new member of the union is a type error where this is called. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
