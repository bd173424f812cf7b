import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Node tells on these of every connection and every datagram socket that is begun in this process. */
const CHANNELS = ['net.client.socket', 'udp.socket'] as const
const TABLES = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'raw6'] as const
const LOOK_EVERY = 500

/**
 * Counts what leads out of this process and, on Linux, out of those that it has started: Node tells of its own
 * connections, the system of which sockets the others have. Other systems do not say that without rights.
 */
export class Outgoing {
  private begun = 0
  private looks = 0
  private readonly sockets = new Set<string>()
  private readonly timer = setInterval(() => this.look(), LOOK_EVERY)
  private readonly count = () => {
    this.begun++
  }

  constructor() {
    for (const channel of CHANNELS) subscribe(channel, this.count)
  }

  /** How many connections were begun so far, and how often the processes that were started were looked at. */
  sum(): { begun: number; looks: number } {
    this.look()
    return { begun: this.begun + this.sockets.size, looks: this.looks }
  }

  stop(): void {
    clearInterval(this.timer)
    for (const channel of CHANNELS) unsubscribe(channel, this.count)
  }

  private look(): void {
    if (process.platform !== 'linux') return
    try {
      const inNetwork = new Set(TABLES.flatMap(inodesIn))
      for (const pid of childrenOf(process.pid))
        for (const inode of socketsOf(pid)) if (inNetwork.has(inode)) this.sockets.add(inode)
      this.looks++
    } catch {
      // A process that ends meanwhile takes its files with it.
    }
  }
}

/** Inodes of the sockets of one kind: the column before the last few, as `proc(5)` has it. */
function inodesIn(table: string): string[] {
  const [, ...rows] = readFileSync(`/proc/self/net/${table}`, 'utf8').trimEnd().split('\n')
  return rows.map((row) => row.trim().split(/\s+/)[9] ?? '')
}

function childrenOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`)
  const own = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number),
  )
  return own.flatMap((child) => [child, ...childrenOf(child)])
}

function socketsOf(pid: number): string[] {
  const files = `/proc/${pid}/fd`
  return readdirSync(files).flatMap((file) => {
    try {
      return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${files}/${file}`))?.[1] ?? []
    } catch {
      return []
    }
  })
}
