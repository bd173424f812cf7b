import { Message } from './protobuf.ts'

type Attribute = number | string | readonly number[] | { readonly float: number }

const FLOAT = 1
const INT64 = 7
const IR_VERSION = 8
/** Shape with start and end, Resize with sizes: all that is used is in it, and every runtime knows it. */
const OPSET = 17

/** An ONNX graph under construction; values are known by name. */
export class OnnxGraph {
  private readonly graph = new Message()
  private count = 0

  /** Adds a node and returns the name of its output. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    const output = `${operator.toLowerCase()}_${++this.count}`
    const node = new Message()
    for (const input of inputs) node.text(1, input)
    node.text(2, output).text(3, output).text(4, operator)
    for (const [name, value] of Object.entries(attributes)) node.message(5, attribute(name, value))
    this.graph.message(1, node)
    return output
  }

  /** Adds constant floats. */
  floats(name: string, shape: readonly number[], values: Float32Array): string {
    const tensor = new Message()
    for (const side of shape) tensor.int(1, side)
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    tensor.int(2, FLOAT).text(8, name).bytes(9, bytes)
    this.graph.message(5, tensor)
    return name
  }

  /** Adds constant whole numbers. */
  wholeNumbers(values: readonly number[]): string {
    const name = `sizes_${++this.count}`
    const data = BigInt64Array.from(values, BigInt)
    const tensor = new Message().int(1, values.length).int(2, INT64).text(8, name)
    this.graph.message(5, tensor.bytes(9, new Uint8Array(data.buffer)))
    return name
  }

  input(name: string, shape: readonly (number | string)[]): string {
    this.graph.message(11, valueInfo(name, shape))
    return name
  }

  /** Gives a value its public name. */
  output(value: string, name: string, shape: readonly (number | string)[]): void {
    const node = new Message().text(1, value).text(2, name).text(3, name).text(4, 'Identity')
    this.graph.message(1, node).message(12, valueInfo(name, shape))
  }

  /** The whole model file. */
  finish(name: string, notes: Readonly<Record<string, string>>): Uint8Array {
    this.graph.text(2, name)
    const model = new Message().int(1, IR_VERSION).text(2, 'LoCo Studio').message(7, this.graph)
    model.message(8, new Message().text(1, '').int(2, OPSET))
    for (const [key, value] of Object.entries(notes))
      model.message(14, new Message().text(1, key).text(2, value))
    return model.finish()
  }
}

function attribute(name: string, value: Attribute): Message {
  const message = new Message().text(1, name)
  if (typeof value === 'number') return message.int(3, value).int(20, 2)
  if (typeof value === 'string') return message.text(4, value).int(20, 3)
  if ('float' in value) return message.float(2, value.float).int(20, 1)
  for (const item of value) message.int(8, item)
  return message.int(20, 7)
}

/** A number is a fixed side, a text names one that may vary. */
function valueInfo(name: string, shape: readonly (number | string)[]): Message {
  const dims = new Message()
  for (const side of shape) {
    const dim = new Message()
    dims.message(1, typeof side === 'number' ? dim.int(1, side) : dim.text(2, side))
  }
  const tensor = new Message().int(1, FLOAT).message(2, dims)
  return new Message().text(1, name).message(2, new Message().message(1, tensor))
}
