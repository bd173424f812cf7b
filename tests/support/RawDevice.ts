import { connect, type Socket } from 'node:net'
import { sopClass } from '../../src/main/dicom/elements.ts'

const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1'
const CONTEXT = 1

/** A device that speaks DICOM byte by byte, so that it can break off, flood and lie where a real one would not. */
export class RawDevice {
  private readonly socket: Socket
  private received = Buffer.alloc(0)
  private hear = () => {}
  private isGone = false

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (part) => {
      this.received = Buffer.concat([this.received, part as Buffer])
      this.hear()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      this.isGone = true
      this.hear()
    })
  }

  /** Connects and asks for an association; `pdu` is the longest message that it says it takes. */
  static async call(
    port: number,
    { caller = 'ENDO1', called = 'LOCO', pdu = 16_384 } = {},
  ): Promise<RawDevice> {
    const socket = connect(port, '127.0.0.1')
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    const device = new RawDevice(socket)
    device.write(1, associationAsked(caller, called, pdu))
    const { kind } = await device.next()
    if (kind !== 2) throw new Error('There is no association.')
    return device
  }

  /** Sends an image and waits for the status that it is answered with; undefined where the connection ended before. */
  async store(file: Buffer, id = 1): Promise<number | undefined> {
    this.storeBegin(file, id)
    this.data(datasetOf(file), true)
    return this.status()
  }

  /** Asks to store an image, without sending it; `follows` says whether it will be. */
  storeBegin(file: Buffer, id = 1, follows = true): void {
    this.values(storeAsked(instanceIn(file), id, follows), true, true)
  }

  /** Sends bytes of a data set. */
  data(bytes: Buffer, isLast: boolean): void {
    for (let at = 0; at < bytes.length; at += 16_000)
      this.values(bytes.subarray(at, at + 16_000), false, isLast && at + 16_000 >= bytes.length)
  }

  /** Any message. */
  write(kind: number, body: Buffer, length = body.length): void {
    const head = Buffer.from([kind, 0, 0, 0, 0, 0])
    head.writeUInt32BE(length, 2)
    this.socket.write(Buffer.concat([head, body]))
  }

  async status(): Promise<number | undefined> {
    try {
      const { body } = await this.next()
      const at = body.indexOf(Buffer.from([0, 0, 0, 9, 2, 0, 0, 0]))
      return body.readUInt16LE(at + 8)
    } catch {
      return undefined
    }
  }

  /** How much waits here to be taken by the other end, bytes. */
  get unsent(): number {
    return this.socket.writableLength
  }

  /** Ends as it should. */
  async release(): Promise<void> {
    this.write(5, Buffer.alloc(4))
    await this.next()
    this.socket.end()
  }

  /** Ends as a pulled cable does. */
  cut(): void {
    this.socket.resetAndDestroy()
  }

  /** A part of a command or of a data set. */
  values(bytes: Buffer, isCommand: boolean, isLast: boolean): void {
    const head = Buffer.from([0, 0, 0, 0, CONTEXT, (isCommand ? 1 : 0) + (isLast ? 2 : 0)])
    head.writeUInt32BE(bytes.length + 2)
    this.write(4, Buffer.concat([head, bytes]))
  }

  private async next(): Promise<{ kind: number; body: Buffer }> {
    const whole = () => this.received.length >= 6 && this.received.length >= 6 + this.received.readUInt32BE(2)
    while (!whole()) {
      if (this.isGone) throw new Error('The connection is gone.')
      await new Promise<void>((resolve) => {
        this.hear = resolve
      })
    }
    const end = 6 + this.received.readUInt32BE(2)
    const message = { kind: this.received[0] ?? 0, body: this.received.subarray(6, end) }
    this.received = this.received.subarray(end)
    return message
  }
}

const META_LENGTH = 140
const datasetOf = (file: Buffer) => file.subarray(META_LENGTH + 4 + file.readUInt32LE(META_LENGTH))

function instanceIn(file: Buffer): string {
  const at = file.indexOf(Buffer.from([2, 0, 3, 0]))
  return file.toString('latin1', at + 8, at + 8 + file.readUInt16LE(at + 6))
}

function item(kind: number, body: Buffer): Buffer {
  const head = Buffer.from([kind, 0, 0, 0])
  head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}

function associationAsked(caller: string, called: string, pdu: number): Buffer {
  const longest = Buffer.alloc(4)
  longest.writeUInt32BE(pdu)
  return Buffer.concat([
    Buffer.from([0, 1, 0, 0]),
    Buffer.from(called.padEnd(16) + caller.padEnd(16)),
    Buffer.alloc(32),
    item(0x10, Buffer.from('1.2.840.10008.3.1.1.1')),
    item(
      0x20,
      Buffer.concat([
        Buffer.from([CONTEXT, 0, 0, 0]),
        item(0x30, Buffer.from(sopClass.endoscopicImage)),
        item(0x40, Buffer.from(EXPLICIT_LITTLE)),
      ]),
    ),
    item(0x50, Buffer.concat([item(0x51, longest), item(0x52, Buffer.from('2.25.1'))])),
  ])
}

/** A C-STORE request, PS3.7 9.3.1.1. */
function storeAsked(instance: string, id: number, follows: boolean): Buffer {
  const even = (text: string) => Buffer.from(text.length % 2 === 0 ? text : `${text}\0`)
  const short = (value: number) => Buffer.from([value & 255, value >> 8])
  const element = (number: number, value: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt16LE(number, 2)
    head.writeUInt32LE(value.length, 4)
    return Buffer.concat([head, value])
  }
  const all = Buffer.concat([
    element(0x0002, even(sopClass.endoscopicImage)),
    element(0x0100, short(1)),
    element(0x0110, short(id)),
    element(0x0700, short(0)),
    element(0x0800, short(follows ? 1 : 0x0101)),
    element(0x1000, even(instance)),
  ])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(all.length)
  return Buffer.concat([element(0, length), all])
}
