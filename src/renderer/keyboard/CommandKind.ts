/** Something that a key does, as it stands in the lists that key sheet, palette and settings are made from. */
export interface CommandKind {
  readonly id: string
  readonly group:
    | 'tools'
    | 'classes'
    | 'painting'
    | 'go'
    | 'layers'
    | 'view'
    | 'finish'
    | 'reviewing'
    | 'settling'
    | 'app'
  /** Chords that do it unless a person has said otherwise. */
  readonly keys: readonly string[]
  /** Path of its name in the language files; `commands.<id>` where it is not said. */
  readonly text?: string
  readonly values?: Readonly<Record<string, string | number>>
  /** Set where it is done in that mode alone: there its keys come before what they do elsewhere. */
  readonly mode?: 'reviewing' | 'settling'
  /** Lasts for as long as the key is down. */
  readonly held?: boolean
}

/** What a command does now; a held one is told when its key goes up. */
export type Handler = () => void
export type Handlers = Readonly<Record<string, Handler | { down(): void; up(): void }>>
