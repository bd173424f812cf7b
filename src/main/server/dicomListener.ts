import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { setImmediate as breathe } from 'node:timers/promises'
import dimse, { type association, type Dataset, type requests, type responses } from 'dcmjs-dimse'
import { readSyntaxes } from '../dicom/framePixels.ts'
import { metaOf } from '../dicom/writeDicom.ts'
import type { Delivery, Receiving } from '../engine/receiving/Receiving.ts'
import { ImageStream, NOT_UNDERSTOOD } from './ImageStream.ts'
import { wholePdus } from './wholePdus.ts'

const { Scp, Dataset: AnyDataset, constants, responses: answers } = dimse
// It would tell of every association on standard output.
dimse.log.disableAll()
const { PresentationContextResult, RejectResult, RejectSource, RejectReason, Status, TransferSyntax } =
  constants

/** What a listener is started with. */
export interface ListenerOptions {
  /** Address to listen on; 127.0.0.1 unless someone decides otherwise. */
  readonly host: string
  readonly port: number
  /** The name this end goes by; callers that ask for another are sent away. */
  readonly aeTitle: string
  /** Callers that may send; empty lets everyone. */
  readonly callers: readonly string[]
  /** Takes what comes; what one association sends is one delivery. */
  readonly receiving: Pick<Receiving, 'begin'>
  onTrouble(message: string): void
}

export interface Listener {
  readonly port: number
  /** Ends all associations; what came whole stays received. */
  close(): Promise<void>
}

/** Who is silent for so long has gone, ms. */
const SILENCE = 5 * 60_000
/** Associations at a time; each takes a few megabytes at most. */
const MOST = 32
/** What is neither an image nor a question this end answers may be so long, bytes: it is kept in memory. */
const MOST_LOOSE = 2 ** 20
/** Longest message that is asked for, bytes. */
const PDU = 2 ** 18
/** A UID, by PS3.5. */
const UID = /^[0-9.]{1,64}$/

const VERIFICATION = '1.2.840.10008.1.1'
const STORAGE = '1.2.840.10008.5.1.4.1.1.'

/**
 * A DICOM storage provider (C-STORE, C-ECHO). A sender is told that an image arrived when it lies on the disk for good, and
 * waits until then; so nothing much is kept in memory, and films of any length come in.
 */
export function listenForDicom(options: ListenerOptions): Promise<Listener> {
  const receivers = new Set<Receiver>()
  const server = createServer((socket) => {
    const receiver = new Receiver(socket, options)
    receivers.add(receiver)
    void receiver.ended.then(() => receivers.delete(receiver))
  })
  server.maxConnections = MOST
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(options.port, options.host, () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : options.port,
        async close() {
          const closed = once(server, 'close')
          server.close()
          for (const receiver of receivers) receiver.leave()
          await Promise.all([...receivers].map(({ ended }) => ended))
          await closed
        },
      })
    })
  })
}

class Receiver extends Scp {
  /** Resolves when the connection is closed and what came whole is handed on; never fails. */
  readonly ended: Promise<void>
  private readonly line: Socket
  private readonly options: ListenerOptions
  private readonly delivery: Delivery
  /** The image that is coming in. */
  private image: ImageStream | undefined
  /** Resolves when the last image is answered. */
  private answered: Promise<void> = Promise.resolve()
  private loose = 0
  private isTold = false

  constructor(socket: Socket, options: ListenerOptions) {
    super(socket, { connectTimeout: SILENCE })
    this.line = socket
    this.options = options
    this.delivery = options.receiving.begin()
    this.on('networkError', (error: Error) => this.fail(error))
    socket.on('timeout', () => this.fail(new Error('It was silent for too long.')))
    // The library takes what comes as fast as it comes, and what the disk does not take yet fills the memory. So it
    // is given one message after the other; of its own listener it keeps what it does.
    const [hear] = socket.listeners('data') as ((pdu: Buffer) => void)[]
    socket.removeAllListeners('data')
    this.ended = this.listen((pdu) => hear?.(pdu))
  }

