import { createWriteStream, mkdtempSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import dimse, { type association, type Dataset, type requests, type responses } from 'dcmjs-dimse'
import { metaOf } from '../dicom/writeDicom.ts'

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
  /** Takes the folder of what one association sent; it is removed afterwards. */
  onReceived(folder: string): Promise<void>
  onTrouble(message: string): void
}

export interface Listener {
  readonly port: number
  close(): Promise<void>
}

/** Accepted as they come; pixels are decoded at import. */
const SYNTAXES = [
  TransferSyntax.ExplicitVRLittleEndian,
  TransferSyntax.ImplicitVRLittleEndian,
  TransferSyntax.JpegBaseline,
  TransferSyntax.JpegLossless,
  TransferSyntax.JpegLsLossless,
  TransferSyntax.JpegLsLossy,
  TransferSyntax.Jpeg2000Lossless,
  TransferSyntax.Jpeg2000Lossy,
  TransferSyntax.RleLossless,
  '1.2.840.10008.1.2.4.102',
  '1.2.840.10008.1.2.4.103',
]
const VERIFICATION = '1.2.840.10008.1.1'
const STORAGE = '1.2.840.10008.5.1.4.1.1.'

/**
 * A DICOM storage provider (C-STORE, C-ECHO): what a device sends in one association goes to a folder that only this
 * user can read, then to `onReceived`. Nothing is kept in memory, so films of any length come in.
 */
export function listenForDicom(options: ListenerOptions): Promise<Listener> {
  const spool = mkdtempSync(join(tmpdir(), 'loco-dicom-'))
  // One import after the other: they write to one study.
  let imports = Promise.resolve()
  let associations = 0
  const server = createServer((socket) => {
    const folder = join(spool, String(++associations))
    const provider = new Receiver(socket, folder, options)
    provider.on('networkError', (error: Error) => options.onTrouble(error.message))
    socket.on('close', () => {
      imports = imports
        .then(() => provider.written())
        .then((files) => (files > 0 ? options.onReceived(folder) : undefined))
        .catch((error: Error) => options.onTrouble(error.message))
        .finally(() => rm(folder, { recursive: true, force: true }))
    })
  })
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(options.port, options.host, () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : options.port,
        async close() {
          await new Promise<void>((done) => server.close(() => done()))
          await imports
          await rm(spool, { recursive: true, force: true })
        },
      })
    })
  })
}

class Receiver extends Scp {
  private readonly folder: string
  private readonly options: ListenerOptions
  private readonly under: Promise<void>[] = []

  constructor(socket: Socket, folder: string, options: ListenerOptions) {
    super(socket, {})
    this.folder = folder
    this.options = options
  }

  /** How many files came, once all of them lie on the disk. */
  async written(): Promise<number> {
    const ends = await Promise.allSettled(this.under)
    return ends.filter(({ status }) => status === 'fulfilled').length
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
      const syntax = context.getTransferSyntaxUids().find((s) => SYNTAXES.includes(s))
      const kind = context.getAbstractSyntaxUid()
      const served = kind === VERIFICATION || kind.startsWith(STORAGE)
      if (served && syntax) context.setResult(PresentationContextResult.Accept, syntax)
      else context.setResult(PresentationContextResult.RejectTransferSyntaxesNotSupported)
    }
    this.sendAssociationAccept()
  }

  override createStoreWritableStream(
    context: association.PresentationContext,
    request: requests.CStoreRequest,
  ): Writable {
    const file = join(this.folder, `${this.under.length}.dcm`)
    const syntax = context.getAcceptedTransferSyntaxUid() ?? TransferSyntax.ImplicitVRLittleEndian
    const meta = metaOf(request.getAffectedSopClassUid(), request.getAffectedSopInstanceUid(), syntax)
    let open: Writable | undefined
    let settle: { resolve(): void; reject(error: Error): void } | undefined
    this.under.push(new Promise<void>((resolve, reject) => (settle = { resolve, reject })))
    return new Writable({
      construct: (done) => {
        mkdir(this.folder, { recursive: true, mode: 0o700 }).then(() => {
          open = createWriteStream(file, { mode: 0o600 })
          open.write(meta, done)
        }, done)
      },
      write: (part, _, done) => void open?.write(part, done),
      final: (done) => {
        open?.end(() => {
          settle?.resolve()
          done()
        })
      },
      destroy: (error, done) => {
        if (error) settle?.reject(error)
        done(error)
      },
    })
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
    const answer = answers.CStoreResponse.fromRequest(request)
    this.written().then((count) => {
      answer.setStatus(count === this.under.length ? Status.Success : Status.ProcessingFailure)
      callback(answer)
    })
  }

  override cEchoRequest(
    request: requests.CEchoRequest,
    callback: (r: responses.CEchoResponse) => void,
  ): void {
    const answer = answers.CEchoResponse.fromRequest(request)
    answer.setStatus(Status.Success)
    callback(answer)
  }

  override associationReleaseRequested(): void {
    this.sendAssociationReleaseResponse()
  }
}
