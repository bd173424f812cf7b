/** A process of box assist: it has one net and turns messages into what that does. */
import {
  type AskKind,
  type Asks,
  type AssistantMessage,
  type AssistantRequest,
  PROTOCOL_VERSION,
} from '../../shared/assistant/messages.ts'
import { Refused, refused } from '../../shared/reasons/Refused.ts'
import { goBehind } from '../process/goBehind.ts'
import { Decoder } from './Decoder.ts'
import { Encoder } from './Encoder.ts'
import { loadNet } from './Net.ts'

let encoder: Encoder | undefined
let decoder: Decoder | undefined

async function answerTo(request: AssistantRequest): Promise<Asks[AskKind]['answer']> {
  if (request.kind === 'load') return load(request.asked)
  if (request.kind === 'memory') return { bytes: process.memoryUsage().rss }
  if (request.kind === 'read' && encoder) return encoder.read(request.asked.path)
  if (request.kind === 'hold' && decoder) {
    decoder.hold(request.asked.embedding)
    return {}
  }
  if (request.kind === 'propose' && decoder) return decoder.propose(request.asked.box, request.asked.clicks)
  throw new Error(`There is no net for "${request.kind}".`)
}

async function load({ version, part, file, behind }: Asks['load']['asked']): Promise<Record<string, never>> {
  if (version !== PROTOCOL_VERSION) throw refused('assistOfOtherVersion')
  // Before the runtime is loaded: its threads inherit what is set here.
  if (behind) goBehind()
  const net = await loadNet(part, file)
  if (part === 'encoder') encoder = new Encoder(net)
  else decoder = new Decoder(net)
  return {}
}

/** What nobody foresaw ends the process, whose owner starts another one. */
async function answer(request: AssistantRequest): Promise<void> {
  try {
    send({ kind: 'done', answer: await answerTo(request) })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { reason, detail } = error
    send({ kind: 'failed', reason, ...(detail === undefined ? {} : { detail }) })
  }
}

const send = (message: AssistantMessage) => process.send?.(message)

let turn = Promise.resolve()
process.on('message', (request: AssistantRequest) => {
  turn = turn.then(() => answer(request))
})
process.on('disconnect', () => process.exit(0))
