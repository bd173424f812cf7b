import { Failure } from '../../shared/contract/failure.ts'
import { defaultColour, HEX_COLOUR, type LabelClass } from '../../shared/domain/labelClass.ts'

export interface ClassOptions {
  readonly add: readonly string[]
  readonly rename: readonly string[]
  readonly colour: readonly string[]
  readonly json?: boolean
}

/** The classes as the options want them: first renamed, then coloured by their new names, then added to. */
export function changedClasses(classes: readonly LabelClass[], options: ClassOptions): LabelClass[] {
  const { add, rename, colour } = options
  const changed = classes.map((one) => ({ ...one }))
  const named = (name: string) => {
    const found = changed.find((one) => one.name === name)
    if (found) return found
    throw new Failure('classUnknown', { name, classes: changed.map((one) => one.name) })
  }
  for (const [from, to] of rename.map(pair)) named(from).name = to
  for (const [name, to] of colour.map(pair)) {
    if (!HEX_COLOUR.test(to)) throw new Failure('noColour', { text: to })
    named(name).colour = to
  }
  for (const name of add) changed.push({ name, colour: defaultColour(changed.length) ?? '#777777' })
  return changed
}

function pair(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  throw new Failure('noPair', { text })
}
