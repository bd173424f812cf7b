import { type Place, PRIORITIES, type Priority } from './places.ts'

/** Something that waits for its place. */
export interface Turn {
  readonly place: Place
  readonly priority: Priority
  /** Starts it; resolves when it has left its place. */
  begin(): Promise<void>
  /** Something more important wants the place. Only asked of background work. */
  giveWay(): void
}

/**
 * Lets as many at work in each place as there is room for, the most important first, then who came first. Background work
 * neither holds up anything else nor waits behind it: it gives way.
 */
export class Queue {
  private room: Readonly<Record<Place, number>>
  private waiting: readonly Turn[] = []
  private readonly atWork = new Set<Turn>()
  private listeners: readonly { readonly place: Place; tell(): void }[] = []

  constructor(room: Readonly<Record<Place, number>>) {
    this.room = room
  }

  add(turn: Turn): void {
    const rank = ({ priority }: Turn) => PRIORITIES.indexOf(priority)
    this.waiting = [...this.waiting, turn].sort((a, b) => rank(a) - rank(b))
    if (turn.priority !== 'background')
      for (const other of this.in(turn.place)) if (other.priority === 'background') other.giveWay()
    this.next()
  }

  /** Lets so many at work in a place from now on; what is at work stays. */
  makeRoom(place: Place, count: number): void {
    this.room = { ...this.room, [place]: count }
    this.next()
  }

  /** Takes back what has not begun; false where it has. */
  remove(turn: Turn): boolean {
    const wasWaiting = this.waiting.includes(turn)
    this.waiting = this.waiting.filter((other) => other !== turn)
    if (wasWaiting) this.next()
    return wasWaiting
  }

  /** Whether only background work is in a place, or none. */
  isQuiet(place: Place): boolean {
    return this.in(place).every(({ priority }) => priority === 'background')
  }

  /** Resolves once it is. */
  quiet(place: Place): Promise<void> {
    if (this.isQuiet(place)) return Promise.resolve()
    return new Promise((tell) => {
      this.listeners = [...this.listeners, { place, tell }]
    })
  }

  private in(place: Place): readonly Turn[] {
    return [...this.atWork, ...this.waiting].filter((turn) => turn.place === place)
  }

  private next(): void {
    for (const turn of this.waiting) {
      const taken = [...this.atWork].filter(({ place }) => place === turn.place).length
      if (taken < this.room[turn.place]) this.begin(turn)
    }
    const told = this.listeners.filter(({ place }) => this.isQuiet(place))
    this.listeners = this.listeners.filter((listener) => !told.includes(listener))
    for (const { tell } of told) tell()
  }

  private begin(turn: Turn): void {
    this.waiting = this.waiting.filter((other) => other !== turn)
    this.atWork.add(turn)
    void turn.begin().then(() => {
      this.atWork.delete(turn)
      this.next()
    })
  }
}
