import type { Installed } from '../../install/Installed.ts'

/** What the engine needs to know of the machine it runs on; the composition roots fill it in. */
export interface Runtime {
  /** Of LoCo Studio, as package.json has it. */
  readonly version: string
  /** The installed tree that this runs from; null in a checkout, which nobody has signed. */
  readonly installed: Installed | null
  /** Where what belongs to no study lies. */
  readonly dataFolder: string
  /** What went otherwise, without patient data. */
  readonly logFile: string
  /** The trainer's entry file. */
  readonly trainerEntry: string
  /** The entry file of box assist's processes. */
  readonly assistantEntry: string
  /** The Node executable that runs it, with the flags it needs. */
  readonly node: string
  readonly nodeArguments: readonly string[]
  /** Folder of the libraries that TensorFlow's GPU build looks for; null where set-up fetched none. */
  readonly gpuLibraries: string | null
  /** ImageNet weights by backbone name; absent where set-up has not fetched them. */
  readonly imagenet: Readonly<Record<string, string>>
  /** Where the nets of box assist lie, if set-up has fetched them. */
  readonly assistFolder: string
  /** Whether box assist reads frames that nobody has opened yet, while nothing else is asked. */
  readonly readsAhead: boolean
  /** Where the demo study goes. */
  readonly demoFolder: string
  /** Remembers studies opened before; a small file outside any study. */
  readonly recentFile: string
  /** Remembers who may talk to the server, as hashes. */
  readonly sessionsFile: string
  /** The certificate that the server made for itself, with its key. */
  readonly certificateFile: string
  /** Where patient keys lie that nobody chose a place for. */
  readonly keysFolder: string
}
