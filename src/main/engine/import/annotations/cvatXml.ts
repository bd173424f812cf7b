import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Unreadable } from '../found/Unreadable.ts'

/** An element of a file of CVAT: its name, its attributes and what stands within it, in the file's order. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly within: readonly Element[]
}

/** Only the five entities that every XML knows, of which a file may hold any number. */
const ENTITIES = {
  enabled: true,
  maxTotalExpansions: Number.POSITIVE_INFINITY,
  maxExpandedLength: Number.POSITIVE_INFINITY,
}

const ATTRIBUTES = ':@'

const parser = new XMLParser({
  // Shapes of different kinds lie over each other in the order of the file.
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  processEntities: ENTITIES,
})

/** The elements of an XML file, without its texts. Throws `Unreadable` where it is damaged. */
export function elementsOf(text: string): readonly Element[] {
  // CVAT declares no entities of its own; who does, makes a little text become a lot.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Unreadable('annotationsDamaged')
  // The parser makes something of every text, and loses images where a bracket is damaged.
  if (XMLValidator.validate(text) !== true) throw new Unreadable('annotationsDamaged')
  return elementsIn(parser.parse(text))
}

type Node = Readonly<Record<string, unknown>>

/** What the parser makes of an element: an object whose one key beside the attributes is its name. */
function elementsIn(nodes: readonly Node[]): Element[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES)
    const within = name === undefined ? undefined : node[name]
    if (name === undefined || !Array.isArray(within)) return []
    const attributes = { ...(node[ATTRIBUTES] as Record<string, string> | undefined) }
    return [{ name, attributes, within: elementsIn(within) }]
  })
}