  /** Breaks the connection off; of what that makes of an image nobody is told. */
  leave(): void {
    this.isTold = true
    this.line.destroy()
  }

  private async listen(hear: (pdu: Buffer) => void): Promise<void> {
    try {
      for await (const pdu of wholePdus(this.line)) {
        hear(pdu)
        await this.dealtWith(pdu)
      }
    } catch (error) {
      this.fail(error as Error)
    }
    await this.answered
    if (this.image) this.fail(new Error('It ended in the middle of an image.'))
    await this.image?.drop()
    this.leave()
    this.delivery.end()
  }

  private async dealtWith({ length }: Buffer): Promise<void> {
    if (this.image?.writableNeedDrain) await once(this.image, 'drain')
    // The library goes on by itself after that.
    await breathe()
    await this.answered
    this.loose += this.image ? 0 : length
    if (this.loose > MOST_LOOSE) throw new Error('A message that is no image is too long.')
  }

  private fail(error: Error): void {
    if (!this.isTold) this.options.onTrouble(error.message)
    this.leave()
  }

  override associationRequested(wanted: association.Association): void {
    const { aeTitle, callers } = this.options
    const caller = wanted.getCallingAeTitle().trim()
    const known = callers.length === 0 || callers.includes(caller)
    if (wanted.getCalledAeTitle().trim() !== aeTitle || !known) {
      const reason = known ? RejectReason.CalledAeNotRecognized : RejectReason.CallingAeNotRecognized
      this.sendAssociationReject(RejectResult.Permanent, RejectSource.ServiceUser, reason)
      return
    }
    for (const { id } of wanted.getPresentationContexts()) {
      const context = wanted.getPresentationContext(id)
      const syntax = context.getTransferSyntaxUids().find((s) => readSyntaxes.has(s))
      const kind = context.getAbstractSyntaxUid()
      const served = kind === VERIFICATION || kind.startsWith(STORAGE)
      if (served && syntax) context.setResult(PresentationContextResult.Accept, syntax)
      else context.setResult(PresentationContextResult.RejectTransferSyntaxesNotSupported)
    }
    // Nothing stands for any length.
    if (wanted.getMaxPduLength() === 0) wanted.setMaxPduLength(PDU)
    this.sendAssociationAccept()
  }

  override createStoreWritableStream(
    context: association.PresentationContext,
    request: requests.CStoreRequest,
  ): Writable {
    const syntax = context.getAcceptedTransferSyntaxUid() ?? TransferSyntax.ImplicitVRLittleEndian
    const meta = metaOf(request.getAffectedSopClassUid(), request.getAffectedSopInstanceUid(), syntax)
    this.image = new ImageStream(() => this.delivery.receive(meta))
    return this.image
  }

  override createDatasetFromStoreWritableStream(
    _stream: Writable,
    _context: association.PresentationContext,
    callback: (dataset: Dataset) => void,
  ): void {
    callback(new AnyDataset({}))
  }

  override cStoreRequest(
    request: requests.CStoreRequest,
    callback: (r: responses.CStoreResponse) => void,
  ): void {
    const { image } = this
    const answer = answers.CStoreResponse.fromRequest(request)
    const isNamed = [request.getAffectedSopClassUid(), request.getAffectedSopInstanceUid()].every(
      (uid) => typeof uid === 'string' && UID.test(uid),
    )
    const settle = async () => {
      if (image && !isNamed) await image.drop()
      answer.setStatus(image && isNamed ? await image.keep() : NOT_UNDERSTOOD)
      this.image = undefined
      this.loose = 0
      callback(answer)
    }
    this.answered = settle()
  }

  override cEchoRequest(
    request: requests.CEchoRequest,
    callback: (r: responses.CEchoResponse) => void,
  ): void {
    const answer = answers.CEchoResponse.fromRequest(request)
    answer.setStatus(Status.Success)
    this.loose = 0
    callback(answer)
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse()
  }

  override abort(): void {
    this.leave()
  }
}
